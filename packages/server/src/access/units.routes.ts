import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { eq, nested } from '../catalogue/index.ts';
import { RULE_CATEGORIES } from '../catalogue/rules/index.ts';
import { FRONT_OFFICE_CONTEXT } from '../identity/index.ts';
import { HistoryChapter, type LifeCycleKind, readLifeCycle, renderHistory } from '../logbook/index.ts';
import { ArchiveError, Count, type Told } from '../platform/index.ts';
import { loadOntology } from '../referentials/index.ts';
import { logAccess } from './access-log.ts';
import { allowsUsage } from './access-rights.ts';
import type { AccessHouse } from './house.ts';
import { fileNameOf, findStoredObject, mediaTypeOf, sendObject } from './object-content.ts';
import { eyesOfPerson, refusedInWords } from './person-rights.ts';
import { type Eyes, findGroup, findUnit, versionsOf } from './reading.ts';
import { storable } from './storable.ts';
import { checkExport, exportUnits } from './unit-export.ts';
import { Facets, readFacets } from './unit-facets.ts';
import { RuleChoice, rulesOfCategory, UnitField, unitFields } from './unit-fields.ts';
import { Filters, filtersOf } from './unit-filters.ts';
import { countUnits, ORDERS, searchUnits, UnitPage } from './unit-page.ts';
import { RuleFacets, readRuleFacets } from './unit-rule-facets.ts';
import { Branch, countsUnder, NodeCounts, readBranch, readPath, TreeStep } from './unit-tree.ts';
import { UnitView, viewUnit } from './unit-view.ts';

/** Searching and reading for persons: what the front office shows of the archives. */

const BASE = '/api/v1/tenants/:tenant';
const READERS = { roles: ['R1', 'R2', 'R3', 'R4', 'R5'] } as const;

const WINDOW = 10_000;
const Identifier = Type.String({ minLength: 1, maxLength: 100 });
const Page = {
  offset: Type.Integer({ minimum: 0, maximum: WINDOW - 100, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
};

const Tenant = { tenant: Type.String() };
const ByUnit = Type.Object({ ...Tenant, id: Identifier });
const ByObject = Type.Object({ ...Tenant, objectId: Identifier });

const Order = Type.Enum([...ORDERS], { default: 'relevance' });
const Mark = Type.Optional(Type.String({ minLength: 1, maxLength: 5_000 }));
const Question = Type.Object({
  offset: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 0 }),
  limit: Page.limit,
  after: Mark,
  before: Mark,
  ...Filters,
  order: Order,
});

const Filtered = Type.Object(Filters);
const Exported = Type.Object({ ...Filters, order: Order });
const Category = Type.Enum([...RULE_CATEGORIES]);
const OfCategory = Type.Object({ category: Category });
const OfRules = Type.Object({
  ...Filters,
  category: Category,
  at: Type.Optional(Type.String({ format: 'date' })),
});
/** Identifiers with commas between. */
const OfNodes = Type.Object({
  ...Filters,
  nodes: Type.String({ pattern: '^[a-z2-7]{36}(,[a-z2-7]{36}){0,99}$' }),
});
const OfBranch = Type.Object({
  parent: Type.Optional(Identifier),
  /** Holding and filing units alone. */
  plans: Type.Optional(Type.Boolean()),
  offset: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 200 }),
});
const OfTree = Type.Object({ plans: OfBranch.properties.plans });
const Children = Type.Object(Page);
const Content = Type.Object({ disposition: Type.Enum(['inline', 'attachment'], { default: 'attachment' }) });

const Total = Type.Object({ total: Count }, { title: 'UnitCount' });
const FieldList = Type.Object({ fields: Type.Array(UnitField) }, { title: 'FieldList' });
const RuleList = Type.Object({ rules: Type.Array(RuleChoice) }, { title: 'RuleList' });
const Path = Type.Object({ path: Type.Array(TreeStep) }, { title: 'TreePath' });
const History = Type.Object({ operations: Type.Array(HistoryChapter) }, { title: 'History' });

export async function unitRoutes(app: FastifyInstance, house: AccessHouse): Promise<void> {
  const config = { roles: [...READERS.roles] };

  app.get<{ Querystring: Static<typeof Question>; Reply: UnitPage }>(
    `${BASE}/units`,
    { config: { ...config, result: UnitPage }, schema: { querystring: Question } },
    (request) => asked(house, request, (tx, eyes) => searchUnits(tx, eyes, filtersOf(request.query))),
  );

  app.get<{ Querystring: Static<typeof Filtered>; Reply: Told<typeof Total> }>(
    `${BASE}/units/count`,
    { config: { ...config, result: Total }, schema: { querystring: Filtered } },
    (request) =>
      asked(house, request, async (tx, eyes) => ({
        total: await countUnits(tx, eyes, filtersOf(request.query)),
      })),
  );

  app.get<{ Querystring: Static<typeof Exported> }>(
    `${BASE}/units/export`,
    { config, schema: { querystring: Exported } },
    async (request, reply) => {
      const eyes = await eyesOfPerson(house, request);
      const filters = await refusedInWords(async () => {
        const given = filtersOf(request.query);
        await checkExport(house, eyes, given);
        return given;
      });
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="recherche-${request.tenant}.csv"`)
        .send(Readable.from(exportUnits(house, eyes, filters)));
    },
  );

  app.get<{ Reply: Told<typeof FieldList> }>(
    `${BASE}/units/fields`,
    { config: { ...config, result: FieldList } },
    async ({ tenant }) => ({
      fields: await unitFields(house, tenant, await loadOntology(house.database)),
    }),
  );

  app.get<{ Querystring: Static<typeof OfCategory>; Reply: Told<typeof RuleList> }>(
    `${BASE}/units/rules`,
    { config: { ...config, result: RuleList }, schema: { querystring: OfCategory } },
    async ({ tenant, query }) => ({
      rules: await house.database.inTenant(tenant, (tx) => rulesOfCategory(tx, tenant, query.category)),
    }),
  );

  app.get<{ Querystring: Static<typeof Filtered>; Reply: Facets }>(
    `${BASE}/units/facets`,
    { config: { ...config, result: Facets }, schema: { querystring: Filtered } },
    (request) => asked(house, request, (tx, eyes) => readFacets(tx, eyes, filtersOf(request.query))),
  );

  app.get<{ Querystring: Static<typeof OfRules>; Reply: RuleFacets }>(
    `${BASE}/units/facets/rules`,
    { config: { ...config, result: RuleFacets }, schema: { querystring: OfRules } },
    (request) => asked(house, request, (tx, eyes) => readRuleFacets(tx, eyes, filtersOf(request.query))),
  );

  app.get<{ Querystring: Static<typeof OfNodes>; Reply: NodeCounts }>(
    `${BASE}/tree/counts`,
    { config: { ...config, result: NodeCounts }, schema: { querystring: OfNodes } },
    (request) =>
      asked(house, request, (tx, eyes) => {
        const { nodes, ...filters } = request.query;
        return countsUnder(tx, eyes, nodes.split(','), filtersOf(filters));
      }),
  );

  app.get<{ Querystring: Static<typeof OfBranch>; Reply: Branch }>(
    `${BASE}/tree`,
    { config: { ...config, result: Branch }, schema: { querystring: OfBranch } },
    (request) => asked(house, request, (tx, eyes) => readBranch(tx, eyes, request.query)),
  );

  app.get<{ Params: Static<typeof ByUnit>; Querystring: Static<typeof OfTree>; Reply: Told<typeof Path> }>(
    `${BASE}/tree/path/:id`,
    { config: { ...config, result: Path }, schema: { params: ByUnit, querystring: OfTree } },
    (request) =>
      asked(house, request, async (tx, eyes) => ({
        path: await readPath(tx, eyes, request.params.id, request.query.plans),
      })),
  );

  app.get<{ Params: Static<typeof ByUnit>; Reply: UnitView }>(
    `${BASE}/units/:id`,
    { config: { ...config, result: UnitView }, schema: { params: ByUnit } },
    (request) =>
      asked(house, request, async (tx, eyes) => {
        const view = await viewUnit(tx, eyes, request.params.id);
        return view ?? unknown('Cette unité archivistique n’existe pas, ou ne vous est pas ouverte.');
      }),
  );

  app.get<{ Params: Static<typeof ByUnit>; Querystring: Static<typeof Children>; Reply: UnitPage }>(
    `${BASE}/units/:id/children`,
    { config: { ...config, result: UnitPage }, schema: { params: ByUnit, querystring: Children } },
    (request) =>
      asked(house, request, (tx, eyes) =>
        searchUnits(tx, eyes, { ...request.query, parent: request.params.id, order: 'title' }),
      ),
  );

  for (const [kind, name] of [
    ['unit', 'units'],
    ['group', 'groups'],
  ] as const)
    app.get<{ Params: Static<typeof ByUnit>; Reply: Told<typeof History> }>(
      `${BASE}/${name}/:id/history`,
      { config: { ...config, result: History }, schema: { params: ByUnit } },
      (request) => historyOf(house, request, kind, request.params.id),
    );

  app.get<{ Params: Static<typeof ByObject>; Querystring: Static<typeof Content> }>(
    `${BASE}/objects/:objectId/content`,
    { config, schema: { params: ByObject, querystring: Content } },
    async (request, reply) => {
      const { objectId } = request.params;
      const { found, stored } = await asked(house, request, async (tx, eyes) => {
        const object = await findObject(tx, eyes, objectId);
        const { tenant, requestGuid, person } = request;
        await logAccess(
          tx,
          eyes.rights,
          { tenant, request: requestGuid, context: FRONT_OFFICE_CONTEXT, account: person.account.id },
          [
            {
              id: objectId,
              size: object.stored.size,
              dataObjectVersion: object.found.version.DataObjectVersion,
            },
          ],
          house.clock.now(),
        );
        return object;
      });
      const contentType = mediaTypeOf(found.version);
      const inline = request.query.disposition === 'inline' && SHOWN_INLINE.has(contentType);
      reply
        .header('content-security-policy', policyFor(inline, contentType))
        .header('cache-control', 'private, no-cache');
      return sendObject(request, reply, house, {
        stored,
        fileName: fileNameOf(found.version),
        contentType: contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType,
        disposition: inline ? 'inline' : 'attachment',
      });
    },
  );
}

/** What a browser shows without running anything of it; SVG, HTML and mails can carry scripts. */
const SHOWN_INLINE = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'text/plain',
  'audio/wav',
  'audio/x-wav',
  'audio/mpeg',
  'audio/ogg',
  'audio/flac',
  'audio/mp4',
  'audio/aac',
  'video/mp4',
  'video/webm',
  'video/ogg',
]);

/** Browsers open no PDF in a sandbox; their viewers run in a process of their own, away from the page's origin. */
function policyFor(inline: boolean, contentType: string): string {
  const own = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
  return inline && contentType === 'application/pdf' ? `${own}; object-src 'self'` : `${own}; sandbox`;
}

type Work<T> = (tx: Parameters<typeof findUnit>[0], eyes: Eyes) => Promise<T>;

/** Runs `work` with the eyes of whoever asks. */
async function asked<T>(house: AccessHouse, request: FastifyRequest, work: Work<T>): Promise<T> {
  const eyes = await eyesOfPerson(house, request);
  return refusedInWords(() => house.database.inTenant(eyes.tenant, (tx) => work(tx, eyes)));
}

async function findObject(tx: Parameters<typeof findUnit>[0], eyes: Eyes, objectId: string) {
  const versions = '#qualifiers.versions';
  const group = await findGroup(tx, eyes, nested(versions, eq(`${versions}._id`, storable(objectId))));
  const found = group && versionsOf(group).find(({ version }) => version['#id'] === objectId);
  if (found === undefined) return unknown('Cet objet n’existe pas, ou ne vous est pas ouvert.');
  if (!allowsUsage(eyes.rights, found.qualifier))
    throw new ArchiveError('roleRequired', 'Votre contrat d’accès n’ouvre pas les fichiers de cet usage.');
  const stored = await findStoredObject(tx, eyes.tenant, objectId);
  return stored === undefined
    ? unknown('Cet objet est décrit, mais son fichier n’est pas conservé ici.')
    : { found, stored };
}

async function historyOf(house: AccessHouse, request: FastifyRequest, kind: LifeCycleKind, id: string) {
  return asked(house, request, async (tx, eyes) => {
    const visible =
      kind === 'unit'
        ? await findUnit(tx, eyes, id, ['#id'])
        : await findGroup(tx, eyes, eq('#id', id), ['#id']);
    if (visible === undefined) return unknown('Cet élément n’existe pas, ou ne vous est pas ouvert.');
    return { operations: renderHistory(await readLifeCycle(tx, eyes.tenant, kind, id)) };
  });
}

function unknown(description: string): never {
  throw new ArchiveError('routeUnknown', description);
}
