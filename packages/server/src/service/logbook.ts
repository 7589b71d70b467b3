import { Type } from 'typebox';
import { Advices } from '../ingest/index.ts';
import { type LogbookEvent, nameOf, readJournal, Status } from '../logbook/index.ts';
import { categoriesOf } from '../operations/index.ts';
import {
  csvLine,
  harmless,
  InstantText,
  orNull,
  type Platform,
  type TenantId,
  Text,
  type Told,
  UTF8_MARK,
} from '../platform/index.ts';
import { adviceOnWhole, advisedOn } from './operation-advice/advice.ts';
import { OperationRun, readRun } from './operation-run.ts';
import { eventTree, TransferEvent } from './transfer-steps.ts';

const ENTRY = {
  ...{ id: Text, type: Text },
  label: Type.String({ description: 'Name of the type, in French.' }),
  category: Type.String({ description: '`INGEST`, `MASTERDATA`…' }),
  outcome: Status,
  ...{ isRunning: Type.Boolean(), startedAt: InstantText, writtenAt: InstantText },
  step: orNull(Text, 'Name of its last event, in French; null: it has none yet.'),
  contract: orNull(Text, 'Contract under which it was asked for, as the journal has it: JSON.'),
  application: orNull(Text, 'Application context.'),
  person: orNull(Text, 'Who started it in the front office; null: an application.'),
};

export const OperationEntry = Type.Object(ENTRY, {
  title: 'OperationEntry',
  description:
    'An operation in the logbook of a tenant, whatever began it; its outcome is that of its last event.',
});
export type OperationEntry = Told<typeof OperationEntry>;

export const OperationPage = Type.Object(
  {
    operations: Type.Array(OperationEntry),
    more: Type.Boolean({ description: 'Others follow.' }),
    categories: Type.Array(Text, { description: 'Categories that the tenant’s logbook has.' }),
  },
  { title: 'OperationPage' },
);
export type OperationPage = Told<typeof OperationPage>;

export const OperationDetail = Type.Object(
  {
    ...ENTRY,
    message: Type.String({ description: 'What its last event says, as written.' }),
    detail: orNull(Text, 'What the master record says, as written; so are the next four.'),
    session: orNull(Text, 'What the application calls its session.'),
    transaction: orNull(Text, 'Request that has started it.'),
    agents: orNull(Text, 'Agencies and agents from outside that it names: JSON.'),
    actor: orNull(Text, 'Component that carries it out: JSON.'),
    events: Type.Array(TransferEvent),
    advice: Type.Optional(Advices),
    run: orNull(OperationRun, 'Null: the engine does not run it.'),
  },
  {
    title: 'OperationDetail',
    description: 'Advice is on the whole, when none of its events is explained.',
  },
);
export type OperationDetail = Told<typeof OperationDetail>;

export interface LogbookFilter {
  readonly category?: string;
  readonly outcome?: string;
  /** Days, `yyyy-MM-dd`, in Paris; both belong to the span. */
  readonly from?: string;
  readonly to?: string;
  /** Whole identifier of an operation. */
  readonly id?: string;
  /** Whole identifier of the contract under which it was asked for. */
  readonly contract?: string;
  /** Part of the name of the person who started it, or of the address. */
  readonly person?: string;
  /** Identifier of a unit or of an object group that it is about. */
  readonly object?: string;
}

const COLUMNS = `logbook_operation.id, logbook_operation.type, logbook_operation.process_type as category, outcome,
  coalesce(operation.state = 'RUNNING', false) as "isRunning", started_at as "startedAt", persisted_at as "writtenAt",
  events -> -1 ->> 'evType' as step, master ->> 'rightsStatementIdentifier' as contract,
  master ->> 'agIdApp' as application, (select name from account where account.id = master ->> 'agIdPers') as person`;
const JOURNALS = `logbook_operation left join operation using (tenant, id)`;

/** Takes the first nine parameters ({@link filterParameters}). */
const FILTERED = `tenant = $1 and ($2::text is null or logbook_operation.process_type = $2)
  and ($3::text is null or outcome = $3)
  and ($4::date is null or started_at >= $4::date::timestamp at time zone 'Europe/Paris')
  and ($5::date is null or started_at < ($5::date + 1)::timestamp at time zone 'Europe/Paris')
  and ($6::text is null or logbook_operation.id = $6)
  and ($7::text is null or position(to_json($7::text)::text in master ->> 'rightsStatementIdentifier') > 0)
  and ($8::text is null or master ->> 'agIdPers' in (
    select account.id from account where position(lower($8) in lower(account.name || ' ' || account.email)) > 0))
  and ($9::text is null or logbook_operation.id in (
    select life_cycle.operation from life_cycle
    where life_cycle.tenant = $1 and life_cycle.kind in ('unit', 'group') and life_cycle.id = $9))`;

const filterParameters = (
  tenant: TenantId,
  { category, outcome, from, to, id, contract, person, object }: LogbookFilter,
) => [
  ...[tenant, category ?? null, outcome ?? null, from ?? null, to ?? null],
  ...[id ?? null, contract ?? null, person ?? null, object ?? null],
];

interface Row extends Omit<OperationEntry, 'label' | 'startedAt' | 'writtenAt'> {
  readonly startedAt: Date;
  readonly writtenAt: Date;
}

/** Newest first. */
export async function listLogbook(
  { database }: Pick<Platform, 'database'>,
  tenant: TenantId,
  filter: LogbookFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<OperationPage> {
  return database.inTenant(tenant, async (tx) => {
    const rows = await tx.query<Row>(
      `select ${COLUMNS} from ${JOURNALS}
       where ${FILTERED} order by started_at desc, id offset $10 limit $11`,
      [...filterParameters(tenant, filter), offset, limit + 1],
    );
    const categories = await categoriesOf(tx, tenant, 'logbook_operation');
    return {
      operations: rows.slice(0, limit).map(entryOf),
      more: rows.length > limit,
      categories,
    };
  });
}

const EXPORTED = [
  ...['Identifiant', 'Catégorie', 'Type', 'Opération', 'Début (UTC)', 'Dernière écriture (UTC)', 'Résultat'],
  ...['Dernier message', 'Contrat', 'Application', 'Personne', 'Étape'],
];

/** Operations of a page of the export; the journal of one may be large. */
const EXPORT_PAGE = 500;

/** The operations that answer, the newest first, as CSV with a semicolon, in UTF-8 with its mark. */
export async function* exportLogbook(
  { database }: Pick<Platform, 'database'>,
  tenant: TenantId,
  filter: LogbookFilter,
): AsyncGenerator<string> {
  yield UTF8_MARK + csvLine(EXPORTED, ';');
  // A page at a time by key: the logbook may be long, and whoever reads it slow.
  for (let last: ExportRow | undefined; ; ) {
    const rows: ExportRow[] = await database.inTenant(tenant, (tx) =>
      tx.query<ExportRow>(
        `select ${COLUMNS}, started_at::text as place,
                coalesce(events -> -1 ->> 'outMessg', master ->> 'outMessg') as message
         from ${JOURNALS} where ${FILTERED} and ($10::timestamptz is null
           or started_at <= $10::timestamptz and (started_at < $10::timestamptz or id > $11))
         order by started_at desc, id limit ${EXPORT_PAGE}`,
        [...filterParameters(tenant, filter), last?.place ?? null, last?.id ?? null],
      ),
    );
    yield rows.map(exportedLine).join('');
    if (rows.length < EXPORT_PAGE) return;
    last = rows.at(-1);
  }
}

interface ExportRow extends Row {
  /** `started_at` as the database has it: a `Date` has no microseconds. */
  readonly place: string;
  readonly message: string | null;
}

function exportedLine(row: ExportRow): string {
  const moment = (date: Date) => date.toISOString().slice(0, 19).replace('T', ' ');
  return csvLine(
    [
      ...[row.id, row.category, row.type, nameOf(row.type), moment(row.startedAt), moment(row.writtenAt)],
      ...[
        row.isRunning ? 'RUNNING' : row.outcome,
        row.message ?? '',
        row.contract ?? '',
        row.application ?? '',
        row.person ?? '',
        row.step === null ? '' : nameOf(row.step),
      ],
    ].map(harmless),
    ';',
  );
}

export async function isInLogbook(
  { database }: Pick<Platform, 'database'>,
  tenant: TenantId,
  id: string,
): Promise<boolean> {
  const rows = await database.inTenant(tenant, (tx) =>
    tx.query('select 1 from logbook_operation where tenant = $1 and id = $2', [tenant, id]),
  );
  return rows.length > 0;
}

/** @returns undefined when it is unknown in the tenant */
export async function readLogbook(
  { database }: Pick<Platform, 'database'>,
  tenant: TenantId,
  id: string,
): Promise<OperationDetail | undefined> {
  return database.inTenant(tenant, async (tx) => {
    const [row] = await tx.query<Row>(`select ${COLUMNS} from ${JOURNALS} where tenant = $1 and id = $2`, [
      tenant,
      id,
    ]);
    const journal = row && (await readJournal(tx, tenant, id));
    if (!journal) return undefined;
    const entry = entryOf(row);
    const written = (journal.events ?? []) as LogbookEvent[];
    const events = eventTree(written).map(advisedOn(entry));
    const run = (await readRun(tx, tenant, id)) ?? null;
    return {
      ...entry,
      message: String(written.at(-1)?.outMessg ?? journal.outMessg ?? ''),
      detail: textOf(journal.evDetData),
      session: textOf(journal.evIdAppSession),
      transaction: textOf(journal.evIdReq),
      agents: textOf(journal.agIdExt),
      actor: textOf(journal.agId),
      events,
      ...adviceOnWhole(entry, events, run !== null),
      run,
    };
  });
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

function entryOf(row: Row): OperationEntry {
  return {
    ...row,
    label: nameOf(row.type),
    step: row.step === null ? null : nameOf(row.step),
    startedAt: row.startedAt.toISOString(),
    writtenAt: row.writtenAt.toISOString(),
  };
}
