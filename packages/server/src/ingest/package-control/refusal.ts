import type { SubCode } from '../../logbook/index.ts';
/**
 * A manifest refused by CHECK_MANIFEST: the sub-code of the journal (none: plain KO) and what is said beside it
 * (spec ingest.md 8.4.4).
 */
export class Refusal extends Error {
  readonly subCode: SubCode | undefined;
  readonly detail: string;
  /** Manifest ids of the units that the reply names although there is no plan (spec ingest.md 8.4.4). */
  readonly units: readonly string[];

  constructor(
    subCode: SubCode | undefined,
    detail: string | Record<string, unknown>,
    units: readonly string[] = [],
  ) {
    const text = typeof detail === 'string' ? detail : JSON.stringify(detail);
    super(text);
    this.name = 'Refusal';
    this.subCode = subCode;
    this.detail = text;
    this.units = units;
  }
}
