import type { KindName } from '../store.ts';

/** What the documents of a referential are made of, as data: read by imports, updates and defaults. */

export interface FieldShape {
  /** `date` is the archive's to write, `day` is asked for: its control says whether it is one. */
  readonly type: 'text' | 'boolean' | 'integer' | 'date' | 'day' | 'object';
  readonly many?: true;
  /** The only values that the field may have. */
  readonly values?: readonly string[];
  /** An import without it is refused. */
  readonly mandatory?: true;
  /** The archive's to set: an update that names it is refused. */
  readonly readOnly?: true;
  /** What an import without it gets; `now` is the instant of the import. */
  readonly initial?: string | boolean | readonly unknown[] | 'now';
  /** Name under which a date that cannot be read is reported, where it is not its own (spec api.md 6.3.1). */
  readonly reportedAs?: string;
  readonly members?: Shape;
  /** The values that there are, where a control refuses others and not whoever reads the body. */
  readonly known?: readonly string[];
  /** What the value names, for whoever offers a choice; that it exists is for a control. */
  readonly refersTo?: Referred;
}

/** What fields name by identifier: records of a referential, archive units, tenants. */
export type Referred = KindName | 'unit' | 'tenant';

export type Shape = Readonly<Record<string, FieldShape>>;

export const TEXT: FieldShape = { type: 'text' };
export const TEXTS: FieldShape = { type: 'text', many: true };
export const DAY: FieldShape = { type: 'day' };
export const NAME: FieldShape = { type: 'text', mandatory: true };
export const NO: FieldShape = { type: 'boolean', initial: false };

export const reference = (refersTo: Referred): FieldShape => ({ type: 'text', refersTo });
export const references = (refersTo: Referred): FieldShape => ({ type: 'text', many: true, refersTo });

export function oneOf(values: readonly string[], initial?: string): FieldShape {
  return { type: 'text', values, ...(initial === undefined ? {} : { initial }) };
}

export const USAGES = ['BinaryMaster', 'Dissemination', 'Thumbnail', 'TextContent', 'PhysicalMaster'];
export const USAGE_LIST: FieldShape = { type: 'text', many: true, known: USAGES };
export const SEDA_VERSION: FieldShape = { type: 'text', known: ['2.1', '2.2', '2.3'] };
export const STATUS = oneOf(['ACTIVE', 'INACTIVE'], 'INACTIVE');

/** Members that every document with a life has (spec model.md 11.0). */
export function lifeFields(reported: { creation: string; deactivation: string }): Shape {
  return {
    Identifier: TEXT,
    Name: NAME,
    Description: TEXT,
    Status: STATUS,
    CreationDate: { type: 'date', initial: 'now', reportedAs: reported.creation },
    LastUpdate: { type: 'date' },
    ActivationDate: { type: 'date', initial: 'now', reportedAs: 'ActivationDate' },
    DeactivationDate: { type: 'date', reportedAs: reported.deactivation },
  };
}
