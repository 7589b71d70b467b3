import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { manyUnits } from '@perenne/sample';
import { newDataFolder, removeDataFolder } from '../scripts/service.ts';
import { type Archive, openArchive, prepare } from './archive.ts';
import { delivery } from './delivery.ts';
import { type Figure, record, say, table } from './figures.ts';
import { enter, type LargeTransfer, largeTransferFigures, stepSeconds } from './large-transfer.ts';
import { formatIdentification, manifestReading } from './reading.ts';
import { referenceLoop } from './reference-loop.ts';
import { searches } from './searches.ts';
import { smallTransfers } from './small-transfers.ts';
import { secondStart } from './starts.ts';

/**
 * `npm run bench [-- <units>]`: figures of an archive of its own, beside their reference loops (docs/benchmarks.md).
 * Default: a transfer of 100,000 units.
 */

const units = Number(process.argv[2] ?? 100_000);
const OBJECT_SIZE = 4096;

const dataFolder = await newDataFolder();
const besides = join(dataFolder, '..');
try {
  const figures = await measure();
  console.log(table(figures));
  await record(figures);
} finally {
  await removeDataFolder(dataFolder);
}

async function measure(): Promise<Figure[]> {
  say('a package is made');
  const path = join(besides, 'package.zip');
  await pipeline(manyUnits({ units, objectSize: OBJECT_SIZE, seed: 1 }), createWriteStream(path));
  say('it is entered');
  const { transfer, more } = await withArchive(async (archive) => {
    await prepare(archive);
    const transfer = await enter(archive, path);
    for (const [step, seconds] of await stepSeconds(archive, transfer.operation))
      say(`${seconds.toFixed(1).padStart(8)} s  ${step}`);
    say('it is searched; small packages are entered; a package is delivered');
    const more = [
      ...(await searches(archive)),
      ...(await smallTransfers(archive)),
      ...(await delivery(archive)),
    ];
    return { transfer, more };
  });
  say('the archive is started again');
  const started = await secondStart(dataFolder);
  say('the reference loop');
  const entered = await referred(transfer, path);
  say('manifests and formats');
  return [...entered, ...started, ...more, await manifestReading(), formatIdentification()];
}

async function withArchive<T>(work: (archive: Archive) => Promise<T>): Promise<T> {
  const archive = await openArchive(dataFolder);
  try {
    return await work(archive);
  } finally {
    await archive.service.stop();
  }
}

async function referred(transfer: LargeTransfer, path: string): Promise<Figure[]> {
  const scratch = join(besides, 'reference');
  await mkdir(scratch);
  return largeTransferFigures(transfer, units, await referenceLoop(dataFolder, path, scratch));
}
