import type { Particle } from '../particles.ts';
import type { SedaVersion } from '../records.ts';

/**
 * The content model of an ArchiveTransfer (spec seda.md 4 to 6). Strict: the official schemas. Compatible: with the
 * loosening of the reference system (spec seda.md 6.3), its wildcards after optional elements.
 */
export type Mode = 'compatible' | 'strict';

export interface Edition {
  readonly version: SedaVersion;
  readonly mode: Mode;
}

/** Tells what an edition has. */
export interface Has {
  readonly compatible: boolean;
  /** Version 2.2 or later. */
  readonly v22: boolean;
  readonly v23: boolean;
  when(condition: boolean, particle: Particle): Particle | undefined;
  /** A place for elements of others: open in compatible mode, an abstract element nobody can use in strict mode. */
  extension(): Particle | undefined;
}
