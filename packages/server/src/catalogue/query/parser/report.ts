import { ArchiveError } from '../../../platform/index.ts';

/** Codes of the grammar's refusals (spec dsl.md 2.3). */
export type Fault =
  | 'WRONG_JSON_TYPE'
  | 'MANDATORY'
  | 'ELEMENT_TOO_SHORT'
  | 'ELEMENT_TOO_LONG'
  | 'INVALID_JSON_FIELD'
  | 'NO_VIABLE_ALTERNATIVE'
  | 'INVALID_VALUE';

export type Path = readonly (string | number)[];

const MAX_FAULTS = 50;
const MAX_SHOWN = 200;

/** Gathers what is wrong with a request, so that one answer tells all. */
export class Report {
  readonly #lines: string[] = [];

  /** @param expected type that the grammar wants at `path` @param message what was found, or how many */
  add(fault: Fault, at: { path: Path; expected: string; found?: unknown; message?: string }): void {
    if (this.#lines.length >= MAX_FAULTS) return;
    const name = at.path.findLast((segment) => typeof segment === 'string') ?? 'request';
    const found = at.found === undefined ? 'null' : JSON.stringify(at.found);
    const shown = found.length > MAX_SHOWN ? `${found.slice(0, MAX_SHOWN)}…` : found;
    const said = at.message === undefined ? '' : `: ${at.message}`;
    this.#lines.push(
      `Validating ${name}: ${at.expected} ~ ${fault}${said} ~ found json: ${shown} ~ path: [${at.path.join(', ')}]\n`,
    );
  }

  /** @throws ArchiveError invalidDsl when something was added */
  close(): void {
    if (this.#lines.length > 0) throw new ArchiveError('invalidDsl', this.#lines.join(''));
  }
}

/** Type of a JSON value as refusals name it. */
export function jsonType(value: unknown): string {
  if (value === null) return 'NULL';
  if (value === undefined) return 'MISSING';
  if (Array.isArray(value)) return 'ARRAY';
  return typeof value === 'object' ? 'OBJECT' : (typeof value).toUpperCase();
}
