import { type Bound, type Bounds, within } from '../nodes/index.ts';
import { checkCount, checkKeys, checkObject, checkScalar, type Json } from './checks.ts';
import { checkOneField, type Operator, oneField, operand, scalarOperator } from './operator.ts';

const BOUNDS: Readonly<Record<string, Bound>> = { $gt: 'gt', $gte: 'gte', $lt: 'lt', $lte: 'lte' };

const range: Operator = {
  check: (value, path, report) =>
    checkOneField(value, path, report, (bounds, at) => {
      if (!checkObject(bounds, at, 'two bounds', report)) return;
      checkKeys(bounds, Object.keys(BOUNDS), at, report);
      checkCount(bounds, { minimum: 2, maximum: 2 }, at, 'two bounds', report);
      for (const [name, item] of Object.entries(bounds))
        if (name in BOUNDS) checkScalar(item, 'anyvalue', [...at, name], report);
    }),
  build: (value) => {
    const [field, item] = oneField(value);
    const bounds = Object.entries(item as Json).map(([name, bound]) => [BOUNDS[name], operand(bound)]);
    return within(field, Object.fromEntries(bounds) as Bounds);
  },
};

export const COMPARISON = {
  $range: range,
  $gt: scalarOperator('anyvalue', (field, gt) => within(field, { gt })),
  $lt: scalarOperator('anyvalue', (field, lt) => within(field, { lt })),
  $lte: scalarOperator('anyvalue', (field, lte) => within(field, { lte })),
  $gte: scalarOperator('anyvalue', (field, gte) => within(field, { gte })),
} as const;
