import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/**
 * A ZIP in memory.
 * @param modified time of every entry; ZIP writes it as the local time of the machine
 */
export async function zipOf(
  files: readonly { readonly path: string; readonly content: Buffer }[],
  modified: Date,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, content } of files)
    zip.addBuffer(content, path, { mtime: modified, compressionLevel: 1 });
  zip.end();
  return buffer(zip.outputStream);
}
