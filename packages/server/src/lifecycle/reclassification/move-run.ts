import type { ChosenUnits } from '../../access/index.ts';
import type { Run } from '../../operations/index.ts';
import { readJson, readLines, type WorkFolder } from '../../storage/index.ts';
import type { LifecycleHouse } from '../house.ts';
import type { Move } from './move.ts';

/** The run of a reclassification. */
export type MoveRun = Run<LifecycleHouse>;

/** Under which eyes the units and their parents are looked for; the orders lie in the operation's folder. */
export interface MoveParameters {
  readonly eyes: Pick<ChosenUnits, 'rights' | 'today'>;
}

export const eyesOf = ({ parameters }: MoveRun) => (parameters as unknown as MoveParameters).eyes;

export const folderOf = (run: MoveRun): WorkFolder => run.house.workspace.folder(run.tenant, run.id);

const numbered = (name: string, ending: string) => (chunk: number) =>
  `${name}.${String(chunk).padStart(6, '0')}.${ending}`;

export const FILES = {
  /** As they came. */
  orders: 'orders.jsonl',
  /** A move a line. */
  moves: 'moves.jsonl',
  list: 'list.json',
  detached: numbered('detached', 'jsonl'),
  attached: numbered('attached', 'jsonl'),
  pack: numbered('pack', 'json'),
} as const;

/** What LOAD_REQUEST has found. */
export const readMoves = (run: MoveRun): Promise<readonly Move[]> =>
  run.once('moves', () => readLines<Move>(folderOf(run), FILES.moves));

/** What UPDATE_DISTRIBUTION leaves to the steps after it. */
export interface Distribution {
  /** Chunks of units that lose parents. */
  readonly detached: number;
  /** Chunks of units that gain parents. */
  readonly attached: number;
  /** Units whose ancestors change, and groups that hang on them, as they were counted. */
  readonly units: number;
  readonly groups: number;
}

export const distributionOf = (run: MoveRun): Promise<Distribution> =>
  run.once('list', () => readJson<Distribution>(folderOf(run), FILES.list));
