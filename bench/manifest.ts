import { execFile } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { manyUnitsManifest } from '@perenne/sample';
import { NODE_FLAGS } from '../scripts/node-flags.mjs';
import { type Figure, say } from './figures.ts';
import type { ManifestReading } from './manifest-once.ts';
import { timed } from './timing.ts';

/** 250 MB of manifest, a KB a unit. */
const UNITS = 222_500;
const ROUNDS = 3;
/**
 * Bounds of what the process that reads lets gather: by default V8 takes 48 MB for new objects alone, and lets old ones
 * grow to four times those that live before it looks; how far they come depends on how busy the machine is.
 */
const HEAP_FLAGS = ['--max-semi-space-size=8', '--max-old-space-size=128'];
const ONCE = fileURLToPath(new URL('manifest-once.ts', import.meta.url));
const SCHEMAS = fileURLToPath(new URL('../../shared/reference/seda/', import.meta.url));

const run = promisify(execFile);

/**
 * A manifest of 250 MB read and validated into records by a process of its own, in turns with xmllint, which validates
 * the same file against the official schema as it streams, and makes nothing of it.
 */
export async function manifestReading(folder: string): Promise<Figure[]> {
  const path = join(folder, 'manifest.xml');
  await pipeline(
    Readable.from(manyUnitsManifest({ units: UNITS, objectSize: 64, seed: 1 })),
    createWriteStream(path),
  );
  const megabytes = (await stat(path)).size / 1e6;
  const validate = await xmllint();
  const [speeds, references, residents] = [[] as number[], [] as number[], [] as number[]];
  for (let round = 0; round < ROUNDS; round++) {
    const { stdout } = await run(process.execPath, [...NODE_FLAGS, ...HEAP_FLAGS, ONCE, path]);
    const reading: ManifestReading = JSON.parse(stdout);
    if (reading.records < UNITS * 3) throw new Error(`${reading.records} records of ${UNITS} units`);
    speeds.push(megabytes / reading.seconds);
    residents.push(reading.residentPeak);
    if (validate) references.push(megabytes / (await timed(() => validate(path))).seconds);
  }
  await rm(path);
  const reference = references.length === 0 ? {} : { reference: Math.max(...references) };
  return [
    {
      name: 'manifest of 250 MB read and validated',
      value: Math.max(...speeds),
      unit: 'MB/s',
      better: 'higher',
      ...reference,
      ...(reference.reference === undefined ? {} : { target: Math.round(reference.reference / 2) }),
    },
    {
      name: 'resident at most while it is',
      value: Math.max(...residents),
      unit: 'MB',
      better: 'lower',
      target: 300,
    },
  ];
}

/** The reference; undefined, and said so, where it is not at hand. */
async function xmllint(): Promise<((path: string) => Promise<void>) | undefined> {
  const isInstalled = await run('xmllint', ['--version']).then(
    () => true,
    () => false,
  );
  if (!isInstalled || !existsSync(SCHEMAS)) {
    const missing = isInstalled
      ? 'the official schemas (../shared/reference/seda)'
      : 'xmllint (libxml2-utils)';
    say(`left out: the reference of manifest reading, since ${missing} are not here`);
    return undefined;
  }
  const schema = join(SCHEMAS, 'seda-2.2', 'seda-2.2-main.xsd');
  const env = { ...process.env, XML_CATALOG_FILES: join(SCHEMAS, 'catalog.xml') };
  return async (path) => {
    await run('xmllint', ['--nonet', '--noout', '--stream', '--schema', schema, path], { env });
  };
}
