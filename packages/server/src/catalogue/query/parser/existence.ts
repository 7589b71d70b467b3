import { exists, missing, type QueryNode } from '../nodes/index.ts';
import { checkScalar } from './checks.ts';
import { fieldName, type Operator } from './operator.ts';

export const EXISTENCE = {
  $exists: ofField(exists),
  $missing: ofField(missing),
} as const;

function ofField(make: (field: string) => QueryNode): Operator {
  return {
    check: (value, path, report) => checkScalar(value, 'string', path, report),
    build: (value) => make(fieldName(value as string)),
  };
}
