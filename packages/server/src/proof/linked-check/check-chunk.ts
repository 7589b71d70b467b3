import type { ChunkOutcome, ChunkResult, TaskResult } from '../../operations/index.ts';
import { readKept } from '../kept-journal.ts';
import { CHECKS, type Check, type Failure } from '../opened-journal.ts';
import { examine, TASKS } from './check-journal.ts';
import { type CheckEntry, type CheckRun, FILES, folderOf, listOf } from './run.ts';

/** STP_TRACEABILITY_LINKED_CHECKS for one secured journal. */
export async function checkChunk(run: CheckRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house } = run;
  const operation = (await listOf(run))[chunk] as string;
  const journal = await house.database.inTenant(tenant, (tx) => readKept(tx, tenant, operation));
  if (journal === undefined) throw new Error(`the operation ${operation} has lost what it says of its file`);
  const { failure, offersHashes } = await examine(house, tenant, journal);
  const entry: CheckEntry = {
    id: operation,
    operationType: journal.event.LogType,
    status: failure === undefined ? 'OK' : 'KO',
    ...(failure === undefined ? {} : { error: failure.error, message: failure.message }),
    securedHash: journal.event.Hash,
    offersHashes,
    fileId: journal.event.FileName,
    extraData: {},
  };
  await folderOf(run).write(FILES.entry(chunk), JSON.stringify(entry));
  return { actions: Object.fromEntries(CHECKS.map((check) => [check, outcomeOf(check, failure)])) };
}

/** After a check that failed, the others fail without a word. */
function outcomeOf(check: Check, failure: Failure | undefined): ChunkOutcome {
  const at = failure === undefined ? CHECKS.length : CHECKS.indexOf(failure.check);
  const status = CHECKS.indexOf(check) < at ? ('OK' as const) : ('KO' as const);
  const names = TASKS[check] ?? [];
  const failed = names.indexOf(failure?.check === check ? (failure.task ?? '') : '');
  const tasks = names
    .slice(0, failed === -1 ? names.length : failed + 1)
    .map((key, index): TaskResult => ({ key, status: index === failed ? 'KO' : 'OK' }));
  return { status, ...(tasks.length > 0 && CHECKS.indexOf(check) <= at ? { tasks } : {}) };
}
