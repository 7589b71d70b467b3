import {
  type Collection,
  OBJECT_GROUPS,
  type QueryNode,
  type RootQuery,
  type Search,
  UNITS,
} from '../catalogue/index.ts';
import type { ErrorName, Tx } from '../platform/index.ts';
import { groupRestriction, unitRestriction } from './access-rights.ts';
import { contentAsked } from './content-access.ts';
import type { Document, Eyes } from './reading.ts';

/** What an endpoint selects, and what it makes of it. */
export interface Selection {
  readonly collection: Collection;
  readonly kind: ErrorName;
  readonly restriction: (eyes: Eyes) => QueryNode;
  /** Adds to the documents that were found; they have their `#id`, whatever the projection. */
  readonly finish?: (tx: Tx, eyes: Eyes, found: readonly Document[]) => Promise<readonly Document[]>;
}

export const OF_UNITS = {
  collection: UNITS,
  kind: 'selectUnits',
  restriction: ({ rights, today }) => unitRestriction(rights, today),
} satisfies Selection;

export const OF_GROUPS = {
  collection: OBJECT_GROUPS,
  kind: 'selectObjects',
  restriction: ({ rights }) => groupRestriction(rights),
} satisfies Selection;

/** Where queries look, through these eyes. @throws ArchiveError contentSearchOff */
export async function searchSeen(
  tx: Tx,
  eyes: Eyes,
  { collection, restriction }: Selection,
  queries: readonly RootQuery[],
): Promise<Search> {
  const { tenant, vocabulary, rulesOutput } = eyes;
  return {
    ...{ tenant, collection, restriction: restriction(eyes) },
    ...(vocabulary ? { vocabulary } : {}),
    ...(rulesOutput ? { rulesOutput } : {}),
    ...(collection === UNITS ? await contentAsked(tx, eyes, queries) : {}),
  };
}
