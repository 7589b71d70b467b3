import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { ArchiveError, type TenantId, type Tx } from '../platform/index.ts';
import type { ContentHouse } from './house.ts';
import { ContentState, extractAgain, readContentState, switchContentSearch } from './operator.ts';

const BASE = '/api/v1/platform/tenants/:tenant/content';
const config = { roles: 'operator', result: ContentState } as const;
const ByTenant = Type.Object({ tenant: Type.Integer({ minimum: 0, maximum: 999_999_999 }) });
const Switch = Type.Object({ searched: Type.Boolean() }, { additionalProperties: false });
type ByTenant = { Params: Static<typeof ByTenant>; Reply: ContentState };

/** The search inside documents, tenant by tenant, for the operators of the platform. */
export async function contentRoutes(app: FastifyInstance, { database }: ContentHouse): Promise<void> {
  /** Does something in a tenant, and tells how it stands afterwards. */
  const stateAfter = (tenant: number, work: (tx: Tx, tenant: TenantId) => Promise<void>) =>
    database.inTenant(tenant as TenantId, async (tx) => {
      await work(tx, tenant as TenantId);
      const state = await readContentState(tx, tenant as TenantId);
      if (state === undefined) throw new ArchiveError('routeUnknown', `Il n’y a pas de coffre ${tenant}.`);
      return state;
    });

  app.get<ByTenant>(BASE, { config, schema: { params: ByTenant } }, ({ params: { tenant } }) =>
    stateAfter(tenant, async () => undefined),
  );

  app.put<ByTenant & { Body: Static<typeof Switch> }>(
    BASE,
    { config, schema: { params: ByTenant, body: Switch } },
    ({ params: { tenant }, body: { searched } }) =>
      stateAfter(tenant, (tx, of) => switchContentSearch(tx, of, searched)),
  );

  app.post<ByTenant>(
    `${BASE}/extraction`,
    { config, schema: { params: ByTenant } },
    async ({ params: { tenant } }, reply) =>
      reply.code(202).send(await stateAfter(tenant, (tx, of) => extractAgain(tx, of))),
  );
}
