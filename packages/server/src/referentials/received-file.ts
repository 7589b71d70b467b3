import { FileRefused } from './file-refused.ts';

/**
 * The bytes of a file that is sent, held in memory: files of referentials are small.
 * @throws FileRefused adminBadRequest beyond `most` bytes
 */
export async function receiveFile(source: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size > most)
      throw new FileRefused(
        'TOO_LARGE',
        'adminBadRequest',
        `The file is refused: it has more than ${most} bytes.`,
      );
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
