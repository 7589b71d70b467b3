import type { EvidenceEntry } from '../evidence/entry.ts';
import type { Kind } from '../evidence/run.ts';

/** A copy that was made good. */
export interface Correction {
  /** Of a unit, of a group, or of an object of the group. */
  readonly type: Kind | 'OBJECT';
  readonly id: string;
  /** The offer whose copy was bad. */
  readonly offer: string;
  /** Where the good bytes come from: another offer, or the database, which the secured journal proves. */
  readonly from: string;
}

/** What came of an element, as the report tells it. */
export interface Corrected {
  readonly identifier: string;
  readonly objectType: Kind;
  /** KO: something is left as it was. */
  readonly status: 'OK' | 'KO';
  readonly corrections: readonly Correction[];
  /** What is left, in words; empty: nothing. */
  readonly left: readonly string[];
}

/** Where bytes of a document come from when no offer has its pack any more. */
export const FROM_DATABASE = 'database';

/** Offers whose copy is not the secured one. */
export const badOffers = ({
  securedHash,
  offersHashes,
}: Pick<EvidenceEntry, 'securedHash' | 'offersHashes'>): string[] =>
  securedHash === null
    ? []
    : Object.entries(offersHashes).flatMap(([offer, digest]) => (digest === securedHash ? [] : [offer]));

const EVENTS = {
  UNIT: 'LFC.UNIT_CORRECTIVE_AUDIT',
  OBJECTGROUP: 'LFC.OBJECT_GROUP_CORRECTIVE_AUDIT',
  OBJECT: 'LFC.OBJECT_CORRECTIVE_AUDIT',
} as const;

/** As the life cycle of the element tells it (spec operations.md 13.3). */
export function eventOf({ type, id, offer, from }: Correction): {
  readonly key: string;
  readonly detail: string;
} {
  const source = from === FROM_DATABASE ? 'the database' : `offer ${from}`;
  const object = type === 'OBJECT' ? ` for object id ${id} ` : '';
  return {
    key: EVENTS[type],
    detail: JSON.stringify({ Information: `offer '${offer}'  has been corrected from ${source} ${object}` }),
  };
}
