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
