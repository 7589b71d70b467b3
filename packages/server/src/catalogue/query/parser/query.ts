import { and, nested, not, or, type QueryNode } from '../nodes/index.ts';
import { QueryRefused } from '../query-refused.ts';
import { checkArray, checkKeys, checkObject, type Json } from './checks.ts';
import { COMPARISON } from './comparison.ts';
import { EQUALITY } from './equality.ts';
import { EXISTENCE } from './existence.ts';
import { FULL_TEXT } from './full-text.ts';
import { checkOneField, type Grammar, type Operator, oneField } from './operator.ts';
import { PATTERN } from './pattern.ts';
import type { Path, Report } from './report.ts';

/** Deeper conditions are refused: no honest request goes there. */
const MAX_LEVEL = 50;

function combination(make: (...queries: QueryNode[]) => QueryNode): Operator {
  return {
    check: (value, path, report, grammar) => {
      if (!checkArray(value, path, 'array of queries', report, 1)) return;
      value.forEach((item, index) => {
        checkQuery(item, [...path, index], report, grammar);
      });
    },
    build: (value) => make(...(value as Json[]).map(buildQuery)),
  };
}

const subobject: Operator = {
  check: (value, path, report, grammar) =>
    checkOneField(value, path, report, (query, at) => {
      checkQuery(query, at, report, { ...grammar, missing: true, subobject: false });
    }),
  build: (value) => {
    const [path, query] = oneField(value);
    return nested(path, buildQuery(query as Json));
  },
};

/** In the order in which the grammar looks for them: the first one present is taken (spec dsl.md 2.2). */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $match: FULL_TEXT.$match,
  $search: FULL_TEXT.$search,
  $match_all: FULL_TEXT.$match_all,
  $match_phrase: FULL_TEXT.$match_phrase,
  $match_phrase_prefix: FULL_TEXT.$match_phrase_prefix,
  $wildcard: PATTERN.$wildcard,
  $regex: PATTERN.$regex,
  $eq: EQUALITY.$eq,
  $exists: EXISTENCE.$exists,
  $missing: EXISTENCE.$missing,
  $ne: EQUALITY.$ne,
  $or: combination(or),
  $and: combination(and),
  $not: combination(not),
  $in: EQUALITY.$in,
  $nin: EQUALITY.$nin,
  $range: COMPARISON.$range,
  $gt: COMPARISON.$gt,
  $lt: COMPARISON.$lt,
  $lte: COMPARISON.$lte,
  $gte: COMPARISON.$gte,
  $subobject: subobject,
};

/** @param others keys that the place allows beside the operator (`$depth`) */
export function checkQuery(
  value: unknown,
  path: Path,
  report: Report,
  grammar: Grammar,
  others: readonly string[] = [],
): void {
  if (!checkObject(value, path, 'query', report)) return;
  if (grammar.level > MAX_LEVEL) throw new QueryRefused(`Queries nest more than ${MAX_LEVEL} levels`);
  const name = operatorOf(value, grammar);
  if (name === undefined)
    report.add('NO_VIABLE_ALTERNATIVE', { path, expected: 'query', found: value, message: 'no operator' });
  else OPERATORS[name]?.check(value[name], [...path, name], report, { ...grammar, level: grammar.level + 1 });
  checkKeys(value, name === undefined ? others : [name, ...others], path, report);
}

/** The node of a query that the check let pass. */
export function buildQuery(value: Json): QueryNode {
  const name = operatorOf(value, { missing: true, subobject: true, level: 0 });
  return (OPERATORS[name as string] as Operator).build(value[name as string]);
}

function operatorOf(value: Json, grammar: Grammar): string | undefined {
  return Object.keys(OPERATORS).find(
    (name) =>
      Object.hasOwn(value, name) &&
      (grammar.missing || name !== '$missing') &&
      (grammar.subobject || name !== '$subobject'),
  );
}
