import { type Static, type TSchema, Type } from 'typebox';

/** What becomes of a value in JSON: dates are texts, and nothing is read-only. */
export type InJson<T> = unknown extends T
  ? T
  : T extends Date
    ? string
    : T extends string | number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? InJson<Item>[]
        : { -readonly [Member in keyof T]: InJson<T[Member]> };

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;

/**
 * A schema of what a type is in JSON, for the documentation: one that says another member, leaves one out or gives it
 * another type does not compile.
 */
export const describes =
  <T>() =>
  <Schema extends TSchema>(
    schema: Schema & (Same<InJson<T>, Static<Schema>> extends true ? unknown : 'is not that type in JSON'),
  ): Schema =>
    schema;

/** The type of what a schema describes, as the code hands it on: nobody changes anything of it. */
export type Told<Schema extends TSchema> = Unchanged<Static<Schema>>;

type Unchanged<T> = unknown extends T
  ? T
  : T extends Date | string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Unchanged<Item>[]
      : { readonly [Member in keyof T]: Unchanged<T[Member]> };

/** Parts that many answers have. */

export const Text = Type.String();
export const Count = Type.Integer({ minimum: 0 });
export const counted = (description: string) => Type.Integer({ minimum: 0, description });
/** A date in the code, a text in JSON. */
export const Instant = Type.Unsafe<Date>({ type: 'string', format: 'date-time' });
/** A text in both. */
export const InstantText = Type.String({ format: 'date-time' });
export const Members = Type.Record(Type.String(), Type.Unknown(), {
  title: 'Members',
  description: 'Members that no schema tells.',
});
export const Agencies = Type.Record(Type.String(), Type.String(), {
  title: 'Agencies',
  description: 'Names, by identifier, of the agencies that are named here by their identifiers.',
});

export const StartedOperation = Type.Object(
  { id: Text },
  { title: 'StartedOperation', description: 'The operation that has begun.' },
);
export type StartedOperation = Told<typeof StartedOperation>;

export const orNull = <Schema extends TSchema>(schema: Schema, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description });

/** The schema of that title, where it holds itself. */
export const itself = <T>(title: string) => Type.Unsafe<InJson<T>>({ $ref: `#/components/schemas/${title}` });
