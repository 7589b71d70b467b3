import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { TenantId, Tx } from '../platform/index.ts';
import { type ControlSchema, readControlSchema } from './kinds/control-schema.ts';
import { linearPattern, PatternRefused } from './linear-pattern.ts';
import { readRows } from './store.ts';

/** What a unit must be by its archive unit profile (spec ingest.md 12.2; model.md 13.2). */
export interface UnitProfile {
  readonly active: boolean;
  /** Undefined: the schema says nothing (`{}`). */
  readonly control: UnitControl | undefined;
}

/**
 * @param document the unit with its description at the root, `_mgt` as `#management`, without other members of the
 * archive's
 * @returns what is wrong, in one text; undefined when nothing is
 */
export type UnitControl = (document: Readonly<Record<string, unknown>>) => string | undefined;

/** Profiles of units of a tenant, by identifier; their schemas are compiled when they are first asked for. */
export async function unitProfilesOf(
  tx: Tx,
  tenant: TenantId,
): Promise<(identifier: string) => UnitProfile | undefined> {
  const rows = await readRows(tx, tenant, 'archive-unit-profile');
  const documents = new Map(rows.map(({ identifier, doc }) => [identifier, doc]));
  const known = new Map<string, UnitProfile>();
  return (identifier) => {
    const document = documents.get(identifier);
    if (document === undefined) return undefined;
    let profile = known.get(identifier);
    if (profile === undefined) {
      const schema = readControlSchema(String(document.ControlSchema)) ?? {};
      const control = Object.keys(schema).length === 0 ? undefined : controlOrFault(schema);
      profile = { active: document.Status === 'ACTIVE', control };
      known.set(identifier, profile);
    }
    return profile;
  };
}

/** A profile that was imported before its patterns were looked at refuses its units, and says why. */
function controlOrFault(schema: ControlSchema): UnitControl {
  try {
    return controlBy(schema);
  } catch (error) {
    if (error instanceof PatternRefused) return () => error.message;
    throw error;
  }
}

const LINEAR = Object.assign((pattern: string) => linearPattern(pattern), { code: 'linearPattern' });

/** A day, or a day and time without zone, as descriptions have them. */
const DATE_TIME =
  /^[0-8]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?)?$/;
/** Faults said of one unit: the first ones tell enough. */
const SAID = 20;

/**
 * @throws Error for a schema that refers to what it does not hold: nothing outside it is read
 * @throws PatternRefused
 */
export function controlBy(schema: ControlSchema): UnitControl {
  const ajv = new Ajv({ strict: false, logger: false, code: { regExp: LINEAR } });
  addFormats.default(ajv);
  ajv.addFormat('date-time-vitam', DATE_TIME);
  const validate = ajv.compile(inDraft7(schema));
  return (document) =>
    validate(document) ? undefined : (validate.errors ?? []).slice(0, SAID).map(sentence).join('; ');
}

function sentence({ instancePath, message, keyword }: ErrorObject): string {
  const where = instancePath === '' ? 'the unit' : instancePath.slice(1).replaceAll('/', '.');
  return `${where} ${message ?? keyword}`;
}

/** Keywords whose value is a schema, a list of them, or schemas by name. */
const ONE = ['not', 'additionalItems', 'additionalProperties', 'items'] as const;
const LISTS = ['allOf', 'anyOf', 'oneOf', 'items'] as const;
const NAMED = ['properties', 'patternProperties', 'definitions', 'dependencies'] as const;

/** The same schema in the draft that the validator knows: exclusive bounds are numbers there, and names are `$id`. */
function inDraft7(schema: ControlSchema): ControlSchema {
  const { id, $schema, exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema;
  const made: Record<string, unknown> = {
    ...rest,
    ...bound('inimum', minimum, exclusiveMinimum),
    ...bound('aximum', maximum, exclusiveMaximum),
  };
  for (const name of ONE) if (isSchema(made[name])) made[name] = inDraft7(made[name]);
  for (const name of LISTS)
    if (Array.isArray(made[name])) made[name] = (made[name] as ControlSchema[]).map(inDraft7);
  for (const name of NAMED)
    if (isSchema(made[name]))
      made[name] = Object.fromEntries(
        Object.entries(made[name]).map(([key, inner]) => [key, isSchema(inner) ? inDraft7(inner) : inner]),
      );
  return made;
}

function bound(which: 'inimum' | 'aximum', limit: unknown, exclusive: unknown): Record<string, unknown> {
  if (limit === undefined) return {};
  return exclusive === true ? { [`exclusiveM${which}`]: limit } : { [`m${which}`]: limit };
}

const isSchema = (value: unknown): value is ControlSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
