import { json } from 'node:stream/consumers';
import { Type } from 'typebox';
import { Status } from '../../logbook/index.ts';
import { State } from '../../operations/index.ts';
import { Count, InstantText, orNull, type TenantId, Text, type Told, type Tx } from '../../platform/index.ts';
import { keptFile } from '../../referentials/index.ts';
import type { ProofHouse } from '../house.ts';
import type { CheckStatus } from './checks.ts';
import type { ProbativeEntry } from './entry.ts';
import type { ProbativeReport } from './report.ts';
import type { ProbativeParameters } from './run.ts';
import { PROBATIVE_VALUE } from './workflow.ts';

const VIEW = {
  ...{ id: Text, state: State, status: Status, createdAt: InstantText, updatedAt: InstantText },
  ...{ usage: Text, version: Text },
};

/** Statements of probative value as people follow them (spec frontoffice.md B.31). */
export const Statement = Type.Object(VIEW, { title: 'Statement' });
export type Statement = Told<typeof Statement>;

export const StatementPage = Type.Object(
  { statements: Type.Array(Statement), more: Type.Boolean({ description: 'Others follow.' }) },
  { title: 'StatementPage' },
);
export type StatementPage = Told<typeof StatementPage>;

const CheckOutcome = Type.Enum(['OK', 'WARNING', 'KO']);
const StatementCheck = Type.Object(
  {
    ...{ name: Text, details: Text, source: Text, destination: Text },
    type: Type.Enum(['LOCAL_INTEGRITY', 'MERKLE_INTEGRITY', 'TIMESTAMP_CHECKING', 'CHAIN']),
    ...{ sourceComparable: Text, destinationComparable: Text },
    action: Type.Enum(['COMPARISON', 'VALIDATION']),
    ...{ item: Text, status: CheckOutcome },
  },
  { title: 'StatementCheck' },
);

const StatementEntry = Type.Object(
  {
    unitIds: Type.Array(Text),
    title: Type.Optional(
      Type.String({ description: 'Of the first unit that shows it, when it is still there.' }),
    ),
    objectGroupId: Text,
    objectId: Type.String({ description: 'Empty: the group has no such version.' }),
    usageVersion: Text,
    operations: Type.Array(
      Type.Object({
        ...{ id: Text, evTypeProc: Text, evDateTime: Text },
        evIdAppSession: orNull(Text),
        rightsStatementIdentifier: orNull(Text),
        agIdApp: orNull(Text),
      }),
    ),
    checks: Type.Array(StatementCheck),
    ...{ evStartDateTime: Text, evEndDateTime: Text, status: CheckOutcome },
  },
  { title: 'StatementEntry', description: 'What a statement says of one object.' },
);
type StatementEntry = Told<typeof StatementEntry>;

export const StatementDetail = Type.Object(
  {
    ...VIEW,
    report: Type.Optional(
      Type.Object(
        {
          results: Type.Object({ OK: Count, WARNING: Count, KO: Count, total: Count }),
          entries: Type.Array(StatementEntry, { description: 'The first of them; all are in the file.' }),
        },
        { description: 'Once it is established.' },
      ),
    ),
  },
  { title: 'StatementDetail' },
);
export type StatementDetail = Told<typeof StatementDetail>;

/** Undefined account: of everyone. */
export interface Whose {
  readonly tenant: TenantId;
  readonly account: string | undefined;
}

export interface Asked {
  /** Of the statement, or of a unit that one is about. */
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  readonly offset: number;
  readonly limit: number;
}

/** Entries that a page shows: the file has them all. */
const MOST_TOLD = 200;

interface Row {
  readonly id: string;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly parameters: ProbativeParameters;
}

async function rowsOf(
  tx: Tx,
  { tenant, account }: Whose,
  { id, q, from, to, offset, limit }: Asked & { readonly id?: string },
): Promise<Row[]> {
  return tx.query<Row>(
    `select o.id, o.state, o.status, o.created_at as "createdAt", o.updated_at as "updatedAt", o.parameters
     from operation o
     where o.tenant = $1 and o.workflow = $2 and ($3::text is null or o.parameters ->> 'account' = $3)
       and ($4::text is null or o.id = $4)
       and ($5::text is null or o.id = $5 or o.parameters -> 'request' -> 'units' ? $5)
       and ($6::date is null or o.created_at >= $6::date) and ($7::date is null or o.created_at < $7::date + 1)
     order by o.created_at desc, o.id desc offset $8 limit $9`,
    [
      ...[tenant, PROBATIVE_VALUE.id, account ?? null, id ?? null, q ?? null],
      ...[from ?? null, to ?? null, offset, limit],
    ],
  );
}

/** Newest first. `more`: others follow. */
export async function listStatements(
  { database }: Pick<ProofHouse, 'database'>,
  whose: Whose,
  asked: Asked,
): Promise<StatementPage> {
  const rows = await database.inTenant(whose.tenant, (tx) =>
    rowsOf(tx, whose, { ...asked, limit: asked.limit + 1 }),
  );
  return { statements: rows.slice(0, asked.limit).map(viewOf), more: rows.length > asked.limit };
}

/** @returns undefined when it is unknown, no statement, or somebody else's */
export async function readStatement(
  house: ProofHouse,
  whose: Whose,
  id: string,
): Promise<StatementDetail | undefined> {
  const { database } = house;
  const row = await database.inTenant(whose.tenant, async (tx) => {
    const [found] = await rowsOf(tx, whose, { id, offset: 0, limit: 1 });
    return found;
  });
  if (row === undefined) return undefined;
  const stream = await reportStream(house, whose.tenant, id);
  if (stream === undefined) return viewOf(row);
  const { reportSummary, reportEntries } = (await json(stream)) as ProbativeReport;
  const entries = [...reportEntries].sort(worstFirst).slice(0, MOST_TOLD);
  const titles = await database.inTenant(whose.tenant, (tx) => titlesOf(tx, whose.tenant, entries));
  return {
    ...viewOf(row),
    report: {
      results: reportSummary.vitamResults,
      entries: entries.map((entry): StatementEntry => {
        const title = titles.get(entry.unitIds[0] ?? '');
        return { ...entry, ...(title === undefined ? {} : { title }) };
      }),
    },
  };
}

/** The file of the report; undefined: there is none (yet). */
export const reportStream = (house: ProofHouse, tenant: TenantId, id: string) =>
  house.database.inTenant(tenant, (tx) => keptFile(tx, house, tenant, 'reports', `${id}.json`));

const RANK: Readonly<Record<CheckStatus, number>> = { KO: 0, WARNING: 1, OK: 2 };
const worstFirst = (one: ProbativeEntry, other: ProbativeEntry) => RANK[one.status] - RANK[other.status];

async function titlesOf(
  tx: Tx,
  tenant: TenantId,
  entries: readonly ProbativeEntry[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; title: string | null }>(
    `select id, content ->> 'Title' as title from unit where tenant = $1 and id = any ($2::text[])`,
    [tenant, entries.flatMap(({ unitIds }) => unitIds.slice(0, 1))],
  );
  return new Map(rows.flatMap(({ id, title }) => (title === null ? [] : [[id, title] as const])));
}

const viewOf = ({ id, state, status, createdAt, updatedAt, parameters }: Row): Statement => ({
  ...{ id, state, status, usage: parameters.request.usage, version: parameters.request.version },
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
