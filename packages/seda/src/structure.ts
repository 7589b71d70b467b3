import type { ArchiveUnitLink, ArchiveUnitRecord, DataObjectRecord, ManifestHandler } from './records.ts';

/** What is wrong with how the parts of a manifest hang together, which a schema does not see. */
export type StructureFault =
  /** Units each of which is a parent of the next, the last of the first. */
  | { readonly kind: 'cycle'; readonly ids: readonly string[] }
  /** A group, or an object without group, that no unit refers to. */
  | { readonly kind: 'orphan'; readonly id: string };

export interface WatchedStructure {
  /** To be given to the reader; passes everything on. */
  readonly handler: ManifestHandler;
  /** Once the reader has come to the end: the first cycle if there is one, then the orphans in document order. */
  faults(): readonly StructureFault[];
}

/** Notes identifiers of units, groups and objects as they are read, and which refers to which; nothing else of them. */
export function watchStructure(handler: ManifestHandler = {}): WatchedStructure {
  const units = new UnitTree();
  const groups = new Groups();
  return {
    handler: {
      ...handler,
      unit(unit) {
        units.unit(unit);
        groups.refer(unit);
        handler.unit?.(unit);
      },
      link(link) {
        units.link(link);
        handler.link?.(link);
      },
      group(group) {
        groups.declare(group.id);
        handler.group?.(group);
      },
      dataObject(object) {
        groups.object(object);
        handler.dataObject?.(object);
      },
    },
    faults: () => [
      ...units.cycle().map((ids): StructureFault => ({ kind: 'cycle', ids })),
      ...groups.orphans().map((id): StructureFault => ({ kind: 'orphan', id })),
    ],
  };
}

class UnitTree {
  readonly #children = new Map<string, string[]>();

  unit({ id, enclosingUnitId }: ArchiveUnitRecord): void {
    if (enclosingUnitId !== undefined) this.#edge(enclosingUnitId, id);
  }

  /** A link stands for the unit that it leads to: under its parent, and for who leads to the link itself. */
  link({ id, enclosingUnitId, targetId }: ArchiveUnitLink): void {
    if (enclosingUnitId !== undefined) this.#edge(enclosingUnitId, targetId);
    this.#edge(id, targetId);
  }

  #edge(parent: string, child: string): void {
    const children = this.#children.get(parent);
    if (children) children.push(child);
    else this.#children.set(parent, [child]);
  }

  /** @returns one cycle or none; without recursion, since units may lie deep */
  cycle(): string[][] {
    const done = new Set<string>();
    for (const start of this.#children.keys()) {
      const path: { readonly id: string; next: number }[] = done.has(start) ? [] : [{ id: start, next: 0 }];
      const open = new Set([start]);
      for (let top = path.at(-1); top; top = path.at(-1)) {
        const child = this.#children.get(top.id)?.[top.next++];
        if (child === undefined) {
          done.add(top.id);
          open.delete(top.id);
          path.pop();
        } else if (open.has(child)) {
          const ids = path.map(({ id }) => id);
          return [ids.slice(ids.indexOf(child))];
        } else if (!done.has(child)) {
          open.add(child);
          path.push({ id: child, next: 0 });
        }
      }
    }
    return [];
  }
}

class Groups {
  /** Groups, and objects that are one by themselves. */
  readonly #ids = new Set<string>();
  readonly #ofObject = new Map<string, string>();
  readonly #referred = new Set<string>();

  declare(id: string): void {
    this.#ids.add(id);
  }

  object({ id, enclosingGroupId, dataObjectGroupId, dataObjectGroupReferenceId }: DataObjectRecord): void {
    const group = enclosingGroupId ?? dataObjectGroupId ?? dataObjectGroupReferenceId ?? id;
    this.#ofObject.set(id, group);
    this.#ids.add(group);
  }

  refer({ references }: ArchiveUnitRecord): void {
    for (const { kind, id } of references) if (kind !== 'existing') this.#referred.add(id);
  }

  orphans(): string[] {
    const referred = new Set([...this.#referred].map((id) => this.#ofObject.get(id) ?? id));
    return [...this.#ids].filter((id) => !referred.has(id));
  }
}
