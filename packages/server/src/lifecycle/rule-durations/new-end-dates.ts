import { endDate, RULE_CATEGORIES } from '../../catalogue/rules/index.ts';
import type { ManagementRule } from '../../referentials/index.ts';

type JsonObject = Readonly<Record<string, unknown>>;

export interface Dated {
  readonly management: JsonObject;
  /** Lines of the life cycle: what was, and what is. */
  readonly diff: readonly string[];
}

/**
 * The management of a unit with the end dates that rules give now.
 * @param ruleOf rules whose durations have changed; others stay as they are
 * @returns undefined when every end date is right already
 */
export function withNewEndDates(
  management: JsonObject,
  ruleOf: (id: string) => Pick<ManagementRule, 'RuleDuration' | 'RuleMeasurement'> | undefined,
): Dated | undefined {
  const diff: string[] = [];
  const changed: Record<string, unknown> = { ...management };
  for (const category of RULE_CATEGORIES) {
    const own = management[category] as { readonly Rules?: readonly JsonObject[] } | undefined;
    if (own?.Rules === undefined) continue;
    const rules = own.Rules.map((declared) => withNewEndDate(declared, ruleOf));
    const told = (list: readonly JsonObject[]) => `#management.${category}.Rules : ${JSON.stringify(list)}`;
    if (rules.every((rule, at) => rule === own.Rules?.[at])) continue;
    diff.push(`-  ${told(own.Rules)}`, `+  ${told(rules)}`);
    changed[category] = { ...own, Rules: rules };
  }
  return diff.length === 0 ? undefined : { management: changed, diff };
}

function withNewEndDate(declared: JsonObject, ruleOf: Parameters<typeof withNewEndDates>[1]): JsonObject {
  const rule = ruleOf(String(declared.Rule));
  // The end of a hold without duration is its holder's to say.
  if (rule?.RuleDuration === undefined) return declared;
  const { EndDate: before, ...rest } = declared;
  const after = endDate(declared.StartDate as string | undefined, rule);
  if (after === before) return declared;
  return after === undefined ? rest : { ...rest, EndDate: after };
}
