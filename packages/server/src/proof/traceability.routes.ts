import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyOf, contractRights, launch, refusingAs } from '../access/index.ts';
import { parseSingleSelect, SINGLE_SELECT_SCHEMA } from '../catalogue/index.ts';
import { ITEM_STATUS_RESULT } from '../operations/index.ts';
import { ArchiveError, isGuid } from '../platform/index.ts';
import type { ProofHouse } from './house.ts';
import { categoryOf, placeOf, readKept } from './kept-journal.ts';
import type { CheckParameters } from './linked-check/run.ts';
import { LINKED_CHECK } from './linked-check/workflow.ts';

const BASE = '/admin-external/v1';

/** Secured journals: their files, and their check (spec api.md D58 to D60). */
export async function traceabilityRoutes(app: FastifyInstance, house: ProofHouse): Promise<void> {
  app.get<{ Params: { id: string } }>(
    `${BASE}/traceability/:id/datafiles`,
    { config: { permission: 'traceability:id:read' } },
    async (request, reply) => {
      await contractRights(house, request, 'accessContract');
      const { tenant, params } = request;
      const found =
        isGuid(params.id) &&
        (await house.database.inTenant(tenant, async (tx) => {
          const kept = await readKept(tx, tenant, params.id);
          const place = kept && (await placeOf(tx, tenant, categoryOf(kept.type), kept.event.FileName));
          return place && { name: kept.event.FileName, place };
        }));
      if (!found)
        throw new ArchiveError(
          'adminNotFound',
          `The operation ${params.id} is unknown, or has secured no journal.`,
        );
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${found.name}"`)
        .send(await house.storage.read(found.place));
    },
  );

  const checks = (permission: string) => ({
    config: { permission, body: SINGLE_SELECT_SCHEMA, result: ITEM_STATUS_RESULT },
  });
  const check = (request: FastifyRequest) =>
    refusingAs('adminBadRequest', 400, async () => {
      const query = bodyOf(request);
      parseSingleSelect(query);
      await contractRights(house, request, 'accessContract');
      const parameters: CheckParameters = { query };
      return launch(house, request, LINKED_CHECK, { ...parameters });
    });
  app.post(`${BASE}/traceability/linkedchecks`, checks('traceabilitylinkedchecks:create'), check);
  app.post(`${BASE}/traceabilitychecks`, checks('traceabilitychecks:create'), check);
}
