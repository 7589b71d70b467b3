import type { Platform } from '../platform/index.ts';
import type { Storage, Workspace } from '../storage/index.ts';

/** What the backup of the logs works with. */
export interface StorageLogHouse extends Platform {
  readonly storage: Storage;
}

/** What their securing works with. */
export interface SecuringHouse extends StorageLogHouse {
  readonly workspace: Workspace;
}
