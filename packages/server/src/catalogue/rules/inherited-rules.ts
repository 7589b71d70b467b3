import { RULE_CATEGORIES, type RuleCategory } from './end-dates.ts';

/** What the inheritance of rules needs of a unit. */
export interface RuledUnit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly agency: string | null;
  /** `#management`, with end dates. */
  readonly management: Readonly<Record<string, unknown>>;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** A rule that holds for a unit, with the unit that declares it. */
export interface HeldRule {
  readonly unit: string;
  readonly agency: string | null;
  /** As it is declared: `Rule`, dates, and what a hold says. */
  readonly declared: { readonly Rule: string; readonly StartDate?: string; readonly EndDate?: string };
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

export type HeldRules = Readonly<Record<RuleCategory, HeldCategory>> & {
  /** Of no category: `NeedAuthorization`. */
  readonly global: readonly HeldProperty[];
};

interface Declared {
  readonly Rules?: readonly HeldRule['declared'][];
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
  return holder(units)(id);
}

/** Answers for one unit after another; what was found for an ancestor is found once. */
export function holder(units: ReadonlyMap<string, RuledUnit>): (id: string) => HeldRules {
  const known = new Map<string, HeldRules>();
  const held = (unit: RuledUnit): HeldRules => {
    const before = known.get(unit.id);
    if (before) return before;
    const parents = parentsOf(unit, units).map(held);
    const categories = RULE_CATEGORIES.map((category) => [
      category,
      heldOf(
        unit,
        category,
        parents.map((each) => each[category]),
      ),
    ]);
    const global = globalOf(
      unit,
      parents.map((each) => each.global),
    );
    const result = { ...Object.fromEntries(categories), global } as HeldRules;
    known.set(unit.id, result);
    return result;
  };
  return (id) => {
    const unit = units.get(id);
    if (!unit) throw new Error(`the unit ${id} is not among those given`);
    return held(unit);
  };
}

function parentsOf({ parents }: RuledUnit, units: ReadonlyMap<string, RuledUnit>): RuledUnit[] {
  return parents.flatMap((parent) => units.get(parent) ?? []);
}

function heldOf(unit: RuledUnit, category: RuleCategory, parents: readonly HeldCategory[]): HeldCategory {
  const { Rules = [], Inheritance = {}, ...own } = (unit.management[category] ?? {}) as Declared;
  const { id, agency } = unit;
  const inherits = Inheritance.PreventInheritance !== true;
  const closed = new Set([...Rules.map(({ Rule }) => Rule), ...(Inheritance.PreventRulesId ?? [])]);
  const rules = [
    ...Rules.map((declared) => ({ unit: id, agency, declared })),
    ...(inherits
      ? parents.flatMap((parent) => parent.rules).filter(({ declared }) => !closed.has(declared.Rule))
      : []),
  ];
  const properties = [
    ...Object.entries(own).map(([name, value]) => ({ unit: id, agency, name, value })),
    ...(inherits
      ? parents.flatMap((parent) => parent.properties).filter(({ name }) => !Object.hasOwn(own, name))
      : []),
  ];
  const held = { rules: once(rules, ruleKey), properties: once(properties, propertyKey) };
  return category === 'AppraisalRule' ? withImplicitFate(unit, held) : held;
}

/** Those of the unit stand in the place of those above, whatever a category says (spec rules.md 5, 7). */
function globalOf(
  { id, agency, management }: RuledUnit,
  parents: readonly (readonly HeldProperty[])[],
): HeldProperty[] {
  const { [GLOBAL]: value } = management;
  if (value !== undefined) return [{ unit: id, agency, name: GLOBAL, value }];
  return once(parents.flat(), propertyKey);
}

const GLOBAL = 'NeedAuthorization';
const ruleKey = ({ unit, declared }: HeldRule) => `${unit} ${declared.Rule}`;
const propertyKey = ({ unit, name }: HeldProperty) => `${unit} ${name}`;

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

/** More ways than this to one declaration are not listed: a graph of some dozen units can have millions. */
export const MOST_PATHS = 10_000;

/** A unit is reached from above in more ways than can be listed. */
export class TooManyPaths extends Error {}

/**
 * The rules that hold for units in the form of the compatible API (spec rules.md 5.1), with every way from each unit
 * to what declares them.
 * @param units those asked for, and all their ancestors
 * @returns `InheritedRules` of one unit after another. It throws TooManyPaths
 */
export function inheritedRules(units: ReadonlyMap<string, RuledUnit>): (id: string) => JsonObject {
  const heldBy = holder(units);
  return (id) => {
    const ways = wayfinder(units, id);
    const held = heldBy(id);
    const told = (
      { unit, agency }: HeldRule | HeldProperty,
      holds: (ancestor: HeldRules) => boolean,
      rest: JsonObject,
    ) => ({
      UnitId: unit,
      ...(agency === null ? {} : { OriginatingAgency: agency }),
      Paths: ways(unit, (ancestor) => holds(heldBy(ancestor))),
      ...rest,
    });
    const property = (each: HeldProperty, of: (ancestor: HeldRules) => readonly HeldProperty[]) =>
      told(each, (ancestor) => of(ancestor).some((other) => propertyKey(other) === propertyKey(each)), {
        PropertyName: each.name,
        PropertyValue: each.value,
      });
    const categories = RULE_CATEGORIES.map((category) => [
      category,
      {
        Rules: held[category].rules.map((each) =>
          told(
            each,
            (ancestor) => ancestor[category].rules.some((other) => ruleKey(other) === ruleKey(each)),
            each.declared,
          ),
        ),
        Properties: held[category].properties.map((each) =>
          property(each, (ancestor) => ancestor[category].properties),
        ),
      },
    ]);
    const global = held.global.map((each) => property(each, (ancestor) => ancestor.global));
    return { ...Object.fromEntries(categories), GlobalProperties: global };
  };
}

/** Ways up from a unit to another, through units that hold what is looked for. */
function wayfinder(units: ReadonlyMap<string, RuledUnit>, from: string) {
  return (to: string, holds: (ancestor: string) => boolean): string[][] => {
    const paths: string[][] = [];
    const climb = (unit: RuledUnit, path: readonly string[]): void => {
      if (unit.id === to) {
        if (paths.length === MOST_PATHS)
          throw new TooManyPaths(`more than ${MOST_PATHS} ways from ${from} to ${to}`);
        paths.push([...path, to]);
        return;
      }
      for (const parent of parentsOf(unit, units)) if (holds(parent.id)) climb(parent, [...path, unit.id]);
    };
    const start = units.get(from);
    if (start !== undefined) climb(start, []);
    return paths;
  };
}
