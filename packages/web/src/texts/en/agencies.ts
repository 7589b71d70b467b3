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
  existed: (from: string | undefined, to: string | undefined) => {
    if (from === undefined) return `(until ${to})`;
    return to === undefined ? `(since ${from})` : `(from ${from} to ${to})`;
  },
};
