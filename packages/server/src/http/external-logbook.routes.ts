import type { FastifyInstance } from 'fastify';
import {
  agent,
  appendEvents,
  EXTERNAL_OPERATION_SCHEMA,
  openJournal,
  readExternalOperation,
} from '../logbook/index.ts';
import { ArchiveError, type OperationId } from '../platform/index.ts';
import type { House } from './house.ts';

/** Operations of applications, in the journal of the archive (spec api.md 6.8). */
export async function externalLogbookRoutes(app: FastifyInstance, house: House): Promise<void> {
  app.post(
    '/admin-external/v1/logbookoperations',
    { config: { permission: 'logbookoperations:create', body: EXTERNAL_OPERATION_SCHEMA } },
    async ({ body, tenant, requestGuid, caller }, reply) => {
      if (body === undefined || body === null)
        throw new ArchiveError('sanity', 'Json is not valid from Sanitize check');
      const now = house.clock.now();
      const operation = requestGuid as OperationId;
      const { context, person } = caller;
      const order = { operation, context, person, now, agent: agent('access-external', 1) };
      const { master, events } = readExternalOperation(body, order);
      await house.database.inTenant(tenant, async (tx) => {
        await openJournal(tx, tenant, master, now);
        if (events.length > 0) await appendEvents(tx, tenant, operation, events, {}, now);
      });
      return reply.code(201).send();
    },
  );
}
