import type { SedaVersion } from './records.ts';

/** Versions of the standard that are read and written. */
export const SEDA_VERSIONS: readonly SedaVersion[] = ['2.1', '2.2', '2.3'];

const PREFIX = 'fr:gouv:culture:archivesdefrance:seda:v';

export function namespaceOf(version: SedaVersion): string {
  return PREFIX + version;
}
