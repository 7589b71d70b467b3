import { Type } from 'typebox';
import { ENTRY_WORKFLOWS, entryWorkflowById } from '../ingest/index.ts';
import { type LogbookEvent, readJournal, Status } from '../logbook/index.ts';
import {
  listOperations,
  type OperationFilter,
  type OperationView,
  readOperation,
  State,
} from '../operations/index.ts';
import {
  Agencies,
  Count,
  counted,
  InstantText,
  type Platform,
  type TenantId,
  Text,
  type Told,
  type Tx,
} from '../platform/index.ts';
import { agencyNames } from '../referentials/index.ts';
import { readObject, stepsOf, TransferStep, Volumes, volumesOf } from './transfer-steps.ts';

/** What a person may ask to see of the transfers of a tenant. */
export const OUTCOMES = ['running', 'paused', 'OK', 'WARNING', 'KO', 'FATAL'] as const;
export type TransferOutcome = (typeof OUTCOMES)[number];

const VIEW = {
  ...{
    id: Text,
    workflow: Text,
    state: State,
    status: Status,
    createdAt: InstantText,
    updatedAt: InstantText,
  },
  fileName: Type.Optional(Type.String({ description: 'Name of the file that was sent.' })),
  messageIdentifier: Type.Optional(Text),
  originatingAgency: Type.Optional(Text),
  submissionAgency: Type.Optional(Text),
  agreement: Type.Optional(Text),
  archivalProfile: Type.Optional(Text),
  comment: Type.Optional(Text),
  volumes: Type.Optional(
    Type.Object(
      {
        ...Volumes.properties,
        physical: counted(
          'Of the objects, those that are only described: kept on paper or otherwise outside.',
        ),
      },
      { title: 'Volumes' },
    ),
  ),
  progress: Type.Object(
    { done: Count, of: Count, step: Type.Optional(Text) },
    { title: 'Progress', description: 'Steps that are over, of how many, and the one under way.' },
  ),
};

/** A transfer in a list. */
export const TransferView = Type.Object(VIEW, { title: 'Transfer' });
export type TransferView = Told<typeof TransferView>;

export const TransferDetail = Type.Object(
  { ...VIEW, steps: Type.Array(TransferStep), agencies: Agencies },
  { title: 'TransferDetail' },
);
export type TransferDetail = Told<typeof TransferDetail>;

export const TransferPage = Type.Object(
  {
    transfers: Type.Array(TransferView),
    more: Type.Boolean({ description: 'Others follow.' }),
    agencies: Agencies,
  },
  { title: 'TransferPage' },
);
export type TransferPage = Told<typeof TransferPage>;

/** Newest first. */
export async function listTransfers(
  { database }: Pick<Platform, 'database'>,
  tenant: TenantId,
  outcome: TransferOutcome | undefined,
  page: { readonly offset: number; readonly limit: number },
): Promise<TransferPage> {
  return database.inTenant(tenant, async (tx) => {
    const filter = { workflows: ENTRY_WORKFLOWS.map(({ id }) => id), ...filterOf(outcome) };
    const found = await listOperations(tx, tenant, filter, { ...page, limit: page.limit + 1 });
    const shown = found.slice(0, page.limit);
    const beside = await besideJournals(
      tx,
      tenant,
      shown.map(({ id }) => id),
    );
    const transfers: TransferView[] = [];
    for (const operation of shown)
      transfers.push(viewOf(operation, await readJournal(tx, tenant, operation.id), beside));
    return { transfers, more: found.length > shown.length, agencies: await namesOf(tx, tenant, transfers) };
  });
}

/** @returns undefined when it is unknown, or no transfer */
export async function readTransfer(
  { database }: Pick<Platform, 'database'>,
  tenant: TenantId,
  id: string,
): Promise<TransferDetail | undefined> {
  return database.inTenant(tenant, async (tx) => {
    const operation = await readOperation(tx, tenant, id);
    const workflow = operation && entryWorkflowById(operation.workflow);
    if (!workflow) return undefined;
    const journal = await readJournal(tx, tenant, id);
    const view = viewOf(operation, journal, await besideJournals(tx, tenant, [id]));
    return {
      ...view,
      agencies: await namesOf(tx, tenant, [view]),
      steps: stepsOf(workflow.steps, eventsOf(journal), operation.state === 'COMPLETED'),
    };
  });
}

function filterOf(outcome: TransferOutcome | undefined): OperationFilter {
  switch (outcome) {
    case undefined:
      return {};
    case 'running':
      return { states: ['RUNNING'] };
    case 'paused':
      return { states: ['PAUSE'] };
    case 'FATAL':
      return { statuses: ['FATAL'] };
    default:
      return { states: ['COMPLETED'], statuses: [outcome] };
  }
}

type Journal = Record<string, unknown> | undefined;

const eventsOf = (journal: Journal) => (journal?.events ?? []) as readonly LogbookEvent[];
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** What the journals do not say of transfers, by operation. */
interface Beside {
  readonly fileNames: ReadonlyMap<string, string>;
  readonly physical: ReadonlyMap<string, number>;
}

function viewOf(operation: OperationView, journal: Journal, beside: Beside): TransferView {
  const volumes = volumesOf(eventsOf(journal));
  const about = readObject(journal?.evDetData);
  const agencies = readObject(journal?.agIdExt);
  const rights = readObject(journal?.rightsStatementIdentifier);
  const steps = entryWorkflowById(operation.workflow)?.steps ?? [];
  const message = textOf(journal?.obIdIn);
  const known = {
    fileName: beside.fileNames.get(operation.id),
    // Until the manifest is read the journal has the operation's own identifier there.
    messageIdentifier: message === operation.id ? undefined : message,
    originatingAgency: textOf(agencies.originatingAgency),
    submissionAgency: textOf(agencies.submissionAgency),
    agreement: textOf(rights.ArchivalAgreement) ?? textOf(about.ArchivalAgreement),
    archivalProfile: textOf(rights.ArchivalProfile) ?? textOf(about.ArchivalProfile),
    comment: textOf(about.EvDetailReq),
    volumes: volumes && { ...volumes, physical: beside.physical.get(operation.id) ?? 0 },
  };
  const step = operation.state === 'COMPLETED' ? undefined : steps[operation.nextStep]?.name;
  return {
    id: operation.id,
    workflow: operation.workflow,
    state: operation.state,
    status: operation.status,
    createdAt: operation.createdAt.toISOString(),
    updatedAt: operation.updatedAt.toISOString(),
    ...(Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Partial<
      Pick<TransferView, 'fileName'>
    >),
    progress: {
      done: Math.min(operation.nextStep, steps.length),
      of: steps.length,
      ...(step === undefined ? {} : { step }),
    },
  };
}

function namesOf(tx: Tx, tenant: TenantId, transfers: readonly TransferView[]) {
  const named = transfers.flatMap(({ originatingAgency, submissionAgency }) => [
    originatingAgency,
    submissionAgency,
  ]);
  return agencyNames(
    tx,
    tenant,
    named.filter((agency) => agency !== undefined),
  );
}

async function besideJournals(tx: Tx, tenant: TenantId, ids: readonly string[]): Promise<Beside> {
  const files = await tx.query<{ id: string; name: string }>(
    `select id, parameters ->> 'fileName' as name from operation
     where tenant = $1 and id = any ($2) and parameters ? 'fileName'`,
    [tenant, ids],
  );
  const physical = await tx.query<{ id: string; objects: number }>(
    `select opi as id, sum(objects)::bigint as objects from entered_objects
     where tenant = $1 and opi = any ($2) and physical group by opi`,
    [tenant, ids],
  );
  return {
    fileNames: new Map(files.map(({ id, name }) => [id, name])),
    physical: new Map(physical.map(({ id, objects }) => [id, objects])),
  };
}
