import type { EXPERT as FRENCH } from '../fr/expert.ts';
import { bytes, count, number } from './forms.ts';

export const EXPERT = {
  title: 'DSL queries',
  lead: 'A query of the query language, as an application sends it: the same checks, the same answer, through your access contract. It reads and changes nothing.',
  open: 'Write a DSL query',
  notYours: 'DSL queries are for functional administrators and operators of the service.',
  collection: 'Collection',
  collections: {
    units: 'Archive units',
    objects: 'Object groups',
    unitsWithInheritedRules: 'Archive units with their inherited rules',
  },
  example: 'Start from an example',
  noExample: 'Choose an example',
  examples: {
    words: 'Words of a title',
    dates: 'Dates, sorted',
    under: 'Everything below a unit',
    field: 'Exact value of a field',
    rules: 'Units that declare a rule',
    format: 'Objects of a format',
  },
  query: 'Query (JSON)',
  queryHint: 'Ctrl + Enter sends it.',
  send: 'Send',
  sending: 'The query is running…',
  stop: 'Stop',
  layOut: 'Lay out',
  clear: 'Clear',
  notJson: (line: number, column: number) => `This is no JSON: fault in line ${line}, column ${column}.`,
  empty: 'Enter a query.',
  refused: (code: string) => `Query refused (code ${code})`,
  answer: 'Answer',
  hits: (size: number, total: number) =>
    `${count(size, 'result')} of ${number(total)}${total >= 10_000 ? ' at least' : ''}`,
  cost: (milliseconds: number, size: number) => `${number(milliseconds)} ms, ${bytes(size)}`,
  json: 'Answer as JSON',
  copy: 'Copy the answer',
  copied: 'Answer copied.',
  cut: (shown: number) =>
    `The answer is long: its first ${number(shown)} characters are shown. “Copy” takes the whole.`,
  wait: 'No query sent.',
} satisfies typeof FRENCH;
