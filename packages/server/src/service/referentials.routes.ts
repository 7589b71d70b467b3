import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { FRONT_OFFICE_CONTEXT } from '../identity/index.ts';
import { ADMINISTRATION_TENANT, ArchiveError, type OperationId } from '../platform/index.ts';
import { CsvFault, type LineErrors, type ReferentialHouse, streamOf } from '../referentials/index.ts';
import { REFERENTIAL_ROLES, REFERENTIALS, type ShownReferential } from './referential-kinds.ts';
import { exportRecords, historyOf, listRecords, readRecord } from './referentials.ts';

const BASE = '/api/v1/tenants/:tenant/referentials';
const OF_KIND = Type.Object({ tenant: Type.String(), kind: Type.String({ maxLength: 100 }) });
const Wanted = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 500 })),
  Status: Type.Optional(Type.String({ maxLength: 100 })),
  RuleType: Type.Optional(Type.String({ maxLength: 100 })),
  Origin: Type.Optional(Type.String({ maxLength: 100 })),
  Type: Type.Optional(Type.String({ maxLength: 100 })),
});
const ListQuery = Type.Object({
  ...Wanted.properties,
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
type OfKind = { Params: { tenant: string; kind: string } };
type ById = { Params: { tenant: string; kind: string; id: string } };

/** A file as a check sees it, nothing changed. */
interface Checked {
  /** Why the file as a whole is refused. */
  readonly fault?: { readonly kind: string; readonly words: string; readonly columns: readonly string[] };
  readonly errors: LineErrors;
}

/** Administration of the referentials by people (spec frontoffice.md B.18 to B.26). */
export async function administrationRoutes(app: FastifyInstance, house: ReferentialHouse): Promise<void> {
  const config = { roles: REFERENTIAL_ROLES };
  const { database } = house;

  app.get(BASE, { config }, async (request) => ({
    referentials: Object.entries(REFERENTIALS)
      .filter(([, shown]) => mayRead(request, shown))
      .map(([name, shown]) => ({
        ...{ name, takes: shown.takes, hasCheck: shown.check !== undefined },
        mayImport: mayChange(request, shown),
      })),
  }));

  app.get<OfKind & { Querystring: Static<typeof ListQuery> }>(
    `${BASE}/:kind`,
    { config, schema: { params: OF_KIND, querystring: ListQuery } },
    async (request) => {
      const { offset, limit, q, ...filters } = request.query;
      return listRecords(
        database,
        readable(request),
        request.tenant,
        { words: q, filters },
        { offset, limit },
      );
    },
  );

  app.get<OfKind & { Querystring: Static<typeof Wanted> }>(
    `${BASE}/:kind/export`,
    { config, schema: { params: OF_KIND, querystring: Wanted } },
    async (request, reply) => {
      const { q, ...filters } = request.query;
      const shown = readable(request);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${request.params.kind}.csv"`)
        .send(Readable.from(exportRecords(database, shown, request.tenant, { words: q, filters })));
    },
  );

  app.get<ById>(`${BASE}/:kind/records/:id`, { config }, async (request) => {
    const record = await readRecord(database, readable(request), request.tenant, request.params.id);
    if (!record) throw unknownRecord(request.params.id);
    return record;
  });

  app.get<ById>(`${BASE}/:kind/records/:id/history`, { config }, async (request) => ({
    changes: await historyOf(database, readable(request), request.tenant, request.params.id),
  }));

  app.post<OfKind>(`${BASE}/:kind/check`, { config, schema: { params: OF_KIND } }, async (request) => {
    const { check } = changeable(request);
    if (!check) throw new ArchiveError('routeUnknown', 'Ce référentiel se contrôle à l’import seulement.');
    return checked(check(house, request.tenant, fileOf(request)));
  });

  app.post<OfKind>(
    `${BASE}/:kind/import`,
    { config, schema: { params: OF_KIND } },
    async (request, reply) => {
      const shown = changeable(request);
      const operation = request.requestGuid as OperationId;
      await shown.load(house, orderOf(request), fileOf(request));
      return reply.code(201).send({ operation });
    },
  );
}

async function checked(check: Promise<LineErrors>): Promise<Checked> {
  try {
    return { errors: await check };
  } catch (error) {
    if (error instanceof CsvFault)
      return { errors: {}, fault: { kind: error.kind, words: error.message, columns: error.columns } };
    if (error instanceof ArchiveError && error.status < 500)
      return { errors: {}, fault: { kind: 'REFUSED', words: error.description, columns: [] } };
    throw error;
  }
}

/** @throws ArchiveError routeUnknown, roleRequired */
function readable(request: FastifyRequest<OfKind>): ShownReferential {
  const { kind } = request.params;
  const shown = Object.hasOwn(REFERENTIALS, kind) ? REFERENTIALS[kind] : undefined;
  if (!shown) throw new ArchiveError('routeUnknown', `Il n’y a pas de référentiel ${kind}.`);
  if (!mayRead(request, shown))
    throw new ArchiveError(
      'roleRequired',
      'Ce référentiel est celui de la plate-forme : son exploitant le consulte dans le coffre d’administration.',
    );
  return shown;
}

/** @throws ArchiveError routeUnknown, roleRequired */
function changeable(request: FastifyRequest<OfKind>): ShownReferential {
  const shown = readable(request);
  if (!mayChange(request, shown))
    throw new ArchiveError(
      'roleRequired',
      'Ce référentiel vaut pour tous les coffres : il se change dans le coffre d’administration.',
    );
  return shown;
}

const holds = ({ person, tenant }: FastifyRequest, { roles }: ShownReferential) =>
  person.rights.some((right) => right.tenant === tenant && roles.includes(right.role));

const mayRead = (request: FastifyRequest, shown: ShownReferential) =>
  holds(request, shown) && (shown.administration !== true || request.tenant === ADMINISTRATION_TENANT);

const mayChange = (request: FastifyRequest, shown: ShownReferential) =>
  mayRead(request, shown) && (shown.scope === 'tenant' || request.tenant === ADMINISTRATION_TENANT);

/** @throws ArchiveError adminPrecondition: the body is no file */
function fileOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.headers['content-type'] !== 'application/octet-stream')
    throw new ArchiveError('adminPrecondition', 'Send the file as application/octet-stream.');
  return streamOf(request);
}

function orderOf(request: FastifyRequest) {
  const name = request.headers['x-filename'];
  return {
    tenant: request.tenant,
    operation: request.requestGuid as OperationId,
    context: FRONT_OFFICE_CONTEXT,
    ...(typeof name === 'string' && name !== '' ? { fileName: nameOf(name) } : {}),
  };
}

/** Headers hold ASCII alone: the name comes percent-encoded. */
function nameOf(sent: string): string {
  try {
    return decodeURIComponent(sent).slice(0, 255);
  } catch {
    return sent.slice(0, 255);
  }
}

const unknownRecord = (id: string) =>
  new ArchiveError('adminNotFound', `Rien sous l’identifiant ${id} dans ce référentiel.`);
