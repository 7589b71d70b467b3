import { sql } from 'kysely';
import { type Static, Type } from 'typebox';
import { and, count, restricted, run, type Search, where } from '../catalogue/index.ts';
import { RULE_CATEGORIES } from '../catalogue/rules/index.ts';
import { Count, counted, orNull, Text, type Told, type Tx } from '../platform/index.ts';
import { type AccessRights, FULL_ACCESS, rightsOf, unitRestriction } from './access-rights.ts';
import type { Eyes } from './reading.ts';
import { storable } from './storable.ts';
import { searchOf, TITLE } from './unit-search.ts';

/**
 * What an access contract would let be seen, saved or not, by the conditions that its searches have
 * (spec frontoffice.md B.18, «Que voit ce contrat ?»).
 */

const Texts = Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 10_000 }));
const Categories = Type.Optional(Type.Array(Type.Enum([...RULE_CATEGORIES]), { maxItems: 100 }));
const YesNo = Type.Optional(Type.Boolean());

/** The members of a contract that decide; others are left aside. */
export const SimulatedContract = Type.Object({
  ...{
    EveryOriginatingAgency: YesNo,
    OriginatingAgencies: Texts,
    RootUnits: Texts,
    ExcludedRootUnits: Texts,
  },
  ...{ RuleCategoryToFilter: Categories, RuleCategoryToFilterForTheOtherOriginatingAgencies: Categories },
  ...{ DoNotFilterFilingSchemes: YesNo, SkipFilingSchemeRuleCategoryFilter: YesNo },
  ...{ EveryDataObjectVersion: YesNo, DataObjectVersion: Texts },
  ...{ WritingPermission: YesNo, WritingRestrictedDesc: YesNo },
});

export const Simulation = Type.Object(
  {
    units: counted('Units of the tenant.'),
    seen: Type.Object(
      { total: Count, INGEST: Count, HOLDING_UNIT: Count, FILING_UNIT: Count },
      { description: 'Those that the contract shows, by their type.' },
    ),
    samples: Type.Array(Type.Object({ id: Text, title: Text, unitType: Text, agency: orNull(Text) }), {
      description: 'The first of them by title; only such as whoever asks may see.',
    }),
    writes: Type.Enum(['nothing', 'descriptions', 'everything']),
    usages: orNull(Type.Array(Text), 'Usages whose objects may be downloaded; null: all.'),
  },
  { title: 'ContractSimulation' },
);
export type Simulation = Told<typeof Simulation>;

const SAMPLES = 10;

/** @param own eyes of whoever asks: what they do not see is counted, and never named */
export async function simulateContract(
  tx: Tx,
  own: Eyes,
  contract: Static<typeof SimulatedContract>,
): Promise<Simulation> {
  const rights = rightsOf(storableLists(contract));
  const simulated = searchOf({ ...own, rights });
  const everything = searchOf({ ...own, rights: FULL_ACCESS });
  return {
    units: await count(tx, everything, restricted(everything, and()), 'all'),
    seen: await countByType(tx, simulated),
    samples: await samplesOf(tx, own, rights),
    writes: rights.writes ?? 'nothing',
    usages: rights.usages === undefined ? null : [...rights.usages],
  };
}

async function countByType(tx: Tx, search: Search): Promise<Simulation['seen']> {
  const rows = await run<{ type: 'INGEST' | 'HOLDING_UNIT' | 'FILING_UNIT'; total: number }>(
    tx,
    sql`select unit.unit_type as type, count(*)::integer as total ${where(search, restricted(search, and()))} group by 1`,
  );
  const seen = { total: 0, INGEST: 0, HOLDING_UNIT: 0, FILING_UNIT: 0 };
  for (const { type, total } of rows) {
    seen[type] = total;
    seen.total += total;
  }
  return seen;
}

function samplesOf(tx: Tx, own: Eyes, rights: AccessRights): Promise<Simulation['samples']> {
  const search = searchOf(own);
  const both = restricted(search, unitRestriction(rights, own.today));
  return run<Simulation['samples'][number]>(
    tx,
    sql`select unit.id, ${TITLE} as title, unit.unit_type as "unitType", unit.sp as agency
        ${where(search, both)} order by unit.title, unit.id limit ${SAMPLES}`,
  );
}

/** @throws ArchiveError badRequest for a text that the database cannot hold */
function storableLists(contract: Static<typeof SimulatedContract>): Static<typeof SimulatedContract> {
  const lists = ['OriginatingAgencies', 'RootUnits', 'ExcludedRootUnits'] as const;
  return {
    ...contract,
    ...Object.fromEntries(
      lists.flatMap((name) => (contract[name] ? [[name, contract[name].map(storable)]] : [])),
    ),
  };
}
