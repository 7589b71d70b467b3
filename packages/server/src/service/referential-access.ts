import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { askerOfPerson } from '../access/index.ts';
import type { Role } from '../identity/index.ts';
import { ADMINISTRATION_TENANT, ArchiveError, type OperationId, Text, type Told } from '../platform/index.ts';
import { type Order, streamOf } from '../referentials/index.ts';
import { REFERENTIALS, type ShownReferential } from './referential-kinds.ts';

/** Who reads and changes which referential in which tenant, and as what order a change is carried out. */

export const OfKind = Type.Object({ tenant: Type.String(), kind: Type.String({ maxLength: 100 }) });
export const DoneBy = Type.Object(
  { operation: Text },
  { title: 'DoneBy', description: 'The operation that did it.' },
);
export type DoneBy = Told<typeof DoneBy>;
export type ByKind = { Params: { tenant: string; kind: string } };
export type ById = { Params: { tenant: string; kind: string; id: string } };

/** @throws ArchiveError routeUnknown, roleRequired */
export function readable(request: FastifyRequest<ByKind>): ShownReferential {
  const { kind } = request.params;
  const shown = Object.hasOwn(REFERENTIALS, kind) ? REFERENTIALS[kind] : undefined;
  if (!shown) throw new ArchiveError('routeUnknown', `Il n’y a pas de référentiel ${kind}.`);
  if (!mayRead(request, shown))
    throw new ArchiveError(
      'roleRequired',
      'Ce référentiel est celui de la plate-forme : son exploitant le consulte dans le coffre d’administration.',
    );
  return shown;
}

/** @throws ArchiveError routeUnknown, roleRequired */
export function changeable(request: FastifyRequest<ByKind>): ShownReferential {
  const shown = readable(request);
  if (!mayChange(request, shown))
    throw new ArchiveError(
      'roleRequired',
      'Ce référentiel vaut pour tous les coffres : il se change dans le coffre d’administration.',
    );
  return shown;
}

const holds = ({ person, tenant }: FastifyRequest, roles: readonly Role[]) =>
  person.rights.some((right) => right.tenant === tenant && roles.includes(right.role));

export const mayRead = (request: FastifyRequest, shown: ShownReferential) =>
  holds(request, shown.roles) && (shown.administration !== true || request.tenant === ADMINISTRATION_TENANT);

export const mayChange = (request: FastifyRequest, shown: ShownReferential) =>
  mayRead(request, shown) &&
  holds(request, shown.changedBy ?? shown.roles) &&
  (shown.scope === 'tenant' || request.tenant === ADMINISTRATION_TENANT);

/** @throws ArchiveError adminPrecondition: the body is no file */
export function fileOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.headers['content-type'] !== 'application/octet-stream')
    throw new ArchiveError('adminPrecondition', 'Send the file as application/octet-stream.');
  return streamOf(request);
}

export function orderOf(request: FastifyRequest): Order {
  const name = request.headers['x-filename'];
  return {
    tenant: request.tenant,
    operation: request.requestGuid as OperationId,
    ...askerOfPerson(request),
    ...(typeof name === 'string' && name !== '' ? { fileName: nameOf(name) } : {}),
  };
}

/** Headers hold ASCII alone: the name comes percent-encoded. */
function nameOf(sent: string): string {
  try {
    return decodeURIComponent(sent).slice(0, 255);
  } catch {
    return sent.slice(0, 255);
  }
}
