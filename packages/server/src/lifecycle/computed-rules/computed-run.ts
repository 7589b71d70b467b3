import type { ChosenUnits } from '../../access/index.ts';
import type { Run } from '../../operations/index.ts';
import { readJson, type WorkFolder } from '../../storage/index.ts';
import type { LifecycleHouse } from '../house.ts';

/** The run of a computation of rules, or of its removal. */
export type ComputedRun = Run<LifecycleHouse>;

/** Which units; without a choice: all that are to be computed again. */
export interface ComputedParameters {
  readonly chosen?: ChosenUnits;
}

export const chosenOf = ({ parameters }: ComputedRun): ChosenUnits | undefined =>
  (parameters as ComputedParameters).chosen;

export const folderOf = (run: ComputedRun): WorkFolder => run.house.workspace.folder(run.tenant, run.id);

export const FILES = {
  list: 'list.json',
  units: (chunk: number) => `units.${String(chunk).padStart(6, '0')}.jsonl`,
} as const;

/** What the preparation leaves to the step after it. */
export interface UnitList {
  readonly chunks: number;
}

export const listOf = (run: ComputedRun): Promise<UnitList> =>
  run.once('list', () => readJson<UnitList>(folderOf(run), FILES.list));
