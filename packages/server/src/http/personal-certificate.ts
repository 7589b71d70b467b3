import type { FastifyRequest } from 'fastify';
import { agent, appendEvents, label, type MasterRecord, openJournal } from '../logbook/index.ts';
import { indented } from '../operations/index.ts';
import {
  ArchiveError,
  type OperationId,
  type Platform,
  type TenantId,
  technicalDate,
} from '../platform/index.ts';

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
  const common = {
    evId: requestGuid,
    evParentId: null,
    evType: TYPE,
    evDateTime: technicalDate(now),
    evIdProc: requestGuid,
    evTypeProc: 'CHECK',
    agId: agent('security', 1),
  };
  const master: MasterRecord = {
    ...common,
    evDetData: null,
    outcome: 'STARTED',
    outDetail: `${TYPE}.STARTED`,
    outMessg: label(`${TYPE}.STARTED`),
    ...{ agIdApp: context, evIdAppSession: null, evIdReq: requestGuid, agIdExt: null },
    ...{ rightsStatementIdentifier: null, obId: requestGuid, obIdReq: null, obIdIn: null },
  };
  const evDetData = indented({
    Context: { Certificate: isAbsent ? 'No certificate' : 'Invalid certificate', Permission: permission },
  });
  const outDetail = `${TYPE}.KO`;
  await database.inTenant(tenant, async (tx) => {
    await openJournal(tx, tenant, master, now);
    const end = { ...common, evDetData, outcome: 'KO', outDetail, outMessg: label(outDetail) } as const;
    await appendEvents(tx, tenant, operation, [end], {}, now);
  });
  throw new ArchiveError('unauthorized', isAbsent ? 'No certificate transmitted' : 'Invalid certificate');
}
