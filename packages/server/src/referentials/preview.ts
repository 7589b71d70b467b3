import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { ArchiveError, Count, Text, type Told } from '../platform/index.ts';
import type { Order } from './journal.ts';
import type { Finding } from './kinds/document-kind.ts';
import type { LineErrors } from './line-errors.ts';
import type { StoredRow } from './store.ts';
import type { ChangedRecords } from './table-difference.ts';

/** What a file would make of a referential, nothing changed. */
export interface Preview extends ChangedRecords {
  readonly unchanged: number;
  /** What an import would bring about beside the records. */
  readonly consequences: readonly Consequence[];
  /** The referential that was compared: an import that names it is refused when it has changed since. */
  readonly state: string;
}

export const Consequence = Type.Object(
  {
    code: Type.Enum([
      ...([
        'END_DATES',
        'USED_BY_UNITS',
        'USED_BY_CONTRACTS',
        'USED_BY_ARCHIVES',
        'USED_BY_SCENARIOS',
        'NOT_KEPT',
      ] as const),
      ...(['SAME_VERSION', 'OLDER_VERSION', 'SAME_DATE', 'OLDER_DATE'] as const),
    ]),
    values: Type.Array(Type.Object({ value: Text, count: Type.Optional(Count) }), {
      description:
        'The records that it is about, with how much depends on each; or what is said of the file.',
    }),
  },
  { title: 'Consequence', description: 'What an import would bring about beside the records.' },
);
export type Consequence = Told<typeof Consequence>;

/** What a check says of a file. */
export interface CheckedContent {
  /** Of a table, by line. */
  readonly errors: LineErrors;
  /** Of documents, and of what the file would change: why an import would be refused. */
  readonly findings: readonly Finding[];
  /** Absent: the file could not be read as a whole referential. */
  readonly preview?: Preview;
}

/** A preview of what was compared with the referential. */
export function previewOf(
  current: readonly StoredRow<unknown>[],
  records: ChangedRecords,
  consequences: readonly Consequence[],
): Preview {
  const unchanged = current.length - records.changed.length - records.removed.length;
  return { ...records, unchanged, consequences, state: stateOf(current) };
}

/** Consequences that are about identifiers, those that are about none left out. */
export function consequencesOf(
  named: Readonly<Partial<Record<Consequence['code'], readonly string[]>>>,
): Consequence[] {
  return Object.entries(named).flatMap(([code, identifiers]) =>
    identifiers.length === 0
      ? []
      : [{ code: code as Consequence['code'], values: identifiers.map((value) => ({ value })) }],
  );
}

/** @throws ArchiveError adminConflict: the referential is no more what the order has seen */
export function sameState({ state }: Pick<Order, 'state'>, rows: readonly StoredRow<unknown>[]): void {
  if (state !== undefined && state !== stateOf(rows))
    throw new ArchiveError('adminConflict', 'The referential has changed since the preview of this file.');
}

/** Tells the content of a referential from any other that it has had. */
function stateOf(rows: readonly StoredRow<unknown>[]): string {
  const hash = createHash('sha256');
  for (const { identifier, id, version } of rows) hash.update(`${identifier}\0${id}\0${version}\n`);
  return hash.digest('hex').slice(0, 32);
}
