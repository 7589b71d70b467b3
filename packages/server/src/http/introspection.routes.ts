import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { House } from './house.ts';
import { API_BASES, INVENTORY, STATUS_BASES } from './inventory.ts';

const Text = Type.String();
const TENANTS = Type.Array(Type.Integer());
const ENDPOINTS = Type.Array(
  Type.Object({
    ...{ permission: Text, verb: Text, endpoint: Text, description: Text },
    ...{ consumedMediaTypes: Type.Array(Text), producedMediaTypes: Type.Array(Text) },
  }),
);

/** Status, tenants and lists of endpoints of the compatible API (spec api.md 2.1). */
export async function introspectionRoutes(app: FastifyInstance, { database }: House): Promise<void> {
  for (const base of STATUS_BASES) {
    app.get(`${base}/status`, { config: { unsecured: 'status' } }, async (_request, reply) => {
      const isReady = await database
        .outsideTenants((tx) => tx.query('select 1'))
        .then(
          () => true,
          () => false,
        );
      return reply.code(isReady ? 204 : 503).send();
    });
    app.get(`${base}/tenants`, { config: { unsecured: 'tenants', result: TENANTS } }, async () => {
      const rows = await database.outsideTenants((tx) =>
        tx.query<{ tenant: number }>('select tenant from tenant order by tenant'),
      );
      return rows.map(({ tenant }) => tenant);
    });
  }
  for (const base of API_BASES) {
    const endpoints = INVENTORY.filter(({ path }) => path.startsWith(`${base}/`)).map((endpoint) => ({
      permission: endpoint.permission,
      verb: endpoint.verb,
      endpoint: `${endpoint.path}/`,
      consumedMediaTypes: endpoint.consumes,
      producedMediaTypes: endpoint.produces,
      description: endpoint.description,
    }));
    app.options(`${base}/`, { config: { unsecured: 'endpoints', result: ENDPOINTS } }, async () => endpoints);
  }
}
