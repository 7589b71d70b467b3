import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPromise } from 'yauzl';

const CORPUS = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));

/** The packages with a known outcome are no part of the project. */
export const hasCorpus = existsSync(CORPUS);
export const WITHOUT_CORPUS = 'left out: the packages (../shared/corpus) are not here';

/** Larger ones say nothing more, and take long to change. */
const LARGEST = 40_000;

/** The manifests of the corpus, by the name of their package. */
export async function corpusManifests(): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for await (const name of glob('SIP_*/ZIP/*.zip', { cwd: CORPUS })) {
    const bytes = await manifestOf(`${CORPUS}${name}`);
    if (bytes) found.set(basename(name), bytes);
  }
  return new Map([...found].sort(([a], [b]) => a.localeCompare(b)));
}

async function manifestOf(path: string): Promise<Buffer | undefined> {
  const zip = await openPromise(path);
  try {
    for await (const entry of zip.eachEntry())
      if (entry.fileName === 'manifest.xml' && entry.uncompressedSize <= LARGEST) {
        const pieces: Buffer[] = [];
        for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
        return Buffer.concat(pieces);
      }
    return undefined;
  } finally {
    zip.close();
  }
}
