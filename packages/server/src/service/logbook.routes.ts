import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { sendObject, whose } from '../access/index.ts';
import type { Role } from '../identity/index.ts';
import type { EntryHouse } from '../ingest/index.ts';
import { ArchiveError } from '../platform/index.ts';
import {
  exportLogbook,
  isInLogbook,
  listLogbook,
  OperationDetail,
  OperationPage,
  readLogbook,
} from './logbook.ts';
import { fileOf, filesOf, OperationFiles } from './operation-files.ts';

const BASE = '/api/v1/tenants/:tenant/operations';
/** Who reads the logbook (spec frontoffice.md B.28); a producing service follows its transfers. */
const ROLES: readonly Role[] = ['R2', 'R3', 'R5'];

const Day = Type.Optional(Type.String({ format: 'date' }));
const Sought = Type.Optional(Type.String({ minLength: 1, maxLength: 100 }));
const Wanted = Type.Object({
  category: Type.Optional(Type.String({ maxLength: 100 })),
  outcome: Type.Optional(Type.Enum(['OK', 'WARNING', 'KO', 'FATAL'])),
  from: Day,
  to: Day,
  ...{ id: Sought, contract: Sought, person: Sought, object: Sought },
});
const ListQuery = Type.Object({
  ...Wanted.properties,
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});

type ById = { Params: { tenant: string; id: string } };

/** The logbook of operations: entries, imports of referentials, deliveries; and the files that they have left. */
export async function logbookRoutes(app: FastifyInstance, house: EntryHouse): Promise<void> {
  const config = { roles: ROLES };

  app.get<{ Querystring: Static<typeof ListQuery>; Reply: OperationPage }>(
    BASE,
    { config: { ...config, result: OperationPage }, schema: { querystring: ListQuery } },
    async ({ tenant, query: { offset, limit, ...filter } }) =>
      listLogbook(house, tenant, filter, { offset, limit }),
  );

  app.get<{ Querystring: Static<typeof Wanted> }>(
    `${BASE}/export`,
    { config, schema: { querystring: Wanted } },
    async ({ tenant, query }, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="journal-${tenant}.csv"`)
        .send(Readable.from(exportLogbook(house, tenant, query))),
  );

  app.get<ById & { Reply: OperationDetail }>(
    `${BASE}/:id`,
    { config: { ...config, result: OperationDetail } },
    async ({ tenant, params }) => {
      const operation = await readLogbook(house, tenant, params.id);
      if (!operation) throw unknown(params.id);
      return operation;
    },
  );

  app.get<ById & { Reply: OperationFiles }>(
    `${BASE}/:id/files`,
    { config: { ...config, result: OperationFiles } },
    async (request) => {
      const { tenant, params } = request;
      if (!(await isInLogbook(house, tenant, params.id))) throw unknown(params.id);
      return { files: await filesOf(house, askerOf(request), params.id) };
    },
  );

  app.get<ById & { Params: { file: string } }>(
    `${BASE}/:id/files/:file`,
    { config },
    async (request, reply) => {
      const { id, file } = request.params;
      const found = await fileOf(house, askerOf(request), id, file);
      if (!found)
        throw new ArchiveError('routeUnknown', `L’opération ${id} n’a pas ce fichier, ou ne l’a plus.`);
      const { stored, contentType } = found;
      const fileName = found.file.name;
      return sendObject(request, reply, house, { stored, fileName, contentType, disposition: 'attachment' });
    },
  );
}

/** The roles of the route admit none without a right in its tenant. */
function askerOf(request: FastifyRequest) {
  const { tenant, person } = request;
  const right = person.rights.find((each) => each.tenant === tenant);
  if (right === undefined) throw new Error(`no right in tenant ${tenant}`);
  return { tenant, role: right.role, deliveries: whose(request) };
}

const unknown = (id: string) =>
  new ArchiveError('routeUnknown', `Aucune opération ${id} dans le journal de ce coffre.`);
