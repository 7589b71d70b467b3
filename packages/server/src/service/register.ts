import { Type } from 'typebox';
import {
  Agencies,
  Count,
  csvLine,
  type Database,
  orNull,
  type TenantId,
  Text,
  type Told,
  type Tx,
  technicalDate,
} from '../platform/index.ts';
import { agencyNames } from '../referentials/index.ts';
import { cellOf } from './referentials.ts';

/** Accession register as the screens show it (spec frontoffice.md B.17): sums by producing service, and each entry. */

const Counter = Type.Object({ ingested: Count, deleted: Count, remained: Count }, { title: 'Counter' });
/** Members by their names in the register (spec api.md 6.4); `ObjectSize` in bytes. */
const COUNTERS = {
  ...{ TotalUnits: Counter, TotalObjectGroups: Counter, TotalObjects: Counter, ObjectSize: Counter },
};
const Counters = Type.Object(COUNTERS, { title: 'Counters', description: '`ObjectSize` in bytes.' });
type Counters = Told<typeof Counters>;

/** What the register may be summed by. */
export const DIMENSIONS = ['agency', 'contract', 'profile', 'acquisition', 'year'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What an agency sees of others' holdings because they are attached below its own (spec model.md 10.3). */
const Symbolic = Type.Object(
  {
    ...{ agency: Text, name: orNull(Text), units: Count, groups: Count, objects: Count, bytes: Count },
    countedAt: Type.String({ description: 'Instant of the count, made once a day.' }),
  },
  {
    title: 'SymbolicHolding',
    description: 'What an agency sees of others’ holdings because they are attached below its own.',
  },
);
type Symbolic = Told<typeof Symbolic>;

const Total = Type.Object(
  {
    ...COUNTERS,
    value: orNull(Text, 'Null: entries that have none.'),
    name: orNull(Text, 'Of an agency that the referential knows.'),
    entries: Count,
  },
  { title: 'RegisterTotal', description: 'What entries that share a trait come to.' },
);
type Total = Told<typeof Total>;

export const RegisterTotals = Type.Object(
  {
    totals: Type.Array(Total, {
      description: 'The last year first; otherwise the one with most bytes left.',
    }),
    symbolic: Type.Array(Symbolic, {
      description: 'By agency, whatever the totals are by; all of one count.',
    }),
  },
  { title: 'RegisterTotals' },
);
export type RegisterTotals = Told<typeof RegisterTotals>;

const Maybe = Type.Optional(Text);
export const RegisterEntry = Type.Object(
  {
    ...{ id: Text, OriginatingAgency: Text, SubmissionAgency: Maybe, ArchivalAgreement: Maybe },
    ...{ ArchivalProfile: Maybe, AcquisitionInformation: Maybe, LegalStatus: Maybe },
    ...{ StartDate: Text, EndDate: Maybe, LastUpdate: Maybe },
    Status: Type.Enum(['STORED_AND_COMPLETED', 'STORED_AND_UPDATED', 'UNSTORED']),
    ...COUNTERS,
    ...{ Opc: Maybe, Opi: Text, OpType: Maybe, OperationIds: Type.Optional(Type.Array(Text)) },
    Events: Type.Optional(
      Type.Array(
        Type.Object({
          ...{ Opc: Text, OpType: Text, CreationDate: Text },
          ...{
            Units: Type.Integer(),
            Gots: Type.Integer(),
            Objects: Type.Integer(),
            ObjSize: Type.Integer(),
          },
        }),
      ),
    ),
    ...{ obIdIn: Maybe, Comment: Type.Optional(Type.Array(Text)) },
  },
  { title: 'RegisterEntry', description: 'A record of the register; members that it has not are absent.' },
);
export type RegisterEntry = Told<typeof RegisterEntry>;

const Values = Type.Array(Text);
export const RegisterPage = Type.Object(
  {
    ...{ entries: Type.Array(RegisterEntry), total: Count, totals: Counters },
    values: Type.Object(
      { agency: Values, contract: Values, profile: Values, acquisition: Values },
      { description: 'Values that the list may be filtered by.' },
    ),
    agencies: Agencies,
  },
  { title: 'RegisterPage', description: 'Totals are of all entries that answer.' },
);
export type RegisterPage = Told<typeof RegisterPage>;

export const RegisterStatement = Type.Object(
  {
    ...{ byAgency: Type.Array(Total), byYear: Type.Array(Total), symbolic: Type.Array(Symbolic) },
    entries: Type.Array(RegisterEntry, {
      description: 'The oldest first; none when there are more than `most`.',
    }),
    ...{ most: Count, total: Count, totals: Counters, agencies: Agencies },
  },
  { title: 'RegisterStatement', description: 'The register as it stood at one time, for a print-out.' },
);
export type RegisterStatement = Told<typeof RegisterStatement>;

export const FoundEntry = Type.Object({ entry: RegisterEntry, agencies: Agencies }, { title: 'FoundEntry' });
export type FoundEntry = Told<typeof FoundEntry>;

export interface RegisterFilter {
  /** Looked for in the agency, the message identifier and the operation. */
  readonly q?: string;
  /** Any of the values; the same for the next three. */
  readonly agency?: readonly string[];
  readonly contract?: readonly string[];
  readonly profile?: readonly string[];
  readonly acquisition?: readonly string[];
  readonly status?: string;
  /** Something of the entry was destroyed, or went to another archive; false: nothing was. */
  readonly eliminated?: boolean;
  readonly transferred?: boolean;
  /** Days, `yyyy-MM-dd`, in Paris; both belong to the span. */
  readonly from?: string;
  readonly to?: string;
}

/** Whose register: limited to the agencies of a contract; undefined: all. */
export interface Whose {
  readonly tenant: TenantId;
  readonly agencies: readonly string[] | undefined;
}

const MEMBERS = ['TotalUnits', 'TotalObjectGroups', 'TotalObjects', 'ObjectSize'] as const;

/** Sum of each counter, as JSON. */
const SUMS = `jsonb_build_object(${MEMBERS.map(
  (member) =>
    `'${member}', jsonb_build_object(${['ingested', 'deleted', 'remained']
      .map((part) => `'${part}', coalesce(sum((doc #>> '{${member},${part}}')::bigint), 0)`)
      .join(', ')})`,
).join(', ')})`;

const HAD = (operation: string) => `(coalesce(doc -> 'Events', '[]') @> '[{ "OpType": "${operation}" }]')`;

const MATCHING = `tenant = $1 and ($2::text[] is null or agency = any ($2))
  and ($3::text is null or agency ilike $3 or opi ilike $3 or doc ->> 'obIdIn' ilike $3)
  and ($4::text[] is null or agency = any ($4))
  and ($5::text[] is null or doc ->> 'ArchivalAgreement' = any ($5))
  and ($6::text[] is null or doc ->> 'ArchivalProfile' = any ($6))
  and ($7::text[] is null or doc ->> 'AcquisitionInformation' = any ($7))
  and ($8::text is null or doc ->> 'Status' = $8)
  and ($9::date is null or created_at >= $9::date::timestamp at time zone 'Europe/Paris')
  and ($10::date is null or created_at < ($10::date + 1)::timestamp at time zone 'Europe/Paris')
  and ($11::boolean is null or ${HAD('ELIMINATION')} = $11)
  and ($12::boolean is null or ${HAD('TRANSFER_REPLY')} = $12)`;

const parametersOf = ({ tenant, agencies }: Whose, filter: RegisterFilter): unknown[] => [
  tenant,
  agencies ?? null,
  filter.q?.trim() ? `%${filter.q.trim().replace(/[\\%_]/g, '\\$&')}%` : null,
  filter.agency ?? null,
  filter.contract ?? null,
  filter.profile ?? null,
  filter.acquisition ?? null,
  filter.status ?? null,
  filter.from ?? null,
  filter.to ?? null,
  filter.eliminated ?? null,
  filter.transferred ?? null,
];

const EXPRESSIONS: Readonly<Record<Dimension, string>> = {
  agency: 'agency',
  contract: `doc ->> 'ArchivalAgreement'`,
  profile: `doc ->> 'ArchivalProfile'`,
  acquisition: `doc ->> 'AcquisitionInformation'`,
  year: `to_char(created_at at time zone 'Europe/Paris', 'YYYY')`,
};

/** What the entries that answer come to, by one of their traits. */
export async function readTotals(
  tx: Tx,
  whose: Whose,
  by: Dimension,
  filter: RegisterFilter,
): Promise<RegisterTotals> {
  return {
    totals: await sumBy(tx, whose, by, filter),
    symbolic: await readSymbolic(tx, whose, filter),
  };
}

async function sumBy(tx: Tx, whose: Whose, by: Dimension, filter: RegisterFilter): Promise<Total[]> {
  const rows = await tx.query<{ value: string | null; entries: number; sums: Counters }>(
    `select ${EXPRESSIONS[by]} as value, count(*)::integer as entries, ${SUMS} as sums
     from accession_register_detail where ${MATCHING} group by 1`,
    parametersOf(whose, filter),
  );
  const named = by === 'agency' ? rows.flatMap(({ value }) => value ?? []) : [];
  const names = await agencyNames(tx, whose.tenant, named);
  return rows
    .map(({ value, entries, sums }) => ({ value, name: names[value ?? ''] ?? null, entries, ...sums }))
    .sort(by === 'year' ? byLastYear : byBytesLeft);
}

/**
 * The last count that was written until the end of the span that is asked for. They are figures of agencies, not of
 * entries: of the filters only the agency and the end of the span mean something to them.
 */
async function readSymbolic(
  tx: Tx,
  { tenant, agencies }: Whose,
  { agency, to }: RegisterFilter,
): Promise<Symbolic[]> {
  const rows = await tx.query<{ agency: string; at: Date; doc: Record<string, number> }>(
    `select agency, created_at as at, doc from accession_register_symbolic
     where tenant = $1 and ($2::text[] is null or agency = any ($2)) and ($3::text[] is null or agency = any ($3))
       and created_at = (
         select max(created_at) from accession_register_symbolic where tenant = $1
         and ($4::date is null or created_at < ($4::date + 1)::timestamp at time zone 'Europe/Paris'))
     order by agency collate "C"`,
    [tenant, agencies ?? null, agency ?? null, to ?? null],
  );
  const names = await agencyNames(
    tx,
    tenant,
    rows.map((row) => row.agency),
  );
  return rows.map(({ agency, at, doc }) => ({
    agency,
    name: names[agency] ?? null,
    units: doc.ArchiveUnit ?? 0,
    groups: doc.ObjectGroup ?? 0,
    objects: doc.BinaryObject ?? 0,
    bytes: doc.BinaryObjectSize ?? 0,
    countedAt: technicalDate(at),
  }));
}

const byValue = (one: Total, other: Total) => ((one.value ?? '') < (other.value ?? '') ? -1 : 1);
const byLastYear = (one: Total, other: Total) => byValue(other, one);
const byBytesLeft = (one: Total, other: Total) =>
  other.ObjectSize.remained - one.ObjectSize.remained || byValue(one, other);

const ENTRY = `doc - '_id' - '_tenant' - '_v' || jsonb_build_object('id', id) as entry`;

/** Newest first. */
export async function listEntries(
  tx: Tx,
  whose: Whose,
  filter: RegisterFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<RegisterPage> {
  const rows = await tx.query<{ entry: RegisterEntry }>(
    `select ${ENTRY} from accession_register_detail where ${MATCHING}
     order by created_at desc, id desc offset $13 limit $14`,
    [...parametersOf(whose, filter), offset, limit],
  );
  const entries = rows.map(({ entry }) => entry);
  const values = await valuesOf(tx, whose);
  return {
    entries,
    ...(await sumEntries(tx, whose, filter)),
    values,
    agencies: await agencyNames(tx, whose.tenant, [...values.agency, ...entries.flatMap(agenciesOf)]),
  };
}

/** What makes sense to print: some sixty pages. A table for machines serves better for more. */
const MOST_PRINTED = 2000;

/** All that a print-out says. @param tx sees one state of the register, whatever enters meanwhile */
export async function readStatement(
  tx: Tx,
  whose: Whose,
  filter: RegisterFilter,
): Promise<RegisterStatement> {
  const sums = await sumEntries(tx, whose, filter);
  const rows =
    sums.total > MOST_PRINTED
      ? []
      : await tx.query<{ entry: RegisterEntry }>(
          `select ${ENTRY} from accession_register_detail where ${MATCHING} order by created_at, id`,
          parametersOf(whose, filter),
        );
  const entries = rows.map(({ entry }) => entry);
  return {
    byAgency: await sumBy(tx, whose, 'agency', filter),
    byYear: await sumBy(tx, whose, 'year', filter),
    symbolic: await readSymbolic(tx, whose, filter),
    entries,
    most: MOST_PRINTED,
    ...sums,
    agencies: await agencyNames(tx, whose.tenant, entries.flatMap(agenciesOf)),
  };
}

const agenciesOf = ({ OriginatingAgency, SubmissionAgency }: RegisterEntry): string[] =>
  [OriginatingAgency, SubmissionAgency].filter((each) => typeof each === 'string');

async function sumEntries(tx: Tx, whose: Whose, filter: RegisterFilter) {
  const [sum] = await tx.query<Pick<RegisterPage, 'total' | 'totals'>>(
    `select count(*)::integer as total, ${SUMS} as totals from accession_register_detail where ${MATCHING}`,
    parametersOf(whose, filter),
  );
  return sum as NonNullable<typeof sum>;
}

async function valuesOf(tx: Tx, { tenant, agencies }: Whose): Promise<RegisterPage['values']> {
  const distinct = async (expression: string) => {
    const rows = await tx.query<{ value: string }>(
      `select distinct ${expression} as value from accession_register_detail
       where tenant = $1 and ($2::text[] is null or agency = any ($2)) and ${expression} is not null
       order by 1 limit 200`,
      [tenant, agencies ?? null],
    );
    return rows.map(({ value }) => value);
  };
  return {
    agency: await distinct(EXPRESSIONS.agency),
    contract: await distinct(EXPRESSIONS.contract),
    profile: await distinct(EXPRESSIONS.profile),
    acquisition: await distinct(EXPRESSIONS.acquisition),
  };
}

/** @returns undefined when the register that one may read has no such record */
export async function readEntry(
  database: Database,
  { tenant, agencies }: Whose,
  id: string,
): Promise<FoundEntry | undefined> {
  return database.inTenant(tenant, async (tx) => {
    const [row] = await tx.query<{ entry: RegisterEntry }>(
      `select ${ENTRY} from accession_register_detail
       where tenant = $1 and id = $2 and ($3::text[] is null or agency = any ($3))`,
      [tenant, id, agencies ?? null],
    );
    if (!row) return undefined;
    return { entry: row.entry, agencies: await agencyNames(tx, tenant, agenciesOf(row.entry)) };
  });
}

/** Columns of the table that people take away, with where each comes from. */
const CSV_COLUMNS: Readonly<Record<string, (entry: RegisterEntry) => unknown>> = {
  Operation: ({ Opi }) => Opi,
  Date: ({ StartDate }) => StartDate,
  OriginatingAgency: ({ OriginatingAgency }) => OriginatingAgency,
  SubmissionAgency: ({ SubmissionAgency }) => SubmissionAgency,
  ArchivalAgreement: ({ ArchivalAgreement }) => ArchivalAgreement,
  AcquisitionInformation: ({ AcquisitionInformation }) => AcquisitionInformation,
  LegalStatus: ({ LegalStatus }) => LegalStatus,
  ...Object.fromEntries(
    MEMBERS.flatMap((member) =>
      (['ingested', 'deleted', 'remained'] as const).map(
        (part) => [`${member}.${part}`, (entry: RegisterEntry) => entry[member]?.[part]] as const,
      ),
    ),
  ),
  Status: ({ Status }) => Status,
};

/** The entries that answer, the oldest first, as CSV with a comma, in UTF-8. */
export async function* exportEntries(
  database: Database,
  whose: Whose,
  filter: RegisterFilter,
): AsyncGenerator<string> {
  yield csvLine(Object.keys(CSV_COLUMNS));
  // A page at a time by key: whoever reads it may be slow.
  let last: { at: Date | null; id: string } = { at: null, id: '' };
  for (;;) {
    const rows = await database.inTenant(whose.tenant, (tx) =>
      tx.query<{ entry: RegisterEntry; at: Date; id: string }>(
        `select ${ENTRY}, created_at as at, id from accession_register_detail
         where ${MATCHING} and ($13::timestamptz is null or (created_at, id) > ($13, $14))
         order by created_at, id limit 1000`,
        [...parametersOf(whose, filter), last.at, last.id],
      ),
    );
    if (rows.length === 0) return;
    yield rows
      .map(({ entry }) => csvLine(Object.values(CSV_COLUMNS).map((of) => cellOf(of(entry), false))))
      .join('');
    last = rows.at(-1) ?? last;
  }
}
