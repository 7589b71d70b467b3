import {
  type ArchiveUnitLink,
  type ArchiveUnitRecord,
  type DataObjectGroupRecord,
  type DataObjectRecord,
  type ManifestHandler,
  readManifest,
  SedaError,
  type TransferHeader,
} from '@perenne/seda';
import type { SubCode } from '../../logbook/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import type { WorkFolder, WorkWriter } from '../../storage/index.ts';
import { rootFiles, rootFolders } from '../container/entry-rules.ts';
import { PackageFault } from '../container/package-file.ts';
import { type EntryRun, folderOf, indexOf, type StoredIndex } from '../entry.ts';
import { manifestOf } from '../reception/sanity.ts';
import { FILES } from '../work-files.ts';

/**
 * CHECK_SEDA (spec ingest.md 8.1): the manifest is read once, validated as it goes by, and what it holds is spooled
 * for the controls that follow.
 */
export async function checkSeda(run: EntryRun): Promise<ActionResult> {
  const folder = folderOf(run);
  const index = await indexOf(run);
  let fault: SedaError | undefined;
  try {
    const header = await spoolManifest(run, folder);
    await folder.write(FILES.header, JSON.stringify(header));
  } catch (error) {
    if (error instanceof PackageFault)
      return refused(error.code === 'TOO_LARGE' ? undefined : 'NOT_XML_FILE', error.message);
    if (!(error instanceof SedaError)) throw error;
    fault = error;
  }
  if (fault?.fault === 'NOT_XML') return refused('NOT_XML_FILE', textOf(fault));
  if (fault?.fault === 'NO_SEDA_NAMESPACE') return refused(undefined, textOf(fault));
  const place = placeFault(index);
  if (place) return refused(place.subCode, place.text);
  if (fault?.fault === 'UNSUPPORTED_VERSION') return refused('UNSUPPORTED_SEDA_VERSION', textOf(fault));
  if (fault) return refused('NOT_XSD_VALID', textOf(fault));
  return { status: 'OK' };
}

function refused(subCode: SubCode | undefined, text: string): ActionResult {
  return {
    status: 'KO',
    detail: JSON.stringify({ evDetTechData: text }),
    ...(subCode === undefined ? {} : { subCode }),
  };
}

const textOf = (error: SedaError) =>
  `${error.message} (line ${error.line}, column ${error.column}, ${error.path})`;

/** What stands at the root of the package beside the manifest. */
function placeFault(index: StoredIndex): { subCode: SubCode; text: string } | undefined {
  const files = rootFiles(index).map(({ path }) => path);
  if (files.length > 1)
    return {
      subCode: 'CONTAINER_FORMAT.FILE',
      text: `More than one file at the root of the package: ${files.slice(0, 10).join(', ')}`,
    };
  const folders = rootFolders(index);
  const others = folders.filter((name) => name.toLowerCase() !== 'content');
  if (others.length > 0 || folders.length > 1)
    return {
      subCode: 'CONTAINER_FORMAT.DIRECTORY',
      text: `A folder other than content at the root of the package: ${folders.slice(0, 10).join(', ')}`,
    };
  return undefined;
}

/** Lines gather up to this size before they are written, bytes. */
const PIECE = 1 << 20;

class LineSpool {
  readonly #writer: WorkWriter;
  #text = '';

  constructor(writer: WorkWriter) {
    this.#writer = writer;
  }

  add(line: unknown): void {
    this.#text += `${JSON.stringify(line)}\n`;
  }

  async drain(atLeast: number): Promise<void> {
    if (this.#text.length < atLeast) return;
    const bytes = Buffer.from(this.#text);
    this.#text = '';
    await this.#writer.write(bytes);
  }

  async finish(): Promise<void> {
    await this.drain(1);
    await this.#writer.finish();
  }
}

async function spoolManifest(run: EntryRun, folder: WorkFolder): Promise<TransferHeader> {
  const writers = [await folder.create(FILES.rawUnits), await folder.create(FILES.rawObjects)] as const;
  const [units, objects] = [new LineSpool(writers[0]), new LineSpool(writers[1])];
  const most = run.house.configuration.limits.manifestElements;
  let elements = 0;
  const spool = (lines: LineSpool, line: unknown) => {
    if (++elements > most)
      throw new PackageFault(
        'TOO_LARGE',
        `The manifest has more than ${most} units, links, groups and objects.`,
      );
    lines.add(line);
  };
  const handler: ManifestHandler = {
    dataObject: (o: DataObjectRecord) => spool(objects, { o }),
    group: (g: DataObjectGroupRecord) => spool(objects, { g }),
    unit: (u: ArchiveUnitRecord) => spool(units, { u }),
    link: (l: ArchiveUnitLink) => spool(units, { l }),
    async drained() {
      await units.drain(PIECE);
      await objects.drain(PIECE);
    },
  };
  try {
    const header = await readManifest(manifestOf(run), handler);
    await units.finish();
    await objects.finish();
    return header;
  } catch (error) {
    for (const writer of writers) await writer.abort();
    throw error;
  }
}
