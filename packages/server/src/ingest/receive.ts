import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Asker, agent, askerOf } from '../logbook/index.ts';
import { createOperation, readOperation } from '../operations/index.ts';
import { ArchiveError, isGuid, type OperationId, type TenantId } from '../platform/index.ts';
import { SPOOL } from './container/container.ts';
import type { EntryHouse } from './house.ts';
import type { EntryParameters } from './work-files.ts';
import { entryWorkflowById } from './workflows.ts';

/** A package on its way in. */
export interface Reception extends Asker {
  readonly tenant: TenantId;
  /** Identifier of the operation to be. */
  readonly id: OperationId;
  /** `DEFAULT_WORKFLOW`, `HOLDING_SCHEME`… */
  readonly workflow: string;
  readonly stepByStep: boolean;
  readonly manifestDigest?: { readonly algorithm?: string; readonly value?: string };
  readonly fileName?: string;
}

/**
 * Takes a package in: spooled and hashed as it comes, then the operation that enters it is created and queued.
 * A source that breaks off leaves nothing.
 * @throws ArchiveError ingestBadRequest (unknown workflow, empty body), uploadTooLarge; StorageError; what the source throws
 */
export async function receivePackage(
  house: EntryHouse,
  reception: Reception,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  workflowOf(reception);
  const folder = house.workspace.folder(reception.tenant, reception.id);
  try {
    await createEntry(house, reception, await spool(house, reception, source));
  } catch (error) {
    await folder
      .removeAll()
      .catch((failure: Error) => house.log.warn({ err: failure }, 'a cut upload is not cleaned'));
    throw error;
  }
}

/** The operation that enters a package which lies in its work folder, whole and durable. @throws ArchiveError ingestBadRequest */
export async function createEntry(
  house: EntryHouse,
  reception: Reception,
  { size, digest }: { readonly size: number; readonly digest: string },
): Promise<void> {
  const { id, tenant, stepByStep, fileName, manifestDigest } = reception;
  const parameters: EntryParameters = {
    size,
    digest,
    ...(fileName === undefined ? {} : { fileName }),
    ...(manifestDigest === undefined ? {} : { manifestDigest }),
  };
  await createOperation(house, tenant, {
    id,
    workflow: workflowOf(reception),
    stepByStep,
    ...askerOf(reception),
    parameters: { ...parameters },
    agent: agent('ingest-external', 1),
  });
}

function workflowOf({ workflow }: Reception) {
  const known = entryWorkflowById(workflow);
  if (!known) throw new ArchiveError('ingestBadRequest', `${workflow} is no workflow of an entry.`);
  return known;
}

async function spool(house: EntryHouse, { tenant, id }: Reception, source: AsyncIterable<Uint8Array>) {
  const most = house.configuration.limits.packageBytes;
  const hash = createHash('sha512');
  let received = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      received += piece.length;
      if (received > most)
        throw new ArchiveError('uploadTooLarge', `A package may have ${most} bytes at most.`);
      hash.update(piece);
      yield piece;
    }
  }
  const { size } = await house.workspace.folder(tenant, id).write(SPOOL, counted());
  if (size === 0)
    throw new ArchiveError(
      'ingestBadRequest',
      'The request has no body: send the package as an octet stream.',
    );
  return { size, digest: hash.digest('hex') };
}

/**
 * A document that the operation left: its reply, or the manifest as received. Undefined before the operation is
 * completed, or when there is none.
 */
async function readDocument(
  house: EntryHouse,
  tenant: TenantId,
  id: string,
  category: 'reports' | 'manifests',
): Promise<Readable | undefined> {
  if (!isGuid(id)) return undefined;
  const place = await house.database.inTenant(tenant, async (tx) => {
    const operation = await readOperation(tx, tenant, id);
    if (operation?.state !== 'COMPLETED') return undefined;
    const [row] = await tx.query<{ container: string; size: number }>(
      'select container, size from placement where tenant = $1 and category = $2 and name = $3',
      [tenant, category, `${id}.xml`],
    );
    return row;
  });
  return place && house.storage.read({ container: place.container, offset: null, size: place.size });
}

export const readReply = (house: EntryHouse, tenant: TenantId, id: string) =>
  readDocument(house, tenant, id, 'reports');
export const readManifest = (house: EntryHouse, tenant: TenantId, id: string) =>
  readDocument(house, tenant, id, 'manifests');
