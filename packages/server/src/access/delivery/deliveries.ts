import { Type } from 'typebox';
import { type LogbookEvent, label, readJournal, Status } from '../../logbook/index.ts';
import { State } from '../../operations/index.ts';
import { Count, InstantText, orNull, type TenantId, Text, type Told, type Tx } from '../../platform/index.ts';
import { CATEGORY } from './delivered-package.ts';
import { LIFETIME_MS } from './expiry.ts';
import type { DeliveryHouse } from './house.ts';
import type { DeliveryParameters } from './request.ts';
import { DELIVERY_WORKFLOW } from './workflow.ts';

const VIEW = {
  ...{ id: Text, state: State, status: Status, createdAt: InstantText, updatedAt: InstantText },
  sedaVersion: Text,
  requester: Type.String({ description: 'Who asked for it.' }),
  progress: Type.Object(
    { done: Count, of: Count, step: Type.Optional(Text) },
    { title: 'Progress', description: 'Steps that are over, of how many, and the one under way.' },
  ),
  package: Type.Optional(
    Type.Object(
      { size: Count, digest: Text, expiresAt: InstantText },
      {
        description:
          'Its package, while it is kept: until `expiresAt`, or a shorter time when the offers are nearly full.',
      },
    ),
  ),
};

/** A delivery as people follow it. */
export const DeliveryView = Type.Object(VIEW, { title: 'Delivery' });
export type DeliveryView = Told<typeof DeliveryView>;

export const DeliveryDetail = Type.Object(
  {
    ...VIEW,
    remarks: Type.Array(Type.Object({ outcome: Status, message: Text, detail: orNull(Text) }), {
      description: 'What was not as asked for, in words: warnings and refusals.',
    }),
  },
  { title: 'DeliveryDetail' },
);
export type DeliveryDetail = Told<typeof DeliveryDetail>;

export const DeliveryPage = Type.Object(
  { deliveries: Type.Array(DeliveryView), more: Type.Boolean({ description: 'Others follow.' }) },
  { title: 'DeliveryPage' },
);
export type DeliveryPage = Told<typeof DeliveryPage>;

interface Row {
  readonly id: string;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly nextStep: number;
  readonly parameters: DeliveryParameters;
  readonly size: number | null;
  readonly digest: Buffer | null;
}

/** Deliveries of a person; undefined account: of everyone. */
export interface DeliveriesOf {
  readonly tenant: TenantId;
  readonly account: string | undefined;
}

async function rowsOf(
  tx: Tx,
  { tenant, account }: DeliveriesOf,
  { id, offset, limit }: { id?: string; offset: number; limit: number },
): Promise<Row[]> {
  return tx.query<Row>(
    `select o.id, o.state, o.status, o.created_at as "createdAt", o.updated_at as "updatedAt",
            o.next_step as "nextStep", o.parameters, p.size, p.digest
     from operation o
     left join placement p on p.tenant = o.tenant and p.category = $2 and p.name = o.id || '.zip'
     where o.tenant = $1 and o.workflow = $3 and ($4::text is null or o.parameters ->> 'account' = $4)
       and ($5::text is null or o.id = $5)
     order by o.created_at desc, o.id desc offset $6 limit $7`,
    [tenant, CATEGORY, DELIVERY_WORKFLOW.id, account ?? null, id ?? null, offset, limit],
  );
}

/** Newest first. */
export async function listDeliveries(
  { database }: DeliveryHouse,
  whose: DeliveriesOf,
  page: { readonly offset: number; readonly limit: number },
): Promise<DeliveryPage> {
  const rows = await database.inTenant(whose.tenant, (tx) =>
    rowsOf(tx, whose, { ...page, limit: page.limit + 1 }),
  );
  return { deliveries: rows.slice(0, page.limit).map(viewOf), more: rows.length > page.limit };
}

/** @returns undefined when it is unknown, no delivery, or somebody else's */
export async function readDelivery(
  { database }: DeliveryHouse,
  whose: DeliveriesOf,
  id: string,
): Promise<DeliveryDetail | undefined> {
  return database.inTenant(whose.tenant, async (tx) => {
    const [row] = await rowsOf(tx, whose, { id, offset: 0, limit: 1 });
    if (!row) return undefined;
    const journal = await readJournal(tx, whose.tenant, id);
    const events = (journal?.events ?? []) as LogbookEvent[];
    return { ...viewOf(row), remarks: events.filter(isRemark).map(remarkOf) };
  });
}

/** Of an action or an empty list: steps only repeat what is under them. */
function isRemark({ evParentId, outcome }: LogbookEvent): boolean {
  return evParentId !== null && outcome !== 'OK';
}

function remarkOf({ outcome, outMessg, evDetData }: LogbookEvent): DeliveryDetail['remarks'][number] {
  return { outcome, message: outMessg, detail: evDetData };
}

function viewOf(row: Row): DeliveryView {
  const { id, state, status, nextStep, parameters } = row;
  const { steps } = DELIVERY_WORKFLOW;
  const step = state === 'COMPLETED' ? undefined : steps[nextStep]?.name;
  return {
    id,
    state,
    status,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    sedaVersion: parameters.request.version,
    requester: parameters.requester,
    progress: {
      done: Math.min(nextStep, steps.length),
      of: steps.length,
      ...(step === undefined ? {} : { step: label(step) }),
    },
    ...(state === 'COMPLETED' && row.size !== null && row.digest !== null
      ? {
          package: {
            size: row.size,
            digest: row.digest.toString('hex'),
            expiresAt: new Date(row.updatedAt.getTime() + LIFETIME_MS).toISOString(),
          },
        }
      : {}),
  };
}
