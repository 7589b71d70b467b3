import type { ReadOptions } from '../manifest-reader.ts';
import type { Mode } from '../model/edition.ts';
import { readManifest } from '../read-manifest.ts';
import type {
  ArchiveUnitLink,
  ArchiveUnitRecord,
  DataObjectGroupRecord,
  DataObjectRecord,
  TransferHeader,
} from '../records.ts';
import { streamOf } from './verdict.ts';

/** Everything that the reader hands over of a document, in the order in which it does. */
export interface Records {
  readonly header: TransferHeader;
  readonly objects: readonly DataObjectRecord[];
  readonly groups: readonly DataObjectGroupRecord[];
  readonly units: readonly ArchiveUnitRecord[];
  readonly links: readonly ArchiveUnitLink[];
}

export async function recordsOf(
  source: string | AsyncIterable<Uint8Array>,
  mode: Mode,
  options: ReadOptions = {},
): Promise<Records> {
  const objects: DataObjectRecord[] = [];
  const groups: DataObjectGroupRecord[] = [];
  const units: ArchiveUnitRecord[] = [];
  const links: ArchiveUnitLink[] = [];
  const header = await readManifest(
    typeof source === 'string' ? streamOf(source) : source,
    {
      dataObject: (record) => objects.push(record),
      group: (record) => groups.push(record),
      unit: (record) => units.push(record),
      link: (record) => links.push(record),
    },
    { ...options, mode },
  );
  return { header, objects, groups, units, links };
}
