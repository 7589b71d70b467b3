import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTimeStampKey, openTimeStamper, type TimeStamper, type TimeStampKey } from '@perenne/proof';
import type { Clock } from '../platform/index.ts';

/**
 * The key with which this archive stamps (spec operations.md 15.2): made once, kept in the data folder for its owner
 * alone. Its certificate goes with every stamp.
 */

const FOLDER = 'keys';
const FILE = 'time-stamp.pem';
const NAME = 'Pérenne, horodatage';

interface Installed {
  readonly configuration: { readonly dataFolder: string };
  readonly clock: Clock;
}

/** Makes the key at the first call. */
export async function timeStampKey({ configuration, clock }: Installed): Promise<TimeStampKey> {
  const folder = join(configuration.dataFolder, FOLDER);
  const path = join(folder, FILE);
  const kept = await readKey(path);
  if (kept !== undefined) return kept;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeOnce(path, await makeTimeStampKey(NAME, clock.now()));
  return (await readKey(path)) as TimeStampKey;
}

/** Certificates of this archive, DER: of its key, and of keys before it whose certificates were left in the folder. */
export async function ownCertificates(house: Installed): Promise<Uint8Array[]> {
  await timeStampKey(house);
  const folder = join(house.configuration.dataFolder, FOLDER);
  const texts = await Promise.all(
    (await readdir(folder))
      .filter((name) => name.endsWith('.pem'))
      .map((name) => readFile(join(folder, name), 'utf8')),
  );
  return texts
    .flatMap((text) => text.match(/-----BEGIN CERTIFICATE-----[^-]+/g) ?? [])
    .map((block) => Buffer.from(block.replace(/-----[^-]+-----/, ''), 'base64'));
}

export async function timeStamper(house: Installed): Promise<TimeStamper> {
  return openTimeStamper(await timeStampKey(house), () => house.clock.now());
}

async function readKey(path: string): Promise<TimeStampKey | undefined> {
  try {
    const [key = '', certificate = ''] = (await readFile(path, 'utf8')).split(/(?=-----BEGIN CERTIFICATE)/);
    return { key, certificate };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all, on the disk when it returns; of two processes that begin at once, the key of the first stays. */
async function writeOnce(path: string, { key, certificate }: TimeStampKey): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(key + certificate);
    await file.sync();
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await file.close();
    await rm(draft);
  }
}
