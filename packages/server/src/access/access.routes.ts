import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  BY_ID_SCHEMA,
  envelopeOf,
  eq,
  type Found,
  GROUP_RESULT,
  LOGBOOK_OPERATIONS,
  MULTIPLE_SELECT_SCHEMA,
  PLATFORM_OPERATIONS,
  parseById,
  parseMultipleSelect,
  parseSingleSelect,
  SINGLE_SELECT_SCHEMA,
  selectMultiple,
  selectSingle,
  UNIT_RESULT,
  UNIT_WITH_RULES_RESULT,
} from '../catalogue/index.ts';
import {
  FOUND_JOURNAL_RESULT,
  JOURNAL_RESULT,
  LIFE_CYCLE_RESULT,
  readJournal,
  readLifeCycle,
  renderLifeCycle,
} from '../logbook/index.ts';
import { ADMINISTRATION_TENANT, ArchiveError, type ErrorName, type Tx } from '../platform/index.ts';
import { accessLogRoutes } from './access-log.routes.ts';
import { bodyOf, eyesOf, refuseTracking, refusingAs, whileWaitedFor } from './compatible.ts';
import { checkUsage, sendVersion, versionAsked } from './download.ts';
import type { AccessHouse } from './house.ts';
import { persistentIdentifierRoutes } from './persistent-identifiers.routes.ts';
import { type Document, type Eyes, findGroup, findUnit } from './reading.ts';
import { registerRoutes } from './registers.routes.ts';
import { OF_GROUPS, OF_UNITS, type Selection, searchSeen } from './selection.ts';
import { withInheritedRules } from './unit-rules.ts';

const BASE = '/access-external/v1';

type ById = { Params: { id: string } };

/** Searching and reading of the compatible API (spec api.md 4.1, 4.2, 5, 6.2.2). */
export async function accessRoutes(app: FastifyInstance, house: AccessHouse): Promise<void> {
  unitRoutes(app, house);
  inheritedRulesRoute(app, house);
  groupRoutes(app, house);
  persistentIdentifierRoutes(app, house);
  logbookRoutes(app, house);
  lifeCycleRoutes(app, house);
  registerRoutes(app, house);
  await accessLogRoutes(app, house);
}

/** A list of one document, by its identifier. */
function single(document: Document): Found {
  return { total: 1, filter: { offset: 0, statedLimit: 0, order: [] }, results: [document] };
}

function notFound(kind: ErrorName, description: string): ArchiveError {
  return new ArchiveError(kind, description, { status: 404 });
}

/** A select on units or groups, under the contract. */
async function selectUnder(house: AccessHouse, request: FastifyRequest, selection: Selection) {
  bodyOf(request);
  return selectSeen(house, request, () => eyesOf(house, request, selection.kind), selection);
}

/**
 * The select that a body is, checked as the compatible API checks it, while its client waits.
 * @param eyesFor asked once the body is known to be a select
 */
export async function selectSeen(
  house: AccessHouse,
  request: FastifyRequest,
  eyesFor: () => Promise<Eyes>,
  selection: Selection,
) {
  const { kind, finish } = selection;
  const parsed = parseMultipleSelect(request.body);
  if (parsed.queries.length === 0 && parsed.roots.length === 0)
    throw new ArchiveError(kind, 'No search query specified, this is mandatory');
  refuseTracking(house, parsed.filter, kind);
  const eyes = await eyesFor();
  const read = async (tx: Tx) => {
    const asked = await searchSeen(tx, eyes, selection, parsed.queries);
    if (finish === undefined) return selectMultiple(tx, asked, parsed);
    const projection = parsed.projection && [...parsed.projection, '#id'];
    const selected = await selectMultiple(tx, asked, { ...parsed, projection });
    return { ...selected, results: await finish(tx, eyes, selected.results) };
  };
  const found = await whileWaitedFor(request, (left) => house.database.readTenant(eyes.tenant, read, left));
  return envelopeOf(found, parsed.context);
}

function unitRoutes(app: FastifyInstance, house: AccessHouse): void {
  app.get(
    `${BASE}/units`,
    { config: { permission: 'units:read', body: MULTIPLE_SELECT_SCHEMA, result: UNIT_RESULT } },
    (request) => refusingAs('queryRefused', 400, () => selectUnder(house, request, OF_UNITS)),
  );

  app.get<ById>(
    `${BASE}/units/:id`,
    { config: { permission: 'units:id:read:json', body: BY_ID_SCHEMA, result: UNIT_RESULT } },
    (request) =>
      refusingAs('queryRefused', 400, async () => {
        const { projection, context } = parseById(bodyOf(request));
        const eyes = await eyesOf(house, request, 'selectUnitById');
        const { id } = request.params;
        const unit = await house.database.inTenant(eyes.tenant, (tx) => findUnit(tx, eyes, id, projection));
        if (unit === undefined) throw notFound('selectUnitById', 'Unit not found');
        return envelopeOf(single(unit), context);
      }),
  );
}

/** Rules that hold for units (spec rules.md 5.1). */
function inheritedRulesRoute(app: FastifyInstance, house: AccessHouse): void {
  app.get(
    `${BASE}/unitsWithInheritedRules`,
    {
      config: {
        permission: 'unitsWithInheritedRules:read',
        body: MULTIPLE_SELECT_SCHEMA,
        result: UNIT_WITH_RULES_RESULT,
      },
    },
    (request) =>
      refusingAs('inheritedRules', 412, () => {
        const { $projection } = (request.body ?? {}) as { $projection?: { $fields?: object } };
        if (Object.hasOwn($projection?.$fields ?? {}, '$rules'))
          throw new ArchiveError('inheritedRules', 'Invalid $rules projection');
        return selectUnder(house, request, {
          ...OF_UNITS,
          kind: 'inheritedRules',
          finish: withInheritedRules,
        });
      }),
  );
}

function groupRoutes(app: FastifyInstance, house: AccessHouse): void {
  app.get(
    `${BASE}/objects`,
    { config: { permission: 'objects:read', body: MULTIPLE_SELECT_SCHEMA, result: GROUP_RESULT } },
    (request) => refusingAs('selectObjects', 412, () => selectUnder(house, request, OF_GROUPS)),
  );

  app.get<ById>(
    `${BASE}/units/:id/objects`,
    { config: { permission: 'units:id:objects:read:json', body: BY_ID_SCHEMA, result: GROUP_RESULT } },
    (request) =>
      refusingAs('selectObjectById', 412, async () => {
        const { projection, context } = parseById(bodyOf(request));
        const eyes = await eyesOf(house, request, 'selectObjectById');
        const group = await groupOfUnit(house, eyes, request.params.id, projection);
        return envelopeOf(single(group), context);
      }),
  );

  app.get<ById>(
    `${BASE}/units/:id/objects`,
    { config: { permission: 'units:id:objects:read:binary' }, constraints: { variant: 'octet' } },
    (request, reply) => downloadOfUnit(house, request, reply),
  );
}

async function groupOfUnit(
  house: AccessHouse,
  eyes: Eyes,
  unitId: string,
  projection?: readonly string[],
): Promise<Document> {
  return house.database.inTenant(eyes.tenant, async (tx) => {
    const unit = await findUnit(tx, eyes, unitId, ['#object']);
    if (unit === undefined) throw notFound('selectObjectById', 'Unit not found');
    const id = unit['#object'];
    const group = typeof id === 'string' ? await findGroup(tx, eyes, eq('#id', id), projection) : undefined;
    if (group === undefined) throw notFound('selectObjectById', 'The unit has no object group');
    return group;
  });
}

/** The object of a usage and version of a unit (spec api.md A9). */
async function downloadOfUnit(house: AccessHouse, request: FastifyRequest<ById>, reply: FastifyReply) {
  const qualifier = header(request, 'x-qualifier');
  const number = header(request, 'x-version');
  if (qualifier === undefined || number === undefined || !/^\d{1,9}$/.test(number))
    throw new ArchiveError('selectObjectById', 'QUALIFIER or VERSION missing', { status: 412 });
  const eyes = await eyesOf(house, request, 'selectObjectById');
  checkUsage(eyes, qualifier);
  const group = await groupOfUnit(house, eyes, request.params.id);
  const version = versionAsked(group, { usage: qualifier, number: Number(number) });
  return sendVersion(house, request, reply, eyes, { version, unit: request.params.id });
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim() || undefined;
}

/** Journals of operations want no contract (spec api.md 11, quirk 30). */
function logbookRoutes(app: FastifyInstance, house: AccessHouse): void {
  app.get(
    `${BASE}/logbookoperations`,
    {
      config: {
        permission: 'logbookoperations:read',
        body: SINGLE_SELECT_SCHEMA,
        result: FOUND_JOURNAL_RESULT,
      },
    },
    (request) =>
      refusingAs('selectOperations', 400, async () => {
        const { tenant } = request;
        const parsed = parseSingleSelect(bodyOf(request));
        const found = await house.database.inTenant(tenant, (tx) =>
          selectSingle(tx, { tenant, collection: LOGBOOK_OPERATIONS }, withEvents(parsed)),
        );
        return envelopeOf(found, parsed.context);
      }),
  );

  app.get<ById>(
    `${BASE}/logbookoperations/:id`,
    { config: { permission: 'logbookoperations:id:read', body: BY_ID_SCHEMA, result: JOURNAL_RESULT } },
    (request) =>
      refusingAs('selectOperationById', 412, async () => {
        const { context } = parseById(bodyOf(request));
        const { tenant, params } = request;
        const journal = await house.database.inTenant(
          tenant,
          async (tx) =>
            (await readJournal(tx, tenant, params.id)) ??
            platformOperation(await readJournal(tx, ADMINISTRATION_TENANT, params.id)),
        );
        if (journal === undefined) throw notFound('selectOperationById', `No operation ${params.id}`);
        return envelopeOf(single(journal), context);
      }),
  );
}

/** Lists show the last events, whatever the projection (spec api.md L1). */
function withEvents<T extends { readonly projection: readonly string[] | undefined }>(request: T): T {
  if (request.projection === undefined || request.projection.includes('events')) return request;
  return { ...request, projection: [...request.projection, 'events'] };
}

/** The policy of the table lets no other pass; this says it again. */
function platformOperation(journal: Document | undefined): Document | undefined {
  return journal !== undefined && PLATFORM_OPERATIONS.includes(journal.evType as string)
    ? journal
    : undefined;
}

function lifeCycleRoutes(app: FastifyInstance, house: AccessHouse): void {
  app.get<ById>(
    `${BASE}/logbookunitlifecycles/:id`,
    {
      config: { permission: 'logbookunitlifecycles:id:read', body: BY_ID_SCHEMA, result: LIFE_CYCLE_RESULT },
    },
    (request) => lifeCycleOf(house, request, 'unit'),
  );
  app.get<ById>(
    `${BASE}/logbookobjectslifecycles/:id`,
    {
      config: {
        permission: 'logbookobjectslifecycles:id:read',
        body: BY_ID_SCHEMA,
        result: LIFE_CYCLE_RESULT,
      },
    },
    (request) => lifeCycleOf(house, request, 'group'),
  );
}

/** The control of visibility is a search that must find: hidden and unknown are one (spec api.md L3, L4). */
async function lifeCycleOf(house: AccessHouse, request: FastifyRequest<ById>, kind: 'unit' | 'group') {
  const error = kind === 'unit' ? 'unitLifeCycle' : 'groupLifeCycle';
  return refusingAs(error, 412, async () => {
    const { context } = parseById(bodyOf(request));
    const eyes = await eyesOf(house, request, error);
    const { id } = request.params;
    return house.database.inTenant(eyes.tenant, async (tx) => {
      const visible =
        kind === 'unit'
          ? await findUnit(tx, eyes, id, ['#id'])
          : await findGroup(tx, eyes, eq('#id', id), ['#id']);
      if (visible === undefined)
        throw new ArchiveError(
          kind === 'unit' ? 'unitHidden' : 'groupHidden',
          'Access by Contract Exception',
        );
      const rows = await readLifeCycle(tx, eyes.tenant, kind, id);
      const rendered = renderLifeCycle(eyes.tenant, id, rows);
      if (rendered === undefined) throw new ArchiveError(error, `No life cycle of ${id}`, { status: 500 });
      return envelopeOf(single(rendered), context);
    });
  });
}
