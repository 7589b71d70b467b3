import { ACCESS_CONTRACT } from './access-contract.ts';
import { ARCHIVAL_PROFILE } from './archival-profile.ts';
import { CONTEXT } from './context.ts';
import type { DocumentKind } from './document-kind.ts';
import { INGEST_CONTRACT } from './ingest-contract.ts';
import { MANAGEMENT_CONTRACT } from './management-contract.ts';

export type { DocumentKind } from './document-kind.ts';
export { ACCESS_CONTRACT, ARCHIVAL_PROFILE, CONTEXT, INGEST_CONTRACT, MANAGEMENT_CONTRACT };

/** Referentials of JSON documents that can be imported and updated. */
export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  ACCESS_CONTRACT,
  INGEST_CONTRACT,
  MANAGEMENT_CONTRACT,
  CONTEXT,
  ARCHIVAL_PROFILE,
];
