import { type Static, Type } from 'typebox';
import { storable } from './storable.ts';
import { CriteriaText, readCriteria } from './unit-criteria.ts';
import type { UnitFilters } from './unit-search.ts';

/** Members of the search, as the own door takes them. */

const Identifier = Type.String({ minLength: 1, maxLength: 100 });
/** Technical ones of units, or persistent ones of units or of their objects, with commas or blanks between. */
const Identifiers = Type.String({ minLength: 1, maxLength: 4_000 });
const DatePart = Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' });
export const Filters = {
  q: Type.Optional(Type.String({ maxLength: 1_000 })),
  /** Whether the words may stand inside documents too. */
  inside: Type.Optional(Type.Boolean()),
  level: Type.Optional(Identifier),
  agency: Type.Optional(Identifier),
  from: Type.Optional(DatePart),
  to: Type.Optional(DatePart),
  under: Type.Optional(Identifier),
  transfer: Type.Optional(Identifier),
  id: Type.Optional(Identifiers),
  title: Type.Optional(Type.String({ maxLength: 500 })),
  description: Type.Optional(Type.String({ maxLength: 500 })),
  format: Type.Optional(Identifier),
  objects: Type.Optional(Type.Enum(['with', 'without'])),
  criteria: Type.Optional(CriteriaText),
};
const Given = Type.Object(Filters);
type Given = Static<typeof Given>;

/** What is searched with them; other members stay as they are. @throws QueryRefused for criteria that are none */
export function filtersOf<T extends Given>(
  given: T,
): Omit<T, 'q' | 'criteria'> & Pick<UnitFilters, 'words' | 'criteria'> {
  const { q, criteria, ...filters } = given;
  return {
    ...filters,
    ...(q === undefined ? {} : { words: storable(q) }),
    ...(criteria === undefined ? {} : { criteria: readCriteria(criteria) }),
  };
}
