import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Role } from '../identity/index.ts';
import { type EntryHouse, readManifest, readReply } from '../ingest/index.ts';
import { ArchiveError } from '../platform/index.ts';
import { listTransfers, OUTCOMES, readTransfer, TransferDetail, TransferPage } from './transfers.ts';

const BASE = '/api/v1/tenants/:tenant/transfers';
/** Who follows transfers (spec frontoffice.md B.11); R5 holds the service's first account. */
const READERS: readonly Role[] = ['R1', 'R2', 'R3', 'R5'];

const ListQuery = Type.Object({
  outcome: Type.Optional(Type.Union(OUTCOMES.map((outcome) => Type.Literal(outcome)))),
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
type ById = { Params: { tenant: string; id: string } };

/** Transfers as the screens show them: list, one with its steps, reply and manifest. */
export async function transferRoutes(app: FastifyInstance, house: EntryHouse): Promise<void> {
  const config = { roles: READERS };

  app.get<{ Querystring: Static<typeof ListQuery>; Reply: TransferPage }>(
    BASE,
    { config: { ...config, result: TransferPage }, schema: { querystring: ListQuery } },
    async ({ tenant, query: { outcome, offset, limit } }) =>
      listTransfers(house, tenant, outcome, { offset, limit }),
  );

  app.get<ById & { Reply: TransferDetail }>(
    `${BASE}/:id`,
    { config: { ...config, result: TransferDetail } },
    async ({ tenant, params }) => {
      const transfer = await readTransfer(house, tenant, params.id);
      if (!transfer) throw unknown(params.id);
      return transfer;
    },
  );

  app.get<ById>(`${BASE}/:id/reply`, { config }, async ({ tenant, params }, reply) =>
    download(reply, await readReply(house, tenant, params.id), `ATR_${params.id}.xml`, params.id),
  );

  app.get<ById>(`${BASE}/:id/manifest`, { config }, async ({ tenant, params }, reply) =>
    download(reply, await readManifest(house, tenant, params.id), `manifest_${params.id}.xml`, params.id),
  );
}

function unknown(id: string): ArchiveError {
  return new ArchiveError('ingestNotFound', `Aucun versement ${id} dans ce coffre.`);
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
