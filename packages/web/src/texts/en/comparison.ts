import type { COMPARISON as FRENCH } from '../fr/comparison.ts';
import { count } from './forms.ts';

/** Texts of two records side by side. */
export const COMPARISON = {
  label: 'Compare',
  withAnother: 'Compare with another',
  title: (id: string) => `Compare ${id}`,
  lead: 'Two records side by side: what tells them apart, dates aside.',
  other: 'To be compared with',
  otherHelp: 'Identifier of another record of this referential. Type its beginning, or its name.',
  failed: 'The comparison did not succeed',
  found: (differences: number) =>
    differences === 0 ? 'No difference, dates and identifiers aside.' : count(differences, 'difference'),
  whole: 'Show what is the same too',
  member: 'Field',
  nothing: 'Nothing',
  inBoth: (values: number) => `${count(values, 'value')} in both`,
} satisfies typeof FRENCH;
