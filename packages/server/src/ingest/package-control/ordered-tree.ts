import type { ExistingUnit } from './attachments.ts';
import { Refusal } from './refusal.ts';
import type { SeenManifest } from './seen-manifest.ts';
import { levelOrder, refuseCycle, type UnitGraph } from './unit-graph.ts';

/** The units of a manifest, archived ones among them, by number. */
export interface OrderedTree {
  readonly graph: UnitGraph;
  /** Level by level: a unit comes after all its parents. */
  readonly order: readonly number[];
}

/**
 * The tree that the units of a manifest form.
 * @throws Refusal CHECK_MANIFEST_LOOP, MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED; without sub-code for one that is too
 * deep or refers to what is no unit
 */
export function orderedTree(
  seen: SeenManifest,
  existing: ReadonlyMap<string, ExistingUnit>,
  unitDepth: number,
): OrderedTree {
  const graph = seen.graph.build();
  refuseCycle(graph);
  const { order, levels } = levelOrder(graph);
  const deepest = levels.reduce((most, level) => Math.max(most, level), 0);
  if (deepest >= unitDepth)
    throw new Refusal(
      undefined,
      { error: `units are nested ${deepest + 1} levels deep; the limit is ${unitDepth}` },
      { units: [graph.ids[levels.indexOf(deepest)] as string] },
    );
  for (const [number, id] of graph.ids.entries()) {
    if (seen.links.has(id)) continue;
    if (!seen.unitPlaces[number])
      throw new Refusal(undefined, { error: `${id} is no archive unit` }, { units: linksTo(seen, id) });
    if (existing.has(id) && (graph.parents[number] as number[]).length > 0)
      throw new Refusal('MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED', { ArchiveUnit: id }, { units: [id] });
  }
  return { graph, order };
}

function linksTo({ links }: SeenManifest, id: string): string[] {
  return [...links].flatMap(([link, target]) => (target === id ? [link] : []));
}
