import type { EventKey, Status, SubCode } from '../logbook/index.ts';
import type { CompactEvent, FaultLine } from './work-files.ts';

const LETTERS: Readonly<Record<Status, CompactEvent[2]>> = {
  UNKNOWN: 'F',
  STARTED: 'O',
  ALREADY_EXECUTED: 'O',
  OK: 'O',
  WARNING: 'W',
  KO: 'K',
  FATAL: 'F',
};

/** Of an action or of its task; a life cycle says the words of the action (spec ingest.md 4.2). */
type LifeCycleKey = EventKey | `LFC.${EventKey}`;

/** Gathers the life-cycle events of one element in one pass (docs/decisions/0004). */
export class LifeCycleEvents {
  readonly events: CompactEvent[] = [];
  readonly #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  /** An event of the element; its key carries no outcome. */
  add(key: LifeCycleKey, status: Status = 'OK', detail?: string): void {
    this.events.push(
      detail === undefined ? [key, this.#now, LETTERS[status]] : [key, this.#now, LETTERS[status], detail],
    );
  }

  /** An event below the last one, about an object of the group. */
  addOfObject(
    { key, subCode }: { readonly key: LifeCycleKey; readonly subCode?: SubCode | undefined },
    status: Status,
    object: string,
    detail: string | null = null,
  ): void {
    this.events.push([
      subCode === undefined ? key : `${key}.${subCode}`,
      this.#now,
      LETTERS[status],
      detail,
      object,
    ]);
  }
}

/** What a reply tells of an element: its events worse than OK; undefined when there is none. */
export function faultLine(manifestId: string, events: readonly CompactEvent[]): FaultLine | undefined {
  const faults = events.filter(([, , letter]) => letter !== 'O');
  return faults.length === 0 ? undefined : { manifestId, events: faults };
}
