import { count, number } from './forms.ts';

/** As many as are counted. */
const MOST = 10_000;

const amount = (total: number, one: string, several: string) =>
  total > MOST ? `more than ${number(MOST)} ${several}` : count(total, one, several);

/** Texts of what stands on an entry of the vocabulary. */
export const VOCABULARY = {
  title: 'Use',
  counting: 'Counting…',
  units: (total: number) => amount(total, 'archive unit', 'archive units'),
  groups: (total: number) => amount(total, 'object group', 'object groups'),
  held: (holders: string) => `Holding a value of it: ${holders}.`,
  heldAtLeast: (holders: string) => `Holding a value of it, at least: ${holders}.`,
  and: (units: string, groups: string) => `${units} and ${groups}`,
  unused: 'No archives hold a value of it.',
  notCounted: 'Not counted: looking for those that hold a value would take too long.',
  uncounted: (tenants: number, all: number) =>
    `${count(tenants, 'safe')} of ${number(all)}: too long to count.`,
  seen: (tenants: number) =>
    tenants === 1
      ? 'Counted in what you may see of your safe.'
      : `Counted in what you may see of your ${number(tenants)} safes.`,
  notOfArchives: 'Neither archive units nor object groups can hold a value of it.',
  elements: (total: number) => count(total, 'element of the schema', 'elements of the schema'),
  noElement: 'No element of the schema of this safe stands on it.',
};
