import { checkJson } from '../http/sanity.ts';
import { ArchiveError } from '../platform/index.ts';

/**
 * The bytes of a file that is sent, held in memory: files of referentials are small.
 * @throws ArchiveError adminBadRequest beyond `most` bytes
 */
export async function receiveFile(source: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size > most)
      throw new ArchiveError('adminBadRequest', `The file is refused: it has more than ${most} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** JSON sent as a file passes the checks that a JSON body passes at the door. @throws ArchiveError adminPrecondition */
export async function receiveJson(source: AsyncIterable<Uint8Array>): Promise<unknown> {
  let body: unknown;
  try {
    body = JSON.parse((await receiveFile(source, 16_000_000)).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ArchiveError('adminPrecondition', 'The file is not JSON.', { cause: error });
    throw error;
  }
  checkJson(body);
  return body;
}
