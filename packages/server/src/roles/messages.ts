import type { ClientConfig } from 'pg';
import type { Configuration, Role } from '../platform/index.ts';

/** What a role's thread is started with. */
export interface RoleData {
  readonly configuration: Configuration;
  readonly connection: ClientConfig;
  /** Number of this process among those of the platform, given by the database. */
  readonly node: number;
}

/** From the supervisor: end what is under way and close; or how the roles of the process are. */
export type ToRole = { readonly kind: 'drain' } | { readonly kind: 'down'; readonly roles: readonly Role[] };

/** From a role: it works; or it cannot, and why. */
export type FromRole =
  | { readonly kind: 'ready'; readonly port?: number }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | undefined };
