/** The seven categories of management rules, in our order (spec rules.md 1). */
export const RULE_CATEGORIES = [
  'StorageRule',
  'AppraisalRule',
  'DisseminationRule',
  'AccessRule',
  'ReuseRule',
  'ClassificationRule',
  'HoldRule',
] as const;
export type RuleCategory = (typeof RULE_CATEGORIES)[number];

/** A rule of the referential, as the computation needs it. */
export interface ReferentialRule {
  readonly RuleId: string;
  readonly RuleType: string;
  /** Digits, `unlimited`, or absent (hold rules). */
  readonly RuleDuration?: string | undefined;
  readonly RuleMeasurement?: string | undefined;
}

export interface RuleFault {
  readonly subCode?: 'UNKNOWN' | 'CONSISTENCY' | 'REF_INCONSISTENCY';
  readonly text: string;
}

type JsonObject = { [name: string]: unknown };

/**
 * `_mgt` of a unit with the end date of each of its own rules (spec ingest.md 12.4, rules.md 4).
 * Nothing is inherited here; the document is not changed. The first fault ends it.
 */
export function withEndDates(
  management: JsonObject,
  ruleOf: (id: string) => ReferentialRule | undefined,
): { management: JsonObject; fault?: RuleFault } {
  const fault = preventedFault(management, ruleOf);
  if (fault) return { management, fault };
  const result: JsonObject = { ...management };
  for (const category of RULE_CATEGORIES) {
    const own = management[category] as { Rules?: JsonObject[] } | undefined;
    if (!own?.Rules) continue;
    const rules: JsonObject[] = [];
    for (const declared of own.Rules) {
      const dated = withEndDate(declared, category, ruleOf);
      if ('text' in dated) return { management, fault: dated as RuleFault };
      rules.push(dated);
    }
    result[category] = { ...own, Rules: rules };
  }
  return { management: result };
}

function preventedFault(
  management: JsonObject,
  ruleOf: (id: string) => ReferentialRule | undefined,
): RuleFault | undefined {
  const sentences = RULE_CATEGORIES.flatMap((category) => {
    const own = management[category] as { Inheritance?: { PreventRulesId?: string[] } } | undefined;
    return (own?.Inheritance?.PreventRulesId ?? []).flatMap((id) => {
      const rule = ruleOf(id);
      if (!rule) return [`Rule ${id} does not exist`];
      return rule.RuleType === category ? [] : [mismatch(id, category, rule.RuleType)];
    });
  });
  return sentences.length === 0 ? undefined : { subCode: 'REF_INCONSISTENCY', text: sentences.join(' ') };
}

const mismatch = (id: string, expected: string, type: string) =>
  `Rule ${id} don't match expected category ${expected} but was ${type}`;

function withEndDate(
  declared: JsonObject,
  category: RuleCategory,
  ruleOf: (id: string) => ReferentialRule | undefined,
): JsonObject | RuleFault {
  const id = String(declared.Rule);
  const rule = ruleOf(id);
  if (!rule) return { subCode: 'UNKNOWN', text: `Rule ${id} does not exist` };
  if (rule.RuleType !== category)
    return { subCode: 'CONSISTENCY', text: mismatch(id, category, rule.RuleType) };
  const start = declared.StartDate as string | undefined;
  const holdEnd = declared.HoldEndDate as string | undefined;
  if (holdEnd !== undefined) {
    if (rule.RuleDuration !== undefined)
      return { subCode: 'CONSISTENCY', text: `Rule ${id} has a duration: HoldEndDate is not allowed` };
    if (start !== undefined && holdEnd < start)
      return {
        subCode: 'CONSISTENCY',
        text: `HoldEndDate ${holdEnd} of rule ${id} is before its StartDate ${start}`,
      };
    return { ...declared, EndDate: holdEnd };
  }
  if (rule.RuleDuration === undefined && category !== 'HoldRule')
    return { text: `Rule ${id} of the referential has no duration` };
  const end = endDate(start, rule);
  return end === undefined ? declared : { ...declared, EndDate: end };
}

/** Start plus duration by the calendar; undefined for a rule that never ends or has not begun. */
export function endDate(
  start: string | undefined,
  rule: Pick<ReferentialRule, 'RuleDuration' | 'RuleMeasurement'>,
): string | undefined {
  const { RuleDuration, RuleMeasurement } = rule;
  if (start === undefined || RuleDuration === undefined || RuleDuration.toLowerCase() === 'unlimited')
    return undefined;
  return plus(start, Number(RuleDuration), (RuleMeasurement ?? 'year').toLowerCase());
}

/** A day plus so many days, months or years; the end of a shorter month is its last day. */
function plus(day: string, amount: number, unit: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const at = new Date(0);
  if (unit === 'day') {
    at.setUTCFullYear(year, month - 1, date + amount);
    return written(at);
  }
  const months = year * 12 + (month - 1) + amount * (unit === 'month' ? 1 : 12);
  const [toYear, toMonth] = [Math.floor(months / 12), months % 12];
  at.setUTCFullYear(toYear, toMonth + 1, 0);
  at.setUTCFullYear(toYear, toMonth, Math.min(date, at.getUTCDate()));
  return written(at);
}

/** `yyyy-MM-dd`; years beyond 9999 keep all their digits, without sign. */
function written(at: Date): string {
  const number = (value: number, digits: number) => String(value).padStart(digits, '0');
  return `${number(at.getUTCFullYear(), 4)}-${number(at.getUTCMonth() + 1, 2)}-${number(at.getUTCDate(), 2)}`;
}
