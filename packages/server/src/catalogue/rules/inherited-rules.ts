import { RULE_CATEGORIES, type RuleCategory } from './end-dates.ts';

/** What the inheritance of rules needs of a unit. */
export interface RuledUnit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly agency: string | null;
  /** `#management`, with end dates. */
  readonly management: Readonly<Record<string, unknown>>;
}

/** A rule that holds for a unit, with the unit that declares it. */
export interface HeldRule {
  readonly unit: string;
  readonly rule: string;
  readonly startDate: string | null;
  /** Null: not computed, or without end. */
  readonly endDate: string | null;
}

/** `FinalAction`, `ClassificationLevel`… as a unit declares it. */
export interface HeldProperty {
  readonly unit: string;
  readonly agency: string | null;
  readonly name: string;
  readonly value: unknown;
}

export interface HeldCategory {
  readonly rules: readonly HeldRule[];
  readonly properties: readonly HeldProperty[];
}

export type HeldRules = Readonly<Record<RuleCategory, HeldCategory>>;

interface Declared {
  readonly Rules?: readonly {
    readonly Rule: string;
    readonly StartDate?: string;
    readonly EndDate?: string;
  }[];
  readonly Inheritance?: {
    readonly PreventInheritance?: boolean;
    readonly PreventRulesId?: readonly string[];
  };
  readonly [property: string]: unknown;
}

/**
 * The rules and properties that hold for a unit: its own first, then those of its parents in their order (spec rules.md
 * 5, without the paths).
 * @param units the unit and all its ancestors; a parent that is not among them gives nothing
 */
export function heldRules(id: string, units: ReadonlyMap<string, RuledUnit>): HeldRules {
  const known = new Map<string, HeldRules>();
  const held = (unit: RuledUnit): HeldRules => {
    const before = known.get(unit.id);
    if (before) return before;
    const parents = unit.parents.flatMap((parent) => {
      const found = units.get(parent);
      return found ? [held(found)] : [];
    });
    const result = Object.fromEntries(
      RULE_CATEGORIES.map((category) => [
        category,
        heldOf(
          unit,
          category,
          parents.map((each) => each[category]),
        ),
      ]),
    ) as Record<RuleCategory, HeldCategory>;
    known.set(unit.id, result);
    return result;
  };
  const unit = units.get(id);
  if (!unit) throw new Error(`the unit ${id} is not among those given`);
  return held(unit);
}

function heldOf(unit: RuledUnit, category: RuleCategory, parents: readonly HeldCategory[]): HeldCategory {
  const { Rules = [], Inheritance = {}, ...own } = (unit.management[category] ?? {}) as Declared;
  const inherits = Inheritance.PreventInheritance !== true;
  const closed = new Set([...Rules.map(({ Rule }) => Rule), ...(Inheritance.PreventRulesId ?? [])]);
  const rules = [
    ...Rules.map(({ Rule, StartDate, EndDate }) => ({
      unit: unit.id,
      rule: Rule,
      startDate: StartDate ?? null,
      endDate: EndDate ?? null,
    })),
    ...(inherits ? parents.flatMap((parent) => parent.rules).filter(({ rule }) => !closed.has(rule)) : []),
  ];
  const properties = [
    ...Object.entries(own).map(([name, value]) => ({ unit: unit.id, agency: unit.agency, name, value })),
    ...(inherits
      ? parents.flatMap((parent) => parent.properties).filter(({ name }) => !Object.hasOwn(own, name))
      : []),
  ];
  const held = {
    rules: once(rules, ({ unit: holder, rule }) => `${holder} ${rule}`),
    properties: once(properties, ({ unit: holder, name }) => `${holder} ${name}`),
  };
  return category === 'AppraisalRule' ? withImplicitFate(unit, held) : held;
}

/** Archives of an agency for whose units nobody said what becomes of them are kept. */
function withImplicitFate({ id, agency }: RuledUnit, { rules, properties }: HeldCategory): HeldCategory {
  const isFate = ({ name }: HeldProperty) => name === 'FinalAction';
  if (agency === null || properties.some((each) => isFate(each) && each.agency === agency))
    return { rules, properties };
  const keep = { unit: id, agency, name: 'FinalAction', value: 'Keep' };
  return { rules, properties: [...properties.filter((each) => !isFate(each)), keep] };
}

/** The first of each key: the same rule by two ways is one. */
function once<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return [...new Map([...values].reverse().map((value) => [keyOf(value), value])).values()].reverse();
}
