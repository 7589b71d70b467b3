import { eq, isIn, isNotIn, ne, type QueryNode, type Value } from '../nodes/index.ts';
import { checkArray, checkScalar } from './checks.ts';
import { checkOneField, type Operator, oneField, operand, scalarOperator } from './operator.ts';

export const EQUALITY = {
  $eq: scalarOperator('anyvalue', eq),
  $ne: scalarOperator('anyvalue', ne),
  $in: membership(isIn),
  $nin: membership(isNotIn),
} as const;

function membership(make: (field: string, values: readonly Value[]) => QueryNode): Operator {
  return {
    check: (value, path, report) =>
      checkOneField(value, path, report, (items, at) => {
        if (!checkArray(items, at, 'array of anyvalue', report)) return;
        items.forEach((item, index) => {
          checkScalar(item, 'anyvalue', [...at, index], report);
        });
      }),
    build: (value) => {
      const [field, items] = oneField(value);
      return make(field, (items as unknown[]).map(operand));
    },
  };
}
