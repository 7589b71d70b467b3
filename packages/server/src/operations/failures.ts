import type { EventKey } from '../logbook/index.ts';
import { DatabaseUnavailable } from '../platform/index.ts';
import { LeaseLost } from './queue.ts';
import type { ActionResult } from './workflow.ts';

/** The service stops, or the lease is gone: the operation goes on elsewhere. */
export class Interrupted extends Error {}

/** What a chunk was made of has changed meanwhile: it is made again (spec model.md 3.9). */
export class Stale extends Error {}

/**
 * What an operation was made for is not so any more when it would become visible: it ends KO by its last step, which
 * takes back what it has stored. The key is that of the control that would have refused it.
 */
export class PublicationRefused extends Error {
  readonly key: EventKey;
  /** `evDetData`. */
  readonly detail: string;

  constructor(
    key: EventKey,
    message: string,
    detail: Readonly<Record<string, unknown>> = { evDetTechData: message },
  ) {
    super(message);
    this.key = key;
    this.detail = JSON.stringify(detail);
  }
}

/** True for what is nobody's fault: the operation stays where it stands, and whoever holds it next goes on. */
export function isInterruption(error: unknown, signal: AbortSignal): boolean {
  return (
    error instanceof LeaseLost ||
    error instanceof Interrupted ||
    error instanceof DatabaseUnavailable ||
    signal.aborted
  );
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason instanceof Error ? signal.reason : new Interrupted('stopping');
}

/** What the journal says of an action, or of the engine itself, that failed for our own reasons. */
export function failure(error: unknown): ActionResult & { readonly detail: string } {
  return { status: 'FATAL', detail: JSON.stringify({ evDetTechData: words(error) }) };
}

/** SQLSTATE of PostgreSQL for a device without room. */
const DISK_FULL = '53100';

/** Our own errors explain themselves; the text of others may name what is nobody's business: it is for the log alone. */
function words(error: unknown): string {
  if (!(error instanceof Error)) return UNEXPLAINED;
  const code = 'code' in error ? String(error.code) : '';
  if (code === DISK_FULL)
    return 'NO_SPACE: no space left for the database; free some or enlarge it, then start the operation again';
  const isSystems = 'errno' in error || code.startsWith('ERR_');
  return /^[A-Z][A-Z_]*$/.test(code) && !isSystems ? `${code}: ${error.message}` : UNEXPLAINED;
}

const UNEXPLAINED = 'Technical failure: see the service’s log';
