import type { REGISTER as FRENCH } from '../fr/register.ts';
import { count } from './forms.ts';

/** Texts of the accession register. */
export const REGISTER = {
  title: 'Accession register',
  lead: 'What entered and what is left, by producing service, by contract or by year.',
  empty: 'The register is still empty',
  emptyAdvice:
    'Each accepted transfer writes an entry in it: its producing service, its contract, its units, its objects and their size. Destructions and outgoing transfers then take from it what leaves.',
  totalsBy: 'Totals by',
  dimensions: {
    service: 'Producing service',
    contrat: 'Ingest contract',
    profil: 'Archival profile',
    modalite: 'Acquisition',
    annee: 'Year',
  },
  by: {
    service: 'By producing service',
    contrat: 'By ingest contract',
    profil: 'By archival profile',
    modalite: 'By acquisition',
    annee: 'By year of entry',
  },
  withoutOne: 'Not stated',
  agency: 'Producing service',
  submission: 'Submitting service',
  entries: 'Entries',
  one: 'Entry',
  message: 'Message identifier',
  date: 'Date',
  quantity: 'Quantity',
  quantities: {
    TotalUnits: 'Archival units',
    TotalObjectGroups: 'Object groups',
    TotalObjects: 'Objects',
    ObjectSize: 'Size',
  },
  parts: { ingested: 'Entered', deleted: 'Removed', remained: 'Left' },
  figure: (quantity: string, part: string) => `${quantity}, ${part.toLowerCase()}`,
  exactBytes: (value: string) => `${value} bytes`,
  status: 'Status',
  statuses: {
    '': 'All',
    STORED_AND_COMPLETED: 'In store and complete',
    STORED_AND_UPDATED: 'In store and updated',
    UNSTORED: 'Out of store',
  },
  search: 'Producing service or identifier of the entry',
  filters: {
    service: 'Producing service',
    contrat: 'Ingest contract',
    profil: 'Archival profile',
    modalite: 'Acquisition',
  },
  clear: 'Remove all filters',
  addValue: 'Add a value',
  chosen: (filter: string, value: string) => `${filter}: ${value}`,
  losses: { elimine: 'Destructions', transfere: 'Outgoing transfers' },
  answers: { '': 'With or without', oui: 'With', non: 'Without' },
  from: 'Taken in from',
  to: 'to',
  found: (total: number) => count(total, 'entry', 'entries'),
  totals: 'Totals of these entries',
  none: 'No entry matches these filters',
  noneAdvice: 'Remove a filter, or widen the dates.',
  pages: 'Pages of the register',
  legal: 'Status of the archives',
  /** Values of the SEDA. */
  legalStatuses: {
    'Public Archive': 'Public archives',
    'Private Archive': 'Private archives',
    'Public and Private Archive': 'Public and private archives',
  },
  comment: 'Comments',
  transfer: 'Technical identifier of the transfer',
  statistics: 'Statistics',
  operations: 'Operations on this entry',
  event: (units: string, groups: string, objects: string, size: string) =>
    `Units: ${units}, object groups: ${groups}, objects: ${objects}, size: ${size}`,
  symbolic: {
    title: 'Symbolic holdings',
    lead: (when: string) =>
      `What each service sees of other holdings, because their units are attached below its own. Counted on ${when}; of the filters, only the service and the last day apply.`,
  },
  print: {
    open: 'Print',
    title: 'Statement of the accession register',
    lead: (safe: string, when: string) => `${safe}, on ${when}.`,
    print: 'Print now',
    everything: 'All entries of the register.',
    tooMany: (total: string, most: string) =>
      `The ${total} entries are not printed: a print-out holds ${most} at most. Filter the register, or export it as CSV.`,
  },
} satisfies typeof FRENCH;
