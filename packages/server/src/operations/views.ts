import { type Static, Type } from 'typebox';
import type { Status } from '../logbook/index.ts';
import type { OperationId, TenantId, Tx } from '../platform/index.ts';
import type { Request } from './position.ts';

export const State = Type.Enum(['PAUSE', 'RUNNING', 'COMPLETED'], { title: 'State' });
export type State = Static<typeof State>;

/** An operation as its followers see it. */
export interface OperationView {
  readonly id: OperationId;
  readonly workflow: string;
  readonly type: string;
  readonly processType: string;
  readonly state: State;
  readonly status: Status;
  /** Status without technical failures: what it was before one. */
  readonly soundStatus: Status;
  readonly stepByStep: boolean;
  /** A move that is asked for and not yet obeyed. */
  readonly request: Request | null;
  /** Index of the step to come in the workflow; its length when all are done. */
  readonly nextStep: number;
  /** Index of the step last begun before `nextStep`: a refusal passes over steps. Null: none. */
  readonly previousStep: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const PREVIOUS_STEP = `(select max(step) from operation_journal j
   where j.tenant = operation.tenant and j.operation = operation.id and j.step < operation.next_step)`;

export const OPERATION_COLUMNS = `id, workflow, type, process_type as "processType", state, status,
  sound_status as "soundStatus", step_by_step as "stepByStep", request, next_step as "nextStep",
  ${PREVIOUS_STEP} as "previousStep", created_at as "createdAt", updated_at as "updatedAt"`;

export async function readOperation(
  tx: Tx,
  tenant: TenantId,
  id: string,
): Promise<OperationView | undefined> {
  const [view] = await tx.query<OperationView>(
    `select ${OPERATION_COLUMNS} from operation where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return view;
}

/** Each list is "any of"; absent: all. */
export interface OperationFilter {
  readonly id?: string;
  readonly states?: readonly string[];
  readonly statuses?: readonly string[];
  readonly workflows?: readonly string[];
  readonly processTypes?: readonly string[];
  readonly startedFrom?: Date;
  readonly startedBefore?: Date;
  /** Days, `yyyy-MM-dd`, in Paris; both belong to the span. */
  readonly fromDay?: string;
  readonly toDay?: string;
  /** Those that come after this one, the newest first. */
  readonly after?: Pick<OperationView, 'createdAt' | 'id'>;
  /** Steps one of which is `previousStep`, as their workflow numbers them. */
  readonly previousSteps?: readonly { readonly workflow: string; readonly step: number }[];
}

const MATCHING = `tenant = $1
  and ($2::text is null or id = $2)
  and ($3::text[] is null or state = any ($3))
  and ($4::text[] is null or status = any ($4))
  and ($5::text[] is null or workflow = any ($5))
  and ($6::text[] is null or process_type = any ($6))
  and ($7::timestamptz is null or created_at >= $7)
  and ($8::timestamptz is null or created_at < $8)
  and ($9::date is null or created_at >= $9::date::timestamp at time zone 'Europe/Paris')
  and ($10::date is null or created_at < ($10::date + 1)::timestamp at time zone 'Europe/Paris')
  and ($11::text[] is null or (workflow, ${PREVIOUS_STEP}) in (select * from unnest($11::text[], $12::integer[])))
  and ($13::timestamptz is null or (created_at, id) < ($13, $14))`;

const parametersOf = (tenant: TenantId, filter: OperationFilter): unknown[] => [
  tenant,
  filter.id ?? null,
  filter.states ?? null,
  filter.statuses ?? null,
  filter.workflows ?? null,
  filter.processTypes ?? null,
  filter.startedFrom ?? null,
  filter.startedBefore ?? null,
  filter.fromDay ?? null,
  filter.toDay ?? null,
  filter.previousSteps?.map(({ workflow }) => workflow) ?? null,
  filter.previousSteps?.map(({ step }) => step) ?? null,
  filter.after?.createdAt ?? null,
  filter.after?.id ?? null,
];

export interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** Newest first. */
export async function listOperations(
  tx: Tx,
  tenant: TenantId,
  filter: OperationFilter,
  { offset, limit }: Window,
): Promise<OperationView[]> {
  return tx.query<OperationView>(
    `select ${OPERATION_COLUMNS} from operation where ${MATCHING}
     order by created_at desc, id desc offset $15 limit $16`,
    [...parametersOf(tenant, filter), offset, limit],
  );
}

/** In the order in which they want somebody: failed and waiting, paused, under way, over. */
const ATTENTION = [
  `state = 'PAUSE' and status = 'FATAL'`,
  `state = 'PAUSE' and status <> 'FATAL'`,
  `state = 'RUNNING'`,
  `state = 'COMPLETED'`,
];

/** What failed and waits for somebody, then what is paused, then what runs, then the rest; each the newest first. */
export async function listByAttention(
  tx: Tx,
  tenant: TenantId,
  filter: OperationFilter,
  { offset, limit }: Window,
): Promise<OperationView[]> {
  // Each from its index, not from a sort of all that the tenant has ever done.
  const parts = ATTENTION.map(
    (condition, rank) =>
      `(select ${rank} as rank, operation.* from operation where ${MATCHING} and ${condition}
        order by created_at desc, id desc limit $15::integer + $16::integer)`,
  );
  return tx.query<OperationView>(
    `select ${OPERATION_COLUMNS} from (${parts.join(' union all ')}) operation
     order by rank, created_at desc, id desc offset $15 limit $16`,
    [...parametersOf(tenant, filter), offset, limit],
  );
}

/** Where `listByAttention` has an operation. */
export const attentionOf = ({ state, status }: Pick<OperationView, 'state' | 'status'>): number => {
  if (state === 'PAUSE') return status === 'FATAL' ? 0 : 1;
  return state === 'RUNNING' ? 2 : 3;
};

/** How many operations answer, by state and status. */
export function countOperations(
  tx: Tx,
  tenant: TenantId,
  filter: OperationFilter,
): Promise<{ state: State; status: Status; operations: number }[]> {
  return tx.query(
    `select state, status, count(*)::integer as operations from operation where ${MATCHING} group by state, status`,
    parametersOf(tenant, filter),
  );
}

/** Categories that the tenant's operations, or the journals of its logbook, have, in their order. */
export async function categoriesOf(
  tx: Tx,
  tenant: TenantId,
  table: 'operation' | 'logbook_operation',
): Promise<string[]> {
  const categories: string[] = [];
  // From one to the next by an index: they are a dozen, of perhaps millions of operations.
  for (;;) {
    const [next] = await tx.query<{ category: string | null }>(
      `select min(process_type) as category from ${table} where tenant = $1 and process_type > $2`,
      [tenant, categories.at(-1) ?? ''],
    );
    if (!next?.category) return categories;
    categories.push(next.category);
  }
}
