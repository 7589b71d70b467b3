import { ACCESS_CONTRACT } from './access-contract.ts';
import { ARCHIVAL_PROFILE } from './archival-profile.ts';
import { ARCHIVE_UNIT_PROFILE } from './archive-unit-profile.ts';
import { CONTEXT } from './context.ts';
import type { DocumentKind } from './document-kind.ts';
import type { DocumentSetKind } from './document-set-kind.ts';
import { GRIFFIN } from './griffin.ts';
import { INGEST_CONTRACT } from './ingest-contract.ts';
import { MANAGEMENT_CONTRACT } from './management-contract.ts';
import { PRESERVATION_SCENARIO } from './preservation-scenario.ts';

export type { DocumentKind } from './document-kind.ts';
export { securityProfileKind } from './security-profile.ts';
export {
  ACCESS_CONTRACT,
  ARCHIVAL_PROFILE,
  ARCHIVE_UNIT_PROFILE,
  CONTEXT,
  INGEST_CONTRACT,
  MANAGEMENT_CONTRACT,
};

/** Referentials of JSON documents that can be imported and updated. */
export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  ACCESS_CONTRACT,
  INGEST_CONTRACT,
  MANAGEMENT_CONTRACT,
  CONTEXT,
  ARCHIVAL_PROFILE,
  ARCHIVE_UNIT_PROFILE,
];

/** Referentials of JSON documents that each import replaces whole. */
export const DOCUMENT_SETS: readonly DocumentSetKind[] = [GRIFFIN, PRESERVATION_SCENARIO];
