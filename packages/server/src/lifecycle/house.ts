import type { Platform } from '../platform/index.ts';
import type { Storage, Workspace } from '../storage/index.ts';

/** What changes of archives work with. */
export interface LifecycleHouse extends Platform {
  readonly storage: Storage;
  readonly workspace: Workspace;
}
