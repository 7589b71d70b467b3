import { Type } from 'typebox';
import { counted, orNull, type TenantId, Text, type Told, type Tx } from '../platform/index.ts';
import type { LineAgency } from './agency-lines.ts';

/**
 * How the agencies of a tenant stand to each other. A record names its superiors, those that it took over from or gave
 * over to, and those that it works with; each of these is read from both sides (docs/decisions/0018). Nothing prevents
 * a record from naming what is not there, or itself.
 */

export const AGENCY_RELATIONS = [
  'SuperiorAgencies',
  'EarlierAgencies',
  'LaterAgencies',
  'AssociatedAgencies',
] as const;
export type AgencyRelation = (typeof AGENCY_RELATIONS)[number];
/** What a record names of the others. */
export type AgencyLinks = Pick<LineAgency, 'Identifier' | AgencyRelation>;

export interface Family {
  /** By levels, those right above it first. */
  readonly superiors: readonly (readonly string[])[];
  /** There are more levels than are told. */
  readonly isCut: boolean;
  /** It, or one above it, is above itself. */
  readonly isCycle: boolean;
  readonly subordinates: readonly string[];
  readonly earlier: readonly string[];
  readonly later: readonly string[];
  readonly associated: readonly string[];
}

/** Levels that are told: more than any administration has. */
const MOST_LEVELS = 12;

/** @returns the family of any of them */
export function familiesOf(agencies: readonly AgencyLinks[]): (identifier: string) => Family {
  const links = new Map(agencies.map((each) => [each.Identifier, each]));
  const naming = new Map<string, Set<string>>();
  for (const each of agencies)
    for (const relation of AGENCY_RELATIONS)
      for (const id of each[relation] ?? []) {
        const key = `${relation} ${id}`;
        naming.set(key, (naming.get(key) ?? new Set()).add(each.Identifier));
      }
  const named = (id: string, relation: AgencyRelation) => links.get(id)?.[relation] ?? [];
  const above = (id: string) => named(id, 'SuperiorAgencies');
  return (identifier) => {
    const by = (relation: AgencyRelation) => [...(naming.get(`${relation} ${identifier}`) ?? [])];
    const both = (own: AgencyRelation, others: AgencyRelation) => [
      ...new Set([...named(identifier, own), ...by(others)]),
    ];
    return {
      ...superiorsOf(above, identifier),
      subordinates: by('SuperiorAgencies'),
      earlier: both('EarlierAgencies', 'LaterAgencies'),
      later: both('LaterAgencies', 'EarlierAgencies'),
      associated: both('AssociatedAgencies', 'AssociatedAgencies'),
    };
  };
}

type Above = (identifier: string) => readonly string[];

function superiorsOf(above: Above, identifier: string): Pick<Family, 'superiors' | 'isCut' | 'isCycle'> {
  const seen = new Set([identifier]);
  const superiors: string[][] = [];
  let level = [identifier];
  for (;;) {
    const next = [...new Set(level.flatMap(above))].filter((id) => !seen.has(id));
    const isCut = next.length > 0 && superiors.length === MOST_LEVELS;
    if (next.length === 0 || isCut) return { superiors, isCut, isCycle: !areOrdered(above, seen) };
    for (const id of next) seen.add(id);
    superiors.push(next);
    level = next;
  }
}

/** False when one of them is above itself: those under nobody that is left are taken away until none is. */
function areOrdered(above: Above, identifiers: ReadonlySet<string>): boolean {
  const left = new Set(identifiers);
  for (;;) {
    const free = [...left].filter((id) => !above(id).some((each) => left.has(each)));
    if (free.length === 0) return left.size === 0;
    for (const id of free) left.delete(id);
  }
}

const RelatedAgency = Type.Object(
  {
    identifier: Text,
    name: orNull(Text, 'Null: the tenant has no such agency.'),
    from: orNull(Text, 'Day on which it began to exist.'),
    to: orNull(Text, 'Day on which it ceased to.'),
  },
  { title: 'RelatedAgency' },
);
type RelatedAgency = Told<typeof RelatedAgency>;

export const AgencyFamily = Type.Object(
  {
    superiors: Type.Array(Type.Array(RelatedAgency), {
      description: 'Those that it is under, by levels, the nearest first.',
    }),
    isCut: Type.Boolean({ description: `There are more than ${MOST_LEVELS} levels.` }),
    isCycle: Type.Boolean({ description: 'It, or one above it, is above itself.' }),
    subordinates: Type.Array(RelatedAgency, { description: 'Those right under it, the first of them.' }),
    subordinateTotal: counted('Of all that are right under it.'),
    earlier: Type.Array(RelatedAgency, { description: 'Those that it took over from.' }),
    later: Type.Array(RelatedAgency, { description: 'Those that took over from it.' }),
    associated: Type.Array(RelatedAgency),
  },
  { title: 'AgencyFamily', description: 'Agencies that stand in a relation to one.' },
);
export type AgencyFamily = Told<typeof AgencyFamily>;

/** Subordinates that are told by name; the list has them all. */
const MOST_SUBORDINATES = 50;

/** Whatever the tenant has of it: an identifier that no agency bears may still be named by others. */
export async function agencyFamily(tx: Tx, tenant: TenantId, identifier: string): Promise<AgencyFamily> {
  const family = familiesOf(await agencyLinks(tx, tenant))(identifier);
  const subordinates = family.subordinates.slice(0, MOST_SUBORDINATES);
  const { superiors, earlier, later, associated } = family;
  const rows = await tx.query<RelatedAgency>(
    `select identifier, doc ->> 'Name' as name, doc ->> 'FromDate' as from, doc ->> 'ToDate' as to
     from referential where tenant = $1 and kind = 'agency' and identifier = any ($2::text[])`,
    [tenant, [...superiors.flat(), ...subordinates, ...earlier, ...later, ...associated]],
  );
  const known = new Map(rows.map((row) => [row.identifier, row]));
  const told = (ids: readonly string[]) =>
    ids.map((id) => known.get(id) ?? { identifier: id, name: null, from: null, to: null });
  return {
    superiors: superiors.map(told),
    ...{ isCut: family.isCut, isCycle: family.isCycle },
    ...{ subordinates: told(subordinates), subordinateTotal: family.subordinates.length },
    ...{ earlier: told(earlier), later: told(later), associated: told(associated) },
  };
}

/** Of the agencies that name others. */
export function agencyLinks(tx: Tx, tenant: TenantId): Promise<AgencyLinks[]> {
  const members = AGENCY_RELATIONS.map((name) => `doc -> '${name}' as "${name}"`);
  return tx.query<AgencyLinks>(
    `select identifier as "Identifier", ${members.join(', ')} from referential
     where tenant = $1 and kind = 'agency' and doc ?| $2::text[] order by identifier`,
    [tenant, AGENCY_RELATIONS],
  );
}
