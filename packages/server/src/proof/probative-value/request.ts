import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { MULTIPLE_SELECT_SCHEMA, parseMultipleSelect } from '../../catalogue/index.ts';
import { ArchiveError } from '../../platform/index.ts';

/** Which objects a statement of probative value is about (spec api.md D65, operations.md 14). */
export interface ProbativeRequest {
  /** Of the units whose objects they are. */
  readonly dslQuery: Readonly<Record<string, unknown>>;
  readonly usage: string;
  /** Number of a version, `FIRST` or `LAST`. */
  readonly version: string;
  /** Also the units below that bear what was detached of a signature (spec api.md 10.3). */
  readonly includeDetachedSigningInformation?: boolean;
}

const Usage = Type.String({ minLength: 1, maxLength: 100 });

export const ProbativeValueRequest = Type.Object(
  {
    dslQuery: Type.Unsafe<Record<string, unknown>>(MULTIPLE_SELECT_SCHEMA),
    usage: Type.Union([Usage, Type.Array(Usage, { minItems: 1, maxItems: 1 })]),
    version: Type.String({ pattern: '^([1-9][0-9]{0,8}|FIRST|LAST)$' }),
    includeDetachedSigningInformation: Type.Optional(Type.Boolean()),
  },
  { title: 'ProbativeValueRequest', additionalProperties: false },
);

/** The query is judged by its own grammar. */
const Frame = Type.Object(
  { ...ProbativeValueRequest.properties, dslQuery: Type.Object({}, { additionalProperties: true }) },
  { additionalProperties: false },
);

/** @throws ArchiveError badRequest saying which member is wrong, invalidDsl, emptyQuery */
export function readProbativeRequest(body: unknown): ProbativeRequest {
  const given = withoutNulls(body);
  if (!Value.Check(Frame, given)) {
    const [fault] = Value.Errors(Frame, given);
    throw new ArchiveError(
      'badRequest',
      `${fault?.instancePath || 'The body'}: ${fault?.message ?? 'not as expected'}. dslQuery, usage and version are wanted.`,
    );
  }
  const { dslQuery, usage, ...others }: Static<typeof Frame> = given;
  const query = dslQuery as Record<string, unknown>;
  const { queries, roots } = parseMultipleSelect({ $projection: {}, ...query });
  if (queries.length === 0 && roots.length === 0)
    throw new ArchiveError('emptyQuery', 'Select units: $query and $roots are both empty.');
  return { ...others, dslQuery: query, usage: Array.isArray(usage) ? String(usage[0]) : usage };
}

/** Official clients write null for what they do not say. */
const withoutNulls = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
