import type { FastifyInstance } from 'fastify';
import { bodyOf, eyesOf, launch } from '../access/index.ts';
import { ITEM_STATUS_RESULT } from '../operations/index.ts';
import type { AuditHouse } from './house.ts';
import { AUDIT_SCHEMA, readAuditRequest } from './objects/audit-request.ts';
import { OBJECTS_AUDIT } from './objects/workflow.ts';

const BASE = '/admin-external/v1';

/** Audits of the compatible API (spec api.md D61, D62). */
export async function auditRoutes(app: FastifyInstance, house: AuditHouse): Promise<void> {
  app.post(
    `${BASE}/audits`,
    { config: { permission: 'audits:create', body: AUDIT_SCHEMA, result: ITEM_STATUS_RESULT } },
    async (request) => {
      const body = bodyOf(request);
      const eyes = await eyesOf(house, request, 'accessContract');
      const parameters = await house.database.inTenant(request.tenant, (tx) =>
        readAuditRequest(tx, body, eyes),
      );
      return launch(house, request, OBJECTS_AUDIT, { ...parameters });
    },
  );
}
