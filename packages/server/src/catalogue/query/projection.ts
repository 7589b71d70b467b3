import type { Vocabulary } from '../field-types.ts';
import type { Collection } from './collections/index.ts';
import { QueryRefused } from './query-refused.ts';
import type { Projection } from './request.ts';

/** Names to keep; `true`: the whole of it. */
interface Kept {
  [name: string]: Kept | true;
}

/**
 * What keeps the listed paths of a document and nothing else (spec dsl.md 12); arrays are transparent.
 * @throws QueryRefused for a name that is illegal or unknown
 */
export function projector(
  projection: Projection,
  collection: Collection,
  vocabulary: Vocabulary,
): (document: Record<string, unknown>) => Record<string, unknown> {
  if (projection === undefined) return (document) => document;
  const kept: Kept = Object.create(null);
  for (const name of projection) {
    if (name === '$rules') throw new QueryRefused('Projection field $rules is no longer supported.');
    collection.field(name, vocabulary);
    keep(kept, shownPath(name));
  }
  return (document) => pick(document, kept) as Record<string, unknown>;
}

/** Inner names of versions are written `_id` in requests and `#id` in answers. */
function shownPath(name: string): string[] {
  return name.split('.').map((segment) => (segment.startsWith('_') ? `#${segment.slice(1)}` : segment));
}

/** Of a path and one below it, the shorter wins. */
function keep(kept: Kept, [name, ...rest]: readonly string[]): void {
  if (name === undefined || kept[name] === true) return;
  if (rest.length === 0) {
    kept[name] = true;
    return;
  }
  const below: Kept = kept[name] ?? Object.create(null);
  kept[name] = below;
  keep(below, rest);
}

function pick(value: unknown, kept: Kept): unknown {
  if (Array.isArray(value)) return value.map((item) => pick(item, kept)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return undefined;
  const result: Record<string, unknown> = {};
  for (const [name, below] of Object.entries(kept)) {
    if (!Object.hasOwn(value, name)) continue;
    const found = (value as Record<string, unknown>)[name];
    const picked = below === true ? found : pick(found, below);
    if (picked !== undefined) result[name] = picked;
  }
  return result;
}
