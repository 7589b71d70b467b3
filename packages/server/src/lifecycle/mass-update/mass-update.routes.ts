import type { FastifyInstance } from 'fastify';
import { bodyOf, chooseUnits, eyesOf, launch, refusingAs } from '../../access/index.ts';
import { BATCH_SCHEMA } from '../../catalogue/index.ts';
import { ITEM_STATUS_RESULT } from '../../operations/index.ts';
import { ArchiveError, isGuid } from '../../platform/index.ts';
import { writeLines } from '../../storage/index.ts';
import type { LifecycleHouse } from '../house.ts';
import { isObject } from '../unit-update/unit-actions.ts';
import { QUERIES } from './bulk.ts';
import { readBulk } from './bulk-queries.ts';
import { readMassActions, refusedName } from './mass-actions.ts';
import { narrowed, type Revert } from './revert.ts';
import { BULK_UPDATE, DESCRIPTIONS_UPDATE, REVERT, RULES_OF_MANY_UPDATE } from './workflow.ts';

const ACTIONS = { type: 'array', minItems: 1, items: { type: 'object' } } as const;

const MASS_UPDATE_SCHEMA = {
  ...BATCH_SCHEMA,
  title: 'MassUpdate',
  properties: {
    ...BATCH_SCHEMA.properties,
    $action: ACTIONS,
  },
  required: ['$query', '$action'],
} as const;

const RULES_UPDATE_SCHEMA = {
  title: 'MassUpdateOfRules',
  type: 'object',
  properties: { dslRequest: BATCH_SCHEMA, ruleActions: { type: 'object' } },
  required: ['dslRequest', 'ruleActions'],
} as const;

const BULK_UPDATE_SCHEMA = {
  title: 'BulkUpdate',
  type: 'object',
  properties: {
    threshold: { type: 'integer', minimum: 0 },
    queries: {
      type: 'array',
      items: {
        type: 'object',
        properties: { $query: BATCH_SCHEMA.properties.$query, $action: ACTIONS },
        required: ['$query', '$action'],
      },
    },
  },
  required: ['queries'],
} as const;

const REVERT_SCHEMA = {
  title: 'Revert',
  type: 'object',
  properties: {
    dslRequest: BATCH_SCHEMA,
    operationId: { type: 'string' },
    force: { type: 'boolean' },
    $fields: { type: 'array', items: { type: 'string' } },
  },
  required: ['dslRequest', 'operationId'],
} as const;

/** Updates of many units (spec api.md A17 to A20): asked for here, carried out by an operation. */
export async function massUpdateRoutes(app: FastifyInstance, house: LifecycleHouse): Promise<void> {
  app.post(
    '/access-external/v1/units',
    { config: { permission: 'units:update', body: MASS_UPDATE_SCHEMA, result: ITEM_STATUS_RESULT } },
    (request) =>
      refusingAs('massUpdate', 400, async () => {
        const { $action, ...selection } = objectOf(bodyOf(request));
        const actions = readMassActions($action);
        const refused = refusedName(actions);
        if (refused !== undefined)
          throw new ArchiveError('massUpdate', `Illegal variable name found: ${refused.slice(0, 120)}`);
        const eyes = await eyesOf(house, request, 'massUpdate');
        if (eyes.rights.writes === undefined)
          throw new ArchiveError('massUpdate', 'The access contract does not allow to update units.', {
            status: 401,
          });
        return launch(house, request, DESCRIPTIONS_UPDATE, {
          chosen: chooseUnits(selection, eyes),
          action: 'MASS_UPDATE_UNITS',
          actions,
        });
      }),
  );

  app.post(
    '/access-external/v1/units/rules',
    { config: { permission: 'units:rules:update', body: RULES_UPDATE_SCHEMA, result: ITEM_STATUS_RESULT } },
    (request) =>
      refusingAs('massUpdate', 400, async () => {
        const { dslRequest, ruleActions } = objectOf(bodyOf(request));
        if (!isObject(ruleActions))
          throw new ArchiveError('massUpdate', 'ruleActions is missing, or not an object.');
        const eyes = await eyesOf(house, request, 'massUpdate');
        if (eyes.rights.writes !== 'everything')
          throw new ArchiveError('massUpdate', 'The access contract does not allow to update rules.', {
            status: 401,
          });
        return launch(house, request, RULES_OF_MANY_UPDATE, {
          chosen: chooseUnits(dslRequest, eyes),
          action: 'MASS_UPDATE_UNITS_RULES',
          actions: ruleActions,
        });
      }),
  );

  app.post(
    '/access-external/v1/units/bulk',
    { config: { permission: 'units:bulk:update', body: BULK_UPDATE_SCHEMA, result: ITEM_STATUS_RESULT } },
    (request) =>
      refusingAs('bulkUpdate', 400, async () => {
        const { queries, threshold } = readBulk(bodyOf(request));
        const { rights, today } = await eyesOf(house, request, 'bulkUpdate');
        if (rights.writes === undefined)
          throw new ArchiveError('bulkUpdate', 'The access contract does not allow to update units.', {
            status: 401,
          });
        // They may be many: the operation finds them in its folder.
        const folder = house.workspace.folder(request.tenant, request.requestGuid);
        await writeLines(folder, QUERIES, queries);
        return launch(house, request, BULK_UPDATE, {
          chosen: { request: {}, rights, today },
          action: 'BULK_ATOMIC_UPDATE_UNITS',
          queries: queries.length,
          ...(threshold === undefined ? {} : { threshold }),
        });
      }),
  );

  app.post(
    '/access-external/v1/revert/units',
    { config: { permission: 'units:update:revert', body: REVERT_SCHEMA, result: ITEM_STATUS_RESULT } },
    (request) =>
      refusingAs('revertUpdate', 400, async () => {
        const { dslRequest, ...asked } = objectOf(bodyOf(request));
        const revert = revertAsked(asked);
        const eyes = await eyesOf(house, request, 'revertUpdate');
        if (eyes.rights.writes === undefined)
          throw new ArchiveError('revertUpdate', 'The access contract does not allow to update units.', {
            status: 401,
          });
        return launch(house, request, REVERT, {
          chosen: chooseUnits(narrowed(dslRequest, revert.operation), eyes),
          action: 'REVERT_UPDATE_UNITS',
          revert,
        });
      }),
  );
}

/** @throws ArchiveError revertUpdate for what is missing, superfluous or of another type */
function revertAsked(asked: Readonly<Record<string, unknown>>): Revert {
  const { operationId, force = false, $fields = [], ...others } = asked;
  const refuse = (what: string) => new ArchiveError('revertUpdate', what);
  const [superfluous] = Object.keys(others);
  if (superfluous !== undefined) throw refuse(`${superfluous.slice(0, 60)} is no part of a revert.`);
  if (typeof operationId !== 'string' || !isGuid(operationId))
    throw refuse('operationId must be the identifier of the update that shall be reverted.');
  if (typeof force !== 'boolean') throw refuse('force must be true or false.');
  if (!Array.isArray($fields) || $fields.some((field) => typeof field !== 'string'))
    throw refuse('$fields must be a list of names.');
  return { operation: operationId, force, ...($fields.length === 0 ? {} : { fields: $fields }) };
}

function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  if (isObject(body)) return body;
  throw new ArchiveError('invalidDsl', 'Validating request: object ~ WRONG_JSON_TYPE ~ path: []\n');
}
