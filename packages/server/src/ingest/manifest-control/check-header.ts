import type { TransferHeader } from '@perenne/seda';
import type { SubCode } from '../../logbook/index.ts';
import type { ActionResult, TaskResult } from '../../operations/index.ts';
import type { Tx } from '../../platform/index.ts';
import {
  findAgencies,
  findArchivalProfile,
  findContext,
  findIngestContract,
  findManagementContract,
  type IngestContract,
} from '../../referentials/index.ts';
import { type EntryKind, type EntryRun, headerOf } from '../entry.ts';
import { checkByProfile } from './archival-profile.ts';
import { commentMembers } from './header-texts.ts';

/** A sub-task's outcome, and what it brings to the journal. */
interface Finding extends TaskResult {
  readonly brought?: Record<string, unknown>;
}

const ok = (key: string): Finding => ({ key, status: 'OK' });
const ko = (
  key: string,
  subCode: SubCode | undefined,
  text?: string,
  more?: Record<string, unknown>,
): Finding => ({
  key,
  status: 'KO',
  ...(subCode === undefined ? {} : { subCode }),
  brought: { ...more, ...(text === undefined ? {} : { evDetTechData: text }) },
});

/** CHECK_HEADER (spec ingest.md 8.2): agencies, contract, profile; the first refusal ends it. */
export async function checkHeader(run: EntryRun, kind: EntryKind): Promise<ActionResult> {
  const header = await headerOf(run);
  const findings: Finding[] = [];
  for (const task of tasksOf(run, kind, header)) {
    const finding = await task();
    if (!finding) continue;
    findings.push(finding);
    if (finding.status !== 'OK') break;
  }
  const read = {
    ...commentMembers(header),
    ...present({
      ArchivalAgreement: header.archivalAgreement,
      ArchivalProfile: header.archivalProfile,
      AcquisitionInformation: header.acquisitionInformation,
      LegalStatus: header.legalStatus,
    }),
  };
  const brought = Object.assign({}, read, ...findings.map((finding) => finding.brought ?? {}));
  const refused = findings.find(({ status }) => status !== 'OK');
  return {
    status: refused?.status ?? 'OK',
    ...(refused?.subCode === undefined ? {} : { subCode: refused.subCode }),
    detail: JSON.stringify(brought),
    tasks: findings.map(({ brought: _brought, ...task }) => task),
    masterDetail: brought,
    ...(header.messageIdentifier === undefined ? {} : { master: { obIdIn: header.messageIdentifier } }),
  };
}

function present(members: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}

function tasksOf(
  run: EntryRun,
  kind: EntryKind,
  header: TransferHeader,
): (() => Promise<Finding | undefined>)[] {
  const inTenant = <T>(work: (tx: Tx) => Promise<T>) => run.house.database.inTenant(run.tenant, work);
  let contract: IngestContract | undefined;
  return [
    async () => (kind.originatingAgency ? inTenant((tx) => checkAgencies(tx, run, header)) : undefined),
    async () => {
      const found = await inTenant((tx) =>
        findIngestContract(tx, run.tenant, header.archivalAgreement ?? ''),
      );
      contract = found;
      return checkContract(run, header, found);
    },
    async () =>
      kind.archivalProfile ? inTenant((tx) => checkRelation(tx, run, header, contract)) : undefined,
    async () =>
      kind.archivalProfile && header.archivalProfile !== undefined
        ? checkProfile(run, header.archivalProfile)
        : undefined,
  ];
}

/** Spec ingest.md 8.2.1. */
async function checkAgencies(tx: Tx, run: EntryRun, header: TransferHeader): Promise<Finding> {
  const key = 'CHECK_AGENT';
  const { originatingAgency, submissionAgency } = header;
  if (!originatingAgency)
    return ko(key, 'EMPTY_REQUIRED_FIELD', 'Error originating agency not found in the manifest');
  const wanted = [...new Set([originatingAgency, ...(submissionAgency ? [submissionAgency] : [])])];
  const known = await findAgencies(tx, run.tenant, wanted);
  const missing = wanted.filter((agency) => !known.has(agency));
  if (missing.length === 0) return ok(key);
  return {
    ...ko(key, 'UNKNOWN', `error originating agency validation${JSON.stringify(missing)}`),
    meter: { KO: missing.length },
  };
}

/** Spec ingest.md 8.2.2. */
async function checkContract(
  run: EntryRun,
  header: TransferHeader,
  contract: IngestContract | undefined,
): Promise<Finding> {
  const key = 'CHECK_CONTRACT_INGEST';
  const { archivalAgreement } = header;
  const refuse = (subCode: SubCode, text?: string) =>
    ko(key, subCode, text, present({ ArchivalAgreement: archivalAgreement }));
  if (!archivalAgreement)
    return refuse('CONTRACT_NOT_IN_MANIFEST', 'Error ingest contract not found in the Manifest');
  if (!contract) return refuse('CONTRACT_UNKNOWN');
  if (contract.Status !== 'ACTIVE') return refuse('CONTRACT_INACTIVE');
  const context = await findContext(run.house.database, run.context);
  if (!context) return refuse('CONTEXT_UNKNOWN', 'Context not found');
  if (context.EnableControl) {
    if (context.Status !== 'ACTIVE') return refuse('CONTEXT_INACTIVE', 'Context inactive');
    const permission = context.Permissions.find(({ tenant }) => tenant === run.tenant);
    if (!permission?.IngestContracts?.includes(archivalAgreement))
      return refuse('CONTRACT_NOT_IN_CONTEXT', 'Error ingest contract not found in the Context');
  }
  if (contract.ManagementContractId === undefined) return ok(key);
  const id = contract.ManagementContractId;
  const management = await run.house.database.inTenant(run.tenant, (tx) =>
    findManagementContract(tx, run.tenant, id),
  );
  if (!management) return refuse('MANAGEMENT_CONTRACT_UNKNOWN', 'Management Contract not found');
  if (management.Status !== 'ACTIVE')
    return refuse('MANAGEMENT_CONTRACT_INACTIVE', 'Management Contract inactive');
  const strategies = Object.values(management.Storage ?? {});
  if (strategies.some((strategy) => strategy !== undefined && strategy !== run.house.storage.strategy))
    return refuse('MANAGEMENT_CONTRACT_INVALID', 'Management Contract invalid');
  return ok(key);
}

/** Spec ingest.md 8.2.3: only when the contract lists profiles. */
async function checkRelation(
  tx: Tx,
  run: EntryRun,
  header: TransferHeader,
  contract: IngestContract | undefined,
): Promise<Finding | undefined> {
  const key = 'CHECK_IC_AP_RELATION';
  const listed = contract?.ArchiveProfiles ?? [];
  if (listed.length === 0) return undefined;
  const id = header.archivalProfile;
  const more = { ArchivalProfile: id ?? null };
  if (id !== undefined) {
    const profile = await findArchivalProfile(tx, run.tenant, id);
    if (!profile) return ko(key, 'UNKNOWN', `The profile ${id} is not in the referential`, more);
    if (profile.Status !== 'ACTIVE')
      return ko(key, 'INACTIVE', `The profile ${id} has not the status ACTIVE`, more);
    if (listed.includes(id)) return { ...ok(key), brought: more };
  }
  return ko(key, 'DIFF', `The profile ${id ?? null} was not found in the ingest contract`, more);
}

/** Spec ingest.md 8.2.4. */
async function checkProfile(run: EntryRun, id: string): Promise<Finding> {
  const key = 'CHECK_ARCHIVEPROFILE';
  const fault = await checkByProfile(run, id);
  return fault === undefined
    ? { ...ok(key), brought: { ArchivalProfile: id } }
    : ko(key, undefined, fault, { ArchivalProfile: id });
}
