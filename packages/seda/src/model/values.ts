import { collapsed } from '../collapsed.ts';
import { element as el, many, optional, type Placement, some } from '../particles.ts';
import {
  ANY_DATE,
  ANY_URI,
  type Attributes,
  allowed,
  BASE64,
  BINARY,
  BOOLEAN,
  DATE_TIME_TYPE,
  DECIMAL,
  type ElementType,
  exactlyOneOf,
  ID,
  IDREF,
  INT,
  INTEGER,
  LANGUAGE,
  NON_EMPTY_TOKEN,
  oneOf,
  POSITIVE_INTEGER,
  required,
  type SimpleType,
  STRING,
  TOKEN,
  text,
  XML_LANG,
  XSD_DATE,
} from '../types.ts';

/* Texts of elements and attributes that all editions share (spec seda.md 3). */

export const XML_ID: Attributes = { 'xml:id': allowed(ID) };
export const NON_EMPTY = text(NON_EMPTY_TOKEN);
export const PLAIN = text(STRING);
export const REFERENCE = text(IDREF);
const isTrue = (value: string) => value === 'true' || value === '1';
export const FLAG = text(BOOLEAN, {}, isTrue);
/** Empty, it says false. */
export const FALSE_FLAG = text(BOOLEAN, {}, isTrue, { byDefault: 'false' });
export const DAY = text(XSD_DATE);
export const NIL_DAY = text(XSD_DATE, {}, undefined, { nillable: true });
export const INSTANT = text(DATE_TIME_TYPE);
export const ANY_DAY = text(ANY_DATE);
/** A day with an offset becomes a date-time with one (spec seda.md 7.1). */
export const DESCRIPTIVE_DAY = text(ANY_DATE, {}, (value) =>
  value.replace(/^(-?\d{4,}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)$/, '$1T00:00:00$2'),
);
export const NUMBER = text(INT, {}, Number);
export const INTEGER_VALUE = text(INTEGER, {}, Number);
export const LANGUAGE_VALUE = text(LANGUAGE);

/** Text in a language: handed over with it, so that titles keep theirs. */
export const LOCAL_TEXT = text(STRING, { 'xml:lang': allowed(XML_LANG) });
export const LOCALISED = text(
  STRING,
  { 'xml:lang': allowed(XML_LANG) },
  (value, attributes) => ({
    text: value,
    ...(attributes['xml:lang'] === undefined ? {} : { lang: collapsed(attributes['xml:lang']) }),
  }),
  { written: (value) => ({ text: value.text, attributes: { 'xml:lang': value.lang } }) },
);

const identifierAttributes: Attributes = Object.fromEntries(
  [
    'schemeID',
    'schemeName',
    'schemeAgencyID',
    'schemeAgencyName',
    'schemeVersionID',
    'schemeDataURI',
    'schemeURI',
  ].map((name) => [name, allowed(name.endsWith('URI') ? ANY_URI : name.endsWith('ID') ? TOKEN : STRING)]),
);
export const IDENTIFIER = text(TOKEN, identifierAttributes);

const CODE_ATTRIBUTES = [
  'listID',
  'listAgencyID',
  'listAgencyName',
  'listName',
  'listVersionID',
  'name',
  'languageID',
  'listURI',
  'listSchemeURI',
];
function codeAttributeType(name: string): SimpleType {
  if (name === 'languageID') return LANGUAGE;
  if (name.endsWith('URI')) return ANY_URI;
  return name.endsWith('ID') ? TOKEN : STRING;
}
const codeAttributes: Attributes = Object.fromEntries(
  CODE_ATTRIBUTES.map((name) => [name, allowed(codeAttributeType(name))]),
);
export const CODE = text(NON_EMPTY_TOKEN, codeAttributes);
/** A code with its attributes, by the capitalised names of the reference system (spec seda.md 7.1). */
export const CODE_WITH_ATTRIBUTES = text(
  NON_EMPTY_TOKEN,
  codeAttributes,
  (value, attributes) => ({
    Value: value,
    ...Object.fromEntries(
      CODE_ATTRIBUTES.flatMap((name) =>
        attributes[name] === undefined ? [] : [[capitalised(name), attributes[name]]],
      ),
    ),
  }),
  {
    written: ({ Value, ...value }) => ({
      text: Value,
      attributes: Object.fromEntries(CODE_ATTRIBUTES.map((name) => [name, value[capitalised(name)]])),
    }),
  },
);
const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

export const DIGEST = text(
  BINARY,
  { algorithm: required(NON_EMPTY_TOKEN) },
  (value, { algorithm }) => ({ MessageDigest: value, Algorithm: algorithm }),
  {
    written: ({ MessageDigest, Algorithm }) => ({
      text: MessageDigest,
      attributes: { algorithm: Algorithm },
    }),
  },
);
export const COMPRESSED = text(STRING, {
  algorithm: required(NON_EMPTY_TOKEN),
  uncompressedSize: required(POSITIVE_INTEGER),
});
export const ATTACHMENT = text(BASE64, { filename: allowed(STRING), uri: allowed(ANY_URI) });

export const LEVEL = text(
  oneOf(
    'Fonds',
    'Subfonds',
    'Class',
    'Collection',
    'Series',
    'Subseries',
    'RecordGrp',
    'SubGrp',
    'File',
    'Item',
    'OtherLevel',
  ),
);
export const LEGAL_STATUS = text(oneOf('Public Archive', 'Private Archive', 'Public and Private Archive'));
export const KEYWORD_TYPE = text(
  oneOf(
    'corpname',
    'famname',
    'geogname',
    'name',
    'occupation',
    'persname',
    'subject',
    'genreform',
    'function',
  ),
  { listVersionID: allowed(TOKEN) },
);
export const SIGNING_ROLE = text(oneOf('SignedDocument', 'Timestamp', 'Signature', 'AdditionalProof'));
export const DETACHED_SIGNING_ROLE = text(oneOf('Timestamp', 'Signature', 'AdditionalProof'));
const LENGTHS = exactlyOneOf(
  'micrometre',
  '4H',
  'millimetre',
  'MMT',
  'centimetre',
  'CMT',
  'metre',
  'inch',
  'INH',
  'foot',
  'FOT',
);
const WEIGHTS = exactlyOneOf('microgram', 'MC', 'milligram', 'MGM', 'gram', 'GRM', 'kilogram', 'KGM');
const measure = (unit: SimpleType) =>
  text(
    DECIMAL,
    { unit: required(unit) },
    (value, attributes) => ({ dValue: Number(value), unit: attributes.unit }),
    { written: ({ dValue, unit: name }) => ({ text: dValue, attributes: { unit: name } }) },
  );
export const LENGTH = measure(LENGTHS);
export const WEIGHT = measure(WEIGHTS);

export const opt = (name: string, type: ElementType, placement: Placement = 'member', as = name) =>
  optional(el(name, type, placement, as));
export const list = (name: string, type: ElementType, as = name) => many(el(name, type, 'list', as));
export const someOf = (name: string, type: ElementType, as = name) => some(el(name, type, 'list', as));
/** Texts, each with its language. */
export const LOCAL_LISTS = (...names: string[]) => names.map((name) => list(name, LOCAL_TEXT));
