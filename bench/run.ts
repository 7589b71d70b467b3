import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { manyUnits } from '@perenne/sample';
import { newDataFolder, removeDataFolder } from '../scripts/service.ts';
import { type Archive, openArchive, prepare } from './archive.ts';
import { coherence } from './coherence.ts';
import { computedRules } from './computed-rules.ts';
import { content, withoutContent } from './content.ts';
import { delivery } from './delivery.ts';
import { type Figure, record, say, table } from './figures.ts';
import { formatIdentification } from './formats.ts';
import { overHoldings } from './holdings/over-holdings.ts';
import { enter, type LargeTransfer, largeTransferFigures, stepSeconds } from './large-transfer.ts';
import { manifestReading } from './manifest.ts';
import { moves } from './moves.ts';
import { referenceLoop } from './reference-loop.ts';
import { referentials } from './referentials.ts';
import { searchAtScale } from './search.ts';
import { searches } from './searches.ts';
import { smallTransfers } from './small-transfers.ts';
import { secondStart } from './starts.ts';
import { tree } from './tree.ts';

/**
 * `npm run bench [-- <units> | entry | referentials | tree | search | rules | moves | content | coherence | manifest]`: figures of an
 * archive of its own, beside their reference loops (docs/benchmarks.md). Default: a transfer of 100,000 units, which is
 * what `entry` measures alone, then the others but those over holdings. `search`, `rules` and `moves` fill archives of 100,000 and of 1,000,000 units, or of
 * one size (`-- search --units 100000`), which stay for the next time where that is asked (`--kept <folder>`).
 */

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { units: { type: 'string' }, kept: { type: 'string' } },
});
const [asked = '100000'] = positionals;
const SIZES = values.units === undefined ? [100_000, 1_000_000] : [Number(values.units)];
/** What can be measured alone. */
const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  referentials: referentialFigures,
  entry: () => entry(async () => []),
  tree: () => withArchive(tree),
  search: () => overHoldings(SIZES, searchAtScale, values.kept),
  rules: () => overHoldings(SIZES, computedRules, values.kept),
  moves: () => overHoldings(SIZES, moves, values.kept),
  content: () => contentFigures(Number(values.units ?? DOCUMENTS)),
  coherence: () => coherence(Number(values.units ?? 100_000)),
  manifest: () => manifestReading(besides),
};
const part = parts[asked];
const units = Number(part === undefined ? asked : (values.units ?? 100_000));
const OBJECT_SIZE = 4096;
/** Read and searched. */
const DOCUMENTS = 10_000;

const dataFolder = await newDataFolder();
const besides = join(dataFolder, '..');
try {
  const figures = await (part ?? measure)();
  console.log(table(figures));
  await record(figures, part === undefined ? undefined : `${asked}.json`);
} finally {
  await removeDataFolder(dataFolder);
}

async function measure(): Promise<Figure[]> {
  const entered = await entry(async (archive) => {
    say('it is searched; small packages are entered; a package is delivered');
    return [...(await searches(archive)), ...(await smallTransfers(archive)), ...(await delivery(archive))];
  });
  say('referentials are imported into an archive that has none');
  const imported = await referentialFigures();
  say('documents are entered');
  const documents = await contentFigures(DOCUMENTS);
  say('manifests and formats');
  return [...entered, ...imported, ...documents, ...(await manifestReading(besides)), formatIdentification()];
}

/** @param more what is measured of the archive that holds the large transfer */
async function entry(more: (archive: Archive) => Promise<Figure[]>): Promise<Figure[]> {
  say('a package is made');
  const path = join(besides, 'package.zip');
  await pipeline(manyUnits({ units, objectSize: OBJECT_SIZE, seed: 1 }), createWriteStream(path));
  say('it is entered');
  const { transfer, others } = await withArchive(async (archive) => {
    await prepare(archive);
    const transfer = await enter(archive, path);
    for (const [step, seconds] of await stepSeconds(archive, transfer.operation))
      say(`${seconds.toFixed(1).padStart(8)} s  ${step}`);
    await withoutContent(archive);
    return { transfer, others: await more(archive) };
  });
  say('the archive is started again');
  const started = await secondStart(dataFolder);
  say('the reference loop');
  return [...(await referred(transfer, path)), ...started, ...others];
}

/** In a data folder of its own: agencies and rules in use would not let themselves be replaced. */
function referentialFigures(): Promise<Figure[]> {
  return apart(referentials);
}

function contentFigures(documents: number): Promise<Figure[]> {
  return apart((archive) => content(archive, documents));
}

async function apart(work: (archive: Archive) => Promise<Figure[]>): Promise<Figure[]> {
  const folder = await newDataFolder();
  try {
    return await withArchive(work, folder);
  } finally {
    await removeDataFolder(folder);
  }
}

async function withArchive<T>(work: (archive: Archive) => Promise<T>, folder = dataFolder): Promise<T> {
  const archive = await openArchive(folder);
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
