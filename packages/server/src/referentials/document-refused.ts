import { ArchiveError, type ErrorName } from '../platform/index.ts';
import type { Finding } from './kinds/document-kind.ts';

/** A document that the controls of its referential refuse; the answer of the compatible API says the text alone. */
export class DocumentRefused extends ArchiveError {
  readonly findings: readonly Finding[];

  constructor(kind: ErrorName, text: string, findings: readonly Finding[]) {
    super(kind, text.slice(0, 2_000));
    this.name = 'DocumentRefused';
    this.findings = findings;
  }
}
