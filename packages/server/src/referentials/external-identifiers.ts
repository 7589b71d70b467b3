import { ADMINISTRATION_TENANT, type Configuration, type TenantId } from '../platform/index.ts';
import type { DocumentKind } from './kinds/document-kind.ts';

/** True when the client gives the identifiers of this referential; otherwise the archive numbers them (spec api.md 8). */
export function givesIdentifiers(
  { clientIdentifiers }: Pick<Configuration, 'clientIdentifiers'>,
  tenant: TenantId,
  kind: Pick<DocumentKind, 'externalKey' | 'scope'>,
): boolean {
  const at = kind.scope === 'platform' ? ADMINISTRATION_TENANT : tenant;
  return clientIdentifiers[at]?.includes(kind.externalKey) ?? false;
}
