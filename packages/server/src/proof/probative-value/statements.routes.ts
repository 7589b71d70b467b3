import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  type ChosenUnits,
  chooseFound,
  chooseUnits,
  contractOf,
  eyesOfPerson,
  Filters,
  filtersOf,
  refusedInWords,
} from '../../access/index.ts';
import { FRONT_OFFICE_CONTEXT, type Role } from '../../identity/index.ts';
import { agent } from '../../logbook/index.ts';
import { createOperation } from '../../operations/index.ts';
import { ArchiveError, type OperationId, StartedOperation } from '../../platform/index.ts';
import type { ProofHouse } from '../house.ts';
import type { ProbativeParameters } from './run.ts';
import {
  listStatements,
  readStatement,
  reportStream,
  StatementDetail,
  StatementPage,
  type Whose,
} from './statements.ts';
import { PROBATIVE_VALUE } from './workflow.ts';

const BASE = '/api/v1/tenants/:tenant/probative-values';
/** Who states the probative value of archives (spec frontoffice.md A.1). */
const roles: readonly Role[] = ['R3', 'R5'];

const Request = Type.Object(
  {
    units: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z2-7]{36}$' }), { minItems: 1, maxItems: 10_000 }),
    ),
    search: Type.Optional(Type.Object(Filters, { additionalProperties: false })),
    usage: Type.String({ minLength: 1, maxLength: 100 }),
    version: Type.String({ pattern: '^([1-9][0-9]{0,8}|FIRST|LAST)$' }),
    includeDetachedSigningInformation: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);
const Day = Type.Optional(Type.String({ format: 'date' }));
const Wanted = Type.Object({
  q: Type.Optional(Type.String({ pattern: '^[a-z2-7]{36}$' })),
  from: Day,
  to: Day,
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
type ById = { Params: { tenant: string; id: string } };

/** Statements of probative value as the screens show them: ask for one, follow it, read it, keep its file. */
export async function statementRoutes(app: FastifyInstance, house: ProofHouse): Promise<void> {
  const config = { roles };

  app.post<{ Body: Static<typeof Request>; Reply: StartedOperation }>(
    BASE,
    { config: { ...config, result: StartedOperation }, schema: { body: Request } },
    async (request, reply) => reply.code(202).send({ id: await start(house, request) }),
  );

  app.get<{ Querystring: Static<typeof Wanted>; Reply: StatementPage }>(
    BASE,
    { config: { ...config, result: StatementPage }, schema: { querystring: Wanted } },
    (request) => listStatements(house, whose(request), request.query),
  );

  app.get<ById & { Reply: StatementDetail }>(
    `${BASE}/:id`,
    { config: { ...config, result: StatementDetail } },
    async (request) => {
      const statement = await readStatement(house, whose(request), request.params.id);
      return statement ?? unknown();
    },
  );

  app.get<ById>(`${BASE}/:id/report`, { config }, async (request, reply) => {
    const { id } = request.params;
    const statement = await readStatement(house, whose(request), id);
    const stream = statement && (await reportStream(house, request.tenant, id));
    if (!stream) return unknown();
    return (
      reply
        // The file as it is kept, not an answer of this API.
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${id}.json"`)
        .send(stream)
    );
  });
}

/** A statement tells of what its asker's contract allows: who has one sees none of others. */
function whose(request: FastifyRequest): Whose {
  const { tenant, person } = request;
  return { tenant, account: contractOf(request) === undefined ? undefined : person.account.id };
}

async function start(
  house: ProofHouse,
  request: FastifyRequest<{ Body: Static<typeof Request> }>,
): Promise<OperationId> {
  const { tenant, person, requestGuid, body } = request;
  const { units, search, ...asked } = body;
  const id = requestGuid as OperationId;
  const contract = contractOf(request);
  const parameters: ProbativeParameters & { readonly account: string } = {
    request: { ...asked, ...(units === undefined ? {} : { units }) },
    chosen: await chosenBy(house, request),
    account: person.account.id,
  };
  await createOperation(house, tenant, {
    ...{ id, workflow: PROBATIVE_VALUE, stepByStep: false },
    ...{ context: FRONT_OFFICE_CONTEXT, account: person.account.id },
    ...(contract === undefined ? {} : { rightsStatement: JSON.stringify({ AccessContract: contract }) }),
    parameters: { ...parameters },
    agent: agent('access-external', 1),
  });
  return id;
}

function chosenBy(
  house: ProofHouse,
  request: FastifyRequest<{ Body: Static<typeof Request> }>,
): Promise<ChosenUnits> {
  const { units, search } = request.body;
  if ((units === undefined) === (search === undefined))
    throw new ArchiveError(
      'badRequest',
      'Choisissez des unités (units) ou une recherche (search), l’une des deux.',
    );
  return refusedInWords(async () => {
    const eyes = await eyesOfPerson(house, request);
    if (search === undefined) return chooseUnits({ $query: [{ $in: { '#id': units } }] }, eyes);
    return house.database.inTenant(request.tenant, (tx) => chooseFound(tx, filtersOf(search), eyes));
  });
}

function unknown(): never {
  throw new ArchiveError(
    'routeUnknown',
    'Ce relevé n’existe pas, n’est pas le vôtre, ou n’est pas encore établi.',
  );
}
