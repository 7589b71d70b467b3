import { type Manner, match, search } from '../nodes/index.ts';
import { type Operator, scalarOperator } from './operator.ts';

export const FULL_TEXT = {
  $match: matching('any'),
  $match_all: matching('all'),
  $match_phrase: matching('phrase'),
  $match_phrase_prefix: matching('phrase-prefix'),
  $search: scalarOperator('string', (field, value) => search(field, String(value))),
} as const;

function matching(manner: Manner): Operator {
  return scalarOperator('string', (field, value) => match(field, String(value), manner));
}
