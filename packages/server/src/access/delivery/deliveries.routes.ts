import { SEDA_VERSIONS } from '@perenne/seda';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Role } from '../../identity/index.ts';
import { ArchiveError, type OperationId, StartedOperation } from '../../platform/index.ts';
import { sendObject } from '../object-content.ts';
import { askerOfPerson, contractOf, eyesOfPerson, refusedInWords, rightsOfPerson } from '../person-rights.ts';
import { Filters, filtersOf } from '../unit-filters.ts';
import { fileNameOf, findPackage } from './delivered-package.ts';
import {
  type DeliveriesOf,
  DeliveryDetail,
  DeliveryPage,
  listDeliveries,
  readDelivery,
} from './deliveries.ts';
import { DEFAULT_VERSION } from './dip-request.ts';
import { Estimate, estimate } from './estimate.ts';
import type { DeliveryHouse } from './house.ts';
import type { ObjectChoice, Selection } from './request.ts';
import { startDelivery } from './start-delivery.ts';

const BASE = '/api/v1/tenants/:tenant/deliveries';
/** Who delivers archives (spec frontoffice.md A.1); R5 holds the service's first account. */
const roles: readonly Role[] = ['R2', 'R3', 'R5'];

const Short = Type.Optional(Type.String({ maxLength: 100 }));
const Long = Type.Optional(Type.String({ maxLength: 300 }));
const MOST_UNITS = 10_000;

/** What is delivered: one of two selections, and which files. */
const chosen = {
  units: Type.Optional(
    Type.Array(Type.String({ pattern: '^[a-z2-7]{36}$' }), { minItems: 1, maxItems: MOST_UNITS }),
  ),
  /** With all that is below the units. */
  withDescendants: Type.Boolean({ default: false }),
  search: Type.Optional(Type.Object(Filters, { additionalProperties: false })),
  objects: Type.Union(
    [
      Type.Literal('all'),
      Type.Literal('none'),
      Type.Record(
        Type.String({ maxLength: 100 }),
        Type.Array(Type.Enum(['FIRST', 'LAST', 'ALL']), { minItems: 1, maxItems: 3 }),
      ),
    ],
    { default: 'all' },
  ),
};
const Choice = Type.Object(chosen, { additionalProperties: false });

/** What the two steps of the form say (spec frontoffice.md B.13.8). */
const Request = Type.Object(
  {
    ...chosen,
    sedaVersion: Type.Enum([...SEDA_VERSIONS], { default: DEFAULT_VERSION }),
    lifeCycles: Type.Boolean({ default: false }),
    /** Files under the names that they had. */
    originalNames: Type.Boolean({ default: false }),
    /** Files in folders that follow the units. */
    tree: Type.Boolean({ default: false }),
    messageRequestIdentifier: Short,
    requesterIdentifier: Short,
    archivalAgencyIdentifier: Long,
    authorizationRequestReplyIdentifier: Long,
    submissionAgencyIdentifier: Short,
    comment: Long,
  },
  { additionalProperties: false },
);

const Page = Type.Object({
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
type ById = { Params: { tenant: string; id: string } };

/** Deliveries as the screens show them: ask for one, follow it, fetch its package. */
export async function deliveryRoutes(app: FastifyInstance, house: DeliveryHouse): Promise<void> {
  const config = { roles };

  app.post<{ Body: Static<typeof Request>; Reply: StartedOperation }>(
    BASE,
    { config: { ...config, result: StartedOperation }, schema: { body: Request } },
    async (request, reply) => {
      const id = request.requestGuid as OperationId;
      await start(house, request, id);
      return reply.code(202).send({ id });
    },
  );

  app.post<{ Body: Static<typeof Choice>; Reply: Estimate }>(
    `${BASE}/estimate`,
    { config: { ...config, result: Estimate }, schema: { body: Choice } },
    (request) =>
      refusedInWords(async () => {
        const { tenant, body } = request;
        const eyes = await eyesOfPerson(house, request);
        return house.database.inTenant(tenant, (tx) =>
          estimate(tx, eyes, selectionOf(body), choiceOf(body.objects)),
        );
      }),
  );

  app.get<{ Querystring: Static<typeof Page>; Reply: DeliveryPage }>(
    BASE,
    { config: { ...config, result: DeliveryPage }, schema: { querystring: Page } },
    (request) => listDeliveries(house, whose(request), request.query),
  );

  app.get<ById & { Reply: DeliveryDetail }>(
    `${BASE}/:id`,
    { config: { ...config, result: DeliveryDetail } },
    async (request) => {
      const delivery = await readDelivery(house, whose(request), request.params.id);
      return delivery ?? unknown();
    },
  );

  app.get<ById>(`${BASE}/:id/content`, { config }, async (request, reply) => {
    const { id } = request.params;
    const delivery = await readDelivery(house, whose(request), id);
    const stored = delivery && (await findPackage(house, request.tenant, id));
    if (!stored) return unknown();
    return sendObject(request, reply, house, {
      stored,
      fileName: fileNameOf(id),
      contentType: 'application/zip',
      disposition: 'attachment',
    });
  });
}

/** A package holds what its asker's contract allows: who has one sees no package of others. */
export function whose(request: FastifyRequest): DeliveriesOf {
  const { tenant, person } = request;
  return { tenant, account: contractOf(request) === undefined ? undefined : person.account.id };
}

async function start(
  house: DeliveryHouse,
  request: FastifyRequest<{ Body: Static<typeof Request> }>,
  id: OperationId,
): Promise<void> {
  const { tenant, person, body } = request;
  const { units, withDescendants, search, sedaVersion, objects, lifeCycles, originalNames, tree, ...header } =
    body;
  await refusedInWords(async () =>
    startDelivery(house, {
      tenant,
      id,
      selection: selectionOf(body),
      request: {
        version: sedaVersion,
        full: false,
        header,
        objects: choiceOf(objects),
        ...{ lifeCycles, originalNames, tree },
      },
      rights: await rightsOfPerson(house, request),
      requester: person.account.name,
      account: person.account.id,
      ...askerOfPerson(request),
    }),
  );
}

function selectionOf({ units, withDescendants, search }: Static<typeof Choice>): Selection {
  if ((units === undefined) === (search === undefined))
    throw new ArchiveError(
      'badRequest',
      'Choisissez des unités (units) ou une recherche (search), l’une des deux.',
    );
  if (search !== undefined) return { kind: 'filters', filters: filtersOf(search) };
  const these = { $in: { '#id': units } };
  const query = withDescendants ? { $or: [these, { $in: { '#allunitups': units } }] } : these;
  return { kind: 'query', query: { $roots: [], $query: [query], $projection: {} } };
}

function choiceOf(objects: Static<typeof Choice>['objects']): ObjectChoice {
  if (objects === 'all') return { kind: 'last' };
  return objects === 'none' ? { kind: 'none' } : { kind: 'patterns', patterns: objects };
}

function unknown(): never {
  throw new ArchiveError(
    'routeUnknown',
    'Cette mise à disposition n’existe pas, n’est pas la vôtre, ou n’a pas (ou plus) de fichier.',
  );
}
