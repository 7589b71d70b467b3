import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { bodyOf, eyesOf, launch, whileWaitedFor } from '../access/index.ts';
import { envelopeOf } from '../catalogue/index.ts';
import { ITEM_STATUS_RESULT } from '../operations/index.ts';
import { ADMINISTRATION_TENANT, ArchiveError } from '../platform/index.ts';
import type { AuditHouse } from './house.ts';
import { AUDIT_SCHEMA, readAuditRequest } from './objects/audit-request.ts';
import { OBJECTS_AUDIT } from './objects/workflow.ts';
import { auditReferential, isSound, verdictText } from './referentials/audit-referential.ts';
import { COLLECTIONS, findCollection } from './referentials/collections.ts';

const BASE = '/admin-external/v1';

const REFERENTIAL_SCHEMA = {
  title: 'AuditReferentialOptions',
  type: 'object',
  properties: { collectionName: { enum: COLLECTIONS.map(({ name }) => name), description: 'In any case.' } },
  required: ['collectionName'],
} as const;

/** Audits of the compatible API (spec api.md D61, D62). */
export async function auditRoutes(app: FastifyInstance, house: AuditHouse): Promise<void> {
  app.post(
    `${BASE}/audits`,
    { config: { permission: 'audits:create', body: AUDIT_SCHEMA, result: ITEM_STATUS_RESULT } },
    async (request) => {
      const body = bodyOf(request);
      const eyes = await eyesOf(house, request, 'accessContract');
      const parameters = await house.database.inTenant(request.tenant, (tx) =>
        readAuditRequest(tx, body, eyes),
      );
      return launch(house, request, OBJECTS_AUDIT, { ...parameters });
    },
  );

  app.post(
    `${BASE}/audits/referential`,
    {
      config: {
        permission: 'referentialaudit:check',
        body: REFERENTIAL_SCHEMA,
        result: { ...Type.Object({}), description: 'None: the copies are what the database has.' },
      },
    },
    async (request) => {
      await auditNamed(house, request);
      return envelopeOf({ total: 0, filter: { offset: 0, statedLimit: 0, order: [] }, results: [] }, {});
    },
  );
}

/** @throws ArchiveError adminBadRequest for a referential that there is not, and for copies that are not sound */
async function auditNamed(house: AuditHouse, request: FastifyRequest): Promise<void> {
  const { tenant } = request;
  const { collectionName } = (bodyOf(request) ?? {}) as { readonly collectionName?: unknown };
  const collection = typeof collectionName === 'string' ? findCollection(collectionName) : undefined;
  if (collection === undefined)
    throw new ArchiveError(
      'adminBadRequest',
      `collection not found: collectionName must be one of ${COLLECTIONS.map(({ name }) => name).join(', ')}; sequences lie in the copies of their referentials`,
    );
  if (collection.isOfPlatform && tenant !== ADMINISTRATION_TENANT)
    throw new ArchiveError(
      'adminBadRequest',
      `admin tenant required: ${collection.name} is one for all tenants; ask in tenant ${ADMINISTRATION_TENANT}`,
    );
  const verdict = await whileWaitedFor(request, (left) => auditReferential(house, tenant, collection, left));
  if (isSound(verdict)) return;
  const text = verdictText(tenant, verdict);
  house.log.error({ tenant, collection: collection.name, offers: verdict.offers }, text);
  throw new ArchiveError('adminBadRequest', text);
}
