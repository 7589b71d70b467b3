import { collapsed } from './collapsed.ts';
import { ContentModel, type Particle } from './particles.ts';
import type { JsonObject } from './records.ts';
import { isXmlName } from './xml/xml-names.ts';

/** Text of an element or attribute: returns what is wrong with it, or undefined. */
export type TextCheck = (text: string) => string | undefined;

/** What an attribute or element's text does with identifiers of the document. */
export type Identity = 'id' | 'idref';

export interface SimpleType {
  readonly kind: 'simple';
  /** Name of the type in XML Schema, or `enumeration`. */
  readonly name: string;
  /** Values of an enumeration. */
  readonly values?: readonly string[];
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
  readonly requiredAttributes: readonly string[];
  /** May be empty with xsi:nil. */
  readonly nillable: boolean;
  /** What an empty element stands for. */
  readonly byDefault?: string;
  readonly value?: (text: string, attributes: Readonly<Record<string, string>>) => unknown;
  /** The inverse of `value`; absent: the value is the text. */
  readonly written?: (value: JsonObject) => WrittenText;
}

/** What an element with text says of a value. */
export interface WrittenText {
  readonly text: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Elements within an element; its value is an object of the children's values, or what `make` makes of it. */
export interface ComplexType {
  readonly kind: 'complex';
  readonly name: string;
  readonly content: ContentModel;
  readonly attributes: Attributes;
  readonly requiredAttributes: readonly string[];
  /** Elements matched by a wildcard become members (spec seda.md 7.8); they are not kept otherwise. */
  readonly free: boolean;
  /** They become members of this member instead, if there is one. */
  readonly freeInto?: string;
  /** Puts a child placed as 'own'. */
  readonly own?: (value: JsonObject, name: string, child: unknown) => void;
  /** The inverse of `own`. */
  readonly disowned?: (value: JsonObject) => DisownedMembers;
  /** The value out of its members, when it is not the object itself; undefined: none. */
  readonly make?: (value: JsonObject, attributes: Readonly<Record<string, string>>) => unknown;
}

/** Members of a value as its children are named: those of each repetition of its first sequence, then the others. */
export interface DisownedMembers {
  readonly repeated: readonly JsonObject[];
  readonly rest: JsonObject;
}

export type ElementType = TextElementType | ComplexType;

const NO_ATTRIBUTES: Attributes = {};

const requiredAmong = (attributes: Attributes) =>
  Object.keys(attributes).filter((name) => attributes[name]?.required);

export function simple(
  name: string,
  check?: TextCheck,
  { collapse = true, identity }: { collapse?: boolean; identity?: Identity } = {},
): SimpleType {
  return { kind: 'simple', name, collapse, ...(check ? { check } : {}), ...(identity ? { identity } : {}) };
}

export function text(
  type: SimpleType,
  attributes: Attributes = NO_ATTRIBUTES,
  value?: TextElementType['value'],
  {
    nillable = false,
    byDefault,
    written,
  }: { nillable?: boolean; byDefault?: string; written?: TextElementType['written'] } = {},
): TextElementType {
  return {
    kind: 'text',
    type,
    attributes,
    requiredAttributes: requiredAmong(attributes),
    nillable,
    ...(value ? { value } : {}),
    ...(byDefault === undefined ? {} : { byDefault }),
    ...(written ? { written } : {}),
  };
}

interface ComplexOptions {
  readonly attributes?: Attributes;
  /** Children in any order, each at most once (xsd:all): the content is a repeated choice of them. */
  readonly anyOrder?: boolean;
  readonly free?: boolean;
  readonly freeInto?: string;
  readonly own?: ComplexType['own'];
  readonly disowned?: ComplexType['disowned'];
  readonly make?: ComplexType['make'];
}

export function complex(name: string, content: Particle, options: ComplexOptions = {}): ComplexType {
  return {
    kind: 'complex',
    name,
    content: new ContentModel(content, options.anyOrder ?? false),
    attributes: options.attributes ?? NO_ATTRIBUTES,
    requiredAttributes: requiredAmong(options.attributes ?? NO_ATTRIBUTES),
    free: options.free ?? false,
    ...(options.freeInto ? { freeInto: options.freeInto } : {}),
    ...(options.own ? { own: options.own } : {}),
    ...(options.disowned ? { disowned: options.disowned } : {}),
    ...(options.make ? { make: options.make } : {}),
  };
}

export const required = (type: SimpleType): AttributeDeclaration => ({ type, required: true });
export const allowed = (type: SimpleType): AttributeDeclaration => ({ type, required: false });

// ---- Simple types of XML Schema, as far as the standard uses them ----

const pattern =
  (expression: RegExp, what: string): TextCheck =>
  (value) =>
    expression.test(value) ? undefined : not(value, what);

export const isName: TextCheck = (value) => (isXmlName(value) ? undefined : not(value, 'an XML name'));

const LONGEST_SHOWN = 60;
function not(value: string, what: string): string {
  return value === ''
    ? `must not be empty: ${what} is expected`
    : `'${value.slice(0, LONGEST_SHOWN)}' is not ${what}`;
}

const ZONE = '(Z|[+-](0\\d|1[0-3]):[0-5]\\d|[+-]14:00)?';
/** There is no year 0 (XML Schema 1.0, part 2, 3.2.7). */
const YEAR = '-?(?!0000(?!\\d))(?:[1-9]\\d{4,}|\\d{4})';
const DATE = new RegExp(`^(${YEAR})-(\\d\\d)-(\\d\\d)${ZONE}$`);
const DATE_TIME = new RegExp(
  `^(${YEAR})-(\\d\\d)-(\\d\\d)T(?:([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?|24:00:00(\\.0+)?)${ZONE}$`,
);
const PARTIAL = new RegExp(
  `^(?:${YEAR}(?:-(?:0[1-9]|1[0-2]))?|--(?:0[1-9]|1[0-2])|---(?:0[1-9]|[12]\\d|3[01]))${ZONE}$`,
);
const MONTH_DAY = new RegExp(`^--(\\d\\d)-(\\d\\d)${ZONE}$`);
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function inCalendar(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && !leap ? 28 : (DAYS[month - 1] as number));
}

const digit = (text: string, at: number) => {
  const value = text.charCodeAt(at) - 0x30;
  return value >= 0 && value <= 9 ? value : Number.NaN;
};

/** `2024-02-29`: dates as they nearly always are, looked at first. */
function isPlainDate(value: string): boolean {
  if (value.length !== 10 || value.charCodeAt(4) !== 0x2d || value.charCodeAt(7) !== 0x2d) return false;
  const year = digit(value, 0) * 1000 + digit(value, 1) * 100 + digit(value, 2) * 10 + digit(value, 3);
  return (
    year > 0 &&
    inCalendar(year, digit(value, 5) * 10 + digit(value, 6), digit(value, 8) * 10 + digit(value, 9))
  );
}

function isDay(expression: RegExp, value: string): boolean {
  const parts = expression.exec(value);
  return parts !== null && inCalendar(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

function isAnyDate(value: string): boolean {
  if (isPlainDate(value) || isDay(DATE, value) || isDay(DATE_TIME, value) || PARTIAL.test(value)) return true;
  const parts = MONTH_DAY.exec(value);
  return parts !== null && inCalendar(2000, Number(parts[1]), Number(parts[2]));
}

const INT_MAX = 2_147_483_647;

export const STRING = simple('string', undefined, { collapse: false });
export const TOKEN = simple('token');
export const NON_EMPTY_TOKEN = simple('NonEmptyToken', (value) =>
  value === '' ? 'must not be empty' : undefined,
);
export const BOOLEAN = simple('boolean', pattern(/^(?:true|false|1|0)$/, 'a boolean'));
export const DECIMAL = simple('decimal', pattern(/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/, 'a decimal number'));
export const INTEGER = simple('integer', pattern(/^[+-]?\d+$/, 'a whole number'));
export const INT = simple('int', (value) =>
  /^[+-]?\d+$/.test(value) && Number(value) <= INT_MAX && Number(value) >= -INT_MAX - 1
    ? undefined
    : not(value, 'a whole number of 32 bits'),
);
export const POSITIVE_INTEGER = simple(
  'positiveInteger',
  pattern(/^\+?0*[1-9]\d*$/, 'a positive whole number'),
);
const TAG = /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/;
export const LANGUAGE = simple('language', pattern(TAG, 'a language'));
/** xml:lang may also be empty, but not blank: its emptiness is that of a string. */
export const XML_LANG = simple(
  'language',
  (value) => (value === '' || TAG.test(collapsed(value)) ? undefined : not(value, 'a language')),
  { collapse: false },
);

const PLAIN_URI = /^[\w./-]*$/;
const ESCAPE = '%[0-9A-Fa-f]{2}';
const AUTHORITY = `(?:(?:[^%@/?#[\\]]|${ESCAPE})*@)?(?:\\[[^\\]/?#]*\\]|(?:[^%:@/?#[\\]]|${ESCAPE})*)(?::\\d{1,9})?`;
/**
 * A reference of RFC 3986, whatever its characters outside ASCII: these and blanks count as escaped (XML Schema 1.0,
 * part 2, 3.2.17). Brackets are for addresses of hosts alone.
 */
const URI = new RegExp(
  `^(?:[A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:))(?://${AUTHORITY}(?=[/?#]|$)|(?!//))` +
    `(?:[^%?#[\\]]|${ESCAPE})*(?:\\?(?:[^%#[\\]]|${ESCAPE})*)?(?:#(?:[^%#]|${ESCAPE})*)?$`,
);
export const ANY_URI = simple('anyURI', (value) =>
  PLAIN_URI.test(value) || URI.test(value) ? undefined : not(value, 'a URI reference'),
);
/** What is not empty (xlink:role). */
const SOME_URI = simple('anyURI', (value) =>
  value !== '' && URI.test(value) ? undefined : not(value, 'a URI reference'),
);
const NAME_TYPE = simple('NCName', isName);
export const ID = simple('ID', isName, { identity: 'id' });
export const IDREF = simple('IDREF', isName, { identity: 'idref' });
export const XSD_DATE = simple('date', (value) =>
  isPlainDate(value) || isDay(DATE, value) ? undefined : not(value, 'a date'),
);
export const DATE_TIME_TYPE = simple('dateTime', (value) =>
  isDay(DATE_TIME, value) ? undefined : not(value, 'a date-time'),
);
/** DateType: date, dateTime, gYear, gYearMonth, gMonth, gMonthDay or gDay (spec seda.md 3). */
export const ANY_DATE = simple('DateType', (value) =>
  isAnyDate(value) ? undefined : not(value, 'a date or part of one'),
);

const LAST_BASE64 = /^(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/]{4})$/;
/** No repeated group: these texts may be as long as a file. */
function isBase64(value: string): boolean {
  const dense = value.replaceAll(' ', '');
  if (dense === '') return true;
  if (dense.length % 4 !== 0 || /[^A-Za-z0-9+/=]/.test(dense)) return false;
  const equals = dense.indexOf('=');
  return (equals < 0 || equals >= dense.length - 2) && LAST_BASE64.test(dense.slice(-4));
}
/** base64Binary or hexBinary; blanks are free in the first. */
export const BINARY = simple('BinaryType', (value) =>
  (value.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(value)) || isBase64(value)
    ? undefined
    : not(value, 'base64 or hexadecimal'),
);
export const BASE64 = simple('base64Binary', (value) => (isBase64(value) ? undefined : not(value, 'base64')));

function enumeration(collapse: boolean, values: readonly string[]): SimpleType {
  const known = new Set(values);
  const check: TextCheck = (value) =>
    known.has(value) ? undefined : not(value, `one of ${values.join(', ')}`);
  return { ...simple('enumeration', check, { collapse }), values };
}

export function oneOf(...values: string[]): SimpleType {
  return enumeration(true, values);
}
/** An enumeration of strings: blanks count. */
export function exactlyOneOf(...values: string[]): SimpleType {
  return enumeration(false, values);
}

/**
 * Attributes that XML and XLink define themselves: checked wherever they stand, also on elements that no schema
 * declares.
 */
export const GLOBAL_ATTRIBUTES: Readonly<Record<string, SimpleType>> = {
  'xml:id': ID,
  'xml:lang': XML_LANG,
  'xml:space': oneOf('default', 'preserve'),
  'xml:base': ANY_URI,
  'xlink:type': oneOf('simple', 'extended', 'title', 'resource', 'locator', 'arc'),
  'xlink:href': ANY_URI,
  'xlink:role': SOME_URI,
  'xlink:arcrole': SOME_URI,
  'xlink:show': oneOf('new', 'replace', 'embed', 'other', 'none'),
  'xlink:actuate': oneOf('onLoad', 'onRequest', 'other', 'none'),
  'xlink:label': NAME_TYPE,
  'xlink:from': NAME_TYPE,
  'xlink:to': NAME_TYPE,
};
