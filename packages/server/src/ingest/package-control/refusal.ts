import type { SubCode } from '../../logbook/index.ts';
/**
 * A manifest refused by CHECK_MANIFEST: the sub-code of the journal (none: plain KO) and what is said beside it
 * (spec ingest.md 8.4.4).
 */
export class Refusal extends Error {
  readonly subCode: SubCode | undefined;
  readonly detail: string;

  constructor(subCode: SubCode | undefined, detail: string | Record<string, unknown>) {
    const text = typeof detail === 'string' ? detail : JSON.stringify(detail);
    super(text);
    this.name = 'Refusal';
    this.subCode = subCode;
    this.detail = text;
  }
}
