import { asksContent, type ContentSearch, type QueryNode } from '../catalogue/index.ts';
import { isContentSearched } from '../content/index.ts';
import { ArchiveError, type Tx } from '../platform/index.ts';
import { groupRestrictionWithoutRules } from './access-rights.ts';
import type { Eyes } from './reading.ts';

/**
 * What of the documents' texts a search may look into: those that its contract lets be read; nothing when no query asks
 * for them. @throws ArchiveError contentSearchOff
 */
export async function contentAsked(
  tx: Tx,
  eyes: Eyes,
  queries: readonly { readonly query: QueryNode }[],
): Promise<{ readonly content?: ContentSearch }> {
  return queries.some(({ query }) => asksContent(query)) ? { content: await contentOf(tx, eyes) } : {};
}

/** @throws ArchiveError contentSearchOff */
export async function contentOf(tx: Tx, { tenant, rights }: Eyes): Promise<ContentSearch> {
  if (!(await isContentSearched(tx, tenant)))
    throw new ArchiveError(
      'contentSearchOff',
      `Documents are not searched in tenant ${tenant}: its operator has switched #content off.`,
    );
  return {
    tenant,
    groups: groupRestrictionWithoutRules(rights),
    ...(rights.usages === undefined ? {} : { usages: rights.usages }),
  };
}
