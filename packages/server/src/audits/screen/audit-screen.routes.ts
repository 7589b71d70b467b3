import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { askerOfPerson, contractOf, eyesOfPerson, whileWaitedFor } from '../../access/index.ts';
import type { Role } from '../../identity/index.ts';
import { agent } from '../../logbook/index.ts';
import { createOperation } from '../../operations/index.ts';
import {
  ADMINISTRATION_TENANT,
  ArchiveError,
  type OperationId,
  StartedOperation,
  type Told,
  type Tx,
} from '../../platform/index.ts';
import { keptFile } from '../../referentials/index.ts';
import type { AuditHouse } from '../house.ts';
import { readAuditRequest } from '../objects/audit-request.ts';
import { OBJECTS_AUDIT } from '../objects/workflow.ts';
import { auditReferential, ReferentialVerdict } from '../referentials/audit-referential.ts';
import { COLLECTIONS } from '../referentials/collections.ts';
import { AUDIT_KINDS, requestOfOperation } from './audit-kinds.ts';
import { AuditDetail, AuditPage, listAudits, readAudit, type Whose } from './audit-views.ts';

const BASE = '/api/v1/tenants/:tenant/audits';
/** Who audits (spec frontoffice.md A.1, A4-6). */
const roles: readonly Role[] = ['R3', 'R5'];
/** What a person asks for is as large as it is: the journal says so where it is more than the platform expects. */
const ANY_NUMBER = 1_000_000_000;

const Day = Type.Optional(Type.String({ format: 'date' }));
const ListQuery = Type.Object({
  kind: Type.Optional(Type.Enum([...AUDIT_KINDS])),
  id: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  from: Day,
  to: Day,
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
const Id = Type.String({ minLength: 1, maxLength: 200 });
const Wanted = Type.Object(
  {
    kind: Type.Enum(['existence', 'integrity']),
    perimeter: Type.Union([
      Type.Object({ kind: Type.Literal('safe') }, { additionalProperties: false }),
      Type.Object({ kind: Type.Enum(['agency', 'operation']), id: Id }, { additionalProperties: false }),
    ]),
  },
  { additionalProperties: false },
);
const Audited = Type.Object(
  { collections: Type.Array(ReferentialVerdict) },
  { title: 'AuditedReferentials' },
);
type ById = { Params: { tenant: string; id: string } };

/** Audits as the screens show them: ask for one, follow it, read what it has found. */
export async function auditScreenRoutes(app: FastifyInstance, house: AuditHouse): Promise<void> {
  const config = { roles };

  app.get<{ Querystring: Static<typeof ListQuery>; Reply: AuditPage }>(
    BASE,
    { config: { ...config, result: AuditPage }, schema: { querystring: ListQuery } },
    async (request) => {
      const { offset, limit, ...filter } = request.query;
      const { rights } = await eyesOfPerson(house, request);
      return listAudits(house, whose(request), filter, { offset, limit }, rights.agencies);
    },
  );

  app.post<{ Body: Static<typeof Wanted>; Reply: StartedOperation }>(
    BASE,
    { config: { ...config, result: StartedOperation }, schema: { body: Wanted } },
    async (request, reply) => reply.code(202).send({ id: await start(house, request) }),
  );

  app.get<ById & { Reply: AuditDetail }>(
    `${BASE}/:id`,
    { config: { ...config, result: AuditDetail } },
    async (request) => {
      const eyes = await eyesOfPerson(house, request);
      return (await readAudit(house, whose(request), eyes, request.params.id)) ?? unknown();
    },
  );

  app.get<ById>(`${BASE}/:id/report`, { config }, async (request, reply) => {
    const { tenant, params } = request;
    const eyes = await eyesOfPerson(house, request);
    const audit = await readAudit(house, whose(request), eyes, params.id);
    const name = `${params.id}.jsonl`;
    const file =
      audit && (await house.database.inTenant(tenant, (tx) => keptFile(tx, house, tenant, 'reports', name)));
    if (!file) return unknown();
    return reply
      .type('application/x-ndjson')
      .header('content-disposition', `attachment; filename="audit-${name}"`)
      .send(file);
  });

  app.post<{ Reply: Told<typeof Audited> }>(
    `${BASE}/referentials`,
    { config: { ...config, result: Audited } },
    (request) =>
      whileWaitedFor(request, async (left) => {
        const { tenant } = request;
        const own = COLLECTIONS.filter(
          (each) => !each.isNotCopied && (!each.isOfPlatform || tenant === ADMINISTRATION_TENANT),
        );
        const collections = [];
        for (const each of own) collections.push(await auditReferential(house, tenant, each, left));
        return { collections };
      }),
  );
}

/** A report names archives: who has a contract sees none that others have asked for. */
function whose(request: FastifyRequest): Whose {
  const { tenant, person } = request;
  return { tenant, account: contractOf(request) === undefined ? undefined : person.account.id };
}

async function start(
  house: AuditHouse,
  request: FastifyRequest<{ Body: Static<typeof Wanted> }>,
): Promise<OperationId> {
  const { tenant, body, requestGuid } = request;
  const id = requestGuid as OperationId;
  const eyes = await eyesOfPerson(house, request);
  const auditActions = body.kind === 'existence' ? 'AUDIT_FILE_EXISTING' : 'AUDIT_FILE_INTEGRITY';
  const parameters = await house.database.inTenant(tenant, async (tx) => {
    await checkPerimeter(tx, tenant, body.perimeter, eyes.rights.agencies);
    const named = optionsOf(body.perimeter, tenant);
    const { chosen, ...read } = await readAuditRequest(tx, { auditActions, ...named }, eyes);
    const request = { ...(chosen.request as object), $threshold: ANY_NUMBER };
    return { ...read, chosen: { ...chosen, request } };
  });
  await createOperation(house, tenant, {
    id,
    workflow: OBJECTS_AUDIT,
    stepByStep: false,
    ...askerOfPerson(request),
    parameters,
    agent: agent('access-external', 1),
  });
  return id;
}

type Asked = Static<typeof Wanted>['perimeter'];

function optionsOf(perimeter: Asked, tenant: number): object {
  if (perimeter.kind === 'safe') return { auditType: 'tenant', objectId: String(tenant) };
  return perimeter.kind === 'agency'
    ? { auditType: 'originatingagency', objectId: perimeter.id }
    : { auditType: 'dsl', query: requestOfOperation(perimeter.id) };
}

/** @throws ArchiveError badRequest, in words for people */
async function checkPerimeter(
  tx: Tx,
  tenant: number,
  perimeter: Asked,
  agencies: readonly string[] | undefined,
): Promise<void> {
  if (perimeter.kind === 'agency') {
    const found = await tx.query(
      'select 1 from accession_register_summary where tenant = $1 and agency = $2',
      [tenant, perimeter.id],
    );
    if (found.length === 0 || agencies?.includes(perimeter.id) === false)
      throw new ArchiveError(
        'badRequest',
        `Le service producteur ${perimeter.id} n’a pas d’archives dans ce coffre.`,
      );
  }
  if (perimeter.kind === 'operation') {
    const found = await tx.query('select 1 from operation where tenant = $1 and id = $2', [
      tenant,
      perimeter.id,
    ]);
    if (found.length === 0)
      throw new ArchiveError(
        'badRequest',
        `L’opération ${perimeter.id} n’est pas de ce coffre : vérifiez son identifiant dans le journal.`,
      );
  }
}

function unknown(): never {
  throw new ArchiveError(
    'routeUnknown',
    'Cet audit n’existe pas, n’est pas le vôtre, ou n’a pas (encore) de rapport.',
  );
}
