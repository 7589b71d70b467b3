import { WINDOW } from '../request.ts';
import { OPERATORS } from './query.ts';

/**
 * The requests that the parser takes, as JSON Schema for the documentation: members and operators of the grammar, whose
 * operands and places the parser alone judges.
 */

const whole = { type: 'integer', minimum: 0 } as const;
const fields = (value: object) => ({ type: 'object', additionalProperties: value });
const closed = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  additionalProperties: false,
});

const PROJECTION = {
  ...closed({ $fields: fields({ const: 1 }) }),
  description: 'Members to show; all when none is named.',
};

const filter = (more: Record<string, object>) => ({
  ...closed({ $offset: whole, $limit: whole, $orderby: fields({ enum: [1, -1] }), ...more }),
  description: `Page and order; results end at ${WINDOW}.`,
});

/** One condition: an operator, and beside it what the place allows. */
const condition = (beside: Record<string, object> = {}) => ({
  oneOf: Object.keys(OPERATORS).map((name) => ({
    ...closed({ [name]: {}, ...beside }),
    required: [name],
  })),
});

export const SINGLE_SELECT_SCHEMA = {
  title: 'SelectSingle',
  ...closed({
    $query: { anyOf: [{ type: 'object', maxProperties: 0 }, condition()] },
    $filter: filter({}),
    $projection: PROJECTION,
  }),
  required: ['$query', '$projection'],
} as const;

const name = { type: 'string' } as const;

const FACET = {
  oneOf: [
    ['$terms', closed({ $subobject: name, $field: name, $size: whole, $order: { enum: ['ASC', 'DESC'] } })],
    [
      '$date_range',
      closed({
        $field: name,
        $format: name,
        $ranges: { type: 'array', items: closed({ $from: name, $to: name }) },
      }),
    ],
    [
      '$filters',
      closed({ $query_filters: { type: 'array', items: closed({ $name: name, $query: condition() }) } }),
    ],
  ].map(([kind, asked]) => ({
    ...closed({ $name: name, [kind as string]: asked as object }),
    required: ['$name', kind],
  })),
};

/** Where a request on units starts, and its queries. */
const ROOTS = {
  $roots: { type: 'array', items: { type: 'string' }, description: 'Units to start from.' },
  $query: { type: 'array', items: condition({ $depth: { type: 'integer' } }) },
  $threshold: whole,
} as const;

export const BATCH_SCHEMA = { title: 'Batch', ...closed(ROOTS), required: ['$query'] } as const;

const UNITUPS = {
  type: 'object',
  properties: { '#unitups': { type: 'array', items: name } },
  required: ['#unitups'],
  additionalProperties: false,
} as const;

export const RECLASSIFICATION_SCHEMA = {
  title: 'Reclassification',
  type: 'array',
  minItems: 1,
  items: {
    ...closed({
      $roots: ROOTS.$roots,
      $query: { ...ROOTS.$query, minItems: 1, maxItems: 1 },
      $action: { type: 'array', minItems: 1, items: closed({ $add: UNITUPS, $pull: UNITUPS }) },
    }),
    required: ['$query', '$action'],
  },
} as const;

export const MULTIPLE_SELECT_SCHEMA = {
  title: 'SelectMultiple',
  ...closed({
    ...ROOTS,
    $filter: filter({ $track_total_hits: { type: 'boolean' } }),
    $projection: PROJECTION,
    $facets: { type: 'array', items: FACET, description: 'How all the matches spread.' },
  }),
  required: ['$query', '$projection'],
} as const;

export const BY_ID_SCHEMA = {
  title: 'SelectById',
  ...closed({ $projection: PROJECTION }),
  required: ['$projection'],
} as const;
