import type { FastifyInstance } from 'fastify';
import { AgencyFamily, agencyFamily, type ReferentialHouse } from '../referentials/index.ts';
import { REFERENTIAL_ROLES } from './referential-kinds.ts';

const BASE = '/api/v1/tenants/:tenant/agencies';

/** Agencies as services that have a place and a history (spec frontoffice.md B.21). */
export async function agencyRoutes(app: FastifyInstance, { database }: ReferentialHouse): Promise<void> {
  const config = { roles: REFERENTIAL_ROLES };

  app.get<{ Params: { tenant: string; id: string }; Reply: AgencyFamily }>(
    `${BASE}/:id/family`,
    { config: { ...config, result: AgencyFamily } },
    ({ tenant, params: { id } }) => database.inTenant(tenant, (tx) => agencyFamily(tx, tenant, id)),
  );
}
