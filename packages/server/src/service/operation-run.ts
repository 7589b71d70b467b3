import { Type } from 'typebox';
import { counted, InstantText, orNull, type TenantId, type Told, type Tx } from '../platform/index.ts';

/** How long an operation of the engine takes, and how long those before it took (spec frontoffice.md B.29). */

const Seconds = Type.Number({ minimum: 0 });

const UsualDuration = Type.Object(
  {
    operations: counted('How many it is known from: the latest ones of the workflow in the tenant.'),
    medianSeconds: Seconds,
    mostSeconds: orNull(Seconds, 'Nine of ten took at most this; null: they are too few to say so.'),
  },
  {
    title: 'UsualDuration',
    description:
      'From the first step to the end, of operations that were carried out; waiting for the beginning does not count.',
  },
);
type UsualDuration = Told<typeof UsualDuration>;

export const OperationRun = Type.Object(
  {
    begunAt: orNull(InstantText, 'Null: it waits for its first step.'),
    endedAt: orNull(InstantText, 'Null: it is not over.'),
    usual: orNull(UsualDuration, 'Null: none of its workflow was carried out before it.'),
  },
  { title: 'OperationRun' },
);
export type OperationRun = Told<typeof OperationRun>;

const SAMPLE = 50;
const ENOUGH_FOR_TENTHS = 10;

/** The first event of the engine is the beginning of the first step; journals write UTC without saying so. */
const BEGUN = `(logbook.events -> 0 ->> 'evDateTime' || 'Z')::timestamptz`;

/** Undefined: the engine knows of no such operation in the tenant. */
export async function readRun(tx: Tx, tenant: TenantId, id: string): Promise<OperationRun | undefined> {
  const [run] = await tx.query<{ workflow: string; begun: Date | null; ended: Date | null }>(
    `select operation.workflow, ${BEGUN} as begun,
            case when operation.state = 'COMPLETED' then operation.updated_at end as ended
     from operation join logbook_operation logbook using (tenant, id) where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return (
    run && {
      begunAt: run.begun?.toISOString() ?? null,
      endedAt: run.ended?.toISOString() ?? null,
      usual: await usualDuration(tx, tenant, run.workflow, id),
    }
  );
}

/** Step by step, operations take the time of those who move them: they are left out, as is the one that is compared. */
async function usualDuration(
  tx: Tx,
  tenant: TenantId,
  workflow: string,
  compared: string,
): Promise<UsualDuration | null> {
  const [known] = await tx.query<{ operations: number; median: number | null; most: number | null }>(
    `with lately as (
       select id, updated_at from operation
       where tenant = $1 and workflow = $2 and id <> $3 and state = 'COMPLETED' and status in ('OK', 'WARNING')
         and not step_by_step
       order by created_at desc limit ${SAMPLE}),
     durations as (
       select extract(epoch from lately.updated_at - ${BEGUN})::double precision as seconds
       from lately join logbook_operation logbook on logbook.tenant = $1 and logbook.id = lately.id)
     select count(seconds)::integer as operations,
            percentile_cont(0.5) within group (order by seconds) as median,
            percentile_cont(0.9) within group (order by seconds) as most
     from durations`,
    [tenant, workflow, compared],
  );
  if (known === undefined || known.median === null) return null;
  return {
    operations: known.operations,
    medianSeconds: known.median,
    mostSeconds: known.operations < ENOUGH_FOR_TENTHS ? null : known.most,
  };
}
