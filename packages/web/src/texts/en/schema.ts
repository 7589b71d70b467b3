import type { SCHEMA as FRENCH } from '../fr/schema.ts';
import { count, number } from './forms.ts';

/** Texts of the schema of descriptions. */
export const SCHEMA = {
  search: 'Path or name',
  collection: 'Elements of',
  type: 'Type',
  category: 'Category',
  all: (total: number) => count(total, 'element'),
  found: (rows: number, total: number) =>
    `${count(rows, 'element')} of ${number(total)}, with what they are in.`,
  noneAdvice: 'Remove a filter, or look for other words.',
  open: (path: string) => `Open ${path}`,
  close: (path: string) => `Close ${path}`,
  columns: {
    element: 'Element',
    type: 'Type',
    cardinality: 'Cardinality',
    origin: 'Origin',
    seda: 'Versions of SEDA',
  },
  facts: { path: 'Path', apiPath: 'Path in the API' },
  internal: 'An element of the archive: it is neither changed nor removed.',
  ofAll: 'Added for all safes: it is removed in the administration safe.',
} satisfies typeof FRENCH;
