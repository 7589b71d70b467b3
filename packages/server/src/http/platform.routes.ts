import { Ajv } from 'ajv';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  ApiKeyView,
  CertificateView,
  createTenant,
  listApiKeys,
  listCertificates,
  listTenants,
  makeApiKey,
  readCertificate,
  revokeApiKey,
  revokeCertificate,
  storeApiKey,
  storeCertificate,
  TenantView,
} from '../identity/index.ts';
import {
  ADMINISTRATION_TENANT,
  ArchiveError,
  type TenantId,
  Text,
  type Told,
  type Tx,
} from '../platform/index.ts';
import { contextTrialRoutes } from './context-trial.routes.ts';
import type { House } from './house.ts';

const BASE = '/api/v1/platform';
const config = { roles: 'operator' } as const;

const Label = Type.String({ minLength: 1, maxLength: 200 });
const Context = Type.String({ minLength: 1, maxLength: 100 });
const NewKey = Type.Object(
  {
    label: Label,
    context: Context,
    expiresAt: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  },
  { additionalProperties: false },
);
const NewCertificate = Type.Object(
  {
    label: Label,
    context: Type.Union([Context, Type.Null()]),
    certificate: Type.String({ minLength: 1, maxLength: 50_000 }),
  },
  { additionalProperties: false },
);
const NewTenant = Type.Object(
  {
    // Nine digits, as identifiers of operations hold them.
    tenant: Type.Integer({ minimum: 0, maximum: 999_999_999 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);
/** As they are sent: null is not tenant 0, no context is not what an empty text says. */
const exact = new Ajv({ coerceTypes: false });
const validatorCompiler: FastifySchemaCompiler<object> = ({ schema }) => exact.compile(schema);
const BODY = { ...config, checksJson: true } as const;

const TenantList = Type.Array(TenantView);
const KeyList = Type.Array(ApiKeyView);
const CertificateList = Type.Array(CertificateView);
const MadeKey = Type.Object(
  { key: Text },
  { title: 'MadeKey', description: 'The only time that anybody sees it.' },
);
const ById = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

/** Keys and certificates of applications, personal certificates, tenants: for the operators of the platform. */
export async function platformRoutes(app: FastifyInstance, house: House): Promise<void> {
  const { database, clock } = house;
  await contextTrialRoutes(app, house);

  app.get<{ Reply: Told<typeof TenantList> }>(
    `${BASE}/tenants`,
    { config: { ...config, result: TenantList } },
    () => database.outsideTenants(listTenants),
  );

  app.post<{ Body: Static<typeof NewTenant>; Reply: TenantView }>(
    `${BASE}/tenants`,
    { config: { ...BODY, result: TenantView }, schema: { body: NewTenant }, validatorCompiler },
    async ({ body }, reply) => {
      const made = await database.inTenant(ADMINISTRATION_TENANT, (tx) =>
        createTenant(tx, { tenant: body.tenant as TenantId, name: body.name }, clock.now()),
      );
      return reply.code(201).send(made);
    },
  );

  app.get<{ Reply: Told<typeof KeyList> }>(`${BASE}/keys`, { config: { ...config, result: KeyList } }, () =>
    database.outsideTenants((tx) => listApiKeys(tx, clock.now())),
  );

  app.post<{ Body: Static<typeof NewKey>; Reply: Told<typeof MadeKey> }>(
    `${BASE}/keys`,
    { config: { ...BODY, result: MadeKey }, schema: { body: NewKey }, validatorCompiler },
    async ({ body: { label, context, expiresAt } }, reply) => {
      const now = clock.now();
      const end = expiresAt === undefined ? undefined : new Date(`${expiresAt}T00:00:00Z`);
      if (end !== undefined && !(end > now))
        throw new ArchiveError('badRequest', `La date d’expiration ${expiresAt} n’est pas à venir.`);
      const key = makeApiKey();
      await database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
        await checkContext(tx, context);
        await storeApiKey(tx, { key, label, context, expiresAt: end }, now);
      });
      return reply.code(201).header('cache-control', 'no-store').send({ key });
    },
  );

  app.post<{ Params: Static<typeof ById> }>(
    `${BASE}/keys/:id/revocation`,
    { config, schema: { params: ById } },
    async ({ params: { id } }, reply) => {
      const isRevoked = await database.outsideTenants((tx) => revokeApiKey(tx, id, clock.now()));
      if (!isRevoked) throw unknown('Cette clé est inconnue, ou déjà révoquée.');
      return reply.code(204).send();
    },
  );

  app.get<{ Reply: Told<typeof CertificateList> }>(
    `${BASE}/certificates`,
    { config: { ...config, result: CertificateList } },
    () => database.outsideTenants((tx) => listCertificates(tx, clock.now())),
  );

  app.post<{ Body: Static<typeof NewCertificate>; Reply: CertificateView }>(
    `${BASE}/certificates`,
    { config: { ...BODY, result: CertificateView }, schema: { body: NewCertificate }, validatorCompiler },
    async ({ body: { label, context, certificate } }, reply) => {
      const read = readCertificate(certificate);
      const stored = await database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
        if (context !== null) await checkContext(tx, context);
        return storeCertificate(tx, { certificate: read, label, context }, clock.now());
      });
      return reply.code(201).send(stored);
    },
  );

  app.post<{ Params: Static<typeof ById> }>(
    `${BASE}/certificates/:id/revocation`,
    { config, schema: { params: ById } },
    async ({ params: { id } }, reply) => {
      const isRevoked = await database.outsideTenants((tx) => revokeCertificate(tx, id, clock.now()));
      if (!isRevoked) throw unknown('Ce certificat est inconnu, ou déjà révoqué.');
      return reply.code(204).send();
    },
  );
}

const unknown = (description: string) => new ArchiveError('identityUnknown', description);

/** @throws ArchiveError identityUnknown: what is bound to a context that is not there would be good once it is made */
async function checkContext(tx: Tx, context: string): Promise<void> {
  const [found] = await tx.query(
    `select 1 from referential where tenant = $1 and kind = 'context' and identifier = $2`,
    [ADMINISTRATION_TENANT, context],
  );
  if (!found) throw unknown(`Il n’y a pas de contexte applicatif ${context}.`);
}
