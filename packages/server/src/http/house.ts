import type { Platform } from '../platform/index.ts';
import type { Storage, Workspace } from '../storage/index.ts';

/** What the routes of every room are given: the platform, and where the bytes lie. */
export interface House extends Platform {
  readonly storage: Storage;
  readonly workspace: Workspace;
}
