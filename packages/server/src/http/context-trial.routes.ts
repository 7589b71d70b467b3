import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  type ContextDocument,
  listApiKeys,
  listCertificates,
  listTenants,
  type SecurityProfileDocument,
} from '../identity/index.ts';
import { ArchiveError, readTenant, type TenantId, Text, type Told, type Tx } from '../platform/index.ts';
import {
  findAccessContract,
  findContext,
  findIngestContract,
  findSecurityProfile,
} from '../referentials/index.ts';
import { checksOf, type TrialFacts, TriedCheck } from './context-trial.ts';
import type { House } from './house.ts';
import { endpointOf, INVENTORY } from './inventory.ts';

const BASE = '/api/v1/platform';
const config = { roles: 'operator' } as const;
const Named = Type.Optional(Type.String({ minLength: 1, maxLength: 100 }));
const Asked = Type.Object(
  {
    tenant: Type.Integer({ minimum: 0, maximum: 999_999_999 }),
    permission: Type.String({ minLength: 1, maxLength: 100 }),
    ...{ accessContract: Named, ingestContract: Named },
  },
  { additionalProperties: false },
);
const Checked = Type.Object({ checks: Type.Array(TriedCheck) }, { title: 'TriedCall' });
const Services = Type.Object(
  {
    services: Type.Array(
      Type.Object(
        { permission: Text, verb: Text, path: Text, description: Text },
        { title: 'ApiService', description: 'A service of the compatible API.' },
      ),
    ),
  },
  { title: 'ServiceList' },
);

/** Calls that are tried for an application, nothing being done, and the services that there are to call. */
export async function contextTrialRoutes(app: FastifyInstance, house: House): Promise<void> {
  app.get<{ Reply: Told<typeof Services> }>(
    `${BASE}/services`,
    { config: { ...config, result: Services } },
    async () => ({
      services: INVENTORY.map(({ permission, verb, path, description }) => ({
        ...{ permission, verb, path, description },
      })),
    }),
  );

  app.post<{ Params: { id: string }; Body: Static<typeof Asked>; Reply: Told<typeof Checked> }>(
    `${BASE}/contexts/:id/trial`,
    { config: { ...config, result: Checked }, schema: { body: Asked } },
    async ({ params: { id }, body }) => {
      const context = (await findContext(house.database, id)) as ContextDocument | undefined;
      if (!context) throw new ArchiveError('identityUnknown', `Il n’y a pas de contexte applicatif ${id}.`);
      const endpoint = endpointOf(body.permission);
      if (!endpoint) throw new ArchiveError('badRequest', `Il n’y a pas de service ${body.permission}.`);
      return { checks: checksOf(await factsOf(house, context, body), { ...body, endpoint }) };
    },
  );
}

type FindContract = (
  tx: Tx,
  tenant: TenantId,
  id: string,
) => Promise<{ readonly Status: string } | undefined>;

async function factsOf(
  { database, clock, configuration }: House,
  context: ContextDocument,
  { tenant: number, permission, accessContract, ingestContract }: Static<typeof Asked>,
): Promise<TrialFacts> {
  const now = clock.now();
  const { tenants, keys, certificates } = await database.outsideTenants(async (tx) => ({
    tenants: await listTenants(tx),
    keys: await listApiKeys(tx, now),
    certificates: await listCertificates(tx, now),
  }));
  const tenant = tenants.some((each) => each.tenant === number) ? readTenant(String(number)) : undefined;
  const statusOf = async (find: FindContract, name?: string) =>
    tenant === undefined || name === undefined
      ? undefined
      : (await database.inTenant(tenant, (tx) => find(tx, tenant, name)))?.Status;
  return {
    context,
    profile: (await findSecurityProfile(database, context.SecurityProfile)) as
      | SecurityProfileDocument
      | undefined,
    hasCredential:
      keys.some(
        (key) =>
          key.context === context.Identifier &&
          key.revokedAt === null &&
          (key.expiresAt === null || key.expiresAt > now),
      ) ||
      certificates.some(
        (each) => each.context === context.Identifier && each.status === 'VALID' && each.notBefore <= now,
      ),
    tenantExists: tenant !== undefined,
    wantsPerson: configuration.personalCertificatePermissions.includes(permission),
    accessStatus: await statusOf(findAccessContract, accessContract),
    ingestStatus: await statusOf(findIngestContract, ingestContract),
  };
}
