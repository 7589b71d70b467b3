import type { Static, TSchema } from 'typebox';

/** What becomes of a value in JSON: dates are texts, and nothing is read-only. */
export type InJson<T> = T extends Date
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
