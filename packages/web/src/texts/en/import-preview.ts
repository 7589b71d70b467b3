import type { IMPORT_PREVIEW as FRENCH } from '../fr/import-preview.ts';
import { count, number } from './forms.ts';

/** Texts of what a file would change, of what depends on a record, and of its removal. */
export const IMPORT_PREVIEW = {
  title: 'What this file would change',
  same: 'This file changes nothing: the reference data are so already.',
  counts: {
    added: (total: number) => count(total, 'addition'),
    changed: (total: number) => count(total, 'change'),
    removed: (total: number) => count(total, 'removal'),
    unchanged: (total: number) => `${number(total)} unchanged`,
  },
  parts: {
    added: (total: number) => `Added: ${number(total)}`,
    changed: (total: number) => `Changed: ${number(total)}`,
    removed: (total: number) => `Removed: ${number(total)}`,
  },
  pages: { added: 'Pages of additions', changed: 'Pages of changes', removed: 'Pages of removals' },
  columns: { identifier: 'Identifier', name: 'Name', changes: 'Change' },
  first: (shown: number) => `Only the first ${number(shown)} are shown.`,
  giveUp: 'Give this file up',
  current: 'Download the present reference data, ready to be completed',
  overtaken:
    'The reference data have changed since this preview: nothing is imported. Compare the file again before you import it.',
  compareAgain: 'Compare again',
  refusals: {
    title: 'This file would be refused',
    lead: 'Nothing is changed. Correct the file, then choose it again.',
  },
  consequences: {
    title: 'Consequences',
    withUnits: (value: string, units: number) => `${value} (${count(units, 'unit')})`,
    of: {
      END_DATES: (values: string, records: number) =>
        `${count(records, 'rule')} in use change duration, the end dates of the units will be computed again: ${values}`,
      USED_BY_UNITS: (values: string, _records: number) =>
        `Rules in use whose title or description changes: ${values}`,
      USED_BY_CONTRACTS: (values: string, _records: number) =>
        `Changed agencies that access contracts name: ${values}`,
      USED_BY_ARCHIVES: (values: string, _records: number) =>
        `Changed agencies that have archives: ${values}`,
      USED_BY_SCENARIOS: (values: string, _records: number) =>
        `Changed griffins that scenarios use: ${values}`,
      NOT_KEPT: (values: string, _records: number) =>
        `Elements of the records that the referential does not keep: ${values}`,
      SAME_VERSION: (values: string, _records: number) =>
        `This version of PRONOM is in force already: ${values}`,
      OLDER_VERSION: (values: string, _records: number) =>
        `Version of PRONOM older than the one in force: ${values}`,
      SAME_DATE: (values: string, _records: number) => `Same date as the file in force: ${values}`,
      OLDER_DATE: (values: string, _records: number) => `File older than the one in force: ${values}`,
    },
  },
  uses: {
    title: 'In use',
    by: {
      unit: (total: number) => count(total, 'archive unit'),
      'access-contract': (total: number) => count(total, 'access contract'),
      'ingest-contract': (total: number) => count(total, 'ingest contract'),
      context: (total: number) => count(total, 'application context'),
      person: (total: number) => count(total, 'person', 'people'),
      'api-key': (total: number) => count(total, 'API key'),
      certificate: (total: number) => count(total, 'certificate'),
      transfer: (total: number) => count(total, 'transfer'),
      register: (_total: number) => 'Accession register',
      'preservation-scenario': (total: number) => count(total, 'preservation scenario'),
      griffin: (total: number) => `${count(total, 'griffin')} called by these scenarios`,
      'object-group': (total: number) =>
        total > 10_000 ? 'more than 10,000 kept object groups' : count(total, 'kept object group'),
      'schema-path': (total: number) =>
        count(total, 'element added to the schema', 'elements added to the schema'),
      'archive-unit-profile': (total: number) => count(total, 'archive unit profile'),
    },
    rulesFollow: 'If you change the duration, the end dates of these units will be computed again.',
  },
  stillUsed: {
    access: (users: string) =>
      `This contract is still in use (${users}): deactivating it closes consultation to them.`,
    other: (users: string) => `It is still in use: ${users}.`,
  },
  remove: {
    label: 'Remove',
    title: (id: string) => `Remove ${id}`,
    advice: 'What is in use cannot be removed. The operation is noted in the logbook.',
    confirm: 'Remove for good',
  },
} satisfies typeof FRENCH;
