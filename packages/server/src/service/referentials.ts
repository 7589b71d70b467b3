import { type LogbookEvent, label, type Status } from '../logbook/index.ts';
import { ADMINISTRATION_TENANT, type Database, type TenantId } from '../platform/index.ts';
import { csvLine, harmless } from './csv-line.ts';
import type { ShownReferential } from './referential-kinds.ts';
import { readObject } from './transfer-steps.ts';

/** Records of the referentials, as the administration screens list, show and export them. */

export type ReferentialRecord = Readonly<Record<string, unknown>>;

export interface ReferentialPage {
  readonly records: readonly ReferentialRecord[];
  /** Of all that answer. */
  readonly total: number;
  /** Values that the list may be filtered by, by member. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

export interface ReferentialQuestion {
  /** Looked for in the identifier and in the names. */
  readonly words?: string | undefined;
  /** Values wanted, by member; members that are no filter of the referential do not count. */
  readonly filters: Readonly<Record<string, string | undefined>>;
}

/** An operation that made or changed a record, or the whole referential. */
export interface ReferentialChange {
  readonly operation: string;
  readonly label: string;
  readonly outcome: Status;
  readonly at: string;
  /** `-  Name : old+  Name : new`, as the journal has it; null: the operation is an import. */
  readonly changes: string | null;
}

const NAMES = ['Name', 'RuleValue', 'ShortName', 'Description'];
const LATEST = 50;

const tenantOf = ({ scope }: Pick<ShownReferential, 'scope'>, tenant: TenantId) =>
  scope === 'platform' ? ADMINISTRATION_TENANT : tenant;

function conditionsOf(
  { kind, filters: known }: ShownReferential,
  tenant: TenantId,
  { words, filters }: ReferentialQuestion,
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
  return { where: conditions.join(' and '), parameters };
}

const SHOWN = `doc || jsonb_build_object('#id', id, '#key', identifier, '#version', version) as record`;

/** By identifier. */
export async function listRecords(
  database: Database,
  shown: ShownReferential,
  tenant: TenantId,
  question: ReferentialQuestion,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<ReferentialPage> {
  const at = tenantOf(shown, tenant);
  const { where, parameters } = conditionsOf(shown, at, question);
  return database.inTenant(at, async (tx) => {
    const [count] = await tx.query<{ total: number }>(
      `select count(*)::integer as total from referential where ${where}`,
      parameters,
    );
    const rows = await tx.query<{ record: ReferentialRecord }>(
      `select ${SHOWN} from referential where ${where} order by identifier
       offset $${parameters.length + 1} limit $${parameters.length + 2}`,
      [...parameters, offset, limit],
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
    return { records: rows.map(({ record }) => record), total: count?.total ?? 0, values };
  });
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

/** What made and changed the record, newest first; of a referential that files replace, its imports. */
export async function historyOf(
  database: Database,
  { kind, operations, ...shown }: ShownReferential,
  tenant: TenantId,
  identifier: string,
): Promise<ReferentialChange[]> {
  const at = tenantOf(shown, tenant);
  const [condition, parameters] = operations
    ? [`type = any ($2) and outcome in ('OK', 'WARNING')`, [operations]]
    : [
        'id in (select operation from referential_change where tenant = $1 and kind = $2 and identifier = $3)',
        [kind, identifier],
      ];
  const rows = await database.inTenant(at, (tx) =>
    tx.query<{ id: string; type: string; outcome: Status; at: Date; events: LogbookEvent[] }>(
      `select id, type, outcome, started_at as at, events from logbook_operation
       where tenant = $1 and ${condition}
       order by started_at desc, id limit ${LATEST}`,
      [at, ...parameters],
    ),
  );
  return rows.map(({ id, type, outcome, at: begun, events }) => ({
    ...{ operation: id, label: label(type), outcome, at: begun.toISOString() },
    changes: changesIn(events.at(-1)?.evDetData),
  }));
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
  yield csvLine(shown.columns);
  const at = tenantOf(shown, tenant);
  const { where, parameters } = conditionsOf(shown, at, question);
  // A page at a time by key: the referential may be large, and whoever reads it slow.
  let last = '';
  for (;;) {
    const rows = await database.inTenant(at, (tx) =>
      tx.query<{ identifier: string; doc: ReferentialRecord }>(
        `select identifier, doc from referential where ${where} and identifier > $${parameters.length + 1}
         order by identifier limit 1000`,
        [...parameters, last],
      ),
    );
    if (rows.length === 0) return;
    yield rows
      .map(({ doc }) => csvLine(shown.columns.map((name) => cellOf(doc[name], shown.takes === 'csv'))))
      .join('');
    last = rows.at(-1)?.identifier ?? '';
  }
}

/** @param exact the file may be imported again: nothing is put before what looks like a formula */
export function cellOf(value: unknown, exact: boolean): string {
  const text = Array.isArray(value)
    ? value.map((each) => cellOf(each, true)).join(' | ')
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : String(value ?? '');
  return exact ? text : harmless(text);
}
