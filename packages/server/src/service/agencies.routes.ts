import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { contentDisposition } from '../access/index.ts';
import { checkJson } from '../http/sanity.ts';
import { listTenants } from '../identity/index.ts';
import { ArchiveError, type TenantId } from '../platform/index.ts';
import {
  type Agency,
  AgencyFamily,
  agencyFamily,
  mergeAgencies,
  noticeName,
  noticeWriter,
  type ReferentialHouse,
  zipOfNotices,
} from '../referentials/index.ts';
import { DoneBy, orderOf } from './referential-access.ts';
import { REFERENTIAL_ROLES, REFERENTIALS, type ShownReferential } from './referential-kinds.ts';
import { refusalsTold } from './referential-preview.ts';
import { pagesOf, type ReferentialQuestion, readRecord } from './referentials.ts';

const BASE = '/api/v1/tenants/:tenant/agencies';
const AGENCIES = REFERENTIALS.agencies as ShownReferential;
type OfAgency = { Params: { tenant: string; id: string } };
const Wanted = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 500 })),
  /** Identifier of an agency: it, and all that are beneath it. */
  under: Type.Optional(Type.String({ maxLength: 500 })),
});
const Version = Type.Integer({ minimum: 0, description: 'Of the record that was read.' });
const Merge = Type.Object({
  into: Type.String({ maxLength: 500, description: 'Identifier of the agency that takes over.' }),
  intoVersion: Version,
  version: Version,
  day: Type.String({ maxLength: 30, description: 'Last day of the agency that ends, yyyy-MM-dd.' }),
});

/** Agencies as bodies that have a place, a history and a notice (spec frontoffice.md B.21). */
export async function agencyRoutes(app: FastifyInstance, house: ReferentialHouse): Promise<void> {
  const config = { roles: REFERENTIAL_ROLES };
  const { database } = house;

  app.get<OfAgency & { Reply: AgencyFamily }>(
    `${BASE}/:id/family`,
    { config: { ...config, result: AgencyFamily } },
    ({ tenant, params: { id } }) => database.inTenant(tenant, (tx) => agencyFamily(tx, tenant, id)),
  );

  app.get<OfAgency>(`${BASE}/:id/eac-cpf`, { config }, async ({ tenant, params: { id } }, reply) => {
    const record = await readRecord(database, AGENCIES, tenant, id);
    if (record === undefined) throw new ArchiveError('adminNotFound', `Ce coffre n’a pas de service ${id}.`);
    const write = await writerOf(house, tenant);
    return reply
      .type('application/xml; charset=utf-8')
      .header('content-disposition', contentDisposition('attachment', noticeName(id)))
      .send(write(record as unknown as Agency));
  });

  app.post<OfAgency & { Body: Static<typeof Merge> }>(
    `${BASE}/:id/merge`,
    { config: { ...config, result: DoneBy }, schema: { body: Merge } },
    (request, reply) => {
      const { into, intoVersion, day, version } = request.body;
      checkJson(request.body);
      return refusalsTold<DoneBy>(reply, async () => {
        await mergeAgencies(house, orderOf(request), {
          absorbed: { identifier: request.params.id, version },
          absorbing: { identifier: into, version: intoVersion },
          day,
        });
        return { operation: request.requestGuid };
      });
    },
  );

  app.get<{ Querystring: Static<typeof Wanted> }>(
    `${BASE}/eac-cpf`,
    { config, schema: { querystring: Wanted } },
    async ({ tenant, query: { q, under } }, reply) => {
      const write = await writerOf(house, tenant);
      return reply
        .type('application/zip')
        .header('content-disposition', 'attachment; filename="agencies-eac-cpf.zip"')
        .send(zipOfNotices(agenciesOf(house, tenant, { words: q, filters: {}, under }), write));
    },
  );
}

async function writerOf(house: ReferentialHouse, tenant: TenantId) {
  const tenants = await house.database.outsideTenants(listTenants);
  const holder = tenants.find((each) => each.tenant === tenant)?.name ?? String(tenant);
  return house.database.inTenant(tenant, (tx) => noticeWriter(tx, house, tenant, holder));
}

async function* agenciesOf(house: ReferentialHouse, tenant: TenantId, question: ReferentialQuestion) {
  for await (const rows of pagesOf(house.database, AGENCIES, tenant, question))
    yield rows.map(({ doc }) => doc as unknown as Agency);
}
