import type { ContextPermission, Person, Role } from '../identity/index.ts';
import type { Asker } from '../logbook/index.ts';
import type { TenantId } from '../platform/index.ts';
import type { EndpointVariant } from './negotiation.ts';

/**
 * The application that calls the compatible API, as its key, its context and its headers say; operations that it starts
 * carry what it is as an asker.
 */
export interface Caller extends Asker {
  /** True: the contracts of the context's `permissions` are the only ones that may be named. */
  readonly enableControl: boolean;
  readonly permissions: readonly ContextPermission[];
  /** `X-Access-Contract-Id`, first value; whether such a contract exists is for the room to say. */
  readonly accessContract?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Routes of the compatible API only. */
    caller: Caller;
    /** Signed-in person: routes of /api/v1 but the public ones. */
    person: Person;
    /** Tenant of the header `X-Tenant-Id`, or of the path on /api/v1; absent on routes without one. */
    tenant: TenantId;
    /** Identifier of the operation that this request starts, and of its answer (`X-Request-Id`). */
    requestGuid: string;
  }

  interface FastifyContextConfig {
    /** Compatible API: permission of the endpoint, as `http/inventory.ts` has it. */
    permission?: string;
    /** Compatible API: reachable with any known key (status, tenants, list of endpoints). */
    unsecured?: 'status' | 'tenants' | 'endpoints';
    /**
     * Own API: roles that may call, in the tenant of the path; `signed-in`: any person; `public`: anybody;
     * `operator`: administrators of the platform, who hold R5 in the administration tenant.
     */
    roles?: readonly Role[] | 'signed-in' | 'public' | 'operator';
    /** JSON Schema of a body that the room itself checks, for the documentation; one with a title is named by it. */
    body?: object;
    /**
     * JSON Schema of what a success says, for the documentation: of each of `$results` on the compatible API, of the
     * whole body elsewhere; one with a title is named by it.
     */
    result?: object;
    /** Compatible API: its results stand without envelope. */
    isBare?: true;
    /** Own API: it answers in the envelope of the compatible API, and `result` is of each of `$results`. */
    isEnveloped?: true;
    /** Compatible API: it stands in for a room that is not mounted, and answers 501. */
    isNotBuilt?: true;
    /** Own API: its body is judged as those of the compatible API are, which always are (spec api.md 1.9). */
    checksJson?: true;
    /** Its JSON may have single quotes and names without quotes (spec api.md 6.3.1). */
    isTolerant?: true;
  }

  interface RouteConstraint {
    /** Same path, several representations: see `http/negotiation.ts`. */
    variant?: EndpointVariant;
  }
}
