import { type Asker, agent, askerOf } from '../logbook/index.ts';
import { queueOperation } from '../operations/index.ts';
import { type OperationId, type Platform, type TenantId, type Tx, technicalDate } from '../platform/index.ts';
import type { ManagementRule } from './documents.ts';

/**
 * Rules and the units that declare them. End dates are kept on the units: when the duration of a rule changes, an
 * operation carries it to those that are there (spec rules.md 2.4). An entry has computed its end dates before it
 * publishes its units; so publications and imports of rules wait for each other, and an entry whose rules have changed
 * meanwhile asks for the same operation itself.
 */

/** The operation that carries durations to end dates. */
export const RULES_UPDATE = {
  id: 'UPDATE_RULES_ARCHIVE_UNITS',
  identifier: 'UPDATE_RULES_ARCHIVE_UNITS',
  processType: 'UPDATE',
} as const;

const keyOf = (tenant: TenantId) => `rules in use ${tenant}`;

/** Waits for publications under way, and holds others back, until the end of the transaction. */
export async function holdPublications(tx: Tx, tenant: TenantId): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [keyOf(tenant)]);
}

type RuleKey = Pick<ManagementRule, 'RuleId' | 'RuleType'>;

/**
 * Up to so many rules are each looked up in the index (2 to 7 ms with 100,000 units, the latest of them not sorted in
 * yet); for more, all units are read once (130 to 280 ms).
 */
const MOST_LOOKED_UP = 50;

/**
 * Of some rules, those that a unit declares; references that prevent a rule do not count (spec rules.md 2.3).
 * @returns their identifiers
 */
export async function declaredRules(
  tx: Tx,
  tenant: TenantId,
  rules: readonly RuleKey[],
): Promise<ReadonlySet<string>> {
  if (rules.length === 0) return new Set();
  const rows = await (rules.length > MOST_LOOKED_UP ? readAll : lookUpEach)(tx, tenant, rules);
  return new Set(rows.map(({ id }) => id));
}

function readAll(tx: Tx, tenant: TenantId, rules: readonly RuleKey[]): Promise<{ id: string }[]> {
  return tx.query(
    `select distinct rule #>> '{}' as id
     from unit, jsonb_path_query(management, '$.*.Rules[*].Rule') rule
     where tenant = $1 and rule #>> '{}' = any($2::text[])`,
    [tenant, rules.map(({ RuleId }) => RuleId)],
  );
}

/** Not materialized, a look would be planned for a first unit that comes soon, and read all of them where none does. */
function lookUpEach(tx: Tx, tenant: TenantId, rules: readonly RuleKey[]): Promise<{ id: string }[]> {
  return tx.query(
    `select rule.id from unnest($2::text[], $3::jsonb[]) as rule(id, declared)
     where exists (
       with declaring as materialized (
         select 1 from unit where tenant = $1 and management @> rule.declared)
       select 1 from declaring)`,
    [tenant, rules.map(({ RuleId }) => RuleId), rules.map(declarationOf)],
  );
}

/**
 * How many units declare each of some rules.
 * @returns by identifier; rules that no unit declares are absent
 */
export async function unitsDeclaring(
  tx: Tx,
  tenant: TenantId,
  rules: readonly RuleKey[],
): Promise<ReadonlyMap<string, number>> {
  if (rules.length === 0) return new Map();
  const rows = await (rules.length > MOST_LOOKED_UP ? countAll : countEach)(tx, tenant, rules);
  return new Map(rows.flatMap(({ id, units }) => (units === 0 ? [] : [[id, units]])));
}

type Count = { readonly id: string; readonly units: number };

function countAll(tx: Tx, tenant: TenantId, rules: readonly RuleKey[]): Promise<Count[]> {
  return tx.query(
    `select rule #>> '{}' as id, count(distinct unit.id)::integer as units
     from unit, jsonb_path_query(management, '$.*.Rules[*].Rule') rule
     where tenant = $1 and rule #>> '{}' = any($2::text[]) group by 1`,
    [tenant, rules.map(({ RuleId }) => RuleId)],
  );
}

function countEach(tx: Tx, tenant: TenantId, rules: readonly RuleKey[]): Promise<Count[]> {
  return tx.query(
    `select rule.id, (select count(*)::integer from unit
                      where tenant = $1 and management @> rule.declared) as units
     from unnest($2::text[], $3::jsonb[]) as rule(id, declared)`,
    [tenant, rules.map(({ RuleId }) => RuleId), rules.map(declarationOf)],
  );
}

/** What the rules of a unit that declares the rule contain. */
const declarationOf = ({ RuleId, RuleType }: RuleKey) =>
  JSON.stringify({ [RuleType]: { Rules: [{ Rule: RuleId }] } });

/**
 * Asks for the end dates of the units that declare some rules, in the transaction that makes them outdated.
 * @param asked the operation that makes them so (spec rules.md 2.4)
 */
export async function queueRulesUpdate(
  tx: Tx,
  { guids, clock }: Pick<Platform, 'guids' | 'clock'>,
  asked: Asker & { readonly tenant: TenantId; readonly operation: OperationId },
  rules: readonly string[],
): Promise<void> {
  const { tenant } = asked;
  await queueOperation(
    tx,
    tenant,
    {
      id: guids.make('operation', tenant) as unknown as OperationId,
      workflow: RULES_UPDATE,
      stepByStep: false,
      ...askerOf(asked),
      cause: asked.operation,
      parameters: { rules },
      agent: agent('functional-administration', 1),
    },
    clock.now(),
  );
}

/**
 * For an entry, in the transaction that publishes its units: holds imports of rules back, and follows up those that
 * changed a rule of its units since it began.
 */
export async function followRules(
  tx: Tx,
  platform: Pick<Platform, 'guids' | 'clock'>,
  entry: { readonly tenant: TenantId; readonly operation: OperationId; readonly context: string },
): Promise<void> {
  const { tenant, operation } = entry;
  await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [keyOf(tenant)]);
  const [begun] = await tx.query<{ at: Date }>(
    'select created_at as at from operation where tenant = $1 and id = $2',
    [tenant, operation],
  );
  if (begun === undefined) return;
  const changed = await tx.query<{ identifier: string }>(
    `select identifier from referential where tenant = $1 and kind = 'rule' and doc ->> 'UpdateDate' >= $2`,
    [tenant, technicalDate(begun.at)],
  );
  if (changed.length === 0) return;
  const used = await tx.query<{ rule: string }>(
    `select distinct rule #>> '{}' as rule
     from unit, jsonb_path_query(management, '$.*.Rules[*].Rule') rule
     where tenant = $1 and opi = $2 and rule #>> '{}' = any($3::text[])`,
    [tenant, operation, changed.map(({ identifier }) => identifier)],
  );
  const rules = used.map(({ rule }) => rule);
  if (rules.length > 0) await queueRulesUpdate(tx, platform, entry, rules);
}
