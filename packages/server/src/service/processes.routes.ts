import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Role } from '../identity/index.ts';
import type { EntryHouse } from '../ingest/index.ts';
import { type Hold, holdOperations, Move, moveOperation, releaseOperations } from '../operations/index.ts';
import { ArchiveError, type TenantId, type Told } from '../platform/index.ts';
import { JobView, listJobs } from './jobs.ts';
import { listProcesses, ProcessPage, ProcessView, readProcess, type Steps } from './processes.ts';

const BASE = '/api/v1/tenants/:tenant/processes';
/** Who follows them, as the logbook; and who moves them (spec frontoffice.md B.29: ROLE_UPDATE_LOGBOOK_OPERATION). */
const READERS: readonly Role[] = ['R2', 'R3', 'R5'];
const MOVERS: readonly Role[] = ['R3', 'R5'];

const Day = Type.Optional(Type.String({ format: 'date' }));
const ListQuery = Type.Object({
  id: Type.Optional(Type.String({ maxLength: 100 })),
  state: Type.Optional(Type.Enum(['PAUSE', 'RUNNING', 'COMPLETED'])),
  status: Type.Optional(Type.Enum(['STARTED', 'OK', 'WARNING', 'KO', 'FATAL'])),
  category: Type.Optional(Type.String({ maxLength: 100 })),
  from: Day,
  to: Day,
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
const Wanted = Type.Object({ move: Move }, { additionalProperties: false });
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
    async ({ tenant, query: { id, state, status, category, from, to, offset, limit } }) => {
      const filter = {
        ...(id ? { id } : {}),
        ...(state ? { states: [state] } : {}),
        ...(status ? { statuses: [status] } : {}),
        ...(category ? { processTypes: [category] } : {}),
        ...(from ? { fromDay: from } : {}),
        ...(to ? { toDay: to } : {}),
      };
      return listProcesses(house, workflows, tenant, filter, { offset, limit });
    },
  );

  app.get<{ Reply: Told<typeof JobList> }>(
    `${BASE}/jobs`,
    { config: { ...config, result: JobList } },
    async ({ tenant }) => ({ jobs: await listJobs(house, tenant) }),
  );

  app.get<ById & { Reply: ProcessView }>(
    `${BASE}/:id`,
    { config: { ...config, result: ProcessView } },
    async ({ tenant, params: { id } }) => {
      const process = await readProcess(house, workflows, tenant, id);
      if (!process) throw unknown(id);
      return process;
    },
  );

  app.post<ById & { Body: Static<typeof Wanted>; Reply: ProcessView }>(
    `${BASE}/:id/moves`,
    { config: { roles: MOVERS, result: ProcessView }, schema: { body: Wanted } },
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
