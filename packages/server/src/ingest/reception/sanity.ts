import { createHash } from 'node:crypto';
import type { Identifier } from '@perenne/pronom';
import { BUILT_IN, compileIdentifier, SAMPLE_SIZE } from '@perenne/pronom';
import type { ActionResult } from '../../operations/index.ts';
import type { Antivirus } from '../../platform/index.ts';
import { loadFormats } from '../../referentials/index.ts';
import type { WorkFile } from '../../storage/index.ts';
import { containerForm, inflate, openContainer, readIndex, SPOOL } from '../container/container.ts';
import { checkPaths, MANIFEST_NAME_RULE, manifestEntry, rootFiles, weigh } from '../container/entry-rules.ts';
import { PackageFault } from '../container/package-file.ts';
import { type EntryRun, folderOf, indexOf, type StoredIndex } from '../entry.ts';
import { DIGEST_ALGORITHMS } from '../package-control/usages.ts';
import { type EntryParameters, FILES, writeLines } from '../work-files.ts';
import { CLAMD_STREAM_BYTES, scanByClamd, scanByCommand, scanForEicar, type Verdict } from './antivirus.ts';

const parametersOf = (run: EntryRun) => run.parameters as unknown as EntryParameters;

/** SANITY_CHECK_SIP (spec ingest.md 6). */
export async function checkSanity(run: EntryRun): Promise<ActionResult> {
  const { antivirus } = run.house.configuration;
  if (antivirus.kind === 'none')
    return { status: 'OK', detail: JSON.stringify({ Antivirus: 'none configured' }) };
  const verdict = await verdictOf(run, antivirus);
  return verdict.kind === 'clean'
    ? { status: 'OK' }
    : { status: 'KO', detail: JSON.stringify({ evDetTechData: verdict.name }) };
}

async function verdictOf(run: EntryRun, antivirus: Exclude<Antivirus, { kind: 'none' }>): Promise<Verdict> {
  const folder = folderOf(run);
  if (antivirus.kind === 'command') return scanByCommand(antivirus.command, folder.path(SPOOL));
  if (antivirus.kind === 'eicar') return scanFiles(run, scanForEicar);
  const scan = (source: AsyncIterable<Uint8Array>) => scanByClamd(antivirus, source);
  const spool = await folder.open(SPOOL);
  try {
    return spool.size > CLAMD_STREAM_BYTES ? await scanFiles(run, scan) : await scan(spool.stream());
  } finally {
    await spool.close();
  }
}

/** Scans what is in a package, file by file, with a scanner that does not open containers; a package that cannot be opened is refused later. */
async function scanFiles(
  run: EntryRun,
  scan: (source: AsyncIterable<Uint8Array>) => Promise<Verdict>,
): Promise<Verdict> {
  const folder = folderOf(run);
  const spool = await folder.open(SPOOL);
  try {
    const form = containerForm((await identify(spool, await identifiers(run))) ?? '');
    if (!form) return { kind: 'clean' };
    const { limits } = run.house.configuration;
    await inflate(folder, form, limits.unpackedBytes);
    const index = await readIndex(folder, form, limits.packageEntries);
    weigh(index, limits);
    const { reader, file } = await openContainer(folder, form);
    try {
      for (const entry of index.files) {
        const verdict = await scan(reader.stream(entry));
        if (verdict.kind === 'infected') return verdict;
      }
    } finally {
      await file.close();
    }
    return { kind: 'clean' };
  } catch (error) {
    if (error instanceof PackageFault) return { kind: 'clean' };
    throw error;
  } finally {
    await spool.close();
  }
}

async function identifiers(run: EntryRun): Promise<Identifier[]> {
  const formats = await loadFormats(run.house.database);
  // An imported file may be partial: containers are known whatever it says.
  return [formats.identifier, compileIdentifier(BUILT_IN)];
}

/** Media type of the package by its content; undefined when none of the identifiers knows it. */
async function identify(spool: WorkFile, known: readonly Identifier[]): Promise<string | undefined> {
  const head = await spool.read(0, SAMPLE_SIZE);
  const tail = await spool.read(Math.max(0, spool.size - SAMPLE_SIZE), SAMPLE_SIZE);
  for (const identifier of known) {
    const found = identifier.identify({ head, tail, size: spool.size });
    if (found && containerForm(found.mimeType)) return found.mimeType;
  }
  return undefined;
}

/** CHECK_CONTAINER: what it is, by its content, and whether it can be read; leaves its directory to the next. */
export async function checkContainer(run: EntryRun): Promise<ActionResult> {
  const folder = folderOf(run);
  const { limits } = run.house.configuration;
  const spool = await folder.open(SPOOL);
  const mediaType = await identify(spool, await identifiers(run)).finally(() => spool.close());
  const form = containerForm(mediaType ?? '');
  if (!form) return { status: 'KO', detail: technical('The package is none of zip, tar, tar.gz, tar.bz2.') };
  try {
    await inflate(folder, form, limits.unpackedBytes);
    const { files, ...head } = await readIndex(folder, form, limits.packageEntries);
    weigh({ files, ...head }, limits);
    await writeLines(folder, FILES.index, [{ ...head, container: form }, ...files]);
    return { status: 'OK' };
  } catch (error) {
    if (error instanceof PackageFault)
      return { status: 'KO', detail: technical(`${error.code}: ${error.message}`) };
    throw error;
  }
}

const technical = (text: string) => JSON.stringify({ evDetTechData: text });

/** MANIFEST_FILE_NAME_CHECK: one file at the root has a manifest's name. */
export async function checkManifestName(run: EntryRun): Promise<ActionResult> {
  const index = await indexOf(run);
  if (manifestEntry(index)) return { status: 'OK' };
  const last = rootFiles(index).at(-1)?.path ?? '';
  return { status: 'KO', detail: JSON.stringify({ FileName: last, AllowedCharacters: MANIFEST_NAME_RULE }) };
}

/** MANIFEST_DIGEST_CHECK: silent unless it refuses (spec ingest.md 6). */
export async function checkManifestDigest(run: EntryRun): Promise<ActionResult> {
  const { algorithm, value } = parametersOf(run).manifestDigest ?? {};
  const refuse = (error: string): ActionResult => ({
    status: 'KO',
    detail: JSON.stringify({ Error: error }),
  });
  if (algorithm === undefined && value === undefined) return { status: 'OK', silent: 'always' };
  if (algorithm === undefined) return refuse('Missing manifest algorithm');
  if (value === undefined) return refuse('Missing manifest digest');
  const name = DIGEST_ALGORITHMS.get(algorithm);
  if (name === undefined) return refuse(`Invalid manifest digest algorithm ${algorithm}`);
  const hash = createHash(name);
  try {
    for await (const piece of manifestOf(run)) hash.update(piece);
  } catch (error) {
    if (error instanceof PackageFault) return refuse(error.message);
    throw error;
  }
  const computed = hash.digest('hex');
  return computed === value
    ? { status: 'OK', silent: 'always' }
    : refuse(`Manifest digest ${computed} is not the announced ${value}`);
}

/** The manifest's bytes, out of the package. @throws PackageFault */
export async function* manifestOf(run: EntryRun): AsyncGenerator<Buffer> {
  const index: StoredIndex = await indexOf(run);
  const entry = manifestEntry(index);
  if (!entry) throw new PackageFault('DAMAGED', 'The package holds no manifest.');
  const { reader, file } = await openContainer(folderOf(run), index.container);
  try {
    yield* reader.stream(entry) as AsyncIterable<Buffer>;
  } finally {
    await file.close();
  }
}

/** UPLOAD_SIP: every path of the package is one that can be kept (spec ingest.md 7). */
export async function checkPackagePaths(run: EntryRun): Promise<ActionResult> {
  try {
    checkPaths(await indexOf(run));
    return { status: 'OK', silent: 'always' };
  } catch (error) {
    if (error instanceof PackageFault)
      return { status: 'KO', detail: technical(`${error.code}: ${error.message}`), silent: 'below KO' };
    throw error;
  }
}
