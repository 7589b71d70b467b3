import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type Hold, holdOperations, releaseOperations, type Workflow } from '../operations/index.ts';
import { ADMINISTRATION_TENANT, ArchiveError, type TenantId } from '../platform/index.ts';
import { found } from './envelope.ts';
import type { House } from './house.ts';

const BASE = '/admin-external/v1';
const optional = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const PROCESS_PAUSE = {
  title: 'ProcessPause',
  type: 'object',
  properties: {
    type: optional({ type: 'string', description: 'Type of operations: INGEST, MASTERDATA…' }),
    tenant: optional({ type: 'integer' }),
    pauseAll: optional({ type: 'boolean', description: 'Of every tenant and type.' }),
  },
} as const;
const PROCESS_PAUSE_RESULT = Type.Object(
  {
    type: Type.Optional(Type.String()),
    tenant: Type.Optional(Type.Integer()),
    pauseAll: Type.Optional(Type.Boolean()),
  },
  { title: 'PausedProcesses', additionalProperties: false },
);

/** Orders that hold operations back, and their lifting (spec api.md 6.6, ProcessPause). */
export async function holdRoutes(
  app: FastifyInstance,
  { database, clock }: House,
  workflows: readonly Pick<Workflow, 'processType'>[],
): Promise<void> {
  const types = new Set(workflows.map(({ processType }) => processType));
  const shape = { body: PROCESS_PAUSE, result: PROCESS_PAUSE_RESULT };

  app.post(
    `${BASE}/forcepause`,
    { config: { permission: 'forcepause:check', ...shape } },
    async ({ body, tenant }) => {
      const hold = readHold(body, tenant, types);
      await holdOperations(database, hold, clock.now());
      return found([told(hold)]);
    },
  );

  app.post(
    `${BASE}/removeforcepause`,
    { config: { permission: 'removeforcepause:check', ...shape } },
    async ({ body, tenant }) => {
      const hold = readHold(body, tenant, types);
      await releaseOperations(database, hold);
      return found([told(hold)]);
    },
  );
}

const told = ({ tenant, processType }: Hold) => ({
  ...(processType === undefined ? {} : { type: processType }),
  ...(tenant === undefined ? {} : { tenant }),
  ...(tenant === undefined && processType === undefined ? { pauseAll: true } : {}),
});

/**
 * What a tenant may hold back is its own operations; those of others, or of all, are held back from the administration
 * tenant.
 * @throws ArchiveError adminBadRequest, adminForbidden
 */
function readHold(body: unknown, own: TenantId, types: ReadonlySet<string>): Hold {
  const { type, tenant, pauseAll } = fieldsOf(body);
  if (type !== undefined && !types.has(type))
    throw new ArchiveError('adminBadRequest', `type must be one of ${[...types].sort().join(', ')}.`);
  if (type === undefined && tenant === undefined && !pauseAll)
    throw new ArchiveError(
      'adminBadRequest',
      'Type, tenant and pauseAll param cannot all be null: say what is to be held back.',
    );
  const isOwn = tenant === own && !pauseAll;
  if (!isOwn && own !== ADMINISTRATION_TENANT)
    throw new ArchiveError(
      'adminForbidden',
      `From tenant ${own} its own operations alone are held back ("tenant": ${own}); those of others, or of all, from the administration tenant (X-Tenant-Id: ${ADMINISTRATION_TENANT}).`,
    );
  if (pauseAll) return {};
  return {
    ...(tenant === undefined ? {} : { tenant: tenant as TenantId }),
    ...(type === undefined ? {} : { processType: type }),
  };
}

interface Fields {
  readonly type: string | undefined;
  readonly tenant: number | undefined;
  readonly pauseAll: boolean;
}

/** @throws ArchiveError adminBadRequest naming the member that is wrong */
function fieldsOf(body: unknown): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ArchiveError('adminBadRequest', 'The body must be an object with type, tenant or pauseAll.');
  // Further members are left alone (spec api.md 1.13).
  const { type, tenant, pauseAll } = body as Record<string, unknown>;
  const given = <T>(name: string, value: unknown, is: (value: unknown) => value is T): T | undefined => {
    if (value === undefined || value === null) return undefined;
    if (!is(value)) throw new ArchiveError('adminBadRequest', `${name} has not the type it must have.`);
    return value;
  };
  return {
    type: given('type', type, (value) => typeof value === 'string'),
    tenant: given('tenant', tenant, (value): value is number => Number.isSafeInteger(value)),
    pauseAll: given('pauseAll', pauseAll, (value) => typeof value === 'boolean') ?? false,
  };
}
