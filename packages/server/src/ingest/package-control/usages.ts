import type { DataObjectRecord } from '@perenne/seda';

/** Usages that each kind of object may have (spec ingest.md 8.4.2). */
const ALLOWED = {
  binary: ['BinaryMaster', 'Dissemination', 'Thumbnail', 'TextContent'],
  physical: ['PhysicalMaster', 'Dissemination'],
} as const;
const DEFAULT_USAGE = { binary: 'BinaryMaster', physical: 'PhysicalMaster' } as const;

/** Digest algorithms that a manifest may declare, with Node's names. */
export const DIGEST_ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

const WRITTEN_FORM = /^([A-Za-z]+)(?:_(\d{1,9}))?$/;

export type UsageFault =
  | 'PDO_DATAOBJECTIONVERSION_BINARYMASTER'
  | 'BDO_DATAOBJECTIONVERSION_PHYSICALMASTER'
  | 'INVALID_DATAOBJECTVERSION'
  | 'EMPTY_REQUIRED_FIELD'
  | 'INVALIDE_ALGO';

type Examined = Pick<DataObjectRecord, 'kind' | 'version' | 'uri' | 'physicalId' | 'digest'>;

/** Usage and version of an object: `BinaryMaster` and `BinaryMaster_1` when it declares none. */
export function usageOf(object: Pick<DataObjectRecord, 'kind' | 'version'>): {
  usage: string;
  version: string;
} {
  const written = WRITTEN_FORM.exec(object.version ?? '');
  const usage = written?.[1] ?? DEFAULT_USAGE[object.kind];
  return { usage, version: `${usage}_${written?.[2] ?? '1'}` };
}

/** What is wrong with the usage of an object; undefined when nothing is. */
export function usageFault(object: Examined): UsageFault | undefined {
  if (object.kind === 'binary' && object.digest && !DIGEST_ALGORITHMS.has(object.digest.algorithm))
    return 'INVALIDE_ALGO';
  if (object.version === undefined) return undefined;
  const usage = WRITTEN_FORM.exec(object.version)?.[1];
  const own: readonly string[] = ALLOWED[object.kind];
  if (usage === undefined || !own.includes(usage)) {
    const other: readonly string[] = ALLOWED[object.kind === 'binary' ? 'physical' : 'binary'];
    if (usage === undefined || !other.includes(usage)) return 'INVALID_DATAOBJECTVERSION';
    return object.kind === 'binary'
      ? 'BDO_DATAOBJECTIONVERSION_PHYSICALMASTER'
      : 'PDO_DATAOBJECTIONVERSION_BINARYMASTER';
  }
  if (object.kind === 'binary' ? object.uri === '' : object.physicalId === '') return 'EMPTY_REQUIRED_FIELD';
  return undefined;
}

/** How a faulty object is named in the journal. */
export function usageFaultText(object: Examined & Pick<DataObjectRecord, 'id'>, fault: UsageFault): string {
  if (fault === 'INVALIDE_ALGO')
    return JSON.stringify({
      Error: `digest algorithm ${object.digest?.algorithm} of object ${object.id} is not accepted`,
    });
  const member = object.kind === 'binary' ? 'BinaryDataObject' : 'PhysicalDataObject';
  return JSON.stringify({ [member]: `${object.version ?? ''} - ${object.id}` });
}
