import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { STATUSES } from '../logbook/index.ts';
import {
  ITEM_STATUS_RESULT,
  itemStatus,
  listOperations,
  type Move,
  moveOperation,
  type OperationFilter,
  type OperationView,
  readOperation,
  type Workflow,
} from '../operations/index.ts';
import { ArchiveError, describes, technicalDate } from '../platform/index.ts';
import { found } from './envelope.ts';
import type { House } from './house.ts';

const BASE = '/admin-external/v1';
/** The window of every list of the API (spec api.md 1.15). */
const LONGEST_LIST = 10_000;
const ACTIONS: readonly string[] = ['NEXT', 'RESUME', 'PAUSE', 'REPLAY'];

type ById = { Params: { id: string } };
type AnyWorkflow = Pick<Workflow, 'id' | 'identifier' | 'processType' | 'comment'> & {
  readonly steps: readonly {
    readonly kind: 'single' | 'distributed';
    readonly name: string;
    readonly behavior: string;
    readonly actions: readonly { readonly key: string; readonly behavior: string }[];
  }[];
};

/** Operations and workflows of the compatible API (spec api.md 1.17, 6.2.4, 6.6). */
export async function operationRoutes(
  app: FastifyInstance,
  house: House,
  workflows: readonly AnyWorkflow[],
): Promise<void> {
  const read = async ({ tenant, params }: FastifyRequest<ById>): Promise<OperationView> => {
    const view = await house.database.inTenant(tenant, (tx) => readOperation(tx, tenant, params.id));
    if (!view) throw new ArchiveError('adminNotFound', `No operation ${params.id} on tenant ${tenant}.`);
    return view;
  };
  const answerMove = async (request: FastifyRequest<ById>, reply: FastifyReply, move: Move) => {
    const view = await moveOperation(house, request.tenant, request.params.id, move);
    reply.raw.setHeader('X-Request-Id', view.id);
    const httpCode = codeOf(view);
    return stateHeaders(reply, view)
      .code(httpCode)
      .send(found([itemStatus(view)], { httpCode }));
  };

  app.head<ById>(
    `${BASE}/operations/:id`,
    { config: { permission: 'operations:id:read:status' } },
    async (request, reply) => {
      const view = await read(request);
      return stateHeaders(reply, view).code(codeOf(view)).send();
    },
  );

  // Of the reference system's distributions: nothing writes such a report any more (spec api.md D74, 6.7).
  app.get<ById>(
    `${BASE}/distributionreport/:id`,
    { config: { permission: 'distributionreport:id:read' } },
    async ({ params }) => {
      throw new ArchiveError('adminNotFound', `The operation ${params.id} has left no distribution report.`);
    },
  );

  app.get<ById>(
    `${BASE}/operations/:id`,
    { config: { permission: 'operations:id:read', result: ITEM_STATUS_RESULT } },
    async (request, reply) => {
      const view = await read(request);
      return stateHeaders(reply, view).send(found([itemStatus(view)]));
    },
  );

  app.put<ById>(
    `${BASE}/operations/:id`,
    { config: { permission: 'operations:id:update', result: ITEM_STATUS_RESULT } },
    async (request, reply) => {
      const action = String(request.headers['x-action'] ?? '')
        .trim()
        .toUpperCase();
      if (!ACTIONS.includes(action))
        throw new ArchiveError(
          'adminPrecondition',
          `The header X-Action must be one of ${ACTIONS.join(', ')}.`,
        );
      return answerMove(request, reply, action as Move);
    },
  );

  app.delete<ById>(
    `${BASE}/operations/:id`,
    { config: { permission: 'operations:id:delete', result: ITEM_STATUS_RESULT } },
    async (request, reply) => answerMove(request, reply, 'CANCEL'),
  );

  const listing = { permission: 'operations:read', body: PROCESS_QUERY_SCHEMA, result: PROCESS_RESULT };
  app.get(`${BASE}/operations`, { config: listing }, async ({ body, tenant }) => {
    const { filter, steps } = readProcessQuery(body);
    const previousSteps = steps && numbersOf(steps, workflows);
    const views = await house.database.inTenant(tenant, (tx) =>
      listOperations(
        tx,
        tenant,
        { ...filter, ...(previousSteps ? { previousSteps } : {}) },
        { offset: 0, limit: LONGEST_LIST },
      ),
    );
    return found(views.map((view) => processDetail(view, workflows)));
  });

  const workflowsRead = { permission: 'workflows:read', result: WORKFLOW_RESULT };
  app.get(`${BASE}/workflows`, { config: workflowsRead }, async () => found(workflows.map(describe)));
}

const codeOf = ({ state }: OperationView) => (state === 'COMPLETED' ? 200 : 202);

/** Names with the case that clients look for (spec api.md 1.6). */
function stateHeaders(reply: FastifyReply, { state, status, processType }: OperationView): FastifyReply {
  reply.raw.setHeader('X-Global-Execution-State', state);
  reply.raw.setHeader('X-Global-Execution-Status', status);
  reply.raw.setHeader('X-Context-Id', processType);
  return reply;
}

/** Where the workflows have steps of these names. */
const numbersOf = (names: readonly string[], workflows: readonly AnyWorkflow[]) =>
  workflows.flatMap(({ id, steps }) =>
    steps.flatMap(({ name }, step) => (names.includes(name) ? [{ workflow: id, step }] : [])),
  );

function processDetail(view: OperationView, workflows: readonly AnyWorkflow[]) {
  const steps = workflows.find(({ id }) => id === view.workflow)?.steps ?? [];
  return {
    operationId: view.id,
    processType: view.processType,
    stepByStep: view.stepByStep,
    globalState: view.state,
    stepStatus: view.status,
    previousStep: steps[view.previousStep ?? -1]?.name ?? '',
    nextStep: steps[view.nextStep]?.name ?? '',
    processDate: technicalDate(view.createdAt),
  };
}

const PROCESS_RESULT = describes<ReturnType<typeof processDetail>>()(
  Type.Object(
    {
      operationId: Type.Unsafe<OperationView['id']>({ type: 'string' }),
      processType: Type.String(),
      stepByStep: Type.Boolean(),
      globalState: Type.Enum(['PAUSE', 'RUNNING', 'COMPLETED']),
      stepStatus: Type.Enum([...STATUSES]),
      ...{ previousStep: Type.String(), nextStep: Type.String(), processDate: Type.String() },
    },
    { title: 'Process' },
  ),
);

const optional = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const TEXTS_ASKED = optional({ type: 'array', items: { type: 'string' } });
const DAY_ASKED = optional({
  type: 'string',
  pattern: '^\\d{2}/\\d{2}/\\d{4}$',
  description: 'dd/MM/yyyy; the first and the last day count together, or not at all.',
});
const PROCESS_QUERY_SCHEMA = {
  title: 'ProcessQuery',
  type: ['object', 'null'],
  properties: {
    id: optional({ type: 'string' }),
    ...{ states: TEXTS_ASKED, statuses: TEXTS_ASKED, workflows: TEXTS_ASKED },
    ...{ listProcessTypes: TEXTS_ASKED, listSteps: TEXTS_ASKED },
    ...{ startDateMin: DAY_ASKED, startDateMax: DAY_ASKED },
  },
} as const;

/** @throws ArchiveError adminBadRequest naming the member that is wrong */
export function readProcessQuery(body: unknown): {
  filter: OperationFilter;
  steps: readonly string[] | undefined;
} {
  const query = (body ?? {}) as Record<string, unknown>;
  if (typeof query !== 'object' || Array.isArray(query))
    throw new ArchiveError('adminBadRequest', 'The query is not an object.');
  const list = (name: string): readonly string[] | undefined => {
    const value = query[name];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value) || value.some((each) => typeof each !== 'string'))
      throw new ArchiveError('adminBadRequest', `${name} must be a list of texts.`);
    return value;
  };
  if (!['undefined', 'string'].includes(typeof (query.id ?? undefined)))
    throw new ArchiveError('adminBadRequest', 'id must be a text.');
  const states = list('states');
  const statuses = list('statuses');
  const ofWorkflows = list('workflows');
  const processTypes = list('listProcessTypes');
  const from = readDay(query.startDateMin, 'startDateMin');
  const to = readDay(query.startDateMax, 'startDateMax');
  return {
    filter: {
      ...(typeof query.id === 'string' ? { id: query.id } : {}),
      ...(states ? { states } : {}),
      ...(statuses ? { statuses } : {}),
      ...(ofWorkflows ? { workflows: ofWorkflows } : {}),
      ...(processTypes ? { processTypes } : {}),
      // Both or none, the last day included.
      ...(from && to ? { startedFrom: from, startedBefore: new Date(to.getTime() + 86_400_000) } : {}),
    },
    steps: list('listSteps'),
  };
}

/** `dd/MM/yyyy`, at midnight UTC. */
function readDay(value: unknown, name: string): Date | undefined {
  if (value === undefined || value === null) return undefined;
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(String(value)) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day))
    throw new ArchiveError('adminBadRequest', `${name} must be a date as 31/12/2025.`);
  return date;
}

function describe({ id, identifier, processType, comment, steps }: AnyWorkflow) {
  return {
    id,
    name: comment,
    identifier,
    typeProc: processType,
    comment,
    steps: steps.map(({ kind, name, behavior, actions }) => ({
      workerGroupId: 'DefaultWorker',
      stepName: name,
      behavior,
      distribution: { kind: kind === 'single' ? 'REF' : 'LIST_ORDERING_IN_FILE' },
      actions: actions.map((action) => ({ action: { actionKey: action.key, behavior: action.behavior } })),
    })),
  };
}

const WORKFLOW_RESULT = Type.Object(
  {
    ...{ id: Type.String(), name: Type.String(), identifier: Type.String(), typeProc: Type.String() },
    comment: Type.String(),
    steps: Type.Array(
      Type.Object({
        ...{ workerGroupId: Type.String(), stepName: Type.String(), behavior: Type.String() },
        distribution: Type.Object({ kind: Type.Enum(['REF', 'LIST_ORDERING_IN_FILE']) }),
        actions: Type.Array(
          Type.Object({
            action: Type.Object({ actionKey: Type.String(), behavior: Type.String() }),
          }),
        ),
      }),
    ),
  },
  { title: 'Workflow' },
);
