import type { SchemaPath } from '../../api/types.ts';
import { holdsWords } from '../words-in.ts';

/** The elements of a schema as the rows of a tree. Pure. */

export interface SchemaRow {
  readonly element: SchemaPath;
  /** 0 at the root. */
  readonly depth: number;
  readonly hasMembers: boolean;
  readonly isOpen: boolean;
}

export interface WantedElements {
  readonly words: string;
  readonly origin: string;
  readonly type: string;
  readonly category: string;
}

const CATEGORIES = ['DESCRIPTION', 'MANAGEMENT', 'OTHER'];

/** What people describe first, what the archive sets last; in each by path. */
export const inOrder = (elements: readonly SchemaPath[]): SchemaPath[] =>
  elements.toSorted(
    (a, b) =>
      CATEGORIES.indexOf(a.Category) - CATEGORIES.indexOf(b.Category) || a.Path.localeCompare(b.Path, 'en'),
  );

/** Whether anything but the whole schema is wanted. */
export const isNarrowed = (wanted: WantedElements) => Object.values(wanted).some((each) => each !== '');

/** Whether an element is wanted: by its names in any form, whatever capitals and accents. */
export function isWanted(element: SchemaPath, { words, origin, type, category }: WantedElements): boolean {
  const { Path, ApiPath, SedaField = '', ShortName, Description } = element;
  return (
    holdsWords([Path, ApiPath, SedaField, ShortName, Description].join('\n'), words) &&
    (origin === '' || element.Origin === origin) &&
    (type === '' || element.Type === type) &&
    (category === '' || element.Category === category)
  );
}

/**
 * Rows to be drawn: of the whole schema the roots and what is open below them; of a part of it what is wanted, with
 * what it is in.
 * @param elements of one collection
 * @param open paths whose members are shown
 */
export function rowsOf(
  elements: readonly SchemaPath[],
  wanted: WantedElements,
  open: ReadonlySet<string>,
): SchemaRow[] {
  const members = new Map<string, SchemaPath[]>();
  const paths = new Set(elements.map(({ Path }) => Path));
  for (const element of elements) {
    const parent = parentOf(element.Path, paths);
    members.set(parent, [...(members.get(parent) ?? []), element]);
  }
  const narrowed = isNarrowed(wanted);
  const kept = narrowed
    ? new Set(elements.filter((element) => isWanted(element, wanted)).flatMap(({ Path }) => chain(Path)))
    : undefined;
  const below = (parent: string, depth: number): SchemaRow[] =>
    (members.get(parent) ?? []).flatMap((element) => {
      if (kept !== undefined && !kept.has(element.Path)) return [];
      const inner = narrowed || open.has(element.Path) ? below(element.Path, depth + 1) : [];
      const hasMembers = members.has(element.Path);
      return [{ element, depth, hasMembers, isOpen: inner.length > 0 }, ...inner];
    });
  return below('', 0);
}

/** The path and those of all that it is in. */
const chain = (path: string) => path.split('.').map((_, at, names) => names.slice(0, at + 1).join('.'));

/** The nearest path that there is above one; '' for a root. */
function parentOf(path: string, paths: ReadonlySet<string>): string {
  return (
    chain(path)
      .slice(0, -1)
      .findLast((each) => paths.has(each)) ?? ''
  );
}
