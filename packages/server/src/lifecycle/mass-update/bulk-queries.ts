import { type BatchSelection, parseBatch } from '../../catalogue/index.ts';
import { ArchiveError } from '../../platform/index.ts';
import { isObject } from '../unit-update/unit-actions.ts';
import { type MassAction, readMassActions } from './mass-actions.ts';

/** A query that selects one unit, and what shall be made of it (BULK_UPDATE of spec dsl.md 9.3). */
export interface BulkQuery {
  /** From 0. */
  readonly index: number;
  readonly $query: unknown;
  readonly actions: readonly MassAction[];
  /** The request, as the report repeats it. */
  readonly text: string;
}

export interface BulkRequest {
  readonly threshold?: number;
  readonly queries: readonly BulkQuery[];
}

/** @throws ArchiveError invalidDsl for what the grammar does not allow; QueryRefused as parseBatch */
export function readBulk(body: unknown): BulkRequest {
  const refuse = (path: string, what: string) =>
    new ArchiveError('invalidDsl', `Validating ${path}: ${what} ~ path: [${path}]\n`);
  if (!isObject(body)) throw refuse('request', 'object ~ WRONG_JSON_TYPE');
  const { threshold, queries, ...others } = body;
  for (const key of Object.keys(others)) throw refuse(key.slice(0, 60), 'no such key ~ INVALID_JSON_FIELD');
  if (threshold !== undefined && !(Number.isSafeInteger(threshold) && (threshold as number) >= 0))
    throw refuse('threshold', 'posinteger ~ INVALID_VALUE');
  if (!Array.isArray(queries)) throw refuse('queries', 'array of queries ~ MANDATORY');
  return {
    ...(threshold === undefined ? {} : { threshold: threshold as number }),
    queries: queries.map((query, index): BulkQuery => {
      if (!isObject(query)) throw refuse('queries', 'object ~ WRONG_JSON_TYPE');
      const { $query, $action, ...rest } = query;
      for (const key of Object.keys(rest)) throw refuse(key.slice(0, 60), 'no such key ~ INVALID_JSON_FIELD');
      selectionOf($query);
      return { index, $query, actions: readMassActions($action), text: JSON.stringify(query) };
    }),
  };
}

/** @throws as parseBatch */
export function selectionOf($query: unknown): BatchSelection {
  return parseBatch({ $query });
}
