import type { FastifyInstance, FastifyRequest } from 'fastify';
import { found } from '../http/envelope.ts';
import { ArchiveError } from '../platform/index.ts';
import { importSchema } from './documented-bodies.ts';
import type { Order, ReferentialHouse } from './journal.ts';
import { readControlSchema } from './kinds/control-schema.ts';
import {
  deleteExtensions,
  EXTENSION_FIELDS,
  extensionsOf,
  importExtensions,
  vocabularyEntries,
} from './schema/external-schema.ts';
import { UNIT_PATHS } from './schema/paths.ts';
import { presentPath, SCHEMA_PATH_RESULT } from './schema/present.ts';
import { profileReader } from './schema/profile-schema.ts';
import { groupSchemaOf, unitSchemaOf } from './schema/unit-schema.ts';
import { readRow } from './store.ts';

const BASE = '/admin-external/v1';
const PATHS = { type: 'array', items: { type: 'string' }, description: 'Paths to take away.' };

/** Schema of units and groups, its extensions, and what a profile makes of it (spec api.md 10.1, N1 to N5). */
export async function schemaRoutes(
  app: FastifyInstance,
  house: ReferentialHouse,
  requests: { orderOf(request: FastifyRequest): Order; jsonBody(request: FastifyRequest): unknown },
): Promise<void> {
  app.get(
    `${BASE}/schema/unit`,
    { config: { permission: 'schema:unit:read', result: SCHEMA_PATH_RESULT } },
    async ({ tenant }) => {
      return found(await unitSchemaOf(house, tenant));
    },
  );

  app.get(
    `${BASE}/schema/objectgroup`,
    { config: { permission: 'schema:objectgroup:read', result: SCHEMA_PATH_RESULT } },
    async () => found(await groupSchemaOf(house)),
  );

  app.post(
    `${BASE}/schema/unit`,
    {
      config: {
        ...{ permission: 'schema:unit:create', isTolerant: true },
        body: importSchema('SchemaExtension', EXTENSION_FIELDS),
      },
    },
    async (request, reply) => {
      await importExtensions(house, requests.orderOf(request), requests.jsonBody(request));
      return reply.code(202).send();
    },
  );

  app.delete(
    `${BASE}/schema/unit`,
    { config: { permission: 'schema:unit:delete', body: PATHS } },
    async (request, reply) => {
      await deleteExtensions(house, requests.orderOf(request), requests.jsonBody(request));
      return reply.code(200).send();
    },
  );

  app.get<{ Params: { id: string } }>(
    `${BASE}/archiveunitprofiles/:id/schema`,
    { config: { permission: 'schema:archiveunitprofile:read', result: SCHEMA_PATH_RESULT } },
    async ({ tenant, params }) => {
      const row = await house.database.inTenant(tenant, (tx) =>
        readRow(tx, tenant, 'archive-unit-profile', params.id),
      );
      const schema = row && readControlSchema(String(row.doc.ControlSchema));
      if (!schema)
        throw new ArchiveError('adminNotFound', `There is no ${params.id} in archiveunitprofiles.`);
      const entries = await vocabularyEntries(house);
      const read = profileReader(schema);
      const paths = [...UNIT_PATHS, ...(await extensionsOf(house, tenant))];
      return found(paths.map((path) => ({ ...presentPath(path, 'Unit', entries), ...read(path) })));
    },
  );
}
