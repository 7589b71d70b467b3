import { pattern } from '../nodes/index.ts';
import { scalarOperator } from './operator.ts';

export const PATTERN = {
  $wildcard: scalarOperator('string', (field, value) => pattern('wildcard', field, String(value))),
  $regex: scalarOperator('string', (field, value) => pattern('regex', field, String(value))),
} as const;
