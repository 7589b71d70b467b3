import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { eyesEverywhere } from '../access/index.ts';
import { checkJson, ValueRefused } from '../http/sanity.ts';
import { ArchiveError, Text, type Told } from '../platform/index.ts';
import {
  DocumentRefused,
  importProfileFile,
  loadOntology,
  RecordUse,
  type ReferentialHouse,
  readProfileFile,
  usesOfRecord,
} from '../referentials/index.ts';
import { activityOf, ContractActivity } from './contract-activity.ts';
import type { RecordKeeper } from './record-keeper.ts';
import {
  type ById,
  type ByKind,
  changeable,
  DoneBy,
  fileOf,
  OfKind,
  orderOf,
  readable,
} from './referential-access.ts';
import { Choices, choicesOf, Form, formOf, referredBy, tenantChosen } from './referential-form.ts';
import { REFERENTIAL_ROLES, type ShownReferential } from './referential-kinds.ts';
import { refusalsTold } from './referential-preview.ts';
import { StorageStrategies, strategiesOf } from './storage-strategies.ts';
import { useOfVocabulary, VocabularyUse } from './vocabulary-use.ts';

const BASE = '/api/v1/tenants/:tenant/referentials/:kind';
const ACTIVITY = '/api/v1/tenants/:tenant/ingest-contracts/:id/activity';
const STRATEGIES = '/api/v1/tenants/:tenant/storage-strategies';
const VOCABULARY = '/api/v1/tenants/:tenant/ontologies/:id/use';
const Asked = Type.Object({
  field: Type.String({ maxLength: 200 }),
  q: Type.Optional(Type.String({ maxLength: 500 })),
  tenant: Type.Optional(Type.String({ maxLength: 10 })),
});
const Members = Type.Record(Type.String({ maxLength: 100 }), Type.Unknown());
const Edit = Type.Object({
  /** Of the record that was read. */
  version: Type.Integer({ minimum: 0 }),
  set: Members,
  unset: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
});

const MadeRecord = Type.Object({ id: Text, operation: Text }, { title: 'MadeRecord' });
const Uses = Type.Object({ uses: Type.Array(RecordUse) }, { title: 'RecordUses' });
const OfVersion = Type.Object({ version: Type.Integer({ minimum: 0 }) });

/** Records made, changed and removed one by one, by the same operations as the compatible API (spec frontoffice.md B.18 to B.27). */
export async function recordRoutes(app: FastifyInstance, house: ReferentialHouse): Promise<void> {
  const config = { roles: REFERENTIAL_ROLES };

  app.get<ByKind & { Reply: Form }>(
    `${BASE}/form`,
    { config: { ...config, result: Form }, schema: { params: OfKind } },
    async (request) => formOf(changeable(request).records, house.configuration, request.tenant),
  );

  app.get<ByKind & { Querystring: Static<typeof Asked>; Reply: Choices }>(
    `${BASE}/choices`,
    { config: { ...config, result: Choices }, schema: { params: OfKind, querystring: Asked } },
    async (request) => {
      const shown = changeable(request);
      const { field, q, tenant } = request.query;
      const referred = referredBy(shown.records, field);
      if (referred === undefined)
        throw new ArchiveError('badRequest', `The field ${field} refers to nothing that can be chosen.`);
      return choicesOf(house.database, referred, tenantChosen(shown, request.tenant, tenant), q);
    },
  );

  app.post<ByKind & { Body: Static<typeof Members> }>(
    `${BASE}/records`,
    { config: { ...config, result: MadeRecord }, schema: { params: OfKind, body: Members } },
    (request, reply) =>
      orRefusals<Told<typeof MadeRecord>>(request, reply.code(201), async (records) => {
        const id = await records.create(house, orderOf(request), request.body);
        return { id, operation: request.requestGuid };
      }),
  );

  app.put<ById & { Body: Static<typeof Edit> }>(
    `${BASE}/records/:id`,
    { config: { ...config, result: DoneBy }, schema: { body: Edit } },
    (request, reply) =>
      orRefusals<DoneBy>(request, reply, async ({ change }) => {
        if (!change)
          throw new ArchiveError(
            'routeUnknown',
            'Les enregistrements de ce référentiel ne se modifient pas : supprimez-les, puis recréez-les.',
          );
        await change(house, orderOf(request), request.params.id, request.body);
        return { operation: request.requestGuid };
      }),
  );

  app.delete<ById & { Querystring: Static<typeof OfVersion> }>(
    `${BASE}/records/:id`,
    { config: { ...config, result: DoneBy }, schema: { querystring: OfVersion } },
    (request, reply) =>
      orRefusals<DoneBy>(request, reply, async ({ remove }) => {
        if (!remove)
          throw new ArchiveError(
            'routeUnknown',
            'Les enregistrements de ce référentiel ne se suppriment pas : désactivez-les.',
          );
        await remove(house, orderOf(request), request.params.id, request.query.version);
        return { operation: request.requestGuid };
      }),
  );

  app.get<ById & { Reply: Told<typeof Uses> }>(
    `${BASE}/records/:id/uses`,
    { config: { ...config, result: Uses } },
    async (request) => {
      const { kind } = readable(request);
      return { uses: await usesOfRecord(house.database, request.tenant, kind, request.params.id) };
    },
  );

  app.get<{ Params: { tenant: string; id: string }; Reply: ContractActivity }>(
    ACTIVITY,
    { config: { ...config, result: ContractActivity } },
    async ({ tenant, params: { id } }) => {
      const activity = await house.database.inTenant(tenant, (tx) => activityOf(tx, tenant, id));
      if (activity === undefined)
        throw new ArchiveError('adminNotFound', `Ce coffre n’a pas de contrat d’entrée ${id}.`);
      return activity;
    },
  );

  app.get<{ Reply: StorageStrategies }>(
    STRATEGIES,
    { config: { ...config, result: StorageStrategies } },
    async () => strategiesOf(house.storage),
  );

  app.get<{ Params: { tenant: string; id: string }; Reply: VocabularyUse }>(
    VOCABULARY,
    { config: { ...config, result: VocabularyUse } },
    async (request) => {
      const { tenant } = request;
      const { id } = request.params;
      if (!(await loadOntology(house.database)).has(id))
        throw new ArchiveError('adminNotFound', `L’ontologie n’a pas de vocabulaire ${id}.`);
      return useOfVocabulary(house, tenant, id, await eyesEverywhere(house, request));
    },
  );

  app.put<ById & { Reply: DoneBy }>(
    `${BASE}/records/:id/file`,
    { config: { ...config, result: DoneBy } },
    async (request) => {
      withFile(changeable(request));
      await importProfileFile(house, orderOf(request), request.params.id, fileOf(request));
      return { operation: request.requestGuid };
    },
  );

  app.get<ById>(`${BASE}/records/:id/file`, { config }, async (request, reply) => {
    withFile(readable(request));
    const { name, stream } = await readProfileFile(house, request.tenant, request.params.id);
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
      .send(stream);
  });
}

/** Carries a change out; a refusal of the record's controls is answered with the fields that it is about. */
async function orRefusals<Done>(
  request: FastifyRequest<ByKind>,
  reply: FastifyReply,
  change: (records: RecordKeeper) => Promise<Done>,
): Promise<Done | FastifyReply> {
  const { records } = changeable(request);
  return refusalsTold(reply, () => {
    if (request.body !== undefined) checkMembers(request.body);
    return change(records);
  });
}

/** @throws DocumentRefused naming the field that holds markup; ArchiveError sanity */
function checkMembers(body: unknown): void {
  try {
    checkJson(body);
  } catch (error) {
    if (!(error instanceof ValueRefused)) throw error;
    const { description: text, path } = error;
    // A change names what it sets; a new record is what is sent.
    const field = path.replace(/^set\./, '');
    throw new DocumentRefused('badRequest', text, [{ reason: 'MARKUP', field, text }]);
  }
}

/** @throws ArchiveError routeUnknown */
function withFile({ hasFiles }: ShownReferential): void {
  if (!hasFiles)
    throw new ArchiveError('routeUnknown', 'Les enregistrements de ce référentiel n’ont pas de fichier.');
}
