import type { SubCode } from '../../logbook/index.ts';

/** A group of the manifest with its objects, under the identifiers that the archive gave them. */
export interface FaultyGroup {
  readonly manifestId: string;
  readonly given: string;
  readonly objects: readonly {
    readonly id: string;
    readonly given: string;
    readonly kind: 'binary' | 'physical';
    readonly version: string;
  }[];
}

/** What of a manifest is at fault: the reply names it although there is no plan (spec ingest.md 16.4). */
export interface Faulty {
  /** Manifest ids. */
  readonly units?: readonly string[];
  readonly groups?: readonly FaultyGroup[];
}

/**
 * A manifest refused by CHECK_MANIFEST: the sub-code of the journal (none: plain KO) and what is said beside it
 * (spec ingest.md 8.4.4).
 */
export class Refusal extends Error {
  readonly subCode: SubCode | undefined;
  readonly detail: string;
  readonly faulty: Faulty;

  constructor(subCode: SubCode | undefined, detail: string | Record<string, unknown>, faulty: Faulty = {}) {
    const text = typeof detail === 'string' ? detail : JSON.stringify(detail);
    super(text);
    this.name = 'Refusal';
    this.subCode = subCode;
    this.detail = text;
    this.faulty = faulty;
  }
}
