import type { FormField } from '../../api/types.ts';
import { type FormLayout, isShown, shapePath } from './layout.ts';

/** What a form does with a record: makes it, controls it, and says what has changed. Pure. */

export type Document = Readonly<Record<string, unknown>>;

/** What is wrong with a field; `code` is that of the service, or of a control here. */
export interface Fault {
  readonly code: string;
  readonly values: readonly string[];
  /** Said when the code has no words. */
  readonly text?: string;
}

/** By path of the field: `Permissions.0.tenant`. */
export type Faults = Readonly<Record<string, Fault>>;

export interface Changes {
  readonly set: Document;
  readonly unset: readonly string[];
}

/** Longest name (spec frontoffice.md B.18). */
export const LONGEST_NAME = 100;
const NAMES = ['Name', 'Identifier', 'PUID', 'RuleId', 'RuleValue'];
const AUTHORITY = /^\d{5,9}$/;
/** Neither blanks nor accents (spec frontoffice.md B.22). */
const RULE_ID = /^[\x21-\x7e]+$/;
/** Beside those of PRONOM (spec frontoffice.md B.23). */
const EXTERNAL_PUID = /^EXTERNAL_[A-Za-z0-9][A-Za-z0-9._-]*$/;
const DURATION = /^(\d{1,9}|unlimited)$/i;

/** Members that two records do not share. */
const OWN = ['Identifier', 'PUID', 'Path', 'RuleId', 'Status'];

/** A record, or an object of one, as it begins. @param model a record that it is like, its identity aside */
export function newDocument(fields: readonly FormField[], model: Document = {}): Document {
  const begun = fields.flatMap(({ name, type, isList, initial }) => {
    if (model[name] !== undefined && !OWN.includes(name)) return [[name, model[name]] as const];
    if (initial !== undefined) return [[name, initial] as const];
    return type === 'boolean' && !isList ? [[name, false] as const] : [];
  });
  return Object.fromEntries(begun);
}

/** The fields of a document that say something, hidden ones left out. */
export function stated(fields: readonly FormField[], layout: FormLayout, whole: Document): Document {
  const inner = (members: readonly FormField[], document: Document, prefix: string): Document =>
    Object.fromEntries(
      members.flatMap((field): [string, unknown][] => {
        const path = `${prefix}${field.name}`;
        const value = document[field.name];
        if (!isShown(layout, path, whole) || value === undefined || value === null) return [];
        const kept =
          field.members === undefined
            ? trimmed(value)
            : Array.isArray(value)
              ? value.map((each: Document) => inner(field.members ?? [], each, `${path}.`))
              : inner(field.members, value as Document, `${path}.`);
        // An empty list is the same as none, save where a record always has one.
        const isNothing =
          kept === '' || (Array.isArray(kept) && kept.length === 0 && !Array.isArray(field.initial));
        return isNothing ? [] : [[field.name, kept]];
      }),
    );
  return inner(fields, whole, '');
}

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : value);

/** What makes one document of another, by top-level fields. */
export function changesOf(before: Document, after: Document): Changes {
  const isSame = (name: string) => canonical(before[name]) === canonical(after[name]);
  return {
    set: Object.fromEntries(Object.entries(after).filter(([name]) => !isSame(name))),
    unset: Object.keys(before).filter((name) => before[name] !== undefined && after[name] === undefined),
  };
}

/** As text, whatever the order of its members. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/** Changes made on an older version of a document, on the one that there is now. */
export function withChanges(now: Document, { set, unset }: Changes): Document {
  return Object.fromEntries(Object.entries({ ...now, ...set }).filter(([name]) => !unset.includes(name)));
}

/** What can be seen to be wrong without asking the service. */
export function faultsOf(fields: readonly FormField[], layout: FormLayout, whole: Document): Faults {
  const faults: Record<string, Fault> = {};
  const examine = (members: readonly FormField[], document: Document, prefix: string): void => {
    for (const field of members) {
      const path = `${prefix}${field.name}`;
      if (!isShown(layout, path, whole)) continue;
      const value = document[field.name];
      const code = isEmpty(value) ? missing(field, layout, path) : wrong(path, value);
      if (code !== undefined) faults[path] = { code, values: [] };
      if (field.members === undefined || isEmpty(value)) continue;
      if (Array.isArray(value))
        for (const [at, each] of value.entries()) examine(field.members, each, `${path}.${at}.`);
      else examine(field.members, value as Document, `${path}.`);
    }
  };
  examine(fields, whole, '');
  const { FromDate: from, ToDate: to } = whole;
  // Days as inputs give them, which sort as text.
  if (!isEmpty(from) && !isEmpty(to) && String(to) < String(from))
    faults.ToDate = { code: 'DATE_ORDER', values: [] };
  return faults;
}

/** What was filled and is emptied, though it may not be. @param before the record as it was read */
export function lossesOf({ kept = [] }: FormLayout, before: Document, after: Document): Faults {
  const lost = kept.filter((name) => !isEmpty(before[name]) && isEmpty(after[name]));
  return Object.fromEntries(lost.map((name) => [name, { code: 'KEPT', values: [] }]));
}

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

function missing({ isMandatory }: FormField, { required }: FormLayout, path: string): string | undefined {
  return isMandatory || required.includes(shapePath(path)) ? 'EMPTY_REQUIRED_FIELD' : undefined;
}

function wrong(path: string, value: unknown): string | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (NAMES.includes(path) && String(value).trim().length > LONGEST_NAME) return 'TOO_LONG';
  if (path === 'RuleId' && !RULE_ID.test(String(value).trim())) return 'RULE_ID';
  if (path === 'PUID' && !EXTERNAL_PUID.test(String(value).trim())) return 'EXTERNAL_PUID';
  if (path === 'RuleDuration' && !DURATION.test(String(value).trim())) return 'WRONG_RULEDURATION';
  if (name === 'PersistentIdentifierAuthority' && !AUTHORITY.test(String(value).trim())) return 'AUTHORITY';
  return name === 'ControlSchema' && !isJsonObject(String(value)) ? 'INVALID_JSON_SCHEMA' : undefined;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
