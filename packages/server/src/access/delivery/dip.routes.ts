import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { envelopeOf, MULTIPLE_SELECT_SCHEMA, QueryRefused } from '../../catalogue/index.ts';
import { askerOf } from '../../logbook/index.ts';
import { ITEM_STATUS_RESULT, itemStatus } from '../../operations/index.ts';
import { ArchiveError, type OperationId } from '../../platform/index.ts';
import { bodyOf, contractRights } from '../compatible.ts';
import { sendObject } from '../object-content.ts';
import { fileNameOf, findPackage } from './delivered-package.ts';
import { DipRequest, MINIMAL, readDipRequest } from './dip-request.ts';
import type { DeliveryHouse } from './house.ts';
import type { DeliveryRequest } from './request.ts';
import { startDelivery } from './start-delivery.ts';
import { DELIVERY_WORKFLOW } from './workflow.ts';

const V1 = '/access-external/v1/dipexport';
const V2 = '/access-external/v2/dipexport';

/** Deliveries of the compatible API (spec api.md 4.5, A26 to A28). */
export async function dipRoutes(app: FastifyInstance, house: DeliveryHouse): Promise<void> {
  app.post(
    V1,
    { config: { permission: 'dipexport:create', body: MULTIPLE_SELECT_SCHEMA, result: ITEM_STATUS_RESULT } },
    (request, reply) =>
      launch(house, request, reply, () => ({
        query: bodyOf(request) as Record<string, unknown>,
        request: MINIMAL,
      })),
  );

  app.post(
    V2,
    { config: { permission: 'dipexportv2:create', body: DipRequest, result: ITEM_STATUS_RESULT } },
    (request, reply) =>
      launch(house, request, reply, () => ({
        ...readDipRequest(bodyOf(request)),
        // The journal of a delivery of version 1 does not name the contract (spec operations.md 1.2).
        rightsStatement: JSON.stringify({ AccessContract: request.caller.accessContract }),
      })),
  );

  app.get<{ Params: { id: string } }>(
    `${V1}/:id/dip`,
    { config: { permission: 'dipexport:id:dip:read' } },
    async (request, reply) => {
      const { id } = request.params;
      const stored = await findPackage(house, request.tenant, id);
      if (!stored)
        throw new ArchiveError(
          'packageNotFound',
          `No package of the operation ${id}: it is unknown, refused, not completed, or was taken away after its time.`,
        );
      return sendObject(request, reply, house, {
        stored,
        fileName: fileNameOf(id),
        contentType: 'application/octet-stream',
        disposition: 'attachment',
      });
    },
  );
}

interface Wanted {
  readonly query: Readonly<Record<string, unknown>>;
  readonly request: DeliveryRequest;
  readonly rightsStatement?: string;
}

/** Whatever is refused leaves as 412 (spec api.md A26, A27; quirk 16). */
async function launch(
  house: DeliveryHouse,
  request: FastifyRequest,
  reply: FastifyReply,
  read: () => Wanted,
): Promise<FastifyReply> {
  const { tenant, caller } = request;
  try {
    const { query, ...wanted } = read();
    const rights = await contractRights(house, request, 'accessClient');
    await startDelivery(house, {
      ...askerOf(caller),
      ...wanted,
      tenant,
      id: request.requestGuid as OperationId,
      selection: { kind: 'query', query },
      rights,
      requester: caller.accessContract ?? '',
    });
  } catch (error) {
    throw asPrecondition(error);
  }
  const status = itemStatus({ workflow: DELIVERY_WORKFLOW.id, state: 'RUNNING', status: 'STARTED' });
  const found = { total: 1, filter: { offset: 0, statedLimit: 0, order: [] }, results: [{ ...status }] };
  return reply.code(202).send({ ...envelopeOf(found, {}), httpCode: 202 });
}

function asPrecondition(error: unknown): unknown {
  if (error instanceof QueryRefused)
    return new ArchiveError('accessClient', error.message, { status: 412, cause: error });
  if (error instanceof ArchiveError && error.status < 500)
    return new ArchiveError(error.kind, error.description, { status: 412, cause: error });
  return error;
}
