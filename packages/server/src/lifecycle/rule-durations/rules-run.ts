import type { Run } from '../../operations/index.ts';
import { readJson, type WorkFolder } from '../../storage/index.ts';
import type { LifecycleHouse } from '../house.ts';

/** The run of an update of end dates. */
export type RulesRun = Run<LifecycleHouse>;

export const folderOf = (run: RulesRun): WorkFolder => run.house.workspace.folder(run.tenant, run.id);

/** Rules whose durations have changed. */
export const changedRules = ({ parameters }: RulesRun): readonly string[] =>
  parameters.rules as readonly string[];

export const FILES = {
  list: 'list.json',
  units: (chunk: number) => `units.${String(chunk).padStart(6, '0')}.jsonl`,
} as const;

/** What LIST_ARCHIVE_UNITS leaves to the steps after it. */
export interface UnitList {
  readonly chunks: number;
  readonly units: number;
}

export const listOf = (run: RulesRun): Promise<UnitList> =>
  run.once('list', () => readJson<UnitList>(folderOf(run), FILES.list));

/** In SQL: the unit declares one of the rules `$2` with a start, from which its end is counted. */
export const DECLARES = `exists (
  select 1 from jsonb_path_query(management, '$.*.Rules[*] ? (exists (@.StartDate)).Rule') rule
  where rule #>> '{}' = any($2::text[]))`;
