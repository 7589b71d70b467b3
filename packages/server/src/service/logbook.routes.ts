import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Role } from '../identity/index.ts';
import type { EntryHouse } from '../ingest/index.ts';
import { ArchiveError } from '../platform/index.ts';
import { exportLogbook, listLogbook, OperationDetail, OperationPage, readLogbook } from './logbook.ts';

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
  ...{ id: Sought, contract: Sought, person: Sought },
});
const ListQuery = Type.Object({
  ...Wanted.properties,
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});

/** The logbook of operations: entries, imports of referentials, deliveries. */
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

  app.get<{ Params: { tenant: string; id: string }; Reply: OperationDetail }>(
    `${BASE}/:id`,
    { config: { ...config, result: OperationDetail } },
    async ({ tenant, params }) => {
      const operation = await readLogbook(house, tenant, params.id);
      if (!operation)
        throw new ArchiveError('routeUnknown', `Aucune opération ${params.id} dans le journal de ce coffre.`);
      return operation;
    },
  );
}
