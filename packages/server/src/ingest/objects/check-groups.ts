import { atLeast, type Status, type SubCode, worst } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { findIngestContract, loadFormats, loadOntology } from '../../referentials/index.ts';
import { type EntryRun, folderOf, headerOf } from '../entry.ts';
import { faultLine } from '../life-cycle-events.ts';
import { Outcomes } from '../outcomes.ts';
import { identifierPolicyOf } from '../persistent-identifiers.ts';
import { FILES, type PlannedGroup, readLines, writeFaults, writeLines } from '../work-files.ts';
import { type CheckedGroup, GroupControls, type ObjectReferentials } from './group-controls.ts';
import { type Measured, ObjectStaging } from './stage-objects.ts';

/** A task of the reference system: a refusal spares the rest of its task the next controls (spec ingest.md 5.4). */
const TASK = 10;

async function referentialsOf(run: EntryRun): Promise<ObjectReferentials> {
  return run.once('object referentials', async () => {
    const { database } = run.house;
    const header = await headerOf(run);
    const contract = await database.inTenant(run.tenant, (tx) =>
      findIngestContract(tx, run.tenant, header.archivalAgreement ?? ''),
    );
    return {
      formats: await loadFormats(database),
      ontology: await loadOntology(database),
      rules: {
        everyFormat: contract?.EveryFormatType ?? true,
        formats: contract?.FormatType ?? [],
        unidentifiedAllowed: contract?.FormatUnidentifiedAuthorized ?? false,
      },
      identifiers: await identifierPolicyOf(run),
    };
  });
}

/**
 * STP_OG_CHECK_AND_TRANSFORME for one chunk of groups (spec ingest.md 11): one pass over each object's bytes, which
 * hashes, identifies and stages them on every offer; then the controls.
 */
export async function checkGroups(run: EntryRun, chunk: number, withSize: boolean): Promise<ChunkResult> {
  const folder = folderOf(run);
  const groups = await readLines<PlannedGroup>(folder, FILES.groups(chunk));
  const referentials = await referentialsOf(run);
  const staging = new ObjectStaging(run, chunk);
  const checked: CheckedGroup[] = [];
  const outcomes = new Outcomes();
  try {
    const measured = await staging.measure(groups);
    for (let first = 0; first < groups.length; first += TASK) {
      const task = groups.slice(first, first + TASK);
      checked.push(...checkTask(run, task, measured, referentials, outcomes, withSize));
    }
    const containers = await staging.finish();
    await writeLines(folder, FILES.checkedGroups(chunk), [containers, ...checked]);
  } catch (error) {
    await staging.abort();
    throw error;
  }
  const faults = checked.flatMap(
    ({ events }, at) => faultLine((groups[at] as PlannedGroup).manifestId, events) ?? [],
  );
  await writeFaults(folder, FILES.groupFaults(chunk), faults);
  return { actions: outcomes.byKey };
}

type Check = (work: GroupControls) => { status: Status; subCode?: SubCode };

/** The controls of a task of groups, action by action: a refusal ends the task. */
function checkTask(
  run: EntryRun,
  groups: readonly PlannedGroup[],
  measured: ReadonlyMap<string, Measured>,
  referentials: ObjectReferentials,
  outcomes: Outcomes,
  withSize: boolean,
): CheckedGroup[] {
  const now = run.house.clock.now().getTime();
  const works = groups.map((group) => new GroupControls(group, measured, now));
  const actions: readonly (readonly [string, Check])[] = [
    ['CHECK_DIGEST', (work) => work.checkDigests()],
    ...(withSize ? [['CHECK_OBJECT_SIZE', (work) => work.checkSizes()] as [string, Check]] : []),
    ['OG_OBJECTS_FORMAT_CHECK', (work) => work.checkFormats(referentials)],
    ['CHECK_OBJECT_GROUP_SCHEMA', (work) => work.checkSchema(run, referentials)],
  ];
  for (const [key, check] of actions) {
    let status: Status = 'OK';
    for (const work of works) {
      const outcome = check(work);
      outcomes.add(key, outcome.status, outcome.subCode);
      status = worst(status, outcome.status);
    }
    if (atLeast(status, 'KO')) break;
  }
  return works.map((work) => work.checked());
}
