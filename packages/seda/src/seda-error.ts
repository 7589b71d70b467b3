import type { SedaFault } from './records.ts';

/** A manifest refused: what was found and expected, and where. */
export class SedaError extends Error {
  readonly fault: SedaFault;
  /** From 1. */
  readonly line: number;
  /** From 1, characters. */
  readonly column: number;
  /** Names of the open elements, from the root. */
  readonly path: string;

  constructor(
    fault: SedaFault,
    message: string,
    at: { line: number; column: number; path: string },
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'SedaError';
    this.fault = fault;
    this.line = at.line;
    this.column = at.column;
    this.path = at.path;
  }
}
