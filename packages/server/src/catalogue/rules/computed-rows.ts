import type { TenantId, Tx } from '../../platform/index.ts';
import { type ComputedRules, endColumn } from './computed-rules.ts';
import { RULE_CATEGORIES } from './end-dates.ts';

/**
 * Rows of what was computed (spec rules.md 6.2): none for a unit that nobody asked for, one without rules for a unit
 * that is to be computed. What is valid is right: whoever changes the rules or the parents of a unit invalidates it in
 * the same transaction, and a computation is compared with its units when it is written.
 */

/** A unit that a computation has read. */
export interface ReadUnit {
  readonly id: string;
  readonly atomic_version: number;
}

const keyOf = (tenant: TenantId) => `computed rules ${tenant}`;
const ENDS = RULE_CATEGORIES.map((category) => ({
  column: endColumn(category),
  value: `(c.rules #>> '{${category},MaxEndDate}' || 'Z')::timestamptz`,
}));
const COLUMNS = ENDS.map(({ column }) => column).join(', ');

/**
 * Until the end of the transaction no unit changes its rules or parents: who has changed some and not committed yet is
 * waited for, others wait. For a moment only.
 */
export async function holdRules(tx: Tx, tenant: TenantId): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [keyOf(tenant)]);
}

/** Whether units are as they were read. */
export async function areUnchanged(tx: Tx, tenant: TenantId, read: readonly ReadUnit[]): Promise<boolean> {
  const [same] = await tx.query<{ units: number }>(
    `select count(*)::integer as units
     from unit join unnest($2::text[], $3::integer[]) as r(id, atomic_version) using (id, atomic_version)
     where tenant = $1`,
    [tenant, read.map(({ id }) => id), read.map((unit) => unit.atomic_version)],
  );
  return same?.units === read.length;
}

/** Writes what holds for units, while `holdRules` holds it so. */
export async function writeComputed(
  tx: Tx,
  tenant: TenantId,
  computed: readonly { readonly id: string; readonly rules: ComputedRules }[],
): Promise<void> {
  await tx.query(
    `insert into computed_rules (tenant, id, rules, ${COLUMNS})
     select $1, c.id, c.rules, ${ENDS.map(({ value }) => value).join(', ')}
     from jsonb_to_recordset($2::jsonb) as c(id text, rules jsonb)
     on conflict (tenant, id) do update
     set (rules, ${COLUMNS}) = (excluded.rules, ${ENDS.map(({ column }) => `excluded.${column}`).join(', ')})`,
    [tenant, JSON.stringify(computed)],
  );
}

const TO_COMPUTE = `(rules, ${COLUMNS}) = (null${', null'.repeat(ENDS.length)})`;

/**
 * Units whose rules or parents change in this transaction: what was computed of them, and of all below them, holds no
 * more. To be called when they are written.
 */
export async function invalidateComputed(tx: Tx, tenant: TenantId, units: readonly string[]): Promise<void> {
  if (units.length === 0) return;
  await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [keyOf(tenant)]);
  // Locked in one order: two changes may be above the same units.
  await tx.query(
    `with below as (
       select c.id from computed_rules c join unit u using (tenant, id)
       where tenant = $1 and c.rules is not null and (u.id = any($2::text[]) or u.us && $2::text[])
       order by c.id for update of c)
     update computed_rules c set ${TO_COMPUTE} from below where c.tenant = $1 and c.id = below.id`,
    [tenant, units],
  );
}

/** Takes away what was computed, or asked for, of units: also of those that leave the archive. */
export async function forgetComputed(tx: Tx, tenant: TenantId, units: readonly string[]): Promise<void> {
  await tx.query('delete from computed_rules where tenant = $1 and id = any($2::text[])', [tenant, units]);
}

/** Units read at once. */
const PAGE = 10_000;

/** Units that are to be computed again, in the order of their identifiers, a page at a time. */
export async function obsoleteUnits(tx: Tx, tenant: TenantId, after: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from computed_rules where tenant = $1 and rules is null and id > $2 order by id limit ${PAGE}`,
    [tenant, after],
  );
  return rows.map(({ id }) => id);
}

export async function countObsolete(tx: Tx, tenant: TenantId): Promise<number> {
  const [row] = await tx.query<{ units: number }>(
    'select count(*)::integer as units from computed_rules where tenant = $1 and rules is null',
    [tenant],
  );
  return row?.units ?? 0;
}
