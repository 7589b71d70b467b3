import type { TenantId } from '../platform/index.ts';

/** Who calls and for whom, as the doors found it; set on every request of the compatible API. */
export interface Caller {
  /** Application context (`CT-000001`); operations that it starts carry it. */
  readonly context: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
    tenant: TenantId;
    /** Identifier of the operation that this request starts, and of its answer (`X-Request-Id`). */
    requestGuid: string;
  }
}
