import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type Credentials,
  digestOf,
  openCallCounter,
  type Presented,
  permits,
  readCredentials,
  refusalByContext,
} from '../identity/index.ts';
import {
  ADMINISTRATION_TENANT,
  ArchiveError,
  ConfigurationError,
  type Platform,
  readTenant,
  type TenantId,
} from '../platform/index.ts';
import { doorOf, pathOf } from './doors.ts';
import { endpointOf } from './inventory.ts';
import { accepts, mediaType } from './negotiation.ts';
import { refusePerson } from './personal-certificate.ts';
import { readerOfPresented } from './presented.ts';
import { setTenant } from './request-id.ts';
import { checkAddress, checkHeaders, checkJson } from './sanity.ts';

/**
 * The door of the compatible API: each request passes the checks of spec api.md 1.2 in their order, before its body
 * is read. A test-support route is entered in the same manner, by contexts with full access; its room judges the tenant.
 */
export function guardCompatibleDoor(app: FastifyInstance, platform: Platform): void {
  const presented = readerOfPresented(platform.configuration);
  const wantsPerson = new Set(platform.configuration.personalCertificatePermissions);
  for (const permission of wantsPerson)
    if (!endpointOf(permission))
      throw new ConfigurationError(`personalCertificatePermissions: "${permission}" is no permission`);
  const calls = openCallCounter(platform.database, platform.log);
  app.addHook('onClose', () => calls.close());
  app.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request.url);
    const door = doorOf(path);
    const isSupport = door === 'test-support' && platform.configuration.testSupport;
    if (door !== 'compatible' && !isSupport) return;
    const needsTenant = door === 'compatible' && !/\/status\/?$/.test(path);
    const header = firstValue(request, 'x-tenant-id');
    const tenant = header === undefined ? undefined : readTenant(header);
    if (needsTenant && tenant === undefined)
      throw new ArchiveError(
        'tenantHeader',
        'The header X-Tenant-Id is missing, or is not the number of a tenant.',
      );
    if (tenant !== undefined) setTenant(request, reply, platform, tenant);

    const shown = presented(request);
    const credentials = await platform.database.inTenant(ADMINISTRATION_TENANT, (tx) =>
      readCredentials(tx, ADMINISTRATION_TENANT, shown, tenant, platform.clock.now()),
    );
    const digest = shown.key === undefined ? shown.certificate : digestOf(shown.key);
    if (credentials.contextId !== undefined && digest) await calls.count(digest, platform.clock.now());
    if (needsTenant && !credentials.tenantExists)
      throw new ArchiveError('tenantUnknown', `The tenant ${tenant} does not exist.`);
    enter(request, shown, credentials, path, needsTenant ? tenant : undefined);
    if (isSupport) checkFullAccess(credentials);
    checkHeaders(request.headers);
    checkAddress(path, request.query as Record<string, unknown>);
    if (request.is404) return;
    checkEndpoint(request, credentials);
    const { permission } = request.routeOptions.config;
    if (permission !== undefined && wantsPerson.has(permission) && !credentials.isPersonKnown)
      await refusePerson(platform, request, {
        tenant: request.tenant,
        context: request.caller.context,
        permission,
      });
  });

  app.addHook('preValidation', async (request) => {
    const isJson =
      request.body !== undefined && mediaType(request.headers['content-type']) === 'application/json';
    if (isJson && (doorOf(pathOf(request.url)) === 'compatible' || request.routeOptions.config.checksJson))
      checkJson(request.body);
  });
}

const unauthorized = (description: string) => new ArchiveError('unauthorized', description);

/** Identity, context, control by the context. `/status` only wants a known key (spec api.md 2.1). */
function enter(
  request: FastifyRequest,
  shown: Presented,
  { contextId, context, profile }: Credentials,
  path: string,
  tenant: TenantId | undefined,
): void {
  if (contextId === undefined)
    throw unauthorized(
      shown.key === undefined && shown.certificate !== undefined
        ? 'Certificate revoked or not found in database.'
        : 'API key absent, expired, revoked or unknown: send it as "Authorization: Bearer <key>", or call with a registered certificate.',
    );
  const accessContract = firstValue(request, 'x-access-contract-id');
  const applicationSession = firstValue(request, 'x-application-id');
  request.caller = {
    context: contextId,
    enableControl: context?.EnableControl === true,
    permissions: context?.Permissions ?? [],
    ...(accessContract === undefined ? {} : { accessContract }),
    ...(applicationSession === undefined ? {} : { applicationSession }),
    ...(shown.person === undefined ? {} : { person: shown.person.toString('hex') }),
  };
  if (tenant === undefined) return;
  if (!context) throw unauthorized(`The context ${contextId}  not found in database`);
  if (context.Status !== 'ACTIVE') throw unauthorized(`The context ${contextId}  is not activated`);
  if (!profile) throw unauthorized(`Security profile ${context.SecurityProfile} not found in database`);
  const refusal = refusalByContext(context, path, tenant, accessContract);
  if (refusal !== undefined) throw unauthorized(refusal);
}

/** Test support has no permissions of its own: whoever may do everything may use it. */
function checkFullAccess({ context, profile }: Credentials): void {
  if (context?.Status !== 'ACTIVE' || profile?.FullAccess !== true) throw unauthorized('Access denied.');
}

/** Media types, administration tenant, permission. */
function checkEndpoint(request: FastifyRequest, { profile }: Credentials): void {
  const { permission } = request.routeOptions.config;
  if (permission === undefined) return;
  const endpoint = endpointOf(permission);
  if (!endpoint) throw new Error(`${permission} is not in the inventory`);
  const sent = mediaType(request.headers['content-type']);
  if (sent !== '' && endpoint.consumes.length > 0 && !endpoint.consumes.includes(sent))
    throw new ArchiveError('unsupportedMediaType', `Send ${endpoint.consumes.join(' or ')}, not ${sent}.`);
  if (endpoint.produces.length > 0 && !accepts(request.headers.accept, endpoint.produces))
    throw new ArchiveError('notAcceptable', `The answer is ${endpoint.produces.join(' or ')}.`);
  if (endpoint.administrationOnly && request.tenant !== ADMINISTRATION_TENANT)
    throw unauthorized('Tenant administration is required');
  if (profile && permits(profile, permission)) return;
  throw permission === 'units:update'
    ? new ArchiveError('massUpdateDenied', 'Access denied.')
    : unauthorized('Access denied.');
}

/** Of a header that names one thing, what stands before the first comma (spec api.md 1.2, step 4). */
function firstValue(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  const text = Array.isArray(value) ? value[0] : value;
  return text?.split(',', 1)[0]?.trim() || undefined;
}
