import type { Run } from '../../operations/index.ts';
import { readJson, type WorkFolder } from '../../storage/index.ts';
import type { ProofHouse } from '../house.ts';
import type { Subject } from './kinds.ts';
import type { Line } from './lines.ts';

/** The run of a securing of life cycles. */
export type LifeCycleRun = Run<ProofHouse>;

export interface LifeCycleParameters {
  /** What is younger is left to the next securing, ms. */
  readonly delay: number;
}

export const folderOf = (run: LifeCycleRun): WorkFolder => run.house.workspace.folder(run.tenant, run.id);

const numbered = (name: string) => (chunk: number) => `${name}.${String(chunk).padStart(6, '0')}.jsonl`;
export const FILES = {
  list: 'list.json',
  ids: numbered('ids'),
  elements: numbered('elements'),
  data: 'data.txt',
  counts: 'counts.json',
  event: 'event.json',
  sealed: 'sealed.zip',
} as const;

/** What is to be secured, as the preparation leaves it. */
export interface List {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly elements: number;
  readonly chunks: number;
  readonly maxEntriesReached: boolean;
}

export const listOf = (run: LifeCycleRun): Promise<List> =>
  run.once('list', () => readJson<List>(folderOf(run), FILES.list));

/** An element, before its copies on the offers are looked at. */
export interface Element {
  readonly id: string;
  /** The last operation that wrote to it, which has written its document. */
  readonly operation: string;
  readonly strategy: string;
  /** SHA-512 of its document as the database says it must be, hexadecimal. */
  readonly digest: string;
  readonly objects?: Subject['objects'];
  readonly line: Line;
}

/** How many elements are as they should be, and how many are not on some offers. */
export interface Counts {
  readonly elements: Count;
  readonly objects: Count;
}
export interface Count {
  readonly nbOK: number;
  readonly nbWarnings: number;
}
