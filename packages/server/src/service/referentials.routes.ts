import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { ArchiveError, Text, type Told } from '../platform/index.ts';
import type { ReferentialHouse } from '../referentials/index.ts';
import { agencyRoutes } from './agencies.routes.ts';
import {
  type ById,
  type ByKind,
  changeable,
  DoneBy,
  fileOf,
  mayChange,
  mayRead,
  OfKind,
  orderOf,
  readable,
} from './referential-access.ts';
import { recordRoutes } from './referential-edit.routes.ts';
import { tableTemplate, templateOf } from './referential-form.ts';
import { REFERENTIAL_ROLES, REFERENTIALS, type ShownReferential } from './referential-kinds.ts';
import { Checked, checkedFile } from './referential-preview.ts';
import {
  exportRecords,
  historyOf,
  importableFile,
  listRecords,
  ReferentialChange,
  ReferentialPage,
  ReferentialRecord,
  readRecord,
} from './referentials.ts';
import { schemaViewRoutes } from './schema-view.routes.ts';

const BASE = '/api/v1/tenants/:tenant/referentials';
const Wanted = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 500 })),
  Status: Type.Optional(Type.String({ maxLength: 100 })),
  RuleType: Type.Optional(Type.String({ maxLength: 100 })),
  Origin: Type.Optional(Type.String({ maxLength: 100 })),
  Type: Type.Optional(Type.String({ maxLength: 100 })),
  /** Identifier of an agency: it, and all that are beneath it. */
  under: Type.Optional(Type.String({ maxLength: 500 })),
});
const ListQuery = Type.Object({
  ...Wanted.properties,
  /** Member that the list is sorted by. */
  sort: Type.Optional(Type.String({ pattern: '^[A-Za-z]{1,60}$' })),
  descending: Type.Boolean({ default: false }),
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});

const TemplateQuery = Type.Object({
  /** The table of a referential that takes documents too. */
  form: Type.Optional(Type.Enum(['table'])),
});
const Formed = Type.Object({
  /** Of a file that adds records, where the referential takes such files beside those that replace it. */
  form: Type.Optional(Type.Enum(['eac-cpf'])),
});
const Seen = Type.Object({
  ...Formed.properties,
  /** State of the referential that a preview has compared. */
  state: Type.Optional(Type.String({ maxLength: 100 })),
});

const ReferentialAccess = Type.Object(
  {
    name: Text,
    takes: Type.Enum(['csv', 'xml', 'json'], { description: 'Extension of the files that it takes.' }),
    takesTable: Type.Boolean({ description: 'Beside documents, a table of one a line.' }),
    hasTemplate: Type.Boolean({ description: 'There is a file to fill in.' }),
    mayImport: Type.Boolean(),
    mayAdd: Type.Boolean({ description: 'Its records are made one by one.' }),
    mayEdit: Type.Boolean({ description: 'Its records are changed one by one.' }),
    mayRemove: Type.Boolean({ description: 'Its records are removed one by one.' }),
  },
  { title: 'ReferentialAccess', description: 'A referential that one may read in a tenant.' },
);
const AccessList = Type.Object({ referentials: Type.Array(ReferentialAccess) }, { title: 'ReferentialList' });
const History = Type.Object(
  {
    tenant: Type.Integer({
      description:
        'In whose journal the operations stand: what is of the platform, in that of the administration.',
    }),
    changes: Type.Array(ReferentialChange),
  },
  { title: 'RecordHistory' },
);

/** Administration of the referentials by people (spec frontoffice.md B.18 to B.26). */
export async function administrationRoutes(app: FastifyInstance, house: ReferentialHouse): Promise<void> {
  const config = { roles: REFERENTIAL_ROLES };
  const { database } = house;

  app.get<{ Reply: Told<typeof AccessList> }>(
    BASE,
    { config: { ...config, result: AccessList } },
    async (request) => ({
      referentials: Object.entries(REFERENTIALS)
        .filter(([, shown]) => mayRead(request, shown))
        .map(([name, shown]) => ({
          ...{ name, takes: shown.takes, takesTable: shown.table !== undefined },
          hasTemplate: templateOf(shown, house.configuration, request.tenant) !== undefined,
          mayImport: mayChange(request, shown),
          mayAdd: mayChange(request, shown),
          mayEdit: shown.records.change !== undefined && mayChange(request, shown),
          mayRemove: shown.records.remove !== undefined && mayChange(request, shown),
        })),
    }),
  );

  app.get<ByKind & { Querystring: Static<typeof ListQuery>; Reply: ReferentialPage }>(
    `${BASE}/:kind`,
    { config: { ...config, result: ReferentialPage }, schema: { params: OfKind, querystring: ListQuery } },
    async (request) => {
      const { offset, limit, q, sort, descending, under, ...filters } = request.query;
      return listRecords(
        database,
        readable(request),
        request.tenant,
        { words: q, filters, under },
        { offset, limit, by: sort, isDescending: descending },
      );
    },
  );

  app.get<ByKind & { Querystring: Static<typeof Wanted> }>(
    `${BASE}/:kind/export`,
    { config, schema: { params: OfKind, querystring: Wanted } },
    async (request, reply) => {
      const { q, under, ...filters } = request.query;
      const shown = readable(request);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${request.params.kind}.csv"`)
        .send(Readable.from(exportRecords(database, shown, request.tenant, { words: q, filters, under })));
    },
  );

  app.get<ByKind>(`${BASE}/:kind/file`, { config, schema: { params: OfKind } }, async (request, reply) => {
    const shown = readable(request);
    if (shown.takes === 'xml')
      throw new ArchiveError(
        'routeUnknown',
        'Ce référentiel vient d’un fichier que le service ne refait pas.',
      );
    return reply
      .type(shown.takes === 'csv' ? 'text/csv; charset=utf-8' : 'application/octet-stream')
      .header('content-disposition', `attachment; filename="${request.params.kind}.${shown.takes}"`)
      .send(Readable.from(importableFile(database, shown, request.tenant)));
  });

  app.get<ByKind & { Querystring: Static<typeof TemplateQuery> }>(
    `${BASE}/:kind/template`,
    { config, schema: { params: OfKind, querystring: TemplateQuery } },
    async (request, reply) => {
      const shown = readable(request);
      const { form } = request.query;
      const template =
        form === 'table' ? tableTemplate(shown) : templateOf(shown, house.configuration, request.tenant);
      if (template === undefined)
        throw new ArchiveError('routeUnknown', 'Ce référentiel n’a pas de fichier modèle.');
      const extension = form === 'table' ? 'csv' : shown.takes;
      return reply
        .type(extension === 'csv' ? 'text/csv; charset=utf-8' : 'application/octet-stream')
        .header('content-disposition', `attachment; filename="${request.params.kind}-template.${extension}"`)
        .send(template);
    },
  );

  app.get<ById & { Reply: ReferentialRecord }>(
    `${BASE}/:kind/records/:id`,
    { config: { ...config, result: ReferentialRecord } },
    async (request) => {
      const record = await readRecord(database, readable(request), request.tenant, request.params.id);
      if (!record)
        throw new ArchiveError(
          'adminNotFound',
          `Rien sous l’identifiant ${request.params.id} dans ce référentiel.`,
        );
      return record;
    },
  );

  app.get<ById & { Reply: Told<typeof History> }>(
    `${BASE}/:kind/records/:id/history`,
    { config: { ...config, result: History } },
    async (request) => historyOf(database, readable(request), request.tenant, request.params.id),
  );

  app.post<ByKind & { Querystring: Static<typeof Formed>; Reply: Checked }>(
    `${BASE}/:kind/check`,
    { config: { ...config, result: Checked }, schema: { params: OfKind, querystring: Formed } },
    async (request) => {
      const { check } = ofForm(changeable(request), request.query.form);
      return checkedFile(check(house, request.tenant, fileOf(request)));
    },
  );

  app.post<ByKind & { Querystring: Static<typeof Seen>; Reply: DoneBy }>(
    `${BASE}/:kind/import`,
    { config: { ...config, result: DoneBy }, schema: { params: OfKind, querystring: Seen } },
    async (request, reply) => {
      const shown = ofForm(changeable(request), request.query.form);
      const order = { ...orderOf(request), state: request.query.state };
      await shown.load(house, order, fileOf(request));
      return reply.code(201).send({ operation: order.operation });
    },
  );

  await recordRoutes(app, house);
  await agencyRoutes(app, house);
  await schemaViewRoutes(app, house);
}

/** @throws ArchiveError routeUnknown: the referential takes no files of the form */
function ofForm(shown: ShownReferential, form: string | undefined): Pick<ShownReferential, 'load' | 'check'> {
  const taken = form === undefined ? shown : shown.additions?.[form];
  if (taken === undefined)
    throw new ArchiveError('routeUnknown', `Ce référentiel ne prend pas de fichiers ${form}.`);
  return taken;
}
