import { ADMINISTRATION_TENANT, type TenantId } from '../platform/index.ts';
import type { DocumentKind } from './kinds/document-kind.ts';

/**
 * Referentials whose identifiers clients give, by tenant; in the others the archive numbers them (spec api.md 8).
 * As on an installed platform: the contracts of the first two tenants, and what the administration tenant keeps.
 */
const EXTERNAL: Readonly<Record<number, readonly string[]>> = {
  0: ['INGEST_CONTRACT', 'ACCESS_CONTRACT', 'MANAGEMENT_CONTRACT', 'ARCHIVE_UNIT_PROFILE'],
  [ADMINISTRATION_TENANT]: [
    'INGEST_CONTRACT',
    'ACCESS_CONTRACT',
    'MANAGEMENT_CONTRACT',
    'PROFILE',
    'SECURITY_PROFILE',
    'CONTEXT',
  ],
  // The demonstration names its contracts, so that they are readable.
  3: ['INGEST_CONTRACT', 'ACCESS_CONTRACT', 'MANAGEMENT_CONTRACT', 'ARCHIVE_UNIT_PROFILE'],
};

/** True when the client gives the identifiers of this referential. */
export function givesIdentifiers(
  tenant: TenantId,
  kind: Pick<DocumentKind, 'externalKey' | 'scope'>,
): boolean {
  const at = kind.scope === 'platform' ? ADMINISTRATION_TENANT : tenant;
  return EXTERNAL[at]?.includes(kind.externalKey) ?? false;
}
