import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { rightsOfPerson, whileWaitedFor } from '../access/index.ts';
import type { Role } from '../identity/index.ts';
import type { EntryHouse } from '../ingest/index.ts';
import { ArchiveError, type Tx } from '../platform/index.ts';
import {
  DIMENSIONS,
  exportEntries,
  FoundEntry,
  listEntries,
  RegisterPage,
  RegisterStatement,
  RegisterTotals,
  readEntry,
  readStatement,
  readTotals,
  type Whose,
} from './register.ts';

const BASE = '/api/v1/tenants/:tenant/register';
/** Who reads the register (spec frontoffice.md A.1). */
const ROLES: readonly Role[] = ['R2', 'R3', 'R5'];

const Text = Type.Optional(Type.String({ minLength: 1, maxLength: 500 }));
/** One value or several. */
const Values = Type.Optional(
  Type.Array(Type.String({ minLength: 1, maxLength: 500 }), { minItems: 1, maxItems: 50 }),
);
const Day = Type.Optional(Type.String({ format: 'date' }));
const Filter = Type.Object({
  q: Text,
  agency: Values,
  contract: Values,
  profile: Values,
  acquisition: Values,
  status: Type.Optional(Type.Enum(['STORED_AND_COMPLETED', 'STORED_AND_UPDATED', 'UNSTORED'])),
  eliminated: Type.Optional(Type.Boolean()),
  transferred: Type.Optional(Type.Boolean()),
  from: Day,
  to: Day,
});
const TotalsQuery = Type.Object({
  ...Filter.properties,
  by: Type.Enum(DIMENSIONS, { default: 'agency' }),
});
const ListQuery = Type.Object({
  ...Filter.properties,
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});

/** The accession register, limited to the agencies of the person's contract. */
export async function registerScreenRoutes(app: FastifyInstance, house: EntryHouse): Promise<void> {
  const config = { roles: ROLES };
  const { database } = house;
  const whose = async (request: FastifyRequest): Promise<Whose> => ({
    tenant: request.tenant,
    agencies: (await rightsOfPerson(house, request)).agencies,
  });

  /** One state of the register, however many statements it takes: sums and entries agree. */
  const read = async <T>(request: FastifyRequest, of: (tx: Tx, whose: Whose) => Promise<T>) => {
    const mine = await whose(request);
    return whileWaitedFor(request, (left) => database.readTenant(mine.tenant, (tx) => of(tx, mine), left));
  };

  app.get<{ Querystring: Static<typeof TotalsQuery>; Reply: RegisterTotals }>(
    BASE,
    { config: { ...config, result: RegisterTotals }, schema: { querystring: TotalsQuery } },
    async (request) => {
      const { by, ...filter } = request.query;
      return read(request, (tx, mine) => readTotals(tx, mine, by, filter));
    },
  );

  app.get<{ Querystring: Static<typeof ListQuery>; Reply: RegisterPage }>(
    `${BASE}/entries`,
    { config: { ...config, result: RegisterPage }, schema: { querystring: ListQuery } },
    async (request) => {
      const { offset, limit, ...filter } = request.query;
      return read(request, (tx, mine) => listEntries(tx, mine, filter, { offset, limit }));
    },
  );

  app.get<{ Querystring: Static<typeof Filter>; Reply: RegisterStatement }>(
    `${BASE}/statement`,
    { config: { ...config, result: RegisterStatement }, schema: { querystring: Filter } },
    (request) => read(request, (tx, mine) => readStatement(tx, mine, request.query)),
  );

  app.get<{ Params: { tenant: string; id: string }; Reply: FoundEntry }>(
    `${BASE}/entries/:id`,
    { config: { ...config, result: FoundEntry } },
    async (request) => {
      const { id } = request.params;
      const found = await readEntry(database, await whose(request), id);
      if (!found) throw new ArchiveError('routeUnknown', `Le registre n’a pas d’entrée ${id}.`);
      return found;
    },
  );

  app.get<{ Querystring: Static<typeof Filter> }>(
    `${BASE}/export`,
    { config, schema: { querystring: Filter } },
    async (request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="registre-des-fonds.csv"')
        .send(Readable.from(exportEntries(database, await whose(request), request.query))),
  );
}
