import type { DateRange, Facet } from '../facets.ts';
import { QueryRefused } from '../query-refused.ts';
import {
  checkArray,
  checkKeys,
  checkMandatory,
  checkObject,
  checkOneOf,
  checkScalar,
  type Json,
} from './checks.ts';
import { dateFormat } from './date-format.ts';
import { fieldName, text } from './operator.ts';
import { buildQuery, checkQuery } from './query.ts';
import type { Path, Report } from './report.ts';

/** `$facets` (spec dsl.md 13): a name and one of the kinds. */

const KINDS = ['$terms', '$date_range', '$filters'] as const;
type Kind = (typeof KINDS)[number];

/** Each facet is a pass over all the matches. */
const MAX_FACETS = 100;
const MAX_BUCKETS = 10_000;

export function checkFacets(value: unknown, path: Path, report: Report): void {
  if (value === undefined || !checkArray(value, path, 'array of facets', report)) return;
  value.forEach((facet, index) => {
    checkFacet(facet, [...path, index], report);
  });
}

function checkFacet(value: unknown, path: Path, report: Report): void {
  if (!checkObject(value, path, 'facet', report)) return;
  const kind = kindOf(value);
  if (kind === undefined)
    report.add('NO_VIABLE_ALTERNATIVE', { path, expected: 'facet', found: value, message: 'no kind' });
  checkKeys(value, kind === undefined ? ['$name'] : ['$name', kind], path, report);
  if (checkMandatory(value, ['$name'], path, report))
    checkScalar(value.$name, 'string', [...path, '$name'], report);
  if (kind !== undefined) CHECKS[kind](value[kind], [...path, kind], report);
}

const kindOf = (facet: Json): Kind | undefined => KINDS.find((kind) => Object.hasOwn(facet, kind));

const CHECKS: Readonly<Record<Kind, (value: unknown, path: Path, report: Report) => void>> = {
  $terms: (value, path, report) => {
    if (!checkObject(value, path, 'terms facet', report)) return;
    checkKeys(value, ['$subobject', '$field', '$size', '$order'], path, report);
    checkMandatory(value, ['$field', '$size', '$order'], path, report);
    for (const key of ['$subobject', '$field'])
      if (value[key] !== undefined) checkScalar(value[key], 'string', [...path, key], report);
    if (value.$size !== undefined) checkScalar(value.$size, 'posinteger', [...path, '$size'], report);
    if (value.$order !== undefined) checkOneOf(value.$order, ['ASC', 'DESC'], [...path, '$order'], report);
  },
  $date_range: (value, path, report) => {
    if (!checkObject(value, path, 'date range facet', report)) return;
    checkKeys(value, ['$field', '$format', '$ranges'], path, report);
    checkMandatory(value, ['$field', '$format', '$ranges'], path, report);
    for (const key of ['$field', '$format'])
      if (value[key] !== undefined) checkScalar(value[key], 'string', [...path, key], report);
    const at = [...path, '$ranges'];
    if (value.$ranges === undefined || !checkArray(value.$ranges, at, 'array of ranges', report, 1)) return;
    value.$ranges.forEach((range, index) => {
      checkRange(range, [...at, index], report);
    });
  },
  $filters: (value, path, report) => {
    if (!checkObject(value, path, 'filters facet', report)) return;
    checkKeys(value, ['$query_filters'], path, report);
    if (!checkMandatory(value, ['$query_filters'], path, report)) return;
    const at = [...path, '$query_filters'];
    if (!checkArray(value.$query_filters, at, 'array of named queries', report, 1)) return;
    value.$query_filters.forEach((filter, index) => {
      checkNamedQuery(filter, [...at, index], report);
    });
  },
};

function checkRange(value: unknown, path: Path, report: Report): void {
  if (!checkObject(value, path, 'range', report)) return;
  checkKeys(value, ['$from', '$to'], path, report);
  if (value.$from === undefined && value.$to === undefined)
    report.add('ELEMENT_TOO_SHORT', { path, expected: 'range', found: value, message: '0 < 1' });
  for (const key of ['$from', '$to'])
    if (value[key] !== undefined) checkScalar(value[key], 'string', [...path, key], report);
}

function checkNamedQuery(value: unknown, path: Path, report: Report): void {
  if (!checkObject(value, path, 'named query', report)) return;
  checkKeys(value, ['$name', '$query'], path, report);
  checkMandatory(value, ['$name', '$query'], path, report);
  if (value.$name !== undefined) checkScalar(value.$name, 'string', [...path, '$name'], report);
  if (value.$query !== undefined)
    checkQuery(value.$query, [...path, '$query'], report, { missing: true, subobject: true, level: 0 });
}

/** @throws QueryRefused for what is valid and cannot be carried out */
export function buildFacets(value: readonly Json[] | undefined): Facet[] {
  if ((value?.length ?? 0) > MAX_FACETS) throw new QueryRefused(`$facets has more than ${MAX_FACETS} facets`);
  return (value ?? []).map(buildFacet);
}

function buildFacet(value: Json): Facet {
  const kind = kindOf(value) as Kind;
  const name = text(value.$name as string);
  const asked = value[kind] as Json;
  switch (kind) {
    case '$terms': {
      const size = asked.$size as number;
      if (size === 0 || size > MAX_BUCKETS)
        throw new QueryRefused(`$size of the facet ${name} must be from 1 to ${MAX_BUCKETS}`);
      const field = fieldName(asked.$field as string);
      return {
        ...{ kind: 'terms', name, field, size },
        ...(asked.$subobject === undefined ? {} : { subobject: fieldName(asked.$subobject as string) }),
      };
    }
    case '$date_range': {
      const field = fieldName(asked.$field as string);
      const ranges = rangesOf(asked.$ranges as Json[], asked.$format as string);
      return { kind: 'dateRange', name, field, ranges };
    }
    case '$filters': {
      const filters = (asked.$query_filters as Json[]).map((filter) => ({
        name: text(filter.$name as string),
        query: buildQuery(filter.$query as Json),
      }));
      return { kind: 'filters', name, filters };
    }
  }
}

/** In the order of the index: by their beginnings, then by their ends; what is open stands first, and last. */
function rangesOf(ranges: readonly Json[], format: string): DateRange[] {
  if (ranges.length > MAX_BUCKETS) throw new QueryRefused(`$ranges has more than ${MAX_BUCKETS} ranges`);
  const { read, write } = dateFormat(format);
  const bound = (value: unknown) => (value === undefined ? undefined : read(value as string));
  return ranges
    .map(({ $from, $to }) => {
      const from = bound($from);
      const to = bound($to);
      const told = (date: Date | undefined) => (date === undefined ? '*' : write(date));
      return {
        label: `${told(from)}-${told(to)}`,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
    })
    .sort(
      (one, other) =>
        (one.from?.getTime() ?? Number.NEGATIVE_INFINITY) -
          (other.from?.getTime() ?? Number.NEGATIVE_INFINITY) ||
        (one.to?.getTime() ?? Number.POSITIVE_INFINITY) - (other.to?.getTime() ?? Number.POSITIVE_INFINITY) ||
        0,
    );
}
