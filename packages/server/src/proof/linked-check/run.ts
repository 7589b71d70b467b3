import type { Run } from '../../operations/index.ts';
import { readJson, type WorkFolder } from '../../storage/index.ts';
import type { ProofHouse } from '../house.ts';
import type { CheckError } from '../opened-journal.ts';

/** The run of a check of secured journals. */
export type CheckRun = Run<ProofHouse>;

export interface CheckParameters {
  /** The request, as it was received and found right. */
  readonly query: unknown;
}

export const folderOf = (run: CheckRun): WorkFolder => run.house.workspace.folder(run.tenant, run.id);

export const FILES = {
  list: 'list.json',
  entry: (chunk: number) => `entry.${String(chunk).padStart(6, '0')}.json`,
} as const;

/** Operations whose secured journals are checked. */
export const listOf = (run: CheckRun): Promise<readonly string[]> =>
  run.once('list', () => readJson<string[]>(folderOf(run), FILES.list));

/** What the report says of one secured journal. */
export interface CheckEntry {
  readonly id: string;
  /** `OPERATION`, `UNIT_LIFECYCLE`… */
  readonly operationType: string;
  readonly status: 'OK' | 'KO';
  readonly error?: CheckError;
  readonly message?: string;
  /** Root of the tree, as the operation tells it. */
  readonly securedHash: string;
  /** Digests of the file, hexadecimal, by offer; null: it is not there. */
  readonly offersHashes: Readonly<Record<string, string | null>>;
  readonly fileId: string;
  readonly extraData: Readonly<Record<string, never>>;
}
