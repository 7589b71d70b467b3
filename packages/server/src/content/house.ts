import type { Platform } from '../platform/index.ts';
import type { Storage } from '../storage/index.ts';

/** What the search inside documents works with. */
export interface ContentHouse extends Platform {
  readonly storage: Storage;
}
