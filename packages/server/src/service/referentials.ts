import { Type } from 'typebox';
import { type LogbookEvent, label, Status } from '../logbook/index.ts';
import {
  ADMINISTRATION_TENANT,
  counted,
  csvLine,
  type Database,
  harmless,
  InstantText,
  orNull,
  type TenantId,
  Text,
  type Told,
  type Tx,
} from '../platform/index.ts';
import type { KindName } from '../referentials/index.ts';
import type { ShownReferential } from './referential-kinds.ts';
import { readObject } from './transfer-steps.ts';

/** Records of the referentials, as the administration screens list, show and export them. */

export const ReferentialRecord = Type.Record(Type.String(), Type.Unknown(), {
  title: 'ReferentialRecord',
  description: '`#key`: its identifier; the other members are those of the compatible API.',
});
export type ReferentialRecord = Told<typeof ReferentialRecord>;

export const ReferentialPage = Type.Object(
  {
    records: Type.Array(ReferentialRecord),
    total: counted('Of all that answer.'),
    values: Type.Record(Type.String(), Type.Array(Text), {
      description:
        'Values that the list may be filtered by, by member; of `under`, identifiers of what has others beneath it.',
    }),
    names: Type.Record(Type.String(), Text, { description: 'Of the records that `under` may name.' }),
  },
  { title: 'ReferentialPage' },
);
export type ReferentialPage = Told<typeof ReferentialPage>;

export interface ReferentialQuestion {
  /** Looked for in the identifier and in the names. */
  readonly words?: string | undefined;
  /** Values wanted, by member; members that are no filter of the referential do not count. */
  readonly filters: Readonly<Record<string, string | undefined>>;
  /** Identifier: that record and all that is beneath it are wanted. */
  readonly under?: string | undefined;
}

export const ReferentialChange = Type.Object(
  {
    ...{ operation: Text, label: Text, outcome: Status, at: InstantText },
    changes: orNull(
      Text,
      '`-  Name : old+  Name : new`, as they were noted, or as the journal has it; null: neither says any.',
    ),
  },
  { title: 'ReferentialChange', description: 'An operation that made or changed a record.' },
);
export type ReferentialChange = Told<typeof ReferentialChange>;

const NAMES = ['Name', 'RuleValue', 'ShortName', 'Description'];
const LATEST = 50;

const tenantOf = ({ scope }: Pick<ShownReferential, 'scope'>, tenant: TenantId) =>
  scope === 'platform' ? ADMINISTRATION_TENANT : tenant;

function conditionsOf(
  { kind, filters: known, ...shown }: ShownReferential,
  tenant: TenantId,
  { words, filters, under }: ReferentialQuestion,
): { where: string; parameters: unknown[] } {
  const parameters: unknown[] = [tenant, kind];
  const conditions = ['tenant = $1', 'kind = $2'];
  if (words !== undefined && words.trim() !== '') {
    parameters.push(`%${words.trim().replace(/[\\%_]/g, '\\$&')}%`);
    const at = `$${parameters.length}`;
    conditions.push(
      `(identifier ilike ${at} or ${NAMES.map((name) => `doc ->> '${name}' ilike ${at}`).join(' or ')})`,
    );
  }
  for (const name of known) {
    if (filters[name] === undefined) continue;
    parameters.push(name, filters[name]);
    conditions.push(`doc ->> $${parameters.length - 1}::text = $${parameters.length}`);
  }
  if (shown.under !== undefined && under !== undefined)
    conditions.push(`identifier in (${beneath(shown.under, `$${parameters.push(under)}`)})`);
  return { where: conditions.join(' and '), parameters };
}

/**
 * Records of the tenant ($1) and kind ($2) that are beneath one, and that one; a circle is gone round once. The pairs
 * are taken once for all levels: no index knows who names a superior.
 */
const beneath = (member: string, at: string) => `
  with recursive pair as materialized (
    select identifier, jsonb_array_elements_text(doc -> '${member}') as superior
    from referential where tenant = $1 and kind = $2 and doc ? '${member}'),
  found (id) as (
    select ${at}::text collate "C" union select pair.identifier from pair join found on found.id = pair.superior)
  select id from found`;

const SHOWN = `doc || jsonb_build_object('#id', id, '#key', identifier, '#version', version) as record`;

/** Where records stand in their list. */
export interface ReferentialOrder {
  /** Member that they are sorted by; by default, and where it is alike, by identifier. */
  readonly by?: string | undefined;
  readonly isDescending?: boolean;
}

/** Days of a unit of duration, to compare durations by. */
const DAYS = `case doc ->> 'RuleMeasurement' when 'YEAR' then 365.25 when 'MONTH' then 30.4375
  when 'DAY' then 1 else 0 end`;

/**
 * What a member is sorted by: durations by their length, texts without regard to capitals.
 * @param at parameter that holds the name of the member
 */
const sortKey = (member: string, at: string) =>
  member === 'RuleDuration'
    ? `case when doc ->> ${at} = 'unlimited' then 'infinity'::numeric
            when doc ->> ${at} ~ '^[0-9]+$' then (doc ->> ${at})::numeric * ${DAYS} end`
    : `lower(doc ->> ${at}) collate perenne_french`;

/** @param order of members that the referential has */
export async function listRecords(
  database: Database,
  shown: ShownReferential,
  tenant: TenantId,
  question: ReferentialQuestion,
  { offset, limit, by, isDescending }: ReferentialOrder & { readonly offset: number; readonly limit: number },
): Promise<ReferentialPage> {
  const at = tenantOf(shown, tenant);
  const { where, parameters } = conditionsOf(shown, at, question);
  return database.inTenant(at, async (tx) => {
    const [count] = await tx.query<{ total: number }>(
      `select count(*)::integer as total from referential where ${where}`,
      parameters,
    );
    const given = [...parameters, offset, limit];
    const direction = isDescending ? 'desc' : 'asc';
    const member = by === undefined ? undefined : `$${given.push(by)}::text`;
    const first = member && by ? `${sortKey(by, member)} ${direction} nulls last,` : '';
    const rows = await tx.query<{ record: ReferentialRecord }>(
      `select ${SHOWN} from referential where ${where} order by ${first} identifier ${direction}
       offset $${parameters.length + 1} limit $${parameters.length + 2}`,
      given,
    );
    const values: Record<string, string[]> = {};
    for (const name of shown.filters) {
      const found = await tx.query<{ value: string }>(
        `select distinct doc ->> $3 as value from referential
         where tenant = $1 and kind = $2 and doc ->> $3 is not null order by 1 limit 50`,
        [at, shown.kind, name],
      );
      values[name] = found.map(({ value }) => value);
    }
    const superiors = shown.under === undefined ? [] : await superiorsOf(tx, at, shown.kind, shown.under);
    if (shown.under !== undefined) values.under = superiors.map(({ id }) => id);
    return {
      ...{ records: rows.map(({ record }) => record), total: count?.total ?? 0, values },
      names: Object.fromEntries(superiors.map(({ id, name }) => [id, name])),
    };
  });
}

/** Most of them that the list may be filtered by. */
const MOST_SUPERIORS = 500;

/** The records that others name as their superiors, by name; those that are not there bear their identifier. */
function superiorsOf(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  member: string,
): Promise<{ id: string; name: string }[]> {
  return tx.query(
    `with named as (
       select distinct jsonb_array_elements_text(doc -> $3::text) as superior
       from referential where tenant = $1 and kind = $2 and doc ? $3::text)
     select superior as id, coalesce(doc ->> 'Name', superior) as name
     from named left join referential on tenant = $1 and kind = $2 and identifier = superior
     order by lower(coalesce(doc ->> 'Name', superior)) collate perenne_french, 1 limit ${MOST_SUPERIORS}`,
    [tenant, kind, member],
  );
}

/** @returns undefined when the referential has no such record */
export async function readRecord(
  database: Database,
  shown: ShownReferential,
  tenant: TenantId,
  identifier: string,
): Promise<ReferentialRecord | undefined> {
  const at = tenantOf(shown, tenant);
  const [row] = await database.inTenant(at, (tx) =>
    tx.query<{ record: ReferentialRecord }>(
      `select ${SHOWN} from referential where tenant = $1 and kind = $2 and identifier = $3`,
      [at, shown.kind, identifier],
    ),
  );
  return row?.record;
}

/** What made and changed a record, newest first, and the tenant in whose journal it stands. */
export async function historyOf(
  database: Database,
  { kind, ...shown }: ShownReferential,
  tenant: TenantId,
  identifier: string,
): Promise<{ readonly tenant: TenantId; readonly changes: readonly ReferentialChange[] }> {
  const at = tenantOf(shown, tenant);
  const rows = await database.inTenant(at, (tx) =>
    tx.query<{
      id: string;
      type: string;
      outcome: Status;
      at: Date;
      changes: string | null;
      events: LogbookEvent[];
    }>(
      `select id, type, outcome, started_at as at, changes, events
       from referential_change change
         join logbook_operation on logbook_operation.tenant = $1 and id = change.operation
       where change.tenant = $1 and kind = $2 and identifier = $3
       order by started_at desc, id limit ${LATEST}`,
      [at, kind, identifier],
    ),
  );
  const found = rows.map(({ id, type, outcome, at: begun, changes, events }) => ({
    ...{ operation: id, label: label(type), outcome, at: begun.toISOString() },
    changes: changes ?? changesIn(events.at(-1)?.evDetData),
  }));
  return { tenant: at, changes: found };
}

/** What the last event of an update says of the differences; null: it says none. */
function changesIn(text: unknown): string | null {
  const detail = readObject(text);
  const inner = Object.values(detail).find((each) => typeof each === 'object' && each !== null) as
    | Readonly<Record<string, unknown>>
    | undefined;
  const changes = inner?.updatedDiffs ?? detail.diff;
  return typeof changes === 'string' && changes !== '' ? changes : null;
}

/**
 * The records that answer, as CSV with a comma, in UTF-8: a table that can be imported again where the referential
 * takes tables.
 */
export async function* exportRecords(
  database: Database,
  shown: ShownReferential,
  tenant: TenantId,
  question: ReferentialQuestion,
): AsyncGenerator<string> {
  const columns = [...shown.columns, ...(await usedColumns(database, shown, tenant))];
  yield csvLine(columns);
  for await (const rows of pagesOf(database, shown, tenant, question))
    yield rows
      .map(({ doc }) => csvLine(columns.map((name) => cellOf(doc[name], shown.takes === 'csv'))))
      .join('');
}

/** Of the optional columns, those that a record has. */
async function usedColumns(
  database: Database,
  shown: ShownReferential,
  tenant: TenantId,
): Promise<readonly string[]> {
  const { optionalColumns: optional } = shown;
  if (optional === undefined) return [];
  const at = tenantOf(shown, tenant);
  const rows = await database.inTenant(at, (tx) =>
    tx.query<{ name: string }>(
      `select name from unnest($3::text[]) name
       where exists (select 1 from referential where tenant = $1 and kind = $2 and doc ? name)`,
      [at, shown.kind, optional],
    ),
  );
  const used = new Set(rows.map(({ name }) => name));
  return optional.filter((name) => used.has(name));
}

interface ExportedRow {
  readonly identifier: string;
  readonly doc: ReferentialRecord;
}

/** The records that answer, by identifier. */
export async function* pagesOf(
  database: Database,
  shown: ShownReferential,
  tenant: TenantId,
  question: ReferentialQuestion,
): AsyncGenerator<readonly ExportedRow[]> {
  const at = tenantOf(shown, tenant);
  const { where, parameters } = conditionsOf(shown, at, question);
  // A page at a time by key: the referential may be large, and whoever reads it slow.
  let last = '';
  for (;;) {
    const rows = await database.inTenant(at, (tx) =>
      tx.query<ExportedRow>(
        `select identifier, doc from referential where ${where} and identifier > $${parameters.length + 1}
         order by identifier limit 1000`,
        [...parameters, last],
      ),
    );
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1)?.identifier ?? '';
  }
}

/** All the records in the form in which the referential takes them: what an import of it changes is nothing. */
export async function* importableFile(
  database: Database,
  shown: ShownReferential,
  tenant: TenantId,
): AsyncGenerator<string> {
  if (shown.takes === 'csv') return yield* exportRecords(database, shown, tenant, { filters: {} });
  let begun = false;
  for await (const rows of pagesOf(database, shown, tenant, { filters: {} }))
    for (const { doc } of rows) {
      yield `${begun ? ',' : '['}\n${JSON.stringify(doc, null, 2)}`;
      begun = true;
    }
  yield begun ? '\n]\n' : '[]\n';
}

/** @param exact the file may be imported again: nothing is put before what looks like a formula */
export function cellOf(value: unknown, exact: boolean): string {
  const text = Array.isArray(value)
    ? value.map((each) => cellOf(each, true)).join(exact ? '|' : ' | ')
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : String(value ?? '');
  return exact ? text : harmless(text);
}
