import { ArchiveError } from '../../../platform/index.ts';
import { everything, type QueryNode } from '../nodes/index.ts';
import { QueryRefused } from '../query-refused.ts';
import type { MultipleSelect, Projection, RootQuery, SingleSelect } from '../request.ts';
import {
  checkArray,
  checkKeys,
  checkMandatory,
  checkObject,
  checkScalar,
  isObject,
  type Json,
} from './checks.ts';
import { buildFacets, checkFacets } from './facets.ts';
import { buildFilter, buildProjection, checkFilter, checkProjection } from './filter.ts';
import { buildQuery, checkQuery } from './query.ts';
import { type Path, Report } from './report.ts';

const MAX_ROOTS = 1_000;
const MAX_CONDITIONS = 4_096;

/**
 * A request on units or object groups (SELECT_MULTIPLE of spec dsl.md 2.1).
 * @throws ArchiveError invalidDsl with one line per fault of the grammar
 * @throws QueryRefused for what is valid and cannot be carried out
 */
export function parseMultipleSelect(body: unknown): MultipleSelect {
  const report = new Report();
  if (checkObject(body, [], 'request', report)) checkMultiple(body, report);
  report.close();
  const request = body as Json;
  const roots = (request.$roots as string[] | undefined) ?? [];
  const queries = request.$query as Json[];
  checkGraph(roots, queries);
  return {
    roots,
    queries: queries.map(buildRootQuery),
    filter: buildFilter(request.$filter as Json | undefined),
    projection: buildProjection(request.$projection as Json | undefined),
    facets: buildFacets(request.$facets as Json[] | undefined),
    ...(request.$threshold === undefined ? {} : { threshold: request.$threshold as number }),
    context: request,
  };
}

function checkMultiple(body: Json, report: Report): void {
  checkKeys(body, ['$roots', '$query', '$threshold', '$filter', '$projection', '$facets'], [], report);
  checkMandatory(body, ['$query', '$projection'], [], report);
  checkRoots(body, report);
  if (body.$threshold !== undefined) checkScalar(body.$threshold, 'posinteger', ['$threshold'], report);
  checkFilter(body.$filter, ['$filter'], report, true);
  checkProjection(body.$projection, ['$projection'], report);
  checkFacets(body.$facets, ['$facets'], report);
}

/** Where a request on units starts, and its queries. */
export function checkRoots({ $roots, $query }: Json, report: Report): void {
  if ($roots !== undefined && checkArray($roots, ['$roots'], 'array of guid', report)) {
    $roots.forEach((root, index) => {
      checkScalar(root, 'guid', ['$roots', index], report);
    });
    if ($roots.length > MAX_ROOTS) throw new QueryRefused(`$roots has more than ${MAX_ROOTS} identifiers`);
  }
  if ($query !== undefined && checkArray($query, ['$query'], 'array of queries', report))
    $query.forEach((query, index) => {
      checkRootQuery(query, ['$query', index], report);
    });
}

function checkRootQuery(query: unknown, path: Path, report: Report): void {
  checkQuery(query, path, report, { missing: true, subobject: true, level: 0 }, ['$depth']);
  if (isObject(query) && query.$depth !== undefined)
    checkScalar(query.$depth, 'integer', [...path, '$depth'], report);
}

/** Where `$depth` must and must not stand (spec dsl.md 4.2). */
function checkGraph(roots: readonly string[], queries: readonly Json[]): void {
  queries.forEach((query, index) => {
    const free = index === 0 && roots.length === 0;
    if (free && query.$depth !== undefined)
      throw new ArchiveError(
        'invalidDsl',
        'DSL Graph validation : the first query should not contain a field $depth or $exactdepth when no root is set',
      );
    if (!free && query.$depth === undefined)
      throw new ArchiveError(
        'invalidDsl',
        'DSL Graph validation : the query should contain a field $depth or $exactdepth (except on first query when no root is set)',
      );
  });
}

export function buildRootQuery(query: Json): RootQuery {
  const node = bounded(buildQuery(query));
  return query.$depth === undefined ? { query: node } : { query: node, depth: query.$depth as number };
}

/**
 * A request on a journal, a referential or a register (SELECT_SINGLE): `$query` is one object, `{}` is everything.
 * @throws as parseMultipleSelect
 */
export function parseSingleSelect(body: unknown): SingleSelect {
  const report = new Report();
  if (checkObject(body, [], 'request', report)) checkSingle(body, report);
  report.close();
  const request = body as Json;
  const query = request.$query as Json;
  return {
    query: Object.keys(query).length === 0 ? everything : bounded(buildQuery(query)),
    filter: buildFilter(request.$filter as Json | undefined),
    projection: buildProjection(request.$projection as Json | undefined),
    context: request,
  };
}

function checkSingle(body: Json, report: Report): void {
  checkKeys(body, ['$query', '$filter', '$projection'], [], report);
  checkMandatory(body, ['$query', '$projection'], [], report);
  const query = body.$query;
  if (query !== undefined && !(isObject(query) && Object.keys(query).length === 0))
    checkQuery(query, ['$query'], report, { missing: false, subobject: true, level: 0 });
  checkFilter(body.$filter, ['$filter'], report, false);
  checkProjection(body.$projection, ['$projection'], report);
}

/** A read by identifier (GET_BY_ID): the projection alone. @throws as parseMultipleSelect */
export function parseById(body: unknown): { projection: Projection; context: Json } {
  const report = new Report();
  if (checkObject(body, [], 'request', report)) {
    checkKeys(body, ['$projection'], [], report);
    checkMandatory(body, ['$projection'], [], report);
    checkProjection(body.$projection, ['$projection'], report);
  }
  report.close();
  const request = body as Json;
  return { projection: buildProjection(request.$projection as Json | undefined), context: request };
}

/** The tree itself, when the database can be asked so many conditions. @throws QueryRefused otherwise */
function bounded(query: QueryNode): QueryNode {
  if (conditions(query) > MAX_CONDITIONS)
    throw new QueryRefused(`The query has more than ${MAX_CONDITIONS} conditions; use $in for lists`);
  return query;
}

function conditions(query: QueryNode): number {
  if (query.kind === 'nested') return 1 + conditions(query.query);
  if ('queries' in query) return query.queries.reduce((sum, item) => sum + conditions(item), 1);
  return 1;
}
