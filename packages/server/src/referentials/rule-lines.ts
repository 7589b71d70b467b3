import { RULE_CATEGORIES } from '../catalogue/rules/index.ts';
import type { LeastDurations } from '../platform/index.ts';
import type { CsvLine } from './csv.ts';
import type { ManagementRule } from './documents.ts';
import { NAME, type Shape, TEXT } from './kinds/shape.ts';
import { type LineError, type LineErrors, MOST_WRONG_LINES } from './line-errors.ts';
import type { Document } from './store.ts';

/** Lines of a file of management rules (spec rules.md 2.1, 2.2). */

export const RULE_COLUMNS = [
  'RuleId',
  'RuleType',
  'RuleValue',
  'RuleDescription',
  'RuleDuration',
  'RuleMeasurement',
] as const;
export type RuleLine = CsvLine<(typeof RULE_COLUMNS)[number]>;

/** A record of the referential, as a form asks for it. */
export const RULE_FIELDS: Shape = {
  RuleId: NAME,
  RuleType: { type: 'text', known: RULE_CATEGORIES, mandatory: true },
  RuleValue: NAME,
  RuleDescription: TEXT,
  RuleDuration: TEXT,
  RuleMeasurement: { type: 'text', known: ['YEAR', 'MONTH', 'DAY'] },
};

/** Longest durations, by unit: 999 years in each. */
const LONGEST: Readonly<Record<string, number>> = {
  YEAR: 999,
  MONTH: 999 * 12,
  DAY: 999 * 12 * 30,
  SECOND: Number.MAX_SAFE_INTEGER,
};

const MESSAGES: Readonly<Record<string, string>> = {
  NOT_CSV_FORMAT: 'Au moins une valeur obligatoire est absente',
  RULEID_DUPLICATION: 'L’identifiant de la règle est déjà présent dans le fichier',
  WRONG_RULETYPE_UNKNOW: 'La catégorie de règle est inconnue',
  WRONG_RULEDURATION: 'La durée de la règle n’est ni un nombre entier positif, ni « unlimited »',
  WRONG_RULEMEASUREMENT: 'L’unité de la durée est inconnue',
  WRONG_TOTALDURATION: 'La durée de la règle est supérieure à 999 ans',
  RULEDURATION_EXCEED: 'La durée de la règle est inférieure à la durée minimale du coffre',
};

function fault(key: string, information: unknown): LineError {
  return {
    Code: `STP_IMPORT_RULES_${key}.KO`,
    Message: MESSAGES[key] as string,
    'Information additionnelle': information,
  };
}

const UNLIMITED = /^unlimited$/i;
const isDuration = (text: string) => /^\d{1,9}$/.test(text) || UNLIMITED.test(text);

/** Days of a unit, as far as durations are compared by it. */
const DAYS: Readonly<Record<string, number>> = { YEAR: 365, MONTH: 30, DAY: 1, SECOND: 0 };

function daysOf(duration: string, unit: string): number {
  return UNLIMITED.test(duration)
    ? Number.POSITIVE_INFINITY
    : Number(duration) * (DAYS[unit.toUpperCase()] ?? 0);
}

/**
 * Faults of all lines, by `line N`; none: the table is good.
 * @param least shortest durations that the tenant takes, by category
 */
export function ruleErrors(lines: readonly RuleLine[], least: LeastDurations = {}): LineErrors {
  const seen = new Set<string>();
  const errors: Record<string, readonly LineError[]> = {};
  let wrong = 0;
  for (const { number, values } of lines) {
    const found = lineFaults(values, seen, least);
    seen.add(values.RuleId);
    if (found.length === 0) continue;
    errors[`line ${number}`] = found;
    wrong += 1;
    if (wrong === MOST_WRONG_LINES) break;
  }
  return errors;
}

function lineFaults(
  values: RuleLine['values'],
  seen: ReadonlySet<string>,
  least: LeastDurations,
): LineError[] {
  const { RuleId, RuleType, RuleDuration, RuleMeasurement } = values;
  const faults: LineError[] = [];
  const missing = missingOf(values);
  if (missing.length > 0) faults.push(fault('NOT_CSV_FORMAT', missing.join(', ')));
  if (RuleId !== '' && seen.has(RuleId)) faults.push(fault('RULEID_DUPLICATION', RuleId));
  const duration = RuleDuration === '' || isDuration(RuleDuration);
  const unit = RuleMeasurement === '' || RuleMeasurement.toUpperCase() in LONGEST;
  const type = (RULE_CATEGORIES as readonly string[]).includes(RuleType);
  if (!duration) faults.push(fault('WRONG_RULEDURATION', RuleDuration));
  if (!unit) faults.push(fault('WRONG_RULEMEASUREMENT', RuleMeasurement));
  if (RuleType !== '' && !type) faults.push(fault('WRONG_RULETYPE_UNKNOW', RuleType));
  const longest = LONGEST[RuleMeasurement.toUpperCase()];
  if (type && /^\d+$/.test(RuleDuration) && longest !== undefined && Number(RuleDuration) > longest)
    faults.push(fault('WRONG_TOTALDURATION', `${RuleDuration} ${RuleMeasurement}`));
  const minimum = least[RuleType];
  if (minimum !== undefined && type && RuleDuration !== '' && duration && longest !== undefined) {
    const [number = '0', unitOfLeast = 'day'] = minimum.split(' ');
    if (daysOf(RuleDuration, RuleMeasurement) < daysOf(number, unitOfLeast))
      faults.push(fault('RULEDURATION_EXCEED', { RuleType, RuleDurationMin: minimum }));
  }
  return faults;
}

/** Hold rules have a duration with its unit, or neither; all the others have both. */
function missingOf({ RuleId, RuleType, RuleValue, RuleDuration, RuleMeasurement }: RuleLine['values']) {
  const missing = Object.entries({ RuleId, RuleType, RuleValue })
    .filter(([, value]) => value === '')
    .map(([name]) => name);
  if (RuleType === 'HoldRule' && RuleDuration === '' && RuleMeasurement === '') return missing;
  if (RuleDuration === '') missing.push('RuleDuration');
  if (RuleMeasurement === '') missing.push('RuleMeasurement');
  return missing;
}

/** A stored rule, or one that a form gives, as a line of the table. */
export function ruleValues(rule: Document): RuleLine['values'] {
  const values = RULE_COLUMNS.map((name) => [name, String(rule[name] ?? '').trim()] as const);
  return Object.fromEntries(values) as RuleLine['values'];
}

/** What a line stores, its dates aside. */
export type LineRule = Omit<ManagementRule, 'CreationDate' | 'UpdateDate'>;

export function ruleOf({ values }: RuleLine): LineRule {
  const { RuleDescription, RuleDuration, RuleMeasurement } = values;
  return {
    RuleId: values.RuleId,
    RuleType: values.RuleType,
    RuleValue: values.RuleValue,
    ...(RuleDescription === '' ? {} : { RuleDescription }),
    ...(RuleDuration === '' ? {} : { RuleDuration: durationOf(RuleDuration) }),
    ...(RuleMeasurement === ''
      ? {}
      : { RuleMeasurement: RuleMeasurement.toUpperCase() as NonNullable<ManagementRule['RuleMeasurement']> }),
  };
}

const durationOf = (text: string) => (UNLIMITED.test(text) ? text.toLowerCase() : text);
