import { Type } from 'typebox';

/** Members of the simple search, as the own door takes them. */

const Identifier = Type.String({ minLength: 1, maxLength: 100 });
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
  id: Type.Optional(Identifier),
  title: Type.Optional(Type.String({ maxLength: 500 })),
  description: Type.Optional(Type.String({ maxLength: 500 })),
  format: Type.Optional(Identifier),
  objects: Type.Optional(Type.Enum(['with', 'without'])),
};
