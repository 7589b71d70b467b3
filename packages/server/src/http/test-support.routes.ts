import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { refusalByContext } from '../identity/index.ts';
import { resetTenant } from '../installation/index.ts';
import { readJournal } from '../logbook/index.ts';
import { ArchiveError, type OperationId, readTenant, type TenantId, type Tx } from '../platform/index.ts';
import { secureGroups, secureOperations, secureUnits } from '../proof/index.ts';
import { keepFile } from '../referentials/index.ts';
import { backUpLog, secureWriteLogs } from '../storage-logs/index.ts';
import { JSON_LIMIT } from './bodies.ts';
import { pathOf } from './doors.ts';
import type { House } from './house.ts';

export const TEST_SUPPORT_BASE = '/test-support/v1';

const Tenant = Type.Object({ tenant: Type.Integer({ minimum: 0 }) }, { additionalProperties: false });
/** Objects alone are kept by test support, in the one category that clients name for them. */
const Category = { strategy: Type.Literal('default'), category: Type.Literal('object') };
const StoredId = Type.Object({ id: Type.String() });
const Copies = Type.Object({
  offers: Type.Array(
    Type.Object({ id: Type.String(), present: Type.Boolean(), digest: Type.Optional(Type.String()) }),
  ),
});
const StorageLog = Type.Object({ kind: Type.Union([Type.Literal('write'), Type.Literal('access')]) });
const BackedUp = Type.Object({ operationId: Type.String() });
const Objects = Type.Object({ objects: Type.Array(Type.String()) });
const Container = Type.Object(Category);
const Stored = Type.Object({ ...Category, id: Type.String({ minLength: 1, maxLength: 200 }) });

const Securable = Type.Object({ kind: Type.Enum(['operations', 'units', 'objectgroups', 'storage']) });
const Started = Type.Object({ operationId: Type.Union([Type.String(), Type.Null()]) });
const Aged = Type.Object(
  {
    tenant: Type.Integer({ minimum: 0 }),
    operationId: Type.String({ minLength: 1, maxLength: 100 }),
    seconds: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);

/** Test support secures whatever is in the journals: every operation is as old as `/advance` wants it to be. */
const NO_DELAY = 0;
const SECURING: Readonly<Record<Static<typeof Securable>['kind'], typeof secureOperations>> = {
  operations: secureOperations,
  units: secureUnits,
  objectgroups: secureGroups,
  storage: secureWriteLogs,
};

/** Some of what a container holds is enough. */
const MOST_LISTED = 1_000;

/**
 * What tests ask of a server beside its compatible APIs: mounted when `PERENNE_TEST_SUPPORT=1` alone. Its door
 * (`compatible-door.ts`) lets in contexts with full access; here the tenant is one that exists and that the context
 * may enter.
 */
export async function testSupportRoutes(app: FastifyInstance, house: House): Promise<void> {
  const { database, storage } = house;

  app.post<{ Body: Static<typeof Tenant> }>(
    `${TEST_SUPPORT_BASE}/reset`,
    { schema: { body: Tenant } },
    async (request, reply) => {
      await resetTenant(house, await entered(house, request, request.body.tenant));
      return reply.code(204).send();
    },
  );

  app.put<{ Params: Static<typeof Stored> }>(
    `${TEST_SUPPORT_BASE}/storage/:strategy/:category/:id`,
    { schema: { params: Stored }, config: { body: { type: 'string' }, result: StoredId } },
    async (request) => {
      const tenant = await entered(house, request, request.tenant);
      const { id } = request.params;
      const bytes = await bytesOf(request.body);
      const operation = request.requestGuid as OperationId;
      await database.inTenant(tenant, async (tx) => {
        // An object of the archive is never written over.
        if (await placeOf(tx, tenant, id))
          throw new ArchiveError('adminConflict', `An object ${id} is stored in the tenant ${tenant}.`);
        await keepFile(tx, house, { tenant, operation }, 'objects', id, bytes);
      });
      return { id };
    },
  );

  app.get<{ Params: Static<typeof Stored> }>(
    `${TEST_SUPPORT_BASE}/storage/:strategy/:category/:id`,
    { schema: { params: Stored }, config: { result: Copies } },
    async (request) => {
      const tenant = await entered(house, request, request.tenant);
      const { id } = request.params;
      const place = await database.inTenant(tenant, (tx) => placeOf(tx, tenant, id));
      const found = place
        ? await storage.digests(place)
        : storage.offers.map((offer) => ({ offer: offer.id, digest: undefined }));
      return {
        offers: found.map(({ offer, digest }) => ({
          id: offer,
          present: digest !== undefined,
          ...(digest === undefined ? {} : { digest: digest.toString('hex') }),
        })),
      };
    },
  );

  app.get<{ Params: Static<typeof Container> }>(
    `${TEST_SUPPORT_BASE}/storage/:strategy/:category`,
    { schema: { params: Container }, config: { result: Objects } },
    async (request) => {
      const tenant = await entered(house, request, request.tenant);
      const rows = await database.inTenant(tenant, (tx) =>
        tx.query<{ name: string }>(
          `select name from placement where tenant = $1 and category = 'objects' order by name limit ${MOST_LISTED}`,
          [tenant],
        ),
      );
      return { objects: rows.map(({ name }) => name) };
    },
  );

  app.post<{ Params: Static<typeof StorageLog>; Body: Static<typeof Tenant> }>(
    `${TEST_SUPPORT_BASE}/storage-logs/:kind/backup`,
    { schema: { params: StorageLog, body: Tenant }, config: { result: BackedUp } },
    async (request) => {
      const tenant = await entered(house, request, request.body.tenant);
      return { operationId: await backUpLog(house, tenant, request.params.kind) };
    },
  );

  app.post<{ Params: Static<typeof Securable>; Body: Static<typeof Tenant> }>(
    `${TEST_SUPPORT_BASE}/traceability/:kind`,
    { schema: { params: Securable, body: Tenant }, config: { result: Started } },
    async (request) => {
      const tenant = await entered(house, request, request.body.tenant);
      const operationId = await SECURING[request.params.kind](house, tenant, NO_DELAY);
      return { operationId: operationId ?? null };
    },
  );

  app.post<{ Body: Static<typeof Aged> }>(
    `${TEST_SUPPORT_BASE}/advance`,
    { schema: { body: Aged } },
    async (request, reply) => {
      const tenant = await entered(house, request, request.body.tenant);
      const { operationId } = request.body;
      const journal = await database.inTenant(tenant, (tx) => readJournal(tx, tenant, operationId));
      if (!journal) throw new ArchiveError('adminNotFound', `The tenant ${tenant} has no such operation.`);
      return reply.code(204).send();
    },
  );
}

/** @throws ArchiveError tenantHeader, tenantUnknown, unauthorized: the context may not enter it */
async function entered(
  { database }: House,
  { caller, url }: FastifyRequest,
  given: number | undefined,
): Promise<TenantId> {
  const tenant = given === undefined ? undefined : readTenant(String(given));
  if (tenant === undefined)
    throw new ArchiveError(
      'tenantHeader',
      'The header X-Tenant-Id is missing, or is not the number of a tenant.',
    );
  const [exists] = await database.outsideTenants((tx) =>
    tx.query('select from tenant where tenant = $1', [tenant]),
  );
  if (!exists) throw new ArchiveError('tenantUnknown', `The tenant ${tenant} does not exist.`);
  const refusal = refusalByContext(
    { EnableControl: caller.enableControl, Permissions: caller.permissions },
    pathOf(url),
    tenant,
    undefined,
  );
  if (refusal !== undefined) throw new ArchiveError('unauthorized', refusal);
  return tenant;
}

/** @throws ArchiveError bodyTooLarge, badRequest: there are none */
async function bytesOf(body: unknown): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of (body ?? []) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > JSON_LIMIT)
      throw new ArchiveError('bodyTooLarge', `An object of test support has at most ${JSON_LIMIT} bytes.`);
    pieces.push(piece);
  }
  if (size === 0)
    throw new ArchiveError('badRequest', 'Send the bytes of the object, as application/octet-stream.');
  return Buffer.concat(pieces);
}

async function placeOf(tx: Tx, tenant: TenantId, name: string) {
  const [place] = await tx.query<{ container: string; offset: number | null; size: number }>(
    `select container, entry_offset as offset, size from placement
     where tenant = $1 and category = 'objects' and name = $2`,
    [tenant, name],
  );
  return place;
}
