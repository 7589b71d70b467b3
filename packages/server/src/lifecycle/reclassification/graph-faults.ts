import { TYPE_RANK, type UnitType } from '../../catalogue/graph/index.ts';
import { type Move, parentsAfter } from './move.ts';

/** What the tree cannot take (spec operations.md 9, model.md 3.1). */

/** What the controls need of a unit. */
export interface TreeUnit {
  readonly id: string;
  readonly unitType: UnitType;
  readonly up: readonly string[];
}

/** In the names of the reference system, the spelling too. */
export interface IllegalAttachment {
  readonly childUnidId: string;
  readonly childUnidType: UnitType;
  readonly parentUnidId: string;
  readonly parentUnidType: UnitType;
}

/** Identifiers that a journal lists of one fault. */
export const MOST_LISTED = 1_000;

/**
 * `evDetData` of the first control that refuses; undefined when none does.
 * @param units those that are moved, the parents that they gain, and all above either, as they are now
 */
export function graphFault(
  moves: readonly Move[],
  units: ReadonlyMap<string, TreeUnit>,
): Readonly<Record<string, unknown>> | undefined {
  const missing = new Set(moves.flatMap(({ id, add }) => [id, ...add]).filter((id) => !units.has(id)));
  if (missing.size > 0)
    return { error: 'Could not load units', notFoundUnits: [...missing].slice(0, MOST_LISTED) };
  const illegal = illegalAttachments(moves, units);
  if (illegal.length > 0)
    return {
      error: 'Invalid unit type attachment(s)',
      illegalUnitTypeAttachments: illegal.slice(0, MOST_LISTED),
    };
  const cycles = unitsInCycles(withMoves(moves, units));
  if (cycles.length > 0)
    return {
      error: 'Cannot apply reclassification request. Cycle detected',
      unitsWithCycles: cycles.slice(0, MOST_LISTED),
    };
  return undefined;
}

function illegalAttachments(
  moves: readonly Move[],
  units: ReadonlyMap<string, TreeUnit>,
): IllegalAttachment[] {
  return moves.flatMap(({ id, add }) => {
    const child = units.get(id) as TreeUnit;
    return add.flatMap((parentId): IllegalAttachment[] => {
      const parent = units.get(parentId) as TreeUnit;
      if (TYPE_RANK[child.unitType] <= TYPE_RANK[parent.unitType]) return [];
      return [
        {
          ...{ childUnidId: id, childUnidType: child.unitType },
          ...{ parentUnidId: parentId, parentUnidType: parent.unitType },
        },
      ];
    });
  });
}

type Edges = ReadonlyMap<string, readonly string[]>;

function withMoves(moves: readonly Move[], units: ReadonlyMap<string, TreeUnit>): Edges {
  const edges = new Map<string, readonly string[]>([...units].map(([id, { up }]) => [id, up]));
  for (const move of moves) edges.set(move.id, parentsAfter(edges.get(move.id) ?? [], move));
  return edges;
}

/** Units that lie above themselves, and those that lie between two of these. */
export function unitsInCycles(parents: Edges): string[] {
  const belowSome = leftBy(parents);
  const children = new Map<string, string[]>(belowSome.map((id) => [id, []]));
  for (const id of belowSome) for (const parent of parents.get(id) ?? []) children.get(parent)?.push(id);
  return leftBy(children);
}

/** What is left when whatever leads nowhere is taken away, again and again. */
function leftBy(edges: Edges): string[] {
  const open = new Map<string, number>();
  const sources = new Map<string, string[]>();
  for (const [id, targets] of edges) {
    const known = targets.filter((target) => edges.has(target));
    open.set(id, known.length);
    for (const target of known) {
      const from = sources.get(target);
      if (from) from.push(id);
      else sources.set(target, [id]);
    }
  }
  const ends = [...open].flatMap(([id, count]) => (count === 0 ? [id] : []));
  for (let at = 0; at < ends.length; at++) {
    const end = ends[at] as string;
    open.delete(end);
    for (const source of sources.get(end) ?? []) {
      const count = (open.get(source) as number) - 1;
      open.set(source, count);
      if (count === 0) ends.push(source);
    }
  }
  return [...open.keys()];
}
