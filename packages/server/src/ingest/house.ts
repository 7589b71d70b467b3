import type { Platform } from '../platform/index.ts';
import type { Storage, Workspace } from '../storage/index.ts';

/** What the handlers of an entry work with. */
export interface EntryHouse extends Platform {
  readonly storage: Storage;
  readonly workspace: Workspace;
}
