import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  BY_ID_SCHEMA,
  envelopeOf,
  eq,
  GROUP_RESULT,
  isIn,
  nested,
  parseById,
  type QueryNode,
  selectSingle,
  UNIT_RESULT,
} from '../catalogue/index.ts';
import { ArchiveError } from '../platform/index.ts';
import { USAGES } from '../referentials/index.ts';
import { eyesOf, refusingAs } from './compatible.ts';
import { type AskedVersion, checkUsage, sendVersion, versionAsked } from './download.ts';
import type { AccessHouse } from './house.ts';
import { type Document, type Eyes, findGroup, findUnits, listRequest, versionsOf } from './reading.ts';
import { OF_GROUPS } from './selection.ts';

/**
 * Units and objects by their persistent identifiers (spec operations.md 18.3, api.md A4, A10 to A12), each under its
 * older and its newer address (api.md 10.2). The newer ones also tell what became of what is gone: nothing leaves the
 * archive yet.
 */
export function persistentIdentifierRoutes(app: FastifyInstance, house: AccessHouse): void {
  unitRoutes(app, house);
  objectsOfUnitRoutes(app, house);
  objectRoutes(app, house);
}

const BASE = '/access-external/v1';
const CONTENT = 'PersistentIdentifier.PersistentIdentifierContent';
const VERSIONS = '#qualifiers.versions';

type ByIdentifier = { Params: { '*': string } };
type OfVersion = ByIdentifier & { Querystring: { qualifier?: unknown; version?: unknown } };

/** It may hold slashes, and end with none. */
const identifierIn = ({ params }: FastifyRequest<ByIdentifier>) => params['*'].replace(/\/$/, '');

const unitOf = (identifier: string): QueryNode => eq(CONTENT, identifier);
const groupOf = (identifier: string): QueryNode => nested(VERSIONS, eq(`${VERSIONS}.${CONTENT}`, identifier));

/** The projection may be left out, and with it the body. */
const asked = (request: FastifyRequest) => parseById(request.body ?? { $projection: {} });

function unitRoutes(app: FastifyInstance, house: AccessHouse): void {
  for (const [path, permission] of [
    ['byunitspersistentidentifier', 'units:unitsbypersistentidentifier:id:read'],
    ['unitpid', 'units:unitpid:id:read'],
  ] as const)
    app.get<ByIdentifier>(
      `${BASE}/units/${path}/*`,
      { config: { permission, body: BY_ID_SCHEMA, result: UNIT_RESULT } },
      (request) =>
        refusingAs('queryRefused', 400, async () => {
          const { projection, context } = asked(request);
          const eyes = await eyesOf(house, request, 'selectUnits');
          const found = await house.database.inTenant(eyes.tenant, (tx) =>
            findUnits(tx, eyes, unitOf(identifierIn(request)), projection),
          );
          return envelopeOf(found, context);
        }),
    );
}

function objectsOfUnitRoutes(app: FastifyInstance, house: AccessHouse): void {
  for (const [path, permission] of [
    ['byunitspersistentidentifier', 'objects:unitsbypersistentidentifier:id:objects:read:binary'],
    ['unitpid', 'objects:unitpid:id:objects:read:binary'],
  ] as const)
    app.get<OfVersion>(
      `${BASE}/objects/${path}/*`,
      { config: { permission }, constraints: { variant: 'octet' } },
      async (request, reply) => {
        const version = versionIn(request);
        const eyes = await eyesOf(house, request, 'selectObjectById');
        checkUsage(eyes, version.usage);
        return downloadOfUnit(house, request, reply, { eyes, version });
      },
    );
}

/** @throws ArchiveError for a usage that no object has, or a version that is no number */
function versionIn({
  query: { qualifier = 'BinaryMaster', version = '1' },
}: FastifyRequest<OfVersion>): AskedVersion {
  if (!USAGES.includes(String(qualifier)) || !/^\d{1,9}$/.test(String(version)))
    throw new ArchiveError(
      'selectObjectById',
      `qualifier is one of ${USAGES.join(', ')}, and version a number.`,
      { status: 412 },
    );
  return { usage: String(qualifier), number: Number(version) };
}

/** The object of the first unit of that identifier. */
async function downloadOfUnit(
  house: AccessHouse,
  request: FastifyRequest<OfVersion>,
  reply: FastifyReply,
  { eyes, version }: { readonly eyes: Eyes; readonly version: AskedVersion },
): Promise<FastifyReply> {
  const identifier = identifierIn(request);
  const { unit, group } = await house.database.inTenant(eyes.tenant, async (tx) => {
    const { results } = await findUnits(tx, eyes, unitOf(identifier), ['#id', '#object']);
    const { '#id': unit, '#object': object } = results[0] ?? unknown(identifier);
    const group = typeof object === 'string' ? await findGroup(tx, eyes, eq('#id', object)) : undefined;
    return { unit: unit as string, group: group ?? unknown(identifier) };
  });
  return sendVersion(house, request, reply, eyes, { version: versionAsked(group, version), unit });
}

function unknown(identifier: string): never {
  throw new ArchiveError('selectObjectById', `Nothing that may be read has the identifier ${identifier}`, {
    status: 404,
  });
}

function objectRoutes(app: FastifyInstance, house: AccessHouse): void {
  for (const [path, permission, isBare] of [
    // The reference system gives the groups of the older address without envelope.
    ['byobjectspersistentidentifier', 'objects:objectsbypersistentidentifier:id:read', true],
    ['objectpid', 'objects:objectpid:id:read', false],
  ] as const) {
    app.get<ByIdentifier>(
      `${BASE}/objects/${path}/*`,
      { config: { permission, body: BY_ID_SCHEMA, result: GROUP_RESULT, ...(isBare ? { isBare } : {}) } },
      (request) =>
        refusingAs('selectObjects', 412, async () => {
          const { projection, context } = asked(request);
          const eyes = await eyesOf(house, request, 'selectObjects');
          const search = { tenant: eyes.tenant, ...OF_GROUPS, restriction: OF_GROUPS.restriction(eyes) };
          const found = await house.database.inTenant(eyes.tenant, (tx) =>
            selectSingle(tx, search, listRequest(groupOf(identifierIn(request)), projection)),
          );
          return isBare ? found.results : envelopeOf(found, context);
        }),
    );
    app.get<ByIdentifier>(
      `${BASE}/objects/${path}/*`,
      { config: { permission: `${permission}:binary` }, constraints: { variant: 'octet' } },
      async (request, reply) => {
        const eyes = await eyesOf(house, request, 'selectObjectById');
        return downloadObject(house, request, reply, eyes);
      },
    );
  }
}

/** The object that has the identifier itself. */
async function downloadObject(
  house: AccessHouse,
  request: FastifyRequest<ByIdentifier>,
  reply: FastifyReply,
  eyes: Eyes,
): Promise<FastifyReply> {
  const identifier = identifierIn(request);
  const { group, unit } = await house.database.inTenant(eyes.tenant, async (tx) => {
    const group = (await findGroup(tx, eyes, groupOf(identifier))) ?? unknown(identifier);
    const holders = await findUnits(tx, eyes, isIn('#id', group['#unitups'] as string[]), ['#id']);
    return { group, unit: (holders.results[0] ?? unknown(identifier))['#id'] as string };
  });
  const found = versionsOf(group).find(({ version }) => hasIdentifier(version, identifier));
  const { qualifier, version } = found ?? unknown(identifier);
  checkUsage(eyes, qualifier);
  return sendVersion(house, request, reply, eyes, { version, unit });
}

function hasIdentifier({ PersistentIdentifier: own = [] }: Document, identifier: string): boolean {
  return [own].flat().some((each) => (each as Document).PersistentIdentifierContent === identifier);
}
