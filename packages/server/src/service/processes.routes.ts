import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Person, Role } from '../identity/index.ts';
import type { EntryHouse } from '../ingest/index.ts';
import {
  type Hold,
  holdOperations,
  Move,
  moveOperation,
  type OperationFilter,
  releaseOperations,
} from '../operations/index.ts';
import { ArchiveError, type TenantId, type Told } from '../platform/index.ts';
import { AllProcesses, listAllProcesses, type Safe } from './all-processes.ts';
import { JobView, listJobs } from './jobs.ts';
import { listProcesses, ProcessDetail, ProcessPage, readProcess, type Steps } from './processes.ts';
import { exportProcesses } from './processes-export.ts';

const BASE = '/api/v1/tenants/:tenant/processes';
/** Who follows them, as the logbook; and who moves them (spec frontoffice.md B.29: ROLE_UPDATE_LOGBOOK_OPERATION). */
const READERS: readonly Role[] = ['R2', 'R3', 'R5'];
const MOVERS: readonly Role[] = ['R3', 'R5'];

const Day = Type.Optional(Type.String({ format: 'date' }));
const filters = {
  id: Type.Optional(Type.String({ maxLength: 100 })),
  state: Type.Optional(Type.Enum(['PAUSE', 'RUNNING', 'COMPLETED'])),
  status: Type.Optional(Type.Enum(['STARTED', 'OK', 'WARNING', 'KO', 'FATAL'])),
  category: Type.Optional(Type.String({ maxLength: 100 })),
  from: Day,
  to: Day,
};
const Wanted = Type.Object(filters);
const ListQuery = Type.Object({
  ...filters,
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
/** Tenants are read up to the end of the page, each: the window is narrower than in one of them. */
const AllQuery = Type.Object({
  ...filters,
  tenant: Type.Optional(Type.Integer({ minimum: 0 })),
  offset: Type.Integer({ minimum: 0, maximum: 10_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
const Asked = Type.Object({ move: Move }, { additionalProperties: false });
const Held = Type.Object(
  { category: Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()]) },
  { additionalProperties: false },
);
const JobList = Type.Object({ jobs: Type.Array(JobView) }, { title: 'JobList' });
type ById = { Params: { tenant: string; id: string } };

/** Operations that run, wait or are over, and the moves that their state allows. */
export async function processRoutes(
  app: FastifyInstance,
  house: EntryHouse,
  workflows: readonly Steps[],
): Promise<void> {
  const config = { roles: READERS };

  app.get<{ Querystring: Static<typeof ListQuery>; Reply: ProcessPage }>(
    BASE,
    { config: { ...config, result: ProcessPage }, schema: { querystring: ListQuery } },
    async ({ tenant, query: { offset, limit, ...wanted } }) =>
      listProcesses(house, workflows, tenant, filterOf(wanted), { offset, limit }),
  );

  app.get<{ Querystring: Static<typeof Wanted> }>(
    `${BASE}/export`,
    { config, schema: { querystring: Wanted } },
    async ({ tenant, query }, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="operations-${tenant}.csv"`)
        .send(Readable.from(exportProcesses(house, workflows, tenant, filterOf(query)))),
  );

  app.get<{ Querystring: Static<typeof AllQuery>; Reply: AllProcesses }>(
    '/api/v1/processes',
    { config: { roles: 'signed-in', result: AllProcesses }, schema: { querystring: AllQuery } },
    async ({ person, query: { tenant, offset, limit, ...wanted } }) => {
      const safes = safesOf(person);
      const listed = safes
        .map((safe) => safe.tenant)
        .filter((each) => tenant === undefined || each === tenant);
      if (listed.length === 0)
        throw new ArchiveError(
          'roleRequired',
          'Votre rôle ne permet pas de suivre les opérations de ce coffre.',
        );
      return listAllProcesses(house, workflows, { safes, listed }, filterOf(wanted), { offset, limit });
    },
  );

  app.get<{ Reply: Told<typeof JobList> }>(
    `${BASE}/jobs`,
    { config: { ...config, result: JobList } },
    async ({ tenant }) => ({ jobs: await listJobs(house, tenant) }),
  );

  app.get<ById & { Reply: ProcessDetail }>(
    `${BASE}/:id`,
    { config: { ...config, result: ProcessDetail } },
    async ({ tenant, params: { id } }) => {
      const process = await readProcess(house, workflows, tenant, id);
      if (!process) throw unknown(id);
      return process;
    },
  );

  app.post<ById & { Body: Static<typeof Asked>; Reply: ProcessDetail }>(
    `${BASE}/:id/moves`,
    { config: { roles: MOVERS, result: ProcessDetail }, schema: { body: Asked } },
    async ({ tenant, params: { id }, body: { move } }) => {
      const process = await readProcess(house, workflows, tenant, id);
      if (!process) throw unknown(id);
      if (!process.moves.includes(move)) throw hasMoved(id);
      await moveOperation(house, tenant, id, move).catch((error: unknown) => {
        // Between the look and the move somebody else moved it, or it ended.
        throw error instanceof ArchiveError && error.kind === 'adminForbidden' ? hasMoved(id) : error;
      });
      const after = await readProcess(house, workflows, tenant, id);
      if (!after) throw unknown(id);
      return after;
    },
  );

  app.put<{ Body: Static<typeof Held> }>(
    `${BASE}/holds`,
    { config: { roles: MOVERS }, schema: { body: Held } },
    async ({ tenant, body: { category } }, reply) => {
      if (category !== null && !workflows.some(({ processType }) => processType === category))
        throw new ArchiveError('badRequest', `${category} n’est pas une catégorie d’opérations.`);
      await holdOperations(house.database, holdOf(tenant, category), house.clock.now());
      return reply.code(204).send();
    },
  );

  app.delete<{ Body: Static<typeof Held> }>(
    `${BASE}/holds`,
    { config: { roles: MOVERS }, schema: { body: Held } },
    async ({ tenant, body: { category } }, reply) => {
      await releaseOperations(house.database, holdOf(tenant, category));
      return reply.code(204).send();
    },
  );
}

function filterOf({ id, state, status, category, from, to }: Static<typeof Wanted>): OperationFilter {
  return {
    ...(id ? { id } : {}),
    ...(state ? { states: [state] } : {}),
    ...(status ? { statuses: [status] } : {}),
    ...(category ? { processTypes: [category] } : {}),
    ...(from ? { fromDay: from } : {}),
    ...(to ? { toDay: to } : {}),
  };
}

/** Where the person follows operations. */
const safesOf = ({ rights }: Person): Safe[] =>
  rights
    .filter(({ role }) => READERS.includes(role))
    .map(({ tenant, tenantName }) => ({ tenant: tenant as TenantId, name: tenantName }));

const holdOf = (tenant: TenantId, category: string | null): Hold => ({
  tenant,
  ...(category === null ? {} : { processType: category }),
});

const unknown = (id: string) =>
  new ArchiveError('routeUnknown', `Aucune opération ${id} en cours ou passée dans ce coffre.`);

const hasMoved = (id: string) =>
  new ArchiveError(
    'operationMoved',
    `L’opération ${id} a changé d’état : cette action n’est plus possible. Regardez où elle en est, puis choisissez à nouveau.`,
  );
