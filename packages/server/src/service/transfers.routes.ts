import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { FRONT_OFFICE_CONTEXT, type Role } from '../identity/index.ts';
import { type EntryHouse, readManifest, readReply, receivePackage } from '../ingest/index.ts';
import { ArchiveError, type OperationId } from '../platform/index.ts';
import { listTransfers, OUTCOMES, readTransfer } from './transfers.ts';

const BASE = '/api/v1/tenants/:tenant/transfers';
/** Who follows transfers, and who deposits them (spec frontoffice.md B.11); R5 holds the service's first account. */
const READERS: readonly Role[] = ['R1', 'R2', 'R3', 'R5'];
const DEPOSITORS: readonly Role[] = ['R2', 'R3', 'R5'];
const LONGEST_NAME = 255;

const ListQuery = Type.Object({
  outcome: Type.Optional(Type.Union(OUTCOMES.map((outcome) => Type.Literal(outcome)))),
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
const DepositQuery = Type.Object({
  workflow: Type.Union([
    Type.Literal('DEFAULT_WORKFLOW'),
    Type.Literal('HOLDING_SCHEME'),
    Type.Literal('FILING_SCHEME'),
  ]),
});
type ById = { Params: { tenant: string; id: string } };

/** Transfers as the screens show them: list, one with its steps, deposit, reply and manifest. */
export async function transferRoutes(app: FastifyInstance, house: EntryHouse): Promise<void> {
  const config = { roles: READERS };

  app.get<{ Querystring: Static<typeof ListQuery> }>(
    BASE,
    { config, schema: { querystring: ListQuery } },
    async ({ tenant, query: { outcome, offset, limit } }) =>
      listTransfers(house, tenant, outcome, { offset, limit }),
  );

  app.get<ById>(`${BASE}/:id`, { config }, async ({ tenant, params }) => {
    const transfer = await readTransfer(house, tenant, params.id);
    if (!transfer) throw unknown(params.id);
    return transfer;
  });

  app.get<ById>(`${BASE}/:id/reply`, { config }, async ({ tenant, params }, reply) =>
    download(reply, await readReply(house, tenant, params.id), `ATR_${params.id}.xml`, params.id),
  );

  app.get<ById>(`${BASE}/:id/manifest`, { config }, async ({ tenant, params }, reply) =>
    download(reply, await readManifest(house, tenant, params.id), `manifest_${params.id}.xml`, params.id),
  );

  app.post<{ Querystring: Static<typeof DepositQuery> }>(
    BASE,
    { config: { roles: DEPOSITORS }, schema: { querystring: DepositQuery } },
    async (request, reply) => {
      const fileName = fileNameOf(request);
      const id = request.requestGuid as OperationId;
      await receivePackage(
        house,
        {
          tenant: request.tenant,
          id,
          workflow: request.query.workflow,
          stepByStep: false,
          context: FRONT_OFFICE_CONTEXT,
          account: request.person.account.id,
          ...(fileName === undefined ? {} : { fileName }),
        },
        streamOf(request),
      );
      return reply.code(202).send({ id });
    },
  );
}

function unknown(id: string): ArchiveError {
  return new ArchiveError('ingestNotFound', `Aucun versement ${id} dans ce coffre.`);
}

function streamOf({ body }: FastifyRequest): AsyncIterable<Uint8Array> {
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body))
    throw new ArchiveError('badRequest', 'Envoyez le fichier comme application/octet-stream.');
  return body as AsyncIterable<Uint8Array>;
}

/** Name of the sent file, for people; header values are ASCII, so it comes percent-encoded. */
function fileNameOf({ headers }: FastifyRequest): string | undefined {
  const value = headers['x-filename'];
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    return decodeURIComponent(value)
      .replace(/\p{Cc}/gu, ' ')
      .slice(0, LONGEST_NAME);
  } catch (error) {
    throw new ArchiveError('badRequest', 'X-Filename is not percent-encoded UTF-8.', { cause: error });
  }
}

function download(
  reply: FastifyReply,
  document: NodeJS.ReadableStream | undefined,
  name: string,
  id: string,
): FastifyReply {
  if (!document)
    throw new ArchiveError('ingestNotFound', `Le versement ${id} n’a pas ce document, ou pas encore.`);
  return reply
    .type('application/xml')
    .header('Content-Disposition', `attachment; filename="${name}"`)
    .send(document);
}
