import { ArchiveError } from '../platform/index.ts';
import {
  type ChangedRecord,
  type CheckedContent,
  type Consequence,
  CsvFault,
  type Finding,
  type LineErrors,
} from '../referentials/index.ts';

/** What a file would make of a referential, as its import page shows it before anything is changed. */

/** A refusal as a form shows it, beside the field, or a list by its records. */
export interface Refusal {
  readonly code: string;
  readonly field: string | null;
  /** Identifier of the record, where several are controlled. */
  readonly record: string | null;
  readonly values: readonly string[];
  /** Line of the table, where the file is one. */
  readonly line?: number;
  /** As the journal has it. */
  readonly text: string;
}

export const refusalOf = ({ reason, line, suffix, field, record, at, values, text }: Finding): Refusal => ({
  code: reason ?? line ?? suffix ?? 'REFUSED',
  field: field ?? null,
  record: record ?? null,
  ...(at === undefined ? {} : { line: at }),
  values: values ?? [],
  text,
});

/** A file as a check sees it, nothing changed. */
export interface Checked {
  /** Why the file as a whole is refused. */
  readonly fault?: { readonly kind: string; readonly words: string; readonly columns: readonly string[] };
  /** Of a table, by line. */
  readonly errors: LineErrors;
  /** Why an import would be refused, by record. */
  readonly refusals: readonly Refusal[];
  readonly preview?: ShownPreview;
}

/** Records in three lists, each with the number of all of them. */
export interface ShownPreview {
  readonly added: ShownChanges;
  readonly changed: ShownChanges;
  readonly removed: ShownChanges;
  readonly unchanged: number;
  readonly consequences: readonly Consequence[];
  readonly state: string;
}

export interface ShownChanges {
  readonly total: number;
  readonly records: readonly ChangedRecord[];
}

/** Most records of a list that are sent; a person who has more to see has the file. */
const MOST_SHOWN = 2_000;

/** @throws whatever is not about the file */
export async function checkedFile(check: Promise<CheckedContent>): Promise<Checked> {
  try {
    const { errors, findings, preview } = await check;
    const refusals = findings.slice(0, MOST_SHOWN).map(refusalOf);
    return { errors, refusals, ...(preview === undefined ? {} : { preview: shown(preview) }) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    return { errors: {}, refusals: [], fault };
  }
}

const shown = (preview: NonNullable<CheckedContent['preview']>): ShownPreview => ({
  ...preview,
  added: listed(preview.added),
  changed: listed(preview.changed),
  removed: listed(preview.removed),
});

const listed = (records: readonly ChangedRecord[]): ShownChanges => ({
  total: records.length,
  records: records.slice(0, MOST_SHOWN),
});

function faultOf(error: unknown): Checked['fault'] {
  if (error instanceof CsvFault) return { kind: error.kind, words: error.message, columns: error.columns };
  if (error instanceof ArchiveError && error.status < 500)
    return { kind: 'REFUSED', words: error.description, columns: [] };
  return undefined;
}
