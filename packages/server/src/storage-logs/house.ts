import type { Platform } from '../platform/index.ts';
import type { Storage } from '../storage/index.ts';

/** What the backup of the logs works with. */
export interface StorageLogHouse extends Platform {
  readonly storage: Storage;
}
