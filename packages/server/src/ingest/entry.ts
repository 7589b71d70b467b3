import type { TransferHeader } from '@perenne/seda';
import type { UnitType } from '../catalogue/graph/index.ts';
import type { Run } from '../operations/index.ts';
import type { WorkFolder } from '../storage/index.ts';
import type { ContainerForm } from './container/container.ts';
import type { PackageEntry, PackageIndex } from './container/package-file.ts';
import type { EntryHouse } from './house.ts';
import { eachLine, FILES, type Plan, readJson } from './work-files.ts';

/** How the workflows of an entry differ (spec ingest.md 5.3). */
export interface EntryKind {
  readonly unitType: UnitType;
  /** Objects are allowed, and controlled. */
  readonly objects: boolean;
  readonly originatingAgency: boolean;
  readonly archivalProfile: boolean;
  readonly rules: boolean;
  readonly register: boolean;
  /** Nothing is kept. */
  readonly blank: boolean;
}

/** The run of an entry's operation. */
export type EntryRun = Run<EntryHouse>;

export function folderOf(run: EntryRun): WorkFolder {
  return run.house.workspace.folder(run.tenant, run.id);
}

/** Directory of the package, as CHECK_CONTAINER wrote it. */
export interface StoredIndex extends PackageIndex {
  readonly container: ContainerForm;
}

export function indexOf(run: EntryRun): Promise<StoredIndex> {
  return run.once('index', async () => {
    let head: Omit<StoredIndex, 'files'> | undefined;
    const files: PackageEntry[] = [];
    await eachLine(folderOf(run), FILES.index, (line) => {
      if (head) files.push(JSON.parse(line.toString()));
      else head = JSON.parse(line.toString());
    });
    return { ...(head as Omit<StoredIndex, 'files'>), files };
  });
}

export function headerOf(run: EntryRun): Promise<TransferHeader> {
  return run.once('header', () => readJson<TransferHeader>(folderOf(run), FILES.header));
}

export function planOf(run: EntryRun): Promise<Plan> {
  return run.once('plan', () => readJson<Plan>(folderOf(run), FILES.plan));
}
