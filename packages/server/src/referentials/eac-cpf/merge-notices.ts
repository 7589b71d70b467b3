import { AGENCY_RELATIONS, type AgencyRelation } from '../agency-family.ts';
import type { Document } from '../store.ts';
import type { Notice } from './read-notice.ts';

/** The agencies of a tenant, once notices have added to them and changed them. */
export interface MergedNotices {
  readonly records: readonly Document[];
  /** Places of the records that notices are about. */
  readonly touched: readonly number[];
  /** `IDENTIFIER: element` of what is said and not kept. */
  readonly unkept: readonly string[];
}

/** Of a relation, the one that the other record tells. */
const INVERSE: Readonly<Record<AgencyRelation, AgencyRelation | undefined>> = {
  SuperiorAgencies: undefined,
  EarlierAgencies: 'LaterAgencies',
  LaterAgencies: 'EarlierAgencies',
  AssociatedAgencies: 'AssociatedAgencies',
};

const listOf = (record: Document | undefined, member: AgencyRelation) =>
  (record?.[member] as readonly string[] | undefined) ?? [];

/**
 * What a notice says of an agency takes the place of what its record says; what it is silent about stays. A relation
 * that the record of the other tells is not said once more. Two notices of one agency stay two records, for the
 * controls to refuse.
 */
export function mergeNotices(current: readonly Document[], notices: readonly Notice[]): MergedNotices {
  const records = [...current];
  const places = new Map(records.map(({ Identifier }, at) => [Identifier, at]));
  const touched = new Set<number>();
  for (const { members } of notices) {
    const { Identifier = '' } = members;
    const known = places.get(Identifier);
    const at = known === undefined || touched.has(known) ? records.length : known;
    const before = at === known ? records[known] : undefined;
    const other = (id: string) => records[places.get(id) ?? -1];
    const said = Object.entries(members).flatMap(([name, value]) => {
      const member = AGENCY_RELATIONS.find((each) => each === name);
      if (member === undefined) return [[name, value]];
      const ids = [...new Set(value as readonly string[])].filter((id) => {
        const inverse = INVERSE[member];
        const isTold = inverse !== undefined && listOf(other(id), inverse).includes(String(Identifier));
        return !isTold || listOf(before, member).includes(id);
      });
      return ids.length === 0 ? [] : [[name, ids]];
    });
    records[at] = { ...before, Identifier, ...Object.fromEntries(said) };
    if (!places.has(Identifier)) places.set(Identifier, at);
    touched.add(at);
  }
  const unkept = notices.flatMap(({ members: { Identifier }, subordinates, unkept: said }) => [
    ...said.map((element) => `${Identifier}: ${element}`),
    ...subordinates
      .filter((id) => !listOf(records[places.get(id) ?? -1], 'SuperiorAgencies').includes(String(Identifier)))
      .map((id) => `${Identifier}: cpfRelation[hierarchical-child]: ${id}`),
  ]);
  return { records, touched: [...touched], unkept };
}
