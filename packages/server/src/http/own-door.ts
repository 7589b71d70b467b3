import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Person, type Role, useSession } from '../identity/index.ts';
import {
  ADMINISTRATION_TENANT,
  ArchiveError,
  type Platform,
  readTenant,
  type TenantId,
} from '../platform/index.ts';
import { doorOf, pathOf } from './doors.ts';
import { setTenant } from './request-id.ts';

/** Cookie of a person's session. */
export const SESSION_COOKIE = 'perenne_session';
/** Header that a page of another site cannot send without being allowed to. */
const FRONT_OFFICE = 'perenne';

/**
 * The door of /api/v1: persons signed in, never application keys. A route under `/api/v1/tenants/:tenant` is for the
 * roles that it names, in that tenant.
 */
export function guardOwnDoor(app: FastifyInstance, platform: Platform): void {
  const { database, clock } = platform;
  app.addHook('onRequest', async (request, reply) => {
    if (doorOf(pathOf(request.url)) !== 'own') return;
    checkOrigin(request);
    const { roles } = request.routeOptions.config;
    if (roles === 'public') return;
    const secret = request.cookies[SESSION_COOKIE];
    const person = secret === undefined ? undefined : await useSession(database, clock, secret);
    if (!person)
      throw new ArchiveError('signInRequired', 'Votre session est terminée, ou vous n’êtes pas connecté.');
    request.person = person;
    if (roles === undefined || roles === 'signed-in') return;
    if (roles === 'operator') {
      const isOperator = person.rights.some(
        ({ tenant, role }) => tenant === ADMINISTRATION_TENANT && role === 'R5',
      );
      if (!isOperator)
        throw new ArchiveError(
          'roleRequired',
          'Cette action est celle d’un administrateur de la plate-forme.',
        );
      return setTenant(request, reply, platform, ADMINISTRATION_TENANT);
    }
    setTenant(request, reply, platform, tenantFor(request, person, roles));
  });
}

/** A call that changes something must come from the front office's own pages (CSRF). @throws ArchiveError roleRequired */
function checkOrigin(request: FastifyRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const { origin, 'x-requested-with': sender } = request.headers;
  const fromElsewhere = origin !== undefined && hostOf(origin) !== request.host;
  if (sender !== FRONT_OFFICE || fromElsewhere)
    throw new ArchiveError(
      'roleRequired',
      `Send the header X-Requested-With: ${FRONT_OFFICE}, from the service's own pages.`,
    );
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/**
 * Tenant of the path, if the person holds one of the roles there.
 * @throws ArchiveError roleRequired; the same for a tenant that does not exist, which is nobody's business
 */
function tenantFor(request: FastifyRequest, person: Person, roles: readonly Role[]): TenantId {
  const tenant = readTenant((request.params as { tenant?: string }).tenant ?? '');
  const right = person.rights.find((each) => each.tenant === tenant);
  if (tenant === undefined || !right || !roles.includes(right.role))
    throw new ArchiveError('roleRequired', 'Votre rôle dans ce coffre ne permet pas cette action.');
  return tenant;
}
