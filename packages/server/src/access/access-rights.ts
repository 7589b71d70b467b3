import { and, eq, isIn, isNotIn, nothing, or, type QueryNode, within } from '../catalogue/index.ts';

/** What an access contract lets be seen (spec security-and-scale.md 5, dsl.md 8), as conditions on searches. */

export interface AccessRights {
  /** Agencies whose archives may be seen; undefined: all. */
  readonly agencies?: readonly string[];
  /** Only these units and what is below them; none: everything. */
  readonly roots: readonly string[];
  readonly excludedRoots: readonly string[];
  /** Rules whose end must be past. */
  readonly ruleCategories: readonly string[];
  /** Units of other agencies are seen once these rules of theirs are past; absent: never. */
  readonly otherRuleCategories?: readonly string[];
  /** Filing schemes are seen whatever the agencies and the rules. */
  readonly everyFilingScheme?: true;
  /** Filing schemes are seen whatever the rules. */
  readonly filingSchemesWithoutRules?: true;
  /** Usages whose objects may be downloaded; undefined: all. */
  readonly usages?: readonly string[];
  /** What of the units may be changed; absent: nothing. */
  readonly writes?: 'descriptions' | 'everything';
  /** Contract under which each reading of an object is written down; undefined: none is. */
  readonly accessLog?: string;
}

/** Rights of a person to whom no contract is given. */
export const FULL_ACCESS: AccessRights = { roots: [], excludedRoots: [], ruleCategories: [] };

/** The members of a contract that limit reading (spec model.md 11.1). */
export interface ReadingContract {
  readonly Identifier?: string;
  readonly Status?: string;
  readonly EveryOriginatingAgency?: boolean;
  readonly OriginatingAgencies?: readonly string[];
  readonly EveryDataObjectVersion?: boolean;
  readonly DataObjectVersion?: readonly string[];
  readonly RootUnits?: readonly string[];
  readonly ExcludedRootUnits?: readonly string[];
  readonly RuleCategoryToFilter?: readonly string[];
  readonly RuleCategoryToFilterForTheOtherOriginatingAgencies?: readonly string[];
  readonly DoNotFilterFilingSchemes?: boolean;
  readonly SkipFilingSchemeRuleCategoryFilter?: boolean;
  readonly AccessLog?: string;
  readonly WritingPermission?: boolean;
  readonly WritingRestrictedDesc?: boolean;
}

export function rightsOf(contract: ReadingContract): AccessRights {
  const usages = contract.DataObjectVersion ?? [];
  const others = contract.RuleCategoryToFilterForTheOtherOriginatingAgencies ?? [];
  return {
    ...(contract.EveryOriginatingAgency ? {} : { agencies: contract.OriginatingAgencies ?? [] }),
    roots: contract.RootUnits ?? [],
    excludedRoots: contract.ExcludedRootUnits ?? [],
    ruleCategories: contract.RuleCategoryToFilter ?? [],
    ...(others.length === 0 ? {} : { otherRuleCategories: others }),
    ...(contract.DoNotFilterFilingSchemes ? { everyFilingScheme: true } : {}),
    ...(contract.SkipFilingSchemeRuleCategoryFilter ? { filingSchemesWithoutRules: true } : {}),
    // An empty list limits nothing, as in the reference system: contracts in use count on it (spec dsl.md 8).
    ...(contract.EveryDataObjectVersion || usages.length === 0 ? {} : { usages }),
    // A contract that does not say what may be changed lets nothing be (spec operations.md 10.1).
    ...(contract.WritingPermission && contract.WritingRestrictedDesc !== undefined
      ? { writes: contract.WritingRestrictedDesc ? 'descriptions' : 'everything' }
      : {}),
    ...(contract.AccessLog === 'ACTIVE' ? { accessLog: contract.Identifier ?? '' } : {}),
  };
}

/** @param today `yyyy-MM-dd` */
export function unitRestriction(rights: AccessRights, today: string): QueryNode {
  const { ruleCategories, otherRuleCategories, everyFilingScheme } = rights;
  const conditions = treeConditions(rights, '#id');
  const isFiling = eq('#unitType', 'FILING_UNIT');
  const past = pastRules(ruleCategories, today);
  if (past.length > 0)
    conditions.push(
      everyFilingScheme || rights.filingSchemesWithoutRules ? or(isFiling, and(...past)) : and(...past),
    );
  if (rights.agencies !== undefined)
    conditions.push(
      or(
        isIn('#originating_agencies', rights.agencies),
        eq('#unitType', 'HOLDING_UNIT'),
        ...(everyFilingScheme ? [isFiling] : []),
        ...(otherRuleCategories ? [and(...pastRules(otherRuleCategories, today))] : []),
      ),
    );
  return and(...conditions);
}

/** For searches of groups: they carry no rules, so that a contract which filters by rules hides them all. */
export function groupRestriction({ otherRuleCategories, ...rights }: AccessRights): QueryNode {
  return rights.ruleCategories.length > 0 ? nothing : groupRestrictionWithoutRules(rights);
}

/** For a group that is reached through a unit, which was filtered itself. */
export function groupRestrictionWithoutRules(rights: AccessRights): QueryNode {
  const conditions = treeConditions(rights, '#unitups');
  // Whether a unit of another agency may be seen, its rules have said.
  if (rights.agencies !== undefined && rights.otherRuleCategories === undefined)
    conditions.push(isIn('#originating_agencies', rights.agencies));
  return and(...conditions);
}

function treeConditions({ roots, excludedRoots }: AccessRights, self: '#id' | '#unitups'): QueryNode[] {
  const conditions: QueryNode[] = [];
  if (roots.length > 0) conditions.push(or(isIn(self, roots), isIn('#allunitups', roots)));
  if (excludedRoots.length > 0)
    conditions.push(isNotIn(self, excludedRoots), isNotIn('#allunitups', excludedRoots));
  return conditions;
}

/** Strictly past; a unit whose rules are not computed is hidden. */
function pastRules(categories: readonly string[], today: string): QueryNode[] {
  return categories.map((category) =>
    within(`#computedInheritedRules.${category}.MaxEndDate`, { lt: today }),
  );
}

export function allowsUsage({ usages }: AccessRights, usage: string): boolean {
  return usages === undefined || usages.includes(usage);
}

export function allowsAgency({ agencies }: AccessRights, agency: string): boolean {
  return agencies === undefined || agencies.includes(agency);
}
