import { ArchiveError } from '../../../platform/index.ts';
import { and, within } from '../nodes/index.ts';
import type { MultipleSelect, RootQuery } from '../request.ts';
import { checkKeys, checkMandatory, checkObject, checkScalar, type Json } from './checks.ts';
import { Report } from './report.ts';
import { buildRootQuery, checkRoots } from './select.ts';

/** Units that an operation is about, and how many at most. */
export interface BatchSelection extends Pick<MultipleSelect, 'roots' | 'queries'> {
  readonly threshold?: number;
}

/**
 * A request that an operation carries out on units (BATCH_PROCESSING of spec dsl.md 2.1).
 * @throws ArchiveError invalidDsl for the grammar, emptyQuery without any condition; QueryRefused for what is valid
 * and cannot be carried out
 */
export function parseBatch(body: unknown): BatchSelection {
  const report = new Report();
  if (checkObject(body, [], 'request', report)) {
    checkKeys(body, ['$roots', '$query', '$threshold'], [], report);
    checkMandatory(body, ['$query'], [], report);
    checkRoots(body, report);
    if (body.$threshold !== undefined) checkScalar(body.$threshold, 'posinteger', ['$threshold'], report);
  }
  report.close();
  const { $roots = [], $query, $threshold } = body as Json;
  const roots = $roots as readonly string[];
  const queries = ($query as readonly Json[]).map(buildRootQuery);
  if (roots.length === 0 && queries.length === 0)
    throw new ArchiveError('emptyQuery', 'Select units: $query and $roots are both empty.');
  return {
    roots,
    queries: queries.map((query, index) => placed(query, index === 0 && roots.length === 0)),
    ...($threshold === undefined ? {} : { threshold: $threshold as number }),
  };
}

/** Where each query starts: these requests may leave it open (spec dsl.md 4.2, 4.3). */
function placed({ query, depth }: RootQuery, isFree: boolean): RootQuery {
  if (!isFree) return { query, depth: depth ?? 1 };
  return { query: depth === undefined ? query : and(within('#max', { lte: depth + 1 }), query) };
}
