import type { FastifyRequest } from 'fastify';
import { agent, appendEvents, eventRecord, openJournal, startedRecord } from '../logbook/index.ts';
import { indented } from '../operations/index.ts';
import { ArchiveError, type OperationId, type Platform, type TenantId } from '../platform/index.ts';

const TYPE = 'STP_PERSONAL_CERTIFICATE_CHECK';

/**
 * Refuses a call whose permission wants a person's certificate (`X-Personal-Certificate`) and that has none, or one
 * that is not registered, over or revoked. Each refusal is an operation of the tenant (spec security-and-scale.md 4).
 * @throws ArchiveError unauthorized, after the journal is written
 */
export async function refusePerson(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  { headers, requestGuid }: FastifyRequest,
  { tenant, context, permission }: { tenant: TenantId; context: string; permission: string },
): Promise<never> {
  const isAbsent = headers['x-personal-certificate'] === undefined;
  const now = clock.now();
  const operation = requestGuid as OperationId;
  const records = { operation, type: TYPE, processType: 'CHECK', agent: agent('security', 1) };
  const detail = indented({
    Context: { Certificate: isAbsent ? 'No certificate' : 'Invalid certificate', Permission: permission },
  });
  await database.inTenant(tenant, async (tx) => {
    await openJournal(tx, tenant, startedRecord(records, { context }, now), now);
    const end = eventRecord(records, { id: operation, type: TYPE, status: 'KO', detail }, now);
    await appendEvents(tx, tenant, operation, [end], {}, now);
  });
  throw new ArchiveError('unauthorized', isAbsent ? 'No certificate transmitted' : 'Invalid certificate');
}
