import type { FastifyRequest } from 'fastify';
import { ArchiveError } from '../platform/index.ts';
import { findAccessContract } from '../referentials/index.ts';
import { type AccessRights, FULL_ACCESS, rightsOf } from './access-rights.ts';
import type { AccessHouse } from './house.ts';

/** Access contract of a person in the tenant of the request; undefined: none is given. */
export function contractOf({ tenant, person }: FastifyRequest): string | undefined {
  return person.rights.find((right) => right.tenant === tenant)?.accessContract || undefined;
}

/** A person without a contract has the internal, full one. */
export async function rightsOfPerson(house: AccessHouse, request: FastifyRequest): Promise<AccessRights> {
  const { tenant } = request;
  const identifier = contractOf(request);
  if (!identifier) return FULL_ACCESS;
  const contract = await house.database.inTenant(tenant, (tx) => findAccessContract(tx, tenant, identifier));
  if (contract?.Status !== 'ACTIVE')
    throw new ArchiveError(
      'roleRequired',
      `Votre contrat d’accès ${identifier} n’est pas actif dans ce coffre.`,
    );
  return rightsOf(contract);
}
