import type { Platform } from '../platform/index.ts';
import type { Storage, Workspace } from '../storage/index.ts';

/** What audits work with. */
export interface AuditHouse extends Platform {
  readonly storage: Storage;
  readonly workspace: Workspace;
}
