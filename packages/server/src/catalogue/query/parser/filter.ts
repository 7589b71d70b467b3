import { QueryRefused } from '../query-refused.ts';
import { type Filter, type Projection, WINDOW } from '../request.ts';
import { checkKeys, checkObject, checkOneOf, checkScalar, type Json } from './checks.ts';
import { fieldName } from './operator.ts';
import type { Path, Report } from './report.ts';

const MAX_SORTS = 10;
const MAX_FIELDS = 1_000;

export function checkFilter(value: unknown, path: Path, report: Report, multiple: boolean): void {
  if (value === undefined || !checkObject(value, path, 'filter', report)) return;
  checkKeys(
    value,
    ['$offset', '$limit', '$orderby', ...(multiple ? ['$track_total_hits'] : [])],
    path,
    report,
  );
  if (value.$offset !== undefined) checkScalar(value.$offset, 'posinteger', [...path, '$offset'], report);
  if (value.$limit !== undefined) checkScalar(value.$limit, 'posinteger', [...path, '$limit'], report);
  if (value.$track_total_hits !== undefined)
    checkScalar(value.$track_total_hits, 'boolean', [...path, '$track_total_hits'], report);
  const order = value.$orderby;
  if (order !== undefined && checkObject(order, [...path, '$orderby'], 'fields to sort by', report))
    for (const [name, sense] of Object.entries(order))
      checkOneOf(sense, [1, -1], [...path, '$orderby', name], report);
}

/** @throws QueryRefused beyond the window of results */
export function buildFilter(value: Json | undefined): Filter {
  const offset = (value?.$offset as number | undefined) ?? 0;
  const limit = (value?.$limit as number | undefined) || undefined;
  if (offset + (limit ?? 0) > WINDOW)
    throw new QueryRefused(
      `$offset + $limit is ${offset + (limit ?? 0)}: results end at ${WINDOW}; narrow the query`,
    );
  const order = Object.entries((value?.$orderby as Json | undefined) ?? {});
  if (order.length > MAX_SORTS) throw new QueryRefused(`$orderby has more than ${MAX_SORTS} fields`);
  return {
    offset,
    ...(limit === undefined ? {} : { limit }),
    statedLimit: limit ?? (value === undefined ? 0 : WINDOW),
    order: order.map(([field, sense]) => ({ field: fieldName(field), descending: sense === -1 })),
    ...(value?.$track_total_hits === true ? { tracksTotal: true } : {}),
  };
}

export function checkProjection(value: unknown, path: Path, report: Report): void {
  if (value === undefined || !checkObject(value, path, 'projection', report)) return;
  checkKeys(value, ['$fields'], path, report);
  const fields = value.$fields;
  if (fields !== undefined && checkObject(fields, [...path, '$fields'], 'fields to show', report))
    for (const [name, sign] of Object.entries(fields))
      checkOneOf(sign, [1], [...path, '$fields', name], report);
}

export function buildProjection(value: Json | undefined): Projection {
  const names = Object.keys((value?.$fields as Json | undefined) ?? {}).map(fieldName);
  if (names.length > MAX_FIELDS) throw new QueryRefused(`$projection has more than ${MAX_FIELDS} fields`);
  return names.length === 0 || names.includes('#all') ? undefined : names;
}
