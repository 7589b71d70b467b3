import { ArchiveError, type ErrorName } from '../platform/index.ts';

/** Why a file of a referential is not read, beside what is wrong with its table. */
export type FileRefusal = 'MARKUP' | 'TOO_LARGE' | 'NOT_JSON';

/** A file that is refused as a whole; the answer of the compatible API says the text alone. */
export class FileRefused extends ArchiveError {
  readonly refusal: FileRefusal;
  /** Columns that it is about. */
  readonly columns: readonly string[];

  constructor(
    refusal: FileRefusal,
    kind: ErrorName,
    text: string,
    { columns = [], cause }: { readonly columns?: readonly string[]; readonly cause?: unknown } = {},
  ) {
    super(kind, text, { cause });
    this.name = 'FileRefused';
    this.refusal = refusal;
    this.columns = columns;
  }
}
