import type { HOME as FRENCH } from '../fr/home.ts';
import { bytes, count, number } from './forms.ts';

/** Texts of the home of a safe. */
export const HOME = {
  title: 'Home',
  lead: 'What is going on in this safe, and what it holds.',
  running: 'In progress',
  nothingRunning: 'No transfer is in progress.',
  underway: 'Operations in progress',
  allOperations: 'All operations',
  stand: (paused: number, running: number) =>
    [
      ...(paused > 0 ? [`${count(paused, 'operation waits', 'operations wait')} for a decision`] : []),
      ...(running > 0 ? [`${count(running, 'operation')} in progress`] : []),
    ].join(', '),
  nothingUnderway: 'No operation is in progress or waiting.',
  last: 'Latest transfers',
  noneYet: 'No transfers yet.',
  all: 'All transfers',
  figures: 'Holdings of the safe',
  nothing: 'The figures of the safe will appear here as soon as a first transfer is accepted.',
  totals: {
    transfers: 'Transfers accepted',
    units: 'Archive units',
    files: 'Files',
    bytes: 'Size',
  },
  totalHints: {
    transfers: 'in the accession register',
    units: 'descriptions',
    files: (physical: number) =>
      physical === 0
        ? 'digital objects'
        : `and ${count(physical, 'physical object described', 'physical objects described')}`,
    bytes: 'on each copy',
  },
  measure: 'Count in',
  measures: { units: 'Archive units', files: 'Files', bytes: 'Size', transfers: 'Transfers' },
  columns: {
    month: 'Month',
    agency: 'Originating agency',
    agencyCode: 'Code',
    format: 'Format',
    puid: 'PUID',
    transfers: 'Transfers',
    units: 'Archive units',
    files: 'Files',
    physical: 'Physical objects',
    bytes: 'Bytes',
    weight: 'Size',
  },
  overTime: 'Accessions by month',
  grown: 'Holdings over time',
  byAgency: 'By originating agency',
  byFormat: 'By file format',
  unknownFormat: 'Unidentified format',
  others: (rest: number) => count(rest, 'other'),
  formatsHaveNeither: 'Formats are counted in files or by size.',
  noFiles: 'This safe does not hold any files yet.',
  tableOf: (title: string) => `${title} (table)`,
  asTable: 'Show table',
  asChart: 'Show chart',
  csv: 'Download (CSV)',
  ofChart: {
    asTable: (title: string) => `Show table: ${title}`,
    asChart: (title: string) => `Show chart: ${title}`,
    csv: (title: string) => `Download (CSV): ${title}`,
  },
  value: (measure: string, value: number) => (measure === 'bytes' ? bytes(value) : number(value)),
} satisfies typeof FRENCH;
