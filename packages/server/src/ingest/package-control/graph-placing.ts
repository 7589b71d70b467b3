import { MOST_ANCESTORS } from '../../catalogue/graph/index.ts';
import type { GroupId, GuidMaker, TenantId, UnitId } from '../../platform/index.ts';
import type { ExistingUnit } from './attachments.ts';
import { Refusal } from './refusal.ts';
import type { SeenManifest } from './seen-manifest.ts';
import { added } from './short-list.ts';
import { ancestorsByDistance, type UnitGraph } from './unit-graph.ts';

export interface PlacingInput {
  readonly guids: GuidMaker;
  readonly tenant: TenantId;
  readonly seen: SeenManifest;
  readonly existing: ReadonlyMap<string, ExistingUnit>;
  /** Node under which the ingest contract puts every root. */
  readonly contractNode: ExistingUnit | undefined;
  /** Producing agency put on what is entered; absent for a holding scheme. */
  readonly agency: string | undefined;
}

/** What a group has by units: themselves, these with their ancestors, the agencies of all. */
export interface Gain {
  readonly up: readonly UnitId[];
  readonly us: readonly UnitId[];
  readonly sps: readonly string[];
}

/** Identifiers and ancestors of the units of one manifest. */
export class GraphPlacing {
  readonly #input: PlacingInput;
  readonly #graph: UnitGraph;
  readonly #given: UnitId[];
  readonly #root: ExistingUnit | undefined;

  constructor(input: PlacingInput, graph: UnitGraph) {
    this.#input = input;
    this.#graph = graph;
    this.#root = input.contractNode;
    this.#given = graph.ids.map(
      (id) => input.existing.get(id)?.id ?? (input.guids.make('unit', input.tenant) as UnitId),
    );
  }

  unit(number: number): UnitId {
    return this.#given[number] as UnitId;
  }

  unitNamed(manifestId: string): UnitId | undefined {
    const number = this.#input.seen.graph.numberOf(manifestId);
    return number === undefined ? undefined : this.#given[number];
  }

  manifestId(number: number): string {
    return this.#graph.ids[number] as string;
  }

  /** A unit without parent in the manifest, or all of whose parents are existing units (spec ingest.md 9.1). */
  isRoot(number: number): boolean {
    return this.#parents(number).every((parent) => this.#existing(parent));
  }

  place(number: number) {
    const { agency } = this.#input;
    const parents = this.#parents(number);
    const existingParents = parents.flatMap((parent) => this.#existing(parent) ?? []);
    const distances = this.#ancestors(number);
    const up: UnitId[] = parents.map((parent) => this.unit(parent));
    if (this.#root && this.isRoot(number)) {
      if (!up.includes(this.#root.id)) up.push(this.#root.id);
      existingParents.push(this.#root);
      join(distances, 0, this.#underRoot());
    }
    const us = [...new Set(distances.flat())];
    const sps = new Set(agency === undefined ? [] : [agency]);
    for (const each of this.#existingAbove(number)) for (const sp of each.sps) sps.add(sp);
    return {
      up,
      us,
      uds: Object.fromEntries(distances.map((ids, at) => [String(at + 1), ids])),
      maxDepth: distances.length + 1,
      sps: [...sps],
      existingParents: [...new Set(existingParents.map(({ id }) => id))],
    };
  }

  /** @throws Refusal for more than a unit may have */
  #ancestors(number: number): UnitId[][] {
    const distances = ancestorsByDistance(
      number,
      this.#graph.parents,
      (each) => this.unit(each),
      (each) => this.#existing(each)?.uds ?? this.#aboveRoot(each),
    );
    if (distances) return distances;
    const ArchiveUnit = this.manifestId(number);
    throw new Refusal(
      undefined,
      { ArchiveUnit, error: `a unit has more than ${MOST_ANCESTORS} ancestors over all paths` },
      { units: [ArchiveUnit] },
    );
  }

  /** Of a new group: the units that refer to it, these with their ancestors, and the agencies of all. */
  ofGroup(units: readonly number[], agency: string | undefined): Gain {
    const gain = this.#gain(units);
    return { ...gain, sps: [...new Set([...(agency === undefined ? [] : [agency]), ...gain.sps])] };
  }

  /** What archived groups gain by the units that are attached to them. */
  gainsOfExisting(): Map<GroupId, Gain> {
    const { seen } = this.#input;
    const units = new Map<string, number[]>();
    const add = (group: string, number: number) => {
      if (!this.#existing(number)) units.set(group, added(units.get(group) ?? [], number));
    };
    for (const [manifestId, group] of seen.existingGroups)
      add(group, seen.graph.numberOf(manifestId) as number);
    for (const { into, units: referring } of seen.groups.values())
      if (into) for (const number of referring) add(into.id, number);
    return new Map([...units].map(([group, numbers]) => [group as GroupId, this.#gain(numbers)]));
  }

  #gain(units: readonly number[]): Gain {
    const places = units.map((number) => ({ id: this.unit(number), ...this.place(number) }));
    return {
      up: places.map(({ id }) => id),
      us: [...new Set(places.flatMap(({ id, us }) => [id, ...us]))],
      sps: [...new Set(places.flatMap(({ sps }) => sps))],
    };
  }

  #parents(number: number): readonly number[] {
    return this.#graph.parents[number] as readonly number[];
  }

  #existing(number: number): ExistingUnit | undefined {
    return this.#input.existing.get(this.manifestId(number));
  }

  /** What the contract's node puts above a root that is somebody's ancestor. */
  #aboveRoot(number: number): Record<string, readonly UnitId[]> | undefined {
    if (!this.#root || !this.isRoot(number)) return undefined;
    return Object.fromEntries(this.#underRoot().map((ids, at) => [String(at + 1), ids]));
  }

  #underRoot(): UnitId[][] {
    const { id, uds } = this.#root as ExistingUnit;
    const above = Object.entries(uds).map(([distance, ids]) => [Number(distance), ids] as const);
    const distances: UnitId[][] = [[id]];
    for (const [distance, ids] of above) distances[distance] = [...ids];
    return distances;
  }

  /** Existing units among the ancestors: their agencies come down on what is below. */
  #existingAbove(number: number): ExistingUnit[] {
    if (this.#input.existing.size === 0) return this.#root ? [this.#root] : [];
    const found = new Set<ExistingUnit>(this.#root ? [this.#root] : []);
    const front = [...this.#parents(number)];
    const seen = new Set(front);
    for (let at = 0; at < front.length; at++) {
      const existing = this.#existing(front[at] as number);
      if (existing) found.add(existing);
      for (const parent of this.#parents(front[at] as number))
        if (!seen.has(parent)) {
          seen.add(parent);
          front.push(parent);
        }
    }
    return [...found];
  }
}

/** Adds ancestors by distance to others, `distance` further away. */
function join(distances: UnitId[][], further: number, added: readonly (readonly UnitId[])[]): void {
  for (const [at, ids] of added.entries()) {
    const known = distances[further + at] ?? [];
    distances[further + at] = [...new Set([...known, ...ids])];
  }
}
