import { eachChosenGroup } from '../../access/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { ChunkWriter } from '../../storage/index.ts';
import { type AuditRun, FILES, folderOf, parametersOf } from './audit-run.ts';

/** A group to audit. */
export interface ListedGroup {
  readonly id: string;
  readonly units: readonly string[];
}

/**
 * LIST_OBJECTGROUP_ID: groups of the units, in chunks. What is read of a group counts in them, so that a chunk with
 * large objects is not long to do again.
 */
export async function listGroups(run: AuditRun): Promise<ActionResult> {
  const folder = folderOf(run);
  const { auditActions, chosen } = parametersOf(run);
  const reads = auditActions === 'AUDIT_FILE_INTEGRITY';
  const chunks = new ChunkWriter<ListedGroup>(folder, FILES.groups);
  await eachChosenGroup(run, chosen, ({ id, units, bytes }) => chunks.add({ id, units }, reads ? bytes : 0));
  await folder.write(FILES.list, JSON.stringify({ chunks: await chunks.finish() }));
  return { status: 'OK', detail: '{}' };
}
