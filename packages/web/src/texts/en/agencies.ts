import { count } from './forms.ts';

/** Texts of the services as they stand to each other. */
export const AGENCIES = {
  exportNotices: 'Export as EAC-CPF',
  takeNotice: 'Download the record (EAC-CPF)',
  replaces:
    'A CSV file replaces the whole referential: what is not in it is removed, but for what is in use, which makes the file refused. An EAC-CPF record (.xml), or a ZIP of them, adds and changes: nothing is removed.',
  family: 'Place and succession',
  superiors: 'Placed under',
  cut: 'Further levels above these are not shown.',
  cycle: 'An agency is placed under itself: correct the superior agencies of one of them.',
  subordinates: (total: number) => count(total, 'agency right under it', 'agencies right under it'),
  listBeneath: 'See all that is beneath it in the list',
  earlier: 'Replaced',
  later: 'Was replaced by',
  associated: 'Associated with',
  unknown: '(not in the referential)',
  merge: {
    open: 'Merge into another agency…',
    title: (name: string) => `Merge “${name}” into another agency`,
    into: { name: 'Agency that replaces it', help: 'Type an identifier or a name of the referential.' },
    day: {
      name: 'Last day of the agency that ends',
      help: 'It is the end of its existence, as EAC-CPF means it: it still exists on that day.',
    },
    preview: 'What the merge changes, and what it leaves',
    ends: (absorbed: string, day: string, absorbing: string) =>
      `“${absorbed}” ceases to exist after ${day} and is said to be replaced by “${absorbing}”.`,
    takesOver: (absorbing: string, absorbed: string) =>
      `“${absorbing}” is said to have replaced “${absorbed}”.`,
    archivesStay: 'Archives stay under the agency that produced them.',
    contractsStay: (absorbed: string) =>
      `Contracts do not change: go over those that still name “${absorbed}”, one by one.`,
    overtaken:
      'Somebody else has just changed one of the two records: nothing is changed. Read the preview again, then confirm once more.',
    failed: 'The merge is not done',
    confirm: 'Merge',
    done: 'The merge is done. This agency is now replaced by',
    operation: 'See the operation',
  },
  existed: (from: string | undefined, to: string | undefined) => {
    if (from === undefined) return `(until ${to})`;
    return to === undefined ? `(since ${from})` : `(from ${from} to ${to})`;
  },
};
