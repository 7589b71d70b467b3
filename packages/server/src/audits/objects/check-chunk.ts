import type { ChunkOutcome, ChunkResult } from '../../operations/index.ts';
import { type CopyState, readLines, writeLines } from '../../storage/index.ts';
import { type AuditAction, type AuditRun, FILES, folderOf, parametersOf } from './audit-run.ts';
import {
  type AuditedGroup,
  type AuditedObject,
  type GroupVerdict,
  isPhysical,
  type ObjectFault,
  verdictOfGroup,
  verdictOfObject,
} from './audited-group.ts';
import type { ListedGroup } from './list-groups.ts';
import { readGroups } from './read-groups.ts';
import { type CopiesOf, lookAtObjects } from './stored-objects.ts';
import { tallyOf } from './tally.ts';

/** STP_AUDIT for one chunk: what is found lies in the work folder before the chunk is journalled. */
export async function checkChunk(run: AuditRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house, signal } = run;
  const { auditActions } = parametersOf(run);
  const folder = folderOf(run);
  const listed = await readLines<ListedGroup>(folder, FILES.groups(chunk));
  const groups = await house.database.inTenant(tenant, (tx) => readGroups(tx, tenant, listed));
  const look = auditActions === 'AUDIT_FILE_EXISTING' ? 'existence' : 'integrity';
  const objects = groups.flatMap((group) => auditedIn(group, auditActions)).map(({ id }) => id);
  const copies = await lookAtObjects(house, tenant, objects, look, signal);
  const offers = house.storage.offers.map(({ id }) => id);
  const verdicts = groups.map((group) => judged(group, auditActions, copies, offers));
  await writeLines(
    folder,
    FILES.faults(chunk),
    verdicts.filter(({ status }) => status !== 'OK'),
  );
  await folder.write(FILES.tally(chunk), JSON.stringify(tallyOf(verdicts)));
  return verdicts.length === 0
    ? { actions: {} }
    : { actions: { AUDIT_CHECK_OBJECT: outcomeOf(verdicts, auditActions) } };
}

/** Of an object that is only described there are no bytes whose integrity could be audited. */
function auditedIn({ objects }: AuditedGroup, action: AuditAction): readonly AuditedObject[] {
  return action === 'AUDIT_FILE_EXISTING' ? objects : objects.filter((object) => !isPhysical(object));
}

export function judged(
  group: AuditedGroup,
  action: AuditAction,
  copies: CopiesOf,
  offers: readonly string[],
): GroupVerdict {
  const verdicts = auditedIn(group, action).map((object) => {
    const found = copies(object.id);
    const faults = offers.map((id, at) => {
      const fault = isPhysical(object) ? unexpected(found?.[at]) : faultOf(object, found?.[at]);
      return fault === undefined ? { id } : { id, fault };
    });
    return verdictOfObject(object, faults);
  });
  return verdictOfGroup(group, verdicts);
}

function faultOf({ digest }: AuditedObject, state: CopyState | undefined): ObjectFault | undefined {
  if (state === undefined) return 'MISSING';
  if (state.kind === 'faulty') return state.fault;
  return state.kind === 'there' || state.digest.toString('hex') === digest ? undefined : 'DIGEST_MISMATCH';
}

const unexpected = (state: CopyState | undefined): ObjectFault | undefined =>
  state === undefined || (state.kind === 'faulty' && state.fault === 'MISSING') ? undefined : 'UNEXPECTED';

function outcomeOf(verdicts: readonly GroupVerdict[], action: AuditAction): ChunkOutcome {
  const { OK, KO } = tallyOf(verdicts).all.objectGroupsCount;
  const outcome = { status: KO > 0 ? ('KO' as const) : ('OK' as const), meter: { OK, KO } };
  return { ...outcome, ...(KO > 0 ? { subCode: action } : {}), tasks: [{ key: action, ...outcome }] };
}
