import { Type } from 'typebox';
import { listTenants } from '../identity/index.ts';
import {
  ADMINISTRATION_TENANT,
  type Configuration,
  counted,
  type Database,
  describes,
  itself,
  readTenant,
  type TenantId,
  Text,
  type Told,
} from '../platform/index.ts';
import type { FieldShape, Shape } from '../referentials/index.ts';
import type { RecordKeeper } from './record-keeper.ts';
import { REFERENTIALS, type ShownReferential } from './referential-kinds.ts';
import { listRecords } from './referentials.ts';

/** What a form says of the fields of a record, and what it offers for them: made of the shape that controls them. */

export interface FormField {
  readonly name: string;
  readonly type: 'text' | 'boolean' | 'integer' | 'day' | 'object';
  readonly isList: boolean;
  readonly isMandatory: boolean;
  /** The values that there are. */
  readonly values?: readonly string[];
  /** What the value names: a kind of reference documents, `unit` or `tenant`. */
  readonly refersTo?: string;
  /** What a new record has. */
  readonly initial?: string | boolean | readonly unknown[];
  /** Of an object. */
  readonly members?: readonly FormField[];
}

export const FormField = describes<FormField>()(
  Type.Object(
    {
      name: Text,
      type: Type.Enum(['text', 'boolean', 'integer', 'day', 'object']),
      ...{ isList: Type.Boolean(), isMandatory: Type.Boolean() },
      values: Type.Optional(Type.Array(Text, { description: 'The values that there are.' })),
      refersTo: Type.Optional(
        Type.String({
          description: 'What the value names: a kind of reference documents, `unit` or `tenant`.',
        }),
      ),
      initial: Type.Optional(
        Type.Union([Text, Type.Boolean(), Type.Array(Type.Unknown())], {
          description: 'What a new record has.',
        }),
      ),
      members: Type.Optional(Type.Array(itself<FormField>('FormField'), { description: 'Of an object.' })),
    },
    { title: 'FormField', description: 'A field of a record, as the service controls it.' },
  ),
);

export const Form = Type.Object(
  {
    fields: Type.Array(FormField),
    key: Type.String({ description: 'Field by which a record is known; it never changes.' }),
    takesIdentifier: Type.Boolean({
      description: 'Whoever makes a record gives its identifier; otherwise the archive numbers it.',
    }),
  },
  { title: 'RecordForm' },
);
export type Form = Told<typeof Form>;

export const Choices = Type.Object(
  {
    choices: Type.Array(Type.Object({ value: Text, label: Text })),
    total: counted('Of all that answer.'),
  },
  { title: 'Choices' },
);
export type Choices = Told<typeof Choices>;

/** Most choices of one answer; words narrow them. */
const MOST_CHOICES = 50;

export function formOf(
  { key, ...keeper }: RecordKeeper,
  configuration: Pick<Configuration, 'clientIdentifiers'>,
  tenant: TenantId,
): Form {
  const takesIdentifier = keeper.takesIdentifier(configuration, tenant);
  const fields = fieldsOf(keeper.fields).map((field) =>
    field.name === key ? { ...field, isMandatory: takesIdentifier } : field,
  );
  return { fields, key, takesIdentifier };
}

/** Dates and what the archive sets are no fields of a form. */
function fieldsOf(shape: Shape): FormField[] {
  return Object.entries(shape).flatMap(([name, field]) => {
    const { type, readOnly } = field;
    return type === 'date' || readOnly ? [] : [{ name, type, ...traitsOf(field) }];
  });
}

function traitsOf({ many, mandatory, values, known, refersTo, initial, members }: FieldShape) {
  const offered = values ?? known;
  return {
    isList: many === true,
    isMandatory: mandatory === true,
    ...(offered === undefined ? {} : { values: offered }),
    ...(refersTo === undefined ? {} : { refersTo }),
    ...(initial === undefined || initial === 'now' ? {} : { initial }),
    ...(members === undefined ? {} : { members: fieldsOf(members) }),
  };
}

/**
 * A file to fill in: the header of a table, or one document with all its members, null where a new one has nothing.
 * @returns undefined: the referential takes files that nobody writes by hand
 */
export function templateOf(
  { takes, columns, records }: ShownReferential,
  configuration: Pick<Configuration, 'clientIdentifiers'>,
  tenant: TenantId,
): string | undefined {
  if (takes === 'csv') return `${columns.join(',')}\n`;
  if (takes === 'xml') return undefined;
  const { fields, key, takesIdentifier } = formOf(records, configuration, tenant);
  const members = fields.filter(({ name }) => name !== key || takesIdentifier);
  return `${JSON.stringify([exampleOf(members)], null, 2)}\n`;
}

/** The header of the table that a referential of documents takes; undefined: it takes none. */
export const tableTemplate = ({ table }: ShownReferential): string | undefined =>
  table === undefined ? undefined : `${table.join(';')}\n`;

/** An object with all its members; lists of objects that cannot be left blank have one, to be filled in. */
function exampleOf(fields: readonly FormField[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.map(({ name, isList, members, initial = null }) => {
      const isWanted = isList && members?.some(({ isMandatory }) => isMandatory);
      return [name, isWanted ? [exampleOf(members ?? [])] : initial];
    }),
  );
}

/** What a field of the kind refers to. @param path names of the field and of the objects that it is in, by dots */
export function referredBy({ fields }: Pick<RecordKeeper, 'fields'>, path: string): string | undefined {
  let shape: Shape | undefined = fields;
  let field: FieldShape | undefined;
  for (const name of path.split('.')) {
    field = shape !== undefined && Object.hasOwn(shape, name) ? shape[name] : undefined;
    shape = field?.members;
  }
  return field?.refersTo;
}

/**
 * What may be chosen for a field; nothing for archive units, which are too many to be offered.
 * @param at tenant of the records that are referred to
 */
export async function choicesOf(
  database: Database,
  referred: string,
  at: TenantId,
  words: string | undefined,
): Promise<Choices> {
  if (referred === 'tenant') return tenantChoices(database, words);
  const shown = Object.values(REFERENTIALS).find(({ kind }) => kind === referred);
  if (!shown) return { choices: [], total: 0 };
  const { records, total } = await listRecords(
    database,
    shown,
    at,
    { words, filters: {} },
    { offset: 0, limit: MOST_CHOICES },
  );
  return {
    choices: records.map((record) => ({
      value: String(record['#key']),
      label: String(record.Name ?? record['#key']),
    })),
    total,
  };
}

async function tenantChoices(database: Database, words = ''): Promise<Choices> {
  const tenants = await database.outsideTenants(listTenants);
  const wanted = words.trim().toLowerCase();
  const found = tenants.filter(({ tenant, name }) => `${tenant} ${name}`.toLowerCase().includes(wanted));
  return {
    choices: found.slice(0, MOST_CHOICES).map(({ tenant, name }) => ({ value: String(tenant), label: name })),
    total: found.length,
  };
}

/**
 * Tenant whose contracts a context may name: contexts are the platform's, and of every tenant.
 * @param own tenant of the form
 */
export function tenantChosen(
  { scope }: Pick<ShownReferential, 'scope'>,
  own: TenantId,
  wanted: string | undefined,
): TenantId {
  const isOfPlatform = scope === 'platform' && own === ADMINISTRATION_TENANT;
  return (isOfPlatform && wanted !== undefined ? readTenant(wanted) : undefined) ?? own;
}
