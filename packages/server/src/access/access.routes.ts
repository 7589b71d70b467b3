import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  BY_ID_SCHEMA,
  type Collection,
  envelopeOf,
  eq,
  type Found,
  LOGBOOK_OPERATIONS,
  MULTIPLE_SELECT_SCHEMA,
  OBJECT_GROUPS,
  PLATFORM_OPERATIONS,
  parseById,
  parseMultipleSelect,
  parseSingleSelect,
  type QueryNode,
  SINGLE_SELECT_SCHEMA,
  selectMultiple,
  selectSingle,
  UNITS,
} from '../catalogue/index.ts';
import { readJournal, readLifeCycle, renderLifeCycle } from '../logbook/index.ts';
import { ADMINISTRATION_TENANT, ArchiveError, type ErrorName, type Tx } from '../platform/index.ts';
import { accessLogRoutes } from './access-log.routes.ts';
import { logAccess } from './access-log.ts';
import { allowsUsage, groupRestriction, unitRestriction } from './access-rights.ts';
import { bodyOf, eyesOf, isTrackingTotals, refusingAs, whileWaitedFor } from './compatible.ts';
import { contentAsked } from './content-access.ts';
import type { AccessHouse } from './house.ts';
import { fileNameOf, findStoredObject, mediaTypeOf, sendObject } from './object-content.ts';
import { type Document, type Eyes, findGroup, findUnit, versionsOf } from './reading.ts';
import { registerRoutes } from './registers.routes.ts';
import { withInheritedRules } from './unit-rules.ts';

const BASE = '/access-external/v1';

type ById = { Params: { id: string } };

/** Searching and reading of the compatible API (spec api.md 4.1, 4.2, 5, 6.2.2). */
export async function accessRoutes(app: FastifyInstance, house: AccessHouse): Promise<void> {
  unitRoutes(app, house);
  inheritedRulesRoute(app, house);
  groupRoutes(app, house);
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

/** What an endpoint selects, and what it makes of it. */
export interface Selection {
  readonly collection: Collection;
  readonly kind: ErrorName;
  readonly restriction: (eyes: Eyes) => QueryNode;
  /** Adds to the documents that were found; they have their `#id`, whatever the projection. */
  readonly finish?: (tx: Tx, eyes: Eyes, found: readonly Document[]) => Promise<readonly Document[]>;
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
  { collection, kind, restriction, finish }: Selection,
) {
  const parsed = parseMultipleSelect(request.body);
  if (parsed.queries.length === 0 && parsed.roots.length === 0)
    throw new ArchiveError(kind, 'No search query specified, this is mandatory');
  if (isTrackingTotals(parsed.context))
    throw new ArchiveError(kind, '$track_total_hits is not authorized on this platform', { status: 401 });
  const eyes = await eyesFor();
  const { tenant, vocabulary } = eyes;
  const search = {
    tenant,
    collection,
    restriction: restriction(eyes),
    ...(vocabulary ? { vocabulary } : {}),
  };
  const read = async (tx: Tx) => {
    const asked =
      collection === UNITS ? { ...search, ...(await contentAsked(tx, eyes, parsed.queries)) } : search;
    if (finish === undefined) return selectMultiple(tx, asked, parsed);
    const projection = parsed.projection && [...parsed.projection, '#id'];
    const selected = await selectMultiple(tx, asked, { ...parsed, projection });
    return { ...selected, results: await finish(tx, eyes, selected.results) };
  };
  const found = await whileWaitedFor(request, (left) => house.database.readTenant(tenant, read, left));
  return envelopeOf(found, parsed.context);
}

const UNITS_UNDER: Omit<Selection, 'kind'> = {
  collection: UNITS,
  restriction: ({ rights, today }) => unitRestriction(rights, today),
};

function unitRoutes(app: FastifyInstance, house: AccessHouse): void {
  app.get(
    `${BASE}/units`,
    { config: { permission: 'units:read', body: MULTIPLE_SELECT_SCHEMA } },
    (request) =>
      refusingAs('queryRefused', 400, () =>
        selectUnder(house, request, { ...UNITS_UNDER, kind: 'selectUnits' }),
      ),
  );

  app.get<ById>(
    `${BASE}/units/:id`,
    { config: { permission: 'units:id:read:json', body: BY_ID_SCHEMA } },
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
    { config: { permission: 'unitsWithInheritedRules:read', body: MULTIPLE_SELECT_SCHEMA } },
    (request) =>
      refusingAs('inheritedRules', 412, () => {
        const { $projection } = (request.body ?? {}) as { $projection?: { $fields?: object } };
        if (Object.hasOwn($projection?.$fields ?? {}, '$rules'))
          throw new ArchiveError('inheritedRules', 'Invalid $rules projection');
        return selectUnder(house, request, {
          ...UNITS_UNDER,
          kind: 'inheritedRules',
          finish: withInheritedRules,
        });
      }),
  );
}

function groupRoutes(app: FastifyInstance, house: AccessHouse): void {
  app.get(
    `${BASE}/objects`,
    { config: { permission: 'objects:read', body: MULTIPLE_SELECT_SCHEMA } },
    (request) =>
      refusingAs('selectObjects', 412, () =>
        selectUnder(house, request, {
          collection: OBJECT_GROUPS,
          kind: 'selectObjects',
          restriction: ({ rights }) => groupRestriction(rights),
        }),
      ),
  );

  app.get<ById>(
    `${BASE}/units/:id/objects`,
    { config: { permission: 'units:id:objects:read:json', body: BY_ID_SCHEMA } },
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
  const version = header(request, 'x-version');
  if (qualifier === undefined || version === undefined || !/^\d{1,9}$/.test(version))
    throw new ArchiveError('selectObjectById', 'QUALIFIER or VERSION missing', { status: 412 });
  const eyes = await eyesOf(house, request, 'selectObjectById');
  if (!allowsUsage(eyes.rights, qualifier))
    throw new ArchiveError('selectObjectById', 'Qualifier not allowed', { status: 401 });
  const group = await groupOfUnit(house, eyes, request.params.id);
  const name = `${qualifier}_${Number(version)}`;
  const found = versionsOf(group).find((each) => each.version.DataObjectVersion === name);
  const stored =
    found &&
    (await house.database.inTenant(eyes.tenant, async (tx) => {
      const id = found.version['#id'];
      const place = await findStoredObject(tx, eyes.tenant, id);
      const { context, applicationSession: application } = request.caller;
      if (place)
        await logAccess(
          tx,
          eyes.rights,
          {
            tenant: eyes.tenant,
            request: request.requestGuid,
            context,
            ...(application ? { application } : {}),
          },
          [{ id, size: place.size, dataObjectVersion: name, unit: request.params.id }],
          house.clock.now(),
        );
      return place;
    }));
  if (found === undefined || stored === undefined)
    throw notFound('selectObjectById', `No stored object ${name} in this unit`);
  reply.raw.setHeader('X-Qualifier', qualifier);
  reply.raw.setHeader('X-Version', String(Number(version)));
  return sendObject(request, reply, house, {
    stored,
    fileName: fileNameOf(found.version),
    contentType: mediaTypeOf(found.version),
    disposition: 'attachment',
  });
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim() || undefined;
}

/** Journals of operations want no contract (spec api.md 11, quirk 30). */
function logbookRoutes(app: FastifyInstance, house: AccessHouse): void {
  app.get(
    `${BASE}/logbookoperations`,
    { config: { permission: 'logbookoperations:read', body: SINGLE_SELECT_SCHEMA } },
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
    { config: { permission: 'logbookoperations:id:read', body: BY_ID_SCHEMA } },
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
    { config: { permission: 'logbookunitlifecycles:id:read', body: BY_ID_SCHEMA } },
    (request) => lifeCycleOf(house, request, 'unit'),
  );
  app.get<ById>(
    `${BASE}/logbookobjectslifecycles/:id`,
    { config: { permission: 'logbookobjectslifecycles:id:read', body: BY_ID_SCHEMA } },
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
