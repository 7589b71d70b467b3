import type { TenantId } from '../platform/index.ts';
import { StorageError } from './storage-error.ts';

/** Where an operation's writings of one category lie, the same on every offer. */
export interface Place {
  readonly tenant: TenantId;
  /** `objects`, `units`, `objectgroups`, `manifests`, `reports`… */
  readonly category: string;
  readonly operation: string;
}

/** Beside a pack: `000001.tar.index.jsonl`. */
export const INDEX_SUFFIX = '.index.jsonl';

// ASCII only, no leading dot (hidden names are drafts), no slash: safe on every file system and object store,
// and no two names that differ only by Unicode form.
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const CATEGORY = /^[a-z][a-z0-9_-]{0,31}$/;
const OPERATION = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const TENANT = /^(0|[1-9]\d{0,9})$/;

/** @throws StorageError BAD_NAME unless 1 to 200 letters, digits, `.`, `_`, `-`, the first a letter or digit */
export function checkName(name: string): string {
  if (!NAME.test(name)) throw badName('name', name);
  return name;
}

/** True for what can be a category; other things in a tenant's folder are not Pérenne's. */
export function isCategory(name: string): boolean {
  return CATEGORY.test(name);
}

/** @throws StorageError BAD_NAME */
export function checkTenant(tenant: TenantId): string {
  const text = String(tenant);
  if (!TENANT.test(text)) throw badName('tenant', text);
  return text;
}

/** @throws StorageError BAD_NAME */
export function checkOperation(operation: string): string {
  if (!OPERATION.test(operation)) throw badName('operation', operation);
  return operation;
}

/**
 * Name of a container, which is also its path on every offer: `<tenant>/<category>/<operation>/<name>`.
 * @throws StorageError BAD_NAME
 */
export function containerOf(place: Place, name: string): string {
  if (!isCategory(place.category)) throw badName('category', place.category);
  if (name.endsWith(INDEX_SUFFIX)) throw badName('name', name);
  return `${checkTenant(place.tenant)}/${place.category}/${checkOperation(place.operation)}/${checkName(name)}`;
}

/** Six digits, so that names sort; more when there are more. */
export function chunkName(chunk: number, extension: string): string {
  if (!Number.isSafeInteger(chunk) || chunk < 0) throw badName('chunk', String(chunk));
  return `${String(chunk).padStart(6, '0')}${extension}`;
}

/**
 * A container's name as it comes from a record, checked again before it becomes a path.
 * @throws StorageError BAD_NAME
 */
export function checkContainer(container: string): string {
  const [tenant = '', category = '', operation = '', name = '', ...more] = container.split('/');
  const sound =
    more.length === 0 &&
    TENANT.test(tenant) &&
    CATEGORY.test(category) &&
    OPERATION.test(operation) &&
    NAME.test(name);
  if (!sound) throw badName('container', container);
  return container;
}

function badName(what: string, given: string): StorageError {
  return new StorageError('BAD_NAME', `${JSON.stringify(given.slice(0, 80))} is not a valid ${what}`);
}
