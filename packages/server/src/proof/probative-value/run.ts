import type { ChosenUnits } from '../../access/index.ts';
import type { Run } from '../../operations/index.ts';
import { readJson, type WorkFolder } from '../../storage/index.ts';
import type { ProofHouse } from '../house.ts';
import type { OpenedJournal } from '../opened-journal.ts';
import type { ProbativeRequest } from './request.ts';

/** The run of a statement of probative value. */
export type ProbativeRun = Run<ProofHouse>;

export interface ProbativeParameters {
  /** As it was received; of a person, what stands for it. */
  readonly request: Omit<ProbativeRequest, 'dslQuery'> &
    Partial<Pick<ProbativeRequest, 'dslQuery'>> & {
      /** Those that a person has named. */
      readonly units?: readonly string[];
    };
  readonly chosen: ChosenUnits;
}

export const parametersOf = ({ parameters }: ProbativeRun) => parameters as unknown as ProbativeParameters;

export const folderOf = (run: ProbativeRun): WorkFolder => run.house.workspace.folder(run.tenant, run.id);

const file = (name: string) => (chunk: number) => `${name}.${String(chunk).padStart(6, '0')}.jsonl`;

export const FILES = { list: 'list.json', groups: file('groups'), entries: file('entries') } as const;

/** An object group, with the chosen units that show it. */
export interface ChosenGroup {
  readonly id: string;
  readonly units: readonly string[];
}

export interface GroupList {
  readonly chunks: number;
}

/** None when the list could not be made. */
export async function listOf(run: ProbativeRun): Promise<GroupList> {
  const folder = folderOf(run);
  return run.once('list', async () =>
    (await folder.exists(FILES.list)) ? readJson<GroupList>(folder, FILES.list) : { chunks: 0 },
  );
}

/** Journals that are kept open: each is in memory as a whole, and groups come in the order of their entry. */
const MOST_OPEN = 4;

/** A journal is opened once for many objects. */
export async function openedOnce(
  run: ProbativeRun,
  operation: string,
  open: () => Promise<OpenedJournal>,
): Promise<OpenedJournal> {
  const opened = await run.once('journals', async () => new Map<string, Promise<OpenedJournal>>());
  const known = opened.get(operation) ?? open();
  opened.delete(operation);
  opened.set(operation, known);
  const [oldest] = opened.keys();
  if (opened.size > MOST_OPEN && oldest !== undefined) opened.delete(oldest);
  // One that fails is not kept.
  known.catch(() => opened.delete(operation));
  return known;
}
