import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ADMINISTRATION_TENANT, type Platform, type TenantId } from '../platform/index.ts';

/**
 * Every answer carries `X-Request-Id`, in this very case: clients look for it in a map that tells cases apart. It is
 * written on the raw answer, because Fastify's own headers are lower-cased.
 */
export function identifyAnswers(app: FastifyInstance, platform: Platform): void {
  app.addHook('onRequest', async (request, reply) =>
    identify(request, reply, platform, ADMINISTRATION_TENANT),
  );
}

/** Tells whose request it is; its identifier, which is that of the operation it may start, is of that tenant. */
export function setTenant(
  request: FastifyRequest,
  reply: FastifyReply,
  platform: Platform,
  tenant: TenantId,
): void {
  request.tenant = tenant;
  identify(request, reply, platform, tenant);
}

function identify(request: FastifyRequest, reply: FastifyReply, { guids }: Platform, tenant: TenantId): void {
  request.requestGuid = guids.make('operation', tenant);
  reply.raw.setHeader('X-Request-Id', request.requestGuid);
}
