import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { checkJson } from '../http/sanity.ts';
import { ArchiveError, technicalDate } from '../platform/index.ts';
import {
  ARCHIVAL_PROFILE,
  type DocumentKind,
  DocumentRefused,
  importDocuments,
  importProfileFile,
  type ReferentialHouse,
  readProfileFile,
  updateDocument,
} from '../referentials/index.ts';
import {
  type ById,
  type ByKind,
  changeable,
  fileOf,
  OfKind,
  orderOf,
  readable,
} from './referential-access.ts';
import { choicesOf, formOf, referredBy, tenantChosen } from './referential-form.ts';
import { REFERENTIAL_ROLES } from './referential-kinds.ts';

const BASE = '/api/v1/tenants/:tenant/referentials/:kind';
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

/** A refusal as a form shows it, beside the field. */
interface Refusal {
  readonly code: string;
  readonly field: string | null;
  readonly values: readonly string[];
  /** As the journal has it. */
  readonly text: string;
}

/** Records made and changed one by one, by the same operations as the compatible API (spec frontoffice.md B.18 to B.27). */
export async function recordRoutes(app: FastifyInstance, house: ReferentialHouse): Promise<void> {
  const config = { roles: REFERENTIAL_ROLES };

  app.get<ByKind>(`${BASE}/form`, { config, schema: { params: OfKind } }, async (request) =>
    formOf(editable(request), house.configuration, request.tenant),
  );

  app.get<ByKind & { Querystring: Static<typeof Asked> }>(
    `${BASE}/choices`,
    { config, schema: { params: OfKind, querystring: Asked } },
    async (request) => {
      const kind = editable(request);
      const { field, q, tenant } = request.query;
      const referred = referredBy(kind, field);
      if (referred === undefined)
        throw new ArchiveError('badRequest', `The field ${field} refers to nothing that can be chosen.`);
      return choicesOf(house.database, referred, tenantChosen(kind, request.tenant, tenant), q);
    },
  );

  app.post<ByKind & { Body: Static<typeof Members> }>(
    `${BASE}/records`,
    { config, schema: { params: OfKind, body: Members } },
    (request, reply) =>
      orRefusals(request, reply, async (kind) => {
        const [record] = await importDocuments(house, orderOf(request), kind, [request.body]);
        return reply.code(201).send({ id: record?.Identifier, operation: request.requestGuid });
      }),
  );

  app.put<ById & { Body: Static<typeof Edit> }>(
    `${BASE}/records/:id`,
    { config, schema: { body: Edit } },
    (request, reply) =>
      orRefusals(request, reply, async (kind) => {
        const { version, set, unset } = request.body;
        const actions = [
          { $set: { ...set, ...datesOf(kind, set.Status, technicalDate(house.clock.now())) } },
          { $unset: unset },
        ].filter((action) => Object.values(action).some((each) => Object.keys(each).length > 0));
        const order = orderOf(request);
        await updateDocument(house, order, kind, request.params.id, { $action: actions }, version);
        return { operation: request.requestGuid };
      }),
  );

  app.put<ById>(`${BASE}/records/:id/file`, { config }, async (request) => {
    withFile(editable(request));
    await importProfileFile(house, orderOf(request), request.params.id, fileOf(request));
    return { operation: request.requestGuid };
  });

  app.get<ById>(`${BASE}/records/:id/file`, { config }, async (request, reply) => {
    withFile(readable(request).document);
    const { name, stream } = await readProfileFile(house, request.tenant, request.params.id);
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
      .send(stream);
  });
}

/** A change of status is of its day, as the reference front office has it. */
function datesOf(kind: DocumentKind, status: unknown, now: string): Readonly<Record<string, string>> {
  if (kind.fields.ActivationDate === undefined) return {};
  if (status === 'ACTIVE') return { ActivationDate: now };
  return status === 'INACTIVE' ? { DeactivationDate: now } : {};
}

/** Carries a change out; a refusal of the document's controls is answered with the fields that it is about. */
async function orRefusals(
  request: FastifyRequest<ByKind>,
  reply: FastifyReply,
  change: (kind: DocumentKind) => Promise<unknown>,
): Promise<unknown> {
  const kind = editable(request);
  checkJson(request.body);
  try {
    return await change(kind);
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error;
    const refusals = error.findings.map(
      ({ reason, suffix, field, values, text }): Refusal => ({
        code: reason ?? suffix ?? 'REFUSED',
        field: field ?? null,
        values: values ?? [],
        text,
      }),
    );
    return reply.code(error.status).send({ ...error.toEnvelope(), refusals });
  }
}

/** @throws ArchiveError routeUnknown, roleRequired */
function editable(request: FastifyRequest<ByKind>): DocumentKind {
  const { document } = changeable(request);
  if (!document)
    throw new ArchiveError('routeUnknown', 'Ce référentiel se change par l’import d’un fichier seulement.');
  return document;
}

/** @throws ArchiveError routeUnknown */
function withFile(kind: DocumentKind | undefined): void {
  if (kind !== ARCHIVAL_PROFILE)
    throw new ArchiveError('routeUnknown', 'Les enregistrements de ce référentiel n’ont pas de fichier.');
}
