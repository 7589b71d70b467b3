import { archivalDate, labelled, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** Criteria on any field and on rules, in the form of the service, and their words. Pure. */

export type Manner = keyof typeof TEXTS.criteria.manners;
export type Origin = keyof typeof TEXTS.criteria.origins;
export type Category = keyof typeof TEXTS.metadata.ruleCategories;

export interface FieldCriterion {
  readonly field: string;
  readonly is: Manner;
  /** Any of them. */
  readonly values?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

export interface RuleCriterion {
  readonly category: Category;
  readonly rules?: readonly string[];
  /** Days between which the latest end lies. */
  readonly from?: string;
  readonly to?: string;
  readonly origins?: readonly Origin[];
  readonly finalActions?: readonly string[];
}

export type Criterion = FieldCriterion | RuleCriterion;

/** The service takes one more, which the results that are chosen may need. */
export const MOST_CRITERIA = 19;
const LONGEST = 16_000;

/** What an address says; what cannot be meant is left out. */
export function readCriteria(text: string): readonly Criterion[] {
  if (text === '' || text.length > LONGEST) return [];
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(read) ? read.filter(isCriterion).slice(0, MOST_CRITERIA + 1) : [];
}

function isCriterion(value: unknown): value is Criterion {
  if (typeof value !== 'object' || value === null) return false;
  const { field, is, category, values, rules, origins, finalActions, from, to } = value as Record<
    string,
    unknown
  >;
  const isText = (one: unknown) => typeof one === 'string';
  if (![values, rules, origins, finalActions].every((list) => list === undefined || isTexts(list)))
    return false;
  if (![from, to].every((one) => one === undefined || isText(one))) return false;
  if (isText(category)) return Object.hasOwn(TEXTS.metadata.ruleCategories, category as string);
  return isText(field) && isText(is) && Object.hasOwn(TEXTS.criteria.manners, is as string);
}

const isTexts = (list: unknown) => Array.isArray(list) && list.every((each) => typeof each === 'string');

export const isFull = (criteria: readonly Criterion[]) => criteria.length >= MOST_CRITERIA;
export const isRuleCriterion = (criterion: Criterion): criterion is RuleCriterion => 'category' in criterion;

/** Whether they say the same, members in whatever order. */
export function sameCriterion(one: Criterion, other: Criterion): boolean {
  const told = (criterion: Criterion) =>
    JSON.stringify(Object.entries(criterion).sort(([a], [b]) => (a < b ? -1 : 1)));
  return told(one) === told(other);
}

/** A field as people call it: the way down to it. */
export function fieldName(field: string, name?: string | null): string {
  if (name) return name;
  if (Object.hasOwn(TEXTS.criteria.technical, field)) return wordFor(TEXTS.criteria.technical, field);
  if (field.startsWith('#')) return field;
  return field
    .split('.')
    .filter((member, at, path) => !(at > 0 && path[at - 1] === `${member}`))
    .map((member) => wordFor(TEXTS.metadata.names, member))
    .join(' › ');
}

/** Of more values a tag says how many they are. */
const MOST_SAID = 5;

/** A criterion in words, for its tag. */
export function criterionWords(criterion: Criterion): string {
  return isRuleCriterion(criterion) ? ruleWords(criterion) : fieldWords(criterion);
}

function fieldWords({ field, is, values = [], from, to }: FieldCriterion): string {
  const words = TEXTS.criteria;
  const name = fieldName(field);
  if (is === 'between') return `${name} ${words.span(from && shown(from), to && shown(to))}`;
  const said = `${name} ${words.manners[is]}`;
  if (values.length > MOST_SAID) return `${said} ${words.chosen(values.length)}`;
  return values.length === 0 ? said : `${said} ${values.map(words.quoted).join(words.or)}`;
}

function ruleWords({ category, rules, from, to, origins, finalActions }: RuleCriterion): string {
  const words = TEXTS.criteria;
  const parts = [
    rules && words.rule(rules.join(words.or)),
    (from ?? to) && `${words.end} ${words.span(from && shown(from), to && shown(to))}`,
    origins?.map((origin) => words.origins[origin]).join(words.or),
    finalActions &&
      `${words.fate} ${finalActions.map((action) => wordFor(words.fates, action)).join(words.or)}`,
  ].filter(Boolean);
  return labelled(wordFor(TEXTS.metadata.ruleCategories, category), parts.join(', '));
}

const shown = (value: string) => (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(value) ? archivalDate(value) : value);

/** What people type as several values of one criterion. */
export function typedValues(text: string): string[] {
  return text
    .split(';')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
