import type { JsonObject } from '@perenne/seda';

const RULE_CATEGORIES = [
  'StorageRule',
  'AppraisalRule',
  'AccessRule',
  'DisseminationRule',
  'ReuseRule',
  'ClassificationRule',
  'HoldRule',
] as const;

interface Category extends JsonObject {
  Rules?: JsonObject[];
  Inheritance?: { PreventInheritance?: boolean; PreventRulesId?: string[] };
  FinalAction?: string;
}

/** Members that a header's category puts on a unit whatever the unit says. */
const OVERWRITTEN = [
  'ClassificationLevel',
  'ClassificationOwner',
  'ClassificationAudience',
  'ClassificationReassessingDate',
  'NeedReassessingAuthorization',
] as const;

/**
 * `_mgt` of a root unit with the rules of ManagementMetadata added (spec ingest.md 10.3). Nothing given is changed.
 */
export function withManagementMetadata(own: JsonObject, header: JsonObject): JsonObject {
  const result: JsonObject = { ...own };
  const declared = declaredRules(own);
  for (const name of RULE_CATEGORIES) {
    const general = header[name] as Category | undefined;
    if (!general) continue;
    const particular = (own[name] ?? {}) as Category;
    if (particular.Inheritance?.PreventInheritance) continue;
    const merged = mergedCategory(particular, general, declared);
    if (Object.keys(merged).length > 0) result[name] = merged;
  }
  if (header.NeedAuthorization !== undefined && own.NeedAuthorization === undefined)
    result.NeedAuthorization = header.NeedAuthorization;
  return result;
}

function mergedCategory(particular: Category, general: Category, declared: ReadonlySet<unknown>): Category {
  const prevented = new Set<unknown>(particular.Inheritance?.PreventRulesId ?? []);
  const added = (general.Rules ?? []).filter(({ Rule }) => !declared.has(Rule) && !prevented.has(Rule));
  const rules = [...(particular.Rules ?? []), ...added];
  const merged: Category = { ...particular };
  if (rules.length > 0) merged.Rules = rules;
  if (general.Inheritance) {
    const ids = [
      ...new Set([
        ...(particular.Inheritance?.PreventRulesId ?? []),
        ...(general.Inheritance.PreventRulesId ?? []),
      ]),
    ];
    merged.Inheritance = {
      ...particular.Inheritance,
      ...(general.Inheritance.PreventInheritance === undefined
        ? {}
        : { PreventInheritance: general.Inheritance.PreventInheritance }),
      PreventRulesId: ids,
    };
  }
  if (merged.FinalAction === undefined && general.FinalAction !== undefined)
    merged.FinalAction = general.FinalAction;
  for (const member of OVERWRITTEN) if (general[member] !== undefined) merged[member] = general[member];
  return merged;
}

function declaredRules(management: JsonObject): Set<unknown> {
  return new Set(
    RULE_CATEGORIES.flatMap((name) =>
      ((management[name] as Category | undefined)?.Rules ?? []).map(({ Rule }) => Rule),
    ),
  );
}
