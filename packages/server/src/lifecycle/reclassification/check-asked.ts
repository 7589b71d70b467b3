import { Type } from 'typebox';
import { type Eyes, visibleAmong } from '../../access/index.ts';
import { type Clock, Count, counted, type TenantId, Text, type Told, type Tx } from '../../platform/index.ts';
import { faultOfGraph, faultOfHolds } from './controls.ts';
import type { IllegalAttachment } from './graph-faults.ts';
import type { Move } from './move.ts';

/** What a person is about to ask for: the same parents for all units. */
export interface Asked {
  readonly units: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

const AskedFault = Type.Object({
  field: Type.Enum(['units', 'add', 'remove']),
  reason: Type.Enum(['UNKNOWN', 'ATTACHED', 'NOT_ATTACHED', 'BELOW', 'TYPE', 'HELD', 'BOTH']),
  ids: Type.Array(Text),
});
export type AskedFault = Told<typeof AskedFault>;

export const CheckedMove = Type.Object(
  {
    units: counted('Of the units, those that are there to be seen.'),
    descendants: counted('Below them.'),
    parents: Type.Array(Type.Object({ id: Text, units: Count }), {
      description: 'Parents that they have, and how many of them have each.',
    }),
    faults: Type.Array(AskedFault, {
      description: 'What the operation would refuse, said of the field in which it was chosen.',
    }),
  },
  { title: 'CheckedMove' },
);
export type CheckedMove = Told<typeof CheckedMove>;

/** Looks at a change of the tree as its operation would, without making one (spec frontoffice.md B.13.13). */
export async function checkAsked(tx: Tx, eyes: Eyes, asked: Asked, clock: Clock): Promise<CheckedMove> {
  const { tenant } = eyes;
  const visible = await visibleAmong(tx, eyes, [...asked.units, ...asked.add, ...asked.remove]);
  const seen = (ids: readonly string[]) => ids.filter((id) => visible.has(id));
  const unknown = (field: AskedFault['field'], ids: readonly string[]) =>
    faultOf(
      field,
      'UNKNOWN',
      ids.filter((id) => !visible.has(id)),
    );
  const [units, add, remove] = [seen(asked.units), seen(asked.add), seen(asked.remove)];
  const parents = await parentsOf(tx, eyes, units);
  const having = (id: string) => parents.find((parent) => parent.id === id)?.units ?? 0;
  const moves: Move[] = units.map((id) => ({ id, add, pull: remove }));
  return {
    units: units.length,
    descendants: await countBelow(tx, tenant, units),
    parents,
    faults: [
      ...unknown('units', asked.units),
      ...unknown('add', asked.add),
      ...unknown('remove', asked.remove),
      ...faultOf(
        'add',
        'ATTACHED',
        add.filter((id) => having(id) === units.length),
      ),
      ...faultOf(
        'remove',
        'NOT_ATTACHED',
        remove.filter((id) => having(id) === 0),
      ),
      ...faultOf(
        'remove',
        'BOTH',
        remove.filter((id) => add.includes(id)),
      ),
      ...(await faultsOfTree(tx, tenant, moves, add)),
      ...(await faultsOfHolds(tx, tenant, moves, clock)),
    ],
  };
}

function faultOf(
  field: AskedFault['field'],
  reason: AskedFault['reason'],
  ids: readonly string[],
): AskedFault[] {
  return ids.length === 0 ? [] : [{ field, reason, ids }];
}

async function faultsOfTree(
  tx: Tx,
  tenant: TenantId,
  moves: readonly Move[],
  add: readonly string[],
): Promise<AskedFault[]> {
  const { detail } = (await faultOfGraph(tx, tenant, moves)) ?? { detail: {} };
  const { illegalUnitTypeAttachments = [], unitsWithCycles = [] } = detail as {
    readonly illegalUnitTypeAttachments?: readonly IllegalAttachment[];
    readonly unitsWithCycles?: readonly string[];
  };
  const illegal = new Set(illegalUnitTypeAttachments.map(({ parentUnidId }) => parentUnidId));
  return [
    ...faultOf('add', 'TYPE', [...illegal]),
    ...faultOf(
      'add',
      'BELOW',
      add.filter((id) => unitsWithCycles.includes(id)),
    ),
  ];
}

async function faultsOfHolds(
  tx: Tx,
  tenant: TenantId,
  moves: readonly Move[],
  clock: Clock,
): Promise<AskedFault[]> {
  const fault = await faultOfHolds(tx, tenant, moves, clock);
  return faultOf('units', 'HELD', (fault?.detail.unitsBlockedByHoldRules ?? []) as readonly string[]);
}

async function parentsOf(
  tx: Tx,
  eyes: Eyes,
  units: readonly string[],
): Promise<{ readonly id: string; readonly units: number }[]> {
  const rows = await tx.query<{ id: string; units: number }>(
    `select parent as id, count(*)::integer as units from unit, unnest(up) parent
     where tenant = $1 and unit.id = any ($2) group by parent order by units desc, parent`,
    [eyes.tenant, units],
  );
  const visible = await visibleAmong(
    tx,
    eyes,
    rows.map(({ id }) => id),
  );
  return rows.filter(({ id }) => visible.has(id));
}

async function countBelow(tx: Tx, tenant: TenantId, units: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'select count(*)::integer as count from unit where tenant = $1 and us && $2::text[] and id <> all ($2)',
    [tenant, units],
  );
  return row?.count ?? 0;
}
