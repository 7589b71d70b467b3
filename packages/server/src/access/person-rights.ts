import type { FastifyRequest } from 'fastify';
import { QueryRefused } from '../catalogue/index.ts';
import { FRONT_OFFICE_CONTEXT } from '../identity/index.ts';
import type { Asker } from '../logbook/index.ts';
import { ArchiveError, readTenant, type TenantId } from '../platform/index.ts';
import { findAccessContract, loadOntology } from '../referentials/index.ts';
import { type AccessRights, FULL_ACCESS, rightsOf } from './access-rights.ts';
import type { AccessHouse } from './house.ts';
import { type Eyes, todayOf } from './reading.ts';

/** Access contract of a person in the tenant of the request; undefined: none is given. */
export function contractOf({ tenant, person }: FastifyRequest): string | undefined {
  return person.rights.find((right) => right.tenant === tenant)?.accessContract || undefined;
}

/** Who asks for an operation in the front office, and under which contract. */
export function askerOfPerson(request: FastifyRequest): Asker {
  const contract = contractOf(request);
  return {
    context: FRONT_OFFICE_CONTEXT,
    person: request.person.account.id,
    ...(contract === undefined ? {} : { rightsStatement: JSON.stringify({ AccessContract: contract }) }),
  };
}

/** A person without a contract has the internal, full one. */
export async function rightsOfPerson(house: AccessHouse, request: FastifyRequest): Promise<AccessRights> {
  const identifier = contractOf(request);
  const rights = await rightsUnder(house, request.tenant, identifier);
  if (rights === undefined)
    throw new ArchiveError(
      'roleRequired',
      `Votre contrat d’accès ${identifier} n’est pas actif dans ce coffre.`,
    );
  return rights;
}

/** @returns undefined: the contract is not active */
async function rightsUnder(
  house: Pick<AccessHouse, 'database'>,
  tenant: TenantId,
  identifier: string | undefined,
): Promise<AccessRights | undefined> {
  if (!identifier) return FULL_ACCESS;
  const contract = await house.database.inTenant(tenant, (tx) => findAccessContract(tx, tenant, identifier));
  return contract?.Status === 'ACTIVE' ? rightsOf(contract) : undefined;
}

/** What a person sees of the tenant of the request. */
export async function eyesOfPerson(house: AccessHouse, request: FastifyRequest): Promise<Eyes> {
  return {
    tenant: request.tenant,
    rights: await rightsOfPerson(house, request),
    vocabulary: await loadOntology(house.database),
    today: todayOf(house.clock),
  };
}

/** What a person sees, tenant by tenant; those where their contract is not active are left out. */
export async function eyesEverywhere(
  house: Pick<AccessHouse, 'database' | 'clock'>,
  { person }: FastifyRequest,
): Promise<Eyes[]> {
  const seen: Eyes[] = [];
  const vocabulary = await loadOntology(house.database);
  for (const right of person.rights) {
    const tenant = readTenant(String(right.tenant));
    if (tenant === undefined) continue;
    const rights = await rightsUnder(house, tenant, right.accessContract ?? undefined);
    if (rights !== undefined) seen.push({ tenant, rights, vocabulary, today: todayOf(house.clock) });
  }
  return seen;
}

/** Runs `work`; a search that cannot be carried out leaves as the own door refuses. */
export async function refusedInWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof QueryRefused) throw new ArchiveError('badRequest', error.message, { cause: error });
    throw error;
  }
}
