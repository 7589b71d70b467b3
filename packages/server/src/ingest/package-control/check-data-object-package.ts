import type { TransferHeader } from '@perenne/seda';
import type { Status } from '../../logbook/index.ts';
import type { ActionResult, TaskResult } from '../../operations/index.ts';
import { findIngestContract, loadOntology } from '../../referentials/index.ts';
import { type EntryKind, type EntryRun, folderOf, headerOf, indexOf } from '../entry.ts';
import { commentMembers } from '../manifest-control/header-texts.ts';
import { eachLine, type FaultLine, FILES, type Plan, writeLines } from '../work-files.ts';
import { attachmentRules, findContractNode, findExistingUnits } from './attachments.ts';
import { claimGroups, leadIntoExisting } from './existing-groups.ts';
import { nameFaulty } from './name-faulty.ts';
import { compareObjectNumbers } from './object-numbers.ts';
import { orderedTree } from './ordered-tree.ts';
import { writePlan } from './plan.ts';
import { Refusal } from './refusal.ts';
import {
  checkGroups,
  nothingSeen,
  type ObjectLine,
  type SeenGroup,
  type SeenManifest,
  seeManifest,
} from './seen-manifest.ts';
import { type UsageFault, usageFault, usageFaultText } from './usages.ts';

/** A sub-task's outcome with what it has to say. */
interface Finding extends TaskResult {
  readonly said?: string;
}

/**
 * Objects, groups, units and the graph that they form (spec ingest.md 8.4): the sub-tasks in their order, then the
 * plan that the steps per element follow.
 */
export async function checkDataObjectPackage(run: EntryRun, kind: EntryKind): Promise<ActionResult> {
  const header = await headerOf(run);
  const objects = await surveyObjects(run);
  const findings: Finding[] = [];
  const seen = nothingSeen();
  let plan: Plan | undefined;
  const tasks: (() => Promise<Finding>)[] = [
    async () => (kind.objects ? checkUsages(objects) : checkNoObject(objects)),
    () => checkObjectNumber(run, objects.paths),
    async () => {
      try {
        plan = await checkManifest(run, kind, header, seen);
        return { key: 'CHECK_MANIFEST', status: 'OK' };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await nameFaulty(run, seen, error.faulty);
        return {
          key: 'CHECK_MANIFEST',
          status: 'KO',
          said: error.detail,
          ...(error.subCode === undefined ? {} : { subCode: error.subCode }),
        };
      }
    },
    ...(kind.objects ? [() => checkConsistency(run, seen, plan as Plan)] : []),
  ];
  for (const task of tasks) {
    const finding = await task();
    findings.push(finding);
    // Where no object is allowed, all sub-tasks run whatever the previous result.
    if (finding.status === 'KO' && kind.objects) break;
  }
  return result(header, findings, plan);
}

function result(header: TransferHeader, findings: readonly Finding[], plan: Plan | undefined): ActionResult {
  const refused = findings.find(({ status }) => status === 'KO');
  const said = findings.flatMap((finding) => (finding.status === 'KO' && finding.said ? [finding.said] : []));
  const rights = {
    ...(header.archivalAgreement === undefined ? {} : { ArchivalAgreement: header.archivalAgreement }),
    ...(header.archivalProfile === undefined ? {} : { ArchivalProfile: header.archivalProfile }),
  };
  const brought = {
    ...commentMembers(header),
    EvDateTimeReq: header.date,
    ...rights,
    ServiceLevel: header.serviceLevel ?? null,
    AcquisitionInformation: header.acquisitionInformation,
    LegalStatus: header.legalStatus,
    ...(plan && plan.parents.length > 0 ? { _up: plan.parents.map(({ id }) => id) } : {}),
    ...(said.length > 0 ? { evDetTechData: said.join(' \n') } : {}),
  };
  const status: Status = refused ? 'KO' : 'OK';
  return {
    status,
    ...(refused?.subCode === undefined ? {} : { subCode: refused.subCode }),
    // Laid out by JSON.stringify: events are compact, the master record is indented (spec ingest.md 4.1).
    detail: JSON.stringify({ ...brought, rightsStatementIdentifier: rights }),
    tasks: findings.map(({ said: _said, ...task }) => task),
    masterDetail: JSON.parse(JSON.stringify(brought)),
    master: {
      ...(header.messageIdentifier === undefined ? {} : { obIdIn: header.messageIdentifier }),
      agIdExt: JSON.stringify({
        originatingAgency: header.originatingAgency,
        TransferringAgency: header.transferringAgency,
        ArchivalAgency: header.archivalAgency,
        submissionAgency: header.submissionAgency,
      }),
      ...(Object.keys(rights).length > 0 ? { rightsStatementIdentifier: JSON.stringify(rights) } : {}),
    },
  };
}

/** What one pass over the declared objects tells. */
interface ObjectSurvey {
  /** Objects without fault of usage. */
  readonly sound: number;
  readonly faults: readonly string[];
  readonly lastFault: UsageFault | undefined;
  /** Paths of the binary objects. */
  readonly paths: ReadonlySet<string>;
}

async function surveyObjects(run: EntryRun): Promise<ObjectSurvey> {
  const paths = new Set<string>();
  const faults: string[] = [];
  let lastFault: UsageFault | undefined;
  let sound = 0;
  await eachLine(folderOf(run), FILES.rawObjects, (line) => {
    const record: ObjectLine = JSON.parse(line.toString());
    if (!('o' in record)) return;
    const { o: object } = record;
    if (object.kind === 'binary' && object.uri !== undefined) paths.add(object.uri);
    const fault = usageFault(object);
    if (fault === undefined) {
      sound += 1;
      return;
    }
    lastFault = fault;
    faults.push(usageFaultText(object, fault));
  });
  return { sound, faults, lastFault, paths };
}

function checkNoObject({ sound, faults }: ObjectSurvey): Finding {
  return { key: 'CHECK_NO_OBJECT', status: sound + faults.length > 0 ? 'KO' : 'OK' };
}

function checkUsages({ sound, faults, lastFault }: ObjectSurvey): Finding {
  const key = 'CHECK_MANIFEST_DATAOBJECT_VERSION';
  if (lastFault === undefined) return { key, status: 'OK', meter: { OK: Math.max(sound, 1) } };
  return {
    key,
    status: 'KO',
    subCode: lastFault,
    meter: { OK: sound, KO: faults.length },
    said: faults.join(' \n'),
  };
}

async function checkObjectNumber(run: EntryRun, declared: ReadonlySet<string>): Promise<Finding> {
  const key = 'CHECK_MANIFEST_OBJECTNUMBER';
  const index = await indexOf(run);
  const held = new Set(index.files.map(({ path }) => path).filter((path) => path.includes('/')));
  const { fault, missing, undeclared, paired } = compareObjectNumbers(declared, held);
  if (fault === undefined) return { key, status: 'OK', meter: { OK: Math.max(paired, 1) } };
  const said = JSON.stringify({
    ...(missing.length > 0 ? { manifestError: listed(missing) } : {}),
    ...(undeclared.length > 0 ? { contentError: listed(undeclared) } : {}),
  });
  return {
    key,
    status: 'KO',
    subCode: fault,
    meter: { OK: paired, KO: missing.length + undeclared.length },
    said,
  };
}

/** Names written in a journal: the first of many say enough. */
const LISTED = 200;

function listed(names: readonly string[]): string[] {
  return names.length <= LISTED ? [...names] : [...names.slice(0, LISTED), `… ${names.length - LISTED} more`];
}

/** @throws Refusal */
async function checkManifest(
  run: EntryRun,
  kind: EntryKind,
  header: TransferHeader,
  seen: SeenManifest,
): Promise<Plan> {
  const { tenant, house } = run;
  const folder = folderOf(run);
  await seeManifest(seen, folder, house.guids, tenant, house.clock.now());
  const vocabulary = await loadOntology(house.database);
  const { contract, existing, existingGroups, contractNode } = await house.database.inTenant(
    tenant,
    async (tx) => {
      const contract = await findIngestContract(tx, tenant, header.archivalAgreement ?? '');
      const rules = attachmentRules(contract, kind.unitType);
      const existing = await findExistingUnits(tx, tenant, seen.updates, rules, vocabulary);
      return {
        contract,
        existing,
        existingGroups: await claimGroups(tx, tenant, run.id, seen, existing),
        contractNode: await findContractNode(tx, tenant, contract?.LinkParentId, rules),
      };
    },
  );
  if (contract?.CheckParentLink === 'REQUIRED' && existing.size === 0)
    throw new Refusal('ATTACHMENT_REQUIRED', { error: 'the ingest contract wants an attachment' });
  const tree = orderedTree(seen, existing, house.configuration.limits.unitDepth);
  const isNew = ({ units }: SeenGroup) => !units.some((unit) => existing.has(tree.graph.ids[unit] as string));
  checkGroups(seen.groups.values(), isNew, contract?.MasterMandatory ?? true);
  leadIntoExisting(
    seen,
    existing,
    existingGroups,
    header.originatingAgency,
    contract?.EveryDataObjectVersion ? undefined : (contract?.DataObjectVersion ?? []),
  );
  const index = await indexOf(run);
  return writePlan({
    folder,
    guids: house.guids,
    tenant,
    header,
    seen,
    tree,
    existing,
    existingGroups,
    contractNode,
    agency: kind.originatingAgency ? header.originatingAgency : undefined,
    entries: new Map(index.files.map((entry) => [entry.path, entry])),
  });
}

/** Every group is referred to by a unit (spec ingest.md 8.4.6). */
async function checkConsistency(run: EntryRun, seen: SeenManifest, plan: Plan): Promise<Finding> {
  const key = 'CHECK_CONSISTENCY';
  const groups = [...seen.groups.values()];
  const orphans = groups.filter(({ units }) => units.length === 0);
  if (orphans.length === 0) return { key, status: 'OK', meter: { OK: Math.max(groups.length, 1) } };
  const now = run.house.clock.now().getTime();
  for (let chunk = 0; chunk < plan.groupChunks; chunk++) {
    const faults = orphans
      .filter((orphan) => orphan.chunk === chunk)
      .map(
        ({ manifestId }): FaultLine => ({
          manifestId,
          events: [['LFC.CHECK_CONSISTENCY_ORPHAN_OBJECT', now, 'K']],
        }),
      );
    await writeLines(folderOf(run), FILES.groupFaults(chunk), faults);
  }
  return {
    key,
    status: 'KO',
    subCode: 'CHECK_CONSISTENCY_ORPHAN_OBJECT',
    meter: { OK: groups.length - orphans.length, KO: orphans.length },
    said: JSON.stringify({ DataObjectGroup: listed(orphans.map(({ manifestId }) => manifestId)) }),
  };
}
