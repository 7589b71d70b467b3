import type { REGISTER as FRENCH } from '../fr/register.ts';
import { count } from './forms.ts';

/** Texts of the accession register. */
export const REGISTER = {
  title: 'Accession register',
  lead: 'What entered and what is left, for each producing service.',
  empty: 'The register is still empty',
  emptyAdvice:
    'Each accepted transfer writes an entry in it: its producing service, its contract, its units, its objects and their size. Destructions and outgoing transfers then take from it what leaves.',
  byAgency: 'By producing service',
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
  /** At the head of narrow columns. */
  brief: { TotalUnits: 'Units', TotalObjectGroups: 'Groups', TotalObjects: 'Objects', ObjectSize: 'Size' },
  parts: { ingested: 'Entered', deleted: 'Removed', remained: 'Left' },
  entered: 'entered',
  removed: 'removed',
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
  from: 'Taken in from',
  to: 'to',
  found: (total: number) => count(total, 'entry', 'entries'),
  totals: 'Totals of these entries',
  none: 'No entry matches these filters',
  noneAdvice: 'Remove a filter, or widen the dates.',
  pages: 'Pages of the register',
  legal: 'Status of the archives',
  comment: 'Comments',
  transfer: 'Technical identifier of the transfer',
  statistics: 'Statistics',
  operations: 'Operations on this entry',
  event: (units: string, groups: string, objects: string, size: string) =>
    `Units: ${units}, object groups: ${groups}, objects: ${objects}, size: ${size}`,
} satisfies typeof FRENCH;
