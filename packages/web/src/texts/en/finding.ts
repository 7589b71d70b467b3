import type { FINDING as FRENCH } from '../fr/finding.ts';
import { count, number } from './forms.ts';

/** Texts of what stands beside a search: the tree, the facets, the criteria. */
export const FINDING = {
  tree: 'Holdings',
  treeHint: 'Choose an element to search within everything it contains.',
  noTree: 'No holdings are open to you in this safe.',
  refine: 'Refine',
  facets: { level: 'Level', agency: 'Originating agency', year: 'Year', format: 'Format' },
  notWhole: (counted: number) => `Breakdown of the first ${number(counted)} archive units found.`,
  moreValues: (more: number) => count(more, 'other value'),
  more: 'More criteria',
  title: 'Words of the title',
  description: 'Words of the description',
  agency: 'Code of the originating agency',
  id: 'Technical identifier',
  format: 'Format (PUID)',
  objects: 'Files',
  anyObjects: 'With or without a file',
  withObjects: { avec: 'With a file', sans: 'Without a file' },
  under: 'Within this element of the tree',
  criteria: 'Criteria applied',
  remove: (name: string) => `Remove this criterion: ${name}`,
} satisfies typeof FRENCH;
