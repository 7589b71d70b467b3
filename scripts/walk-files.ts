import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const LEFT_OUT = new Set(['node_modules', 'dist']);

/** Files under a folder whose names are wanted, in the order of their paths; installed and built ones left out. */
export async function walkFiles(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await walkFiles(path, wanted)));
    else if (entry.isFile() && wanted(entry.name)) found.push(path);
  }
  return found.sort();
}
