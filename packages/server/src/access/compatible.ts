import type { FastifyRequest } from 'fastify';
import { type Filter, QueryRefused, type Vocabulary } from '../catalogue/index.ts';
import { ArchiveError, type ErrorName } from '../platform/index.ts';
import { findAccessContract, loadOntology } from '../referentials/index.ts';
import { type AccessRights, rightsOf } from './access-rights.ts';
import type { AccessHouse } from './house.ts';
import { type Eyes, todayOf } from './reading.ts';

/** What the routes of the compatible API share. */

/**
 * The eyes of the access contract that the request names.
 * @param kind error of the endpoint, which leaves as 401 (spec api.md 1.18)
 */
export async function eyesOf(house: AccessHouse, request: FastifyRequest, kind: ErrorName): Promise<Eyes> {
  const { tenant } = request;
  const rights = await contractRights(house, request, kind);
  const vocabulary: Vocabulary = await loadOntology(house.database);
  const showsOutput = house.configuration.inheritedRulesAPIOutput.includes(tenant);
  return {
    ...{ tenant, rights, vocabulary, today: todayOf(house.clock) },
    ...(showsOutput ? { rulesOutput: true } : {}),
  };
}

export async function contractRights(
  house: AccessHouse,
  { tenant, caller }: FastifyRequest,
  kind: ErrorName,
): Promise<AccessRights> {
  const { accessContract } = caller;
  const contract =
    accessContract === undefined
      ? undefined
      : await house.database.inTenant(tenant, (tx) => findAccessContract(tx, tenant, accessContract));
  if (contract === undefined || contract.Status !== 'ACTIVE')
    throw new ArchiveError(kind, 'Access by Contract Exception', { status: 401 });
  return rightsOf(contract);
}

/** The JSON body, which these endpoints want (spec api.md 1.13). */
export function bodyOf(request: FastifyRequest): unknown {
  if (request.body === undefined) throw new ArchiveError('sanity', 'Json is not valid from Sanitize check');
  return request.body;
}

/** Runs `work`; a query that cannot be carried out leaves in the manner of the endpoint (spec dsl.md 15.3). */
export async function refusingAs<T>(kind: ErrorName, status: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof QueryRefused) throw new ArchiveError(kind, error.message, { status, cause: error });
    throw error;
  }
}

/** @throws ArchiveError where a search may not have all its matches counted (spec dsl.md 11) */
export function refuseTracking(
  { configuration }: AccessHouse,
  { tracksTotal }: Filter,
  kind: ErrorName,
): void {
  if (tracksTotal && !configuration.authorizeTrackTotalHits)
    throw new ArchiveError(kind, '$track_total_hits is not authorized on this platform', { status: 401 });
}

/** Runs `work` with a signal that aborts when the client has left without its answer. */
export async function whileWaitedFor<T>(
  { raw }: FastifyRequest,
  work: (left: AbortSignal) => Promise<T>,
): Promise<T> {
  const { socket } = raw;
  const controller = new AbortController();
  const leave = () => controller.abort(new ArchiveError('unavailable', 'The client has left'));
  if (socket.destroyed) leave();
  socket.once('close', leave);
  try {
    return await work(controller.signal);
  } finally {
    socket.off('close', leave);
  }
}
