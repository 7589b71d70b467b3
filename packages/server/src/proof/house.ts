import type { Platform } from '../platform/index.ts';
import type { Storage, Workspace } from '../storage/index.ts';

/** What proof works with. */
export interface ProofHouse extends Platform {
  readonly storage: Storage;
  readonly workspace: Workspace;
}
