import type { Platform } from '../platform/index.ts';
import type { Storage } from '../storage/index.ts';

/** What access works with. */
export interface AccessHouse extends Platform {
  readonly storage: Storage;
}
