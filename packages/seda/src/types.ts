import { ContentModel, type Particle } from './particles.ts';
import type { JsonObject } from './records.ts';

/** Text of an element or attribute: returns what is wrong with it, or undefined. */
export type TextCheck = (text: string) => string | undefined;

/** What an attribute or element's text does with identifiers of the document. */
export type Identity = 'id' | 'idref';

export interface SimpleType {
  readonly kind: 'simple';
  readonly check?: TextCheck;
  readonly identity?: Identity;
  /** White space at the ends and between words is one blank (xsd:token). */
  readonly collapse: boolean;
}

export interface AttributeDeclaration {
  readonly type: SimpleType;
  readonly required: boolean;
}

export type Attributes = Readonly<Record<string, AttributeDeclaration>>;

/** Text with attributes; its value is its text, or what `value` makes of both. */
export interface TextElementType {
  readonly kind: 'text';
  readonly type: SimpleType;
  readonly attributes: Attributes;
  readonly nillable: boolean;
  readonly value?: (text: string, attributes: Readonly<Record<string, string>>) => unknown;
}

/** Elements within an element; its value is an object of the children's values, or what `make` makes of it. */
export interface ComplexType {
  readonly kind: 'complex';
  readonly name: string;
  readonly content: ContentModel;
  readonly attributes: Attributes;
  /** Free form: children of any name (spec seda.md 7.8). */
  readonly free: boolean;
  /** Puts a child placed as 'own'. */
  readonly own?: (value: JsonObject, name: string, child: unknown) => void;
  /** The value out of its members, when it is not the object itself; undefined: none. */
  readonly make?: (value: JsonObject, attributes: Readonly<Record<string, string>>) => unknown;
}

export type ElementType = TextElementType | ComplexType;

const NO_ATTRIBUTES: Attributes = {};

export function simple(check?: TextCheck, collapse = true, identity?: Identity): SimpleType {
  return { kind: 'simple', collapse, ...(check ? { check } : {}), ...(identity ? { identity } : {}) };
}

export function text(
  type: SimpleType,
  attributes: Attributes = NO_ATTRIBUTES,
  value?: TextElementType['value'],
  nillable = false,
): TextElementType {
  return { kind: 'text', type, attributes, nillable, ...(value ? { value } : {}) };
}

interface ComplexOptions {
  readonly attributes?: Attributes;
  readonly free?: boolean;
  readonly own?: ComplexType['own'];
  readonly make?: ComplexType['make'];
}

export function complex(name: string, content: Particle, options: ComplexOptions = {}): ComplexType {
  return {
    kind: 'complex',
    name,
    content: new ContentModel(content),
    attributes: options.attributes ?? NO_ATTRIBUTES,
    free: options.free ?? false,
    ...(options.own ? { own: options.own } : {}),
    ...(options.make ? { make: options.make } : {}),
  };
}

export const required = (type: SimpleType): AttributeDeclaration => ({ type, required: true });
export const allowed = (type: SimpleType): AttributeDeclaration => ({ type, required: false });

// ---- Simple types of XML Schema, as far as the standard uses them ----

const pattern =
  (expression: RegExp, what: string): TextCheck =>
  (value) =>
    expression.test(value) ? undefined : `'${value.slice(0, 60)}' is not ${what}`;

const NAME =
  /^[A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd][\w.\-\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u036f\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u203f-\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd]*$/;
const isName = pattern(NAME, 'an XML name');

const ZONE = '(Z|[+-](0\\d|1[0-3]):[0-5]\\d|[+-]14:00)?';
const DATE = new RegExp(`^(-?(?:[1-9]\\d{4,}|\\d{4}))-(\\d\\d)-(\\d\\d)${ZONE}$`);
const DATE_TIME = new RegExp(
  `^(-?(?:[1-9]\\d{4,}|\\d{4}))-(\\d\\d)-(\\d\\d)T(?:([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?|24:00:00(\\.0+)?)${ZONE}$`,
);
const PARTIAL = new RegExp(
  `^(?:-?(?:[1-9]\\d{4,}|\\d{4})(?:-(?:0[1-9]|1[0-2]))?|--(?:0[1-9]|1[0-2])|---(?:0[1-9]|[12]\\d|3[01]))${ZONE}$`,
);
const MONTH_DAY = new RegExp(`^--(\\d\\d)-(\\d\\d)${ZONE}$`);
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function inCalendar(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && !leap ? 28 : (DAYS[month - 1] as number));
}

function isDay(expression: RegExp, value: string): boolean {
  const parts = expression.exec(value);
  return parts !== null && inCalendar(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

function isAnyDate(value: string): boolean {
  if (isDay(DATE, value) || isDay(DATE_TIME, value) || PARTIAL.test(value)) return true;
  const parts = MONTH_DAY.exec(value);
  return parts !== null && inCalendar(2000, Number(parts[1]), Number(parts[2]));
}

const INT_MAX = 2_147_483_647;

export const STRING = simple(undefined, false);
export const TOKEN = simple();
export const NON_EMPTY_TOKEN = simple((value) => (value === '' ? 'must not be empty' : undefined));
export const BOOLEAN = simple(pattern(/^(true|false|1|0)$/, 'a boolean'));
export const DECIMAL = simple(pattern(/^[+-]?(\d+(\.\d*)?|\.\d+)$/, 'a decimal number'));
export const INTEGER = simple(pattern(/^[+-]?\d+$/, 'a whole number'));
export const INT = simple((value) =>
  /^[+-]?\d+$/.test(value) && Number(value) <= INT_MAX && Number(value) >= -INT_MAX - 1
    ? undefined
    : `'${value.slice(0, 60)}' is not an int`,
);
export const POSITIVE_INTEGER = simple(pattern(/^\+?0*[1-9]\d*$/, 'a positive whole number'));
export const LANGUAGE = simple(pattern(/^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/, 'a language'));
/** xml:lang may also be empty. */
export const XML_LANG = simple((value) =>
  value === '' || /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(value)
    ? undefined
    : `'${value}' is not a language`,
);
export const ANY_URI = simple();
export const ID = simple(isName, true, 'id');
export const IDREF = simple(isName, true, 'idref');
export const XSD_DATE = simple((value) =>
  isDay(DATE, value) ? undefined : `'${value.slice(0, 60)}' is not a date`,
);
export const DATE_TIME_TYPE = simple((value) =>
  isDay(DATE_TIME, value) ? undefined : `'${value.slice(0, 60)}' is not a date-time`,
);
/** DateType: date, dateTime, gYear, gYearMonth, gMonth, gMonthDay or gDay (spec seda.md 3). */
export const ANY_DATE = simple((value) =>
  isAnyDate(value) ? undefined : `'${value.slice(0, 60)}' is not a date`,
);
/** base64Binary or hexBinary; blanks are free in the first. */
export const BINARY = simple((value) => {
  const dense = value.replace(/ /g, '');
  return /^([0-9a-fA-F]{2})*$/.test(value) || (/^[A-Za-z0-9+/]*={0,2}$/.test(dense) && dense.length % 4 === 0)
    ? undefined
    : 'is neither base64 nor hexadecimal';
});
export const BASE64 = simple((value) => {
  const dense = value.replace(/ /g, '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(dense) && dense.length % 4 === 0 ? undefined : 'is not base64';
});

export function oneOf(...values: string[]): SimpleType {
  const known = new Set(values);
  return simple((value) =>
    known.has(value) ? undefined : `'${value.slice(0, 60)}' is none of ${values.join(', ')}`,
  );
}
/** An enumeration of strings: blanks count. */
export function exactlyOneOf(...values: string[]): SimpleType {
  const known = new Set(values);
  return simple(
    (value) => (known.has(value) ? undefined : `'${value.slice(0, 60)}' is none of ${values.join(', ')}`),
    false,
  );
}
