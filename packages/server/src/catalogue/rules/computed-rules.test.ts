import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computedRules, shownRules } from './computed-rules.ts';
import { RULE_CATEGORIES, type RuleCategory } from './end-dates.ts';
import { heldRules, inheritedRules, type RuledUnit } from './inherited-rules.ts';

const DAY = '2026-01-15';

const shown = (id: string, units: ReadonlyMap<string, RuledUnit>) =>
  shownRules(computedRules(id, heldRules(id, units), DAY));

function unitsOf(given: Record<string, [parents: string[], management?: object, agency?: string | null]>) {
  return new Map(
    Object.entries(given).map(([id, [parents, management, agency = 'SP1']]): [string, RuledUnit] => [
      id,
      { id, parents, agency, management: { ...management } },
    ]),
  );
}

describe('what is searched of the rules that hold for a unit', () => {
  it('has the form of the compatible API (spec rules.md 6.1, C of E2)', () => {
    const units = unitsOf({
      R: [
        [],
        {
          AccessRule: {
            Rules: [{ Rule: 'ACC-1', StartDate: '2000-01-01', EndDate: '2025-01-01' }, { Rule: 'ACC-2' }],
          },
          NeedAuthorization: true,
        },
      ],
      A: [['R'], { AccessRule: { Inheritance: { PreventRulesId: ['ACC-2'] } } }],
      B: [['R']],
      C: [['A', 'B']],
    });
    expect(shown('C', units)).toEqual({
      StorageRule: { FinalAction: [] },
      AppraisalRule: { FinalAction: ['Keep'] },
      DisseminationRule: {},
      AccessRule: {
        MaxEndDate: '2025-01-01',
        InheritanceOrigin: 'Inherited',
        InheritedRuleIds: ['ACC-1', 'ACC-2'],
        EndDates: { 'ACC-1': '2025-01-01' },
        Rules: [{ Rule: 'ACC-1', EndDate: '2025-01-01' }],
      },
      ReuseRule: {},
      ClassificationRule: {
        ClassificationLevel: [],
        ClassificationOwner: [],
        ClassificationAudience: [],
        ClassificationReassessingDate: [],
        NeedReassessingAuthorization: [],
      },
      HoldRule: {},
      NeedAuthorization: [true],
      indexationDate: DAY,
    });
  });

  it('tells the properties of a classification as texts', () => {
    const units = unitsOf({
      U: [[], { ClassificationRule: { ClassificationLevel: 'Secret', NeedReassessingAuthorization: true } }],
    });
    expect(shown('U', units)).toMatchObject({
      ClassificationRule: { ClassificationLevel: ['Secret'], NeedReassessingAuthorization: ['true'] },
    });
  });
});

/** A unit of the model: what it declares, and its parents among those before it. */
interface Declared {
  readonly parents: readonly number[];
  readonly agency: string | null;
  readonly management: RuledUnit['management'];
}
interface DeclaredCategory {
  readonly Rules?: readonly { readonly Rule: string; readonly EndDate?: string }[];
  readonly Inheritance?: {
    readonly PreventInheritance?: boolean;
    readonly PreventRulesId?: readonly string[];
  };
  readonly [property: string]: unknown;
}

/** One way to one declaration, as the specification lists them. */
interface Entry {
  readonly unit: number;
  readonly agency: string | null;
  /** Of a rule its identifier, of a property its name. */
  readonly key: string;
  readonly value: unknown;
  readonly path: readonly number[];
}

/**
 * The twin, from the words of spec rules.md 5 alone: every way from a unit upwards is walked, nothing is merged on the
 * way, nothing remembered.
 */
function entriesOf(
  given: readonly Declared[],
  at: number,
  category: string,
): { rules: Entry[]; properties: Entry[] } {
  const { parents, agency, management } = given[at] as Declared;
  const { Rules = [], Inheritance = {}, ...own } = (management[category] ?? {}) as DeclaredCategory;
  const local = (key: string, value: unknown): Entry => ({ unit: at, agency, key, value, path: [at] });
  const above =
    Inheritance.PreventInheritance === true
      ? []
      : parents.map((parent) => entriesOf(given, parent, category));
  const come = (entries: Entry[], closed: (key: string) => boolean) =>
    entries.filter(({ key }) => !closed(key)).map((entry) => ({ ...entry, path: [at, ...entry.path] }));
  const declares = (id: string) => Rules.some(({ Rule }) => Rule === id);
  const rules = [
    ...Rules.map((rule) => local(rule.Rule, rule)),
    ...come(
      above.flatMap((each) => each.rules),
      (id) => declares(id) || (Inheritance.PreventRulesId ?? []).includes(id),
    ),
  ];
  let properties = [
    ...Object.entries(own).map(([name, value]) => local(name, value)),
    ...come(
      above.flatMap((each) => each.properties),
      (name) => Object.hasOwn(own, name),
    ),
  ];
  const isAction = ({ key }: Entry) => key === 'FinalAction';
  const isDecided = properties.some((each) => isAction(each) && each.agency === agency);
  if (category === 'AppraisalRule' && agency !== null && !isDecided)
    properties = [...properties.filter((each) => !isAction(each)), local('FinalAction', 'Keep')];
  return { rules, properties };
}

function globalsOf(given: readonly Declared[], at: number): Entry[] {
  const { parents, agency, management } = given[at] as Declared;
  const { NeedAuthorization: value } = management;
  if (value !== undefined) return [{ unit: at, agency, key: 'NeedAuthorization', value, path: [at] }];
  return parents.flatMap((parent) =>
    globalsOf(given, parent).map((entry) => ({ ...entry, path: [at, ...entry.path] })),
  );
}

/** Ways to one declaration are one entry. */
function merged(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [`${entry.unit} ${entry.key}`, entry])).values()];
}

/** Spec rules.md 6.1, word by word. */
function indexedOf(given: readonly Declared[], at: number, category: RuleCategory) {
  const { rules, properties } = entriesOf(given, at, category);
  const entries = merged(rules);
  const ends = entries.flatMap(({ value }) => (value as { EndDate?: string }).EndDate ?? []).toSorted();
  const isLocal = ({ path }: Entry) => path.length === 1;
  const inherited = entries.filter((entry) => !isLocal(entry));
  const byRule = [...new Set(entries.map(({ key }) => key))].flatMap((Rule) => {
    const own = entries.flatMap(({ key, value }) =>
      key === Rule ? ((value as { EndDate?: string }).EndDate ?? []) : [],
    );
    return own.length === 0 ? [] : [{ Rule, EndDate: own.toSorted().at(-1) }];
  });
  const names: Partial<Record<RuleCategory, string[]>> = {
    StorageRule: ['FinalAction'],
    AppraisalRule: ['FinalAction'],
    ClassificationRule: [
      'ClassificationLevel',
      'ClassificationOwner',
      'ClassificationAudience',
      'ClassificationReassessingDate',
      'NeedReassessingAuthorization',
    ],
  };
  const valuesOf = (name: string) =>
    merged(properties).flatMap(({ key, value }) =>
      key === name ? [category === 'ClassificationRule' ? String(value) : value] : [],
    );
  return {
    ...(ends.length === 0 ? {} : { MaxEndDate: ends.at(-1) }),
    ...(entries.length === 0
      ? {}
      : {
          InheritanceOrigin:
            inherited.length === 0
              ? 'Local'
              : inherited.length === entries.length
                ? 'Inherited'
                : 'LocalAndInherited',
        }),
    ...(inherited.length === 0 ? {} : { InheritedRuleIds: [...new Set(inherited.map(({ key }) => key))] }),
    ...(byRule.length === 0
      ? {}
      : { Rules: byRule, EndDates: Object.fromEntries(byRule.map(({ Rule, EndDate }) => [Rule, EndDate])) }),
    ...Object.fromEntries((names[category] ?? []).map((name) => [name, valuesOf(name)])),
  };
}

const ruleId = fc.constantFrom('R1', 'R2', 'R3');
const rule = fc.record(
  { Rule: ruleId, EndDate: fc.constantFrom('1999-12-31', '2020-06-30', '2031-01-01') },
  { requiredKeys: ['Rule'] },
);
const hold = fc.record(
  {
    Rule: ruleId,
    ...{ StartDate: fc.constant('1999-01-01'), EndDate: fc.constantFrom('2020-06-30', '2031-01-01') },
    ...{ HoldEndDate: fc.constant('2031-01-01'), HoldOwner: fc.constantFrom('TGI', 'Mairie') },
    ...{ HoldReason: fc.constant('Procès'), HoldReassessingDate: fc.constant('2030-01-01') },
    PreventRearrangement: fc.boolean(),
  },
  { requiredKeys: ['Rule'] },
);
const inheritance = fc.oneof(
  fc.constant({ PreventInheritance: true }),
  fc.record({ PreventRulesId: fc.uniqueArray(ruleId, { maxLength: 2 }) }),
  fc.constant({ PreventInheritance: false }),
);
const categoryOf = (
  more: Record<string, fc.Arbitrary<unknown>>,
  declared: fc.Arbitrary<{ readonly Rule: string }> = rule,
) =>
  fc.record(
    {
      Rules: fc.uniqueArray(declared, { maxLength: 2, selector: ({ Rule }) => Rule }),
      Inheritance: inheritance,
      ...more,
    },
    { requiredKeys: [] },
  );
const management = fc.record(
  {
    AppraisalRule: categoryOf({ FinalAction: fc.constantFrom('Keep', 'Destroy') }),
    StorageRule: categoryOf({ FinalAction: fc.constantFrom('Copy', 'Transfer') }),
    AccessRule: categoryOf({}),
    DisseminationRule: categoryOf({}),
    ReuseRule: categoryOf({}),
    HoldRule: categoryOf({}, hold),
    ClassificationRule: categoryOf({
      ClassificationLevel: fc.constantFrom('Secret', 'Open'),
      ClassificationOwner: fc.constantFrom('A', 'B'),
      NeedReassessingAuthorization: fc.boolean(),
    }),
    NeedAuthorization: fc.boolean(),
  },
  { requiredKeys: [] },
);
/** A graph, parents before children; several agencies, several parents. */
const graphs = fc
  .array(
    fc.record({
      parents: fc.uniqueArray(fc.nat(7), { maxLength: 3 }),
      agency: fc.constantFrom('SP1', 'SP1', 'SP2', null),
      management,
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((given) =>
    given.map((unit, at) => ({ ...unit, parents: unit.parents.filter((parent) => parent < at) })),
  );

const asUnits = (given: readonly Declared[]) =>
  new Map(
    given.map(({ parents, ...unit }, at): [string, RuledUnit] => [
      String(at),
      { ...unit, id: String(at), parents: parents.map(String) },
    ]),
  );

describe('on any graph', () => {
  it('the rules and properties that hold, and the ways to them, are those of the specification', () => {
    fc.assert(
      fc.property(graphs, (given) => {
        const told = inheritedRules(asUnits(given));
        for (const at of given.keys()) {
          // biome-ignore lint/suspicious/noExplicitAny: looked at member by member
          const { GlobalProperties, ...categories } = told(String(at)) as any;
          const lines = (entries: readonly Entry[]) =>
            entries
              .map(({ key, value, path, agency }) => JSON.stringify([key, value, agency, path.map(String)]))
              .toSorted();
          const rulesTold = ({ Rules }: { Rules: Record<string, unknown>[] }) =>
            Rules.flatMap(({ UnitId: _, OriginatingAgency = null, Paths, ...value }) =>
              (Paths as string[][]).map((path) =>
                JSON.stringify([value.Rule, value, OriginatingAgency, path]),
              ),
            ).toSorted();
          const propertiesTold = (properties: Record<string, unknown>[]) =>
            properties
              .flatMap(({ OriginatingAgency = null, Paths, PropertyName, PropertyValue }) =>
                (Paths as string[][]).map((path) =>
                  JSON.stringify([PropertyName, PropertyValue, OriginatingAgency, path]),
                ),
              )
              .toSorted();
          for (const category of RULE_CATEGORIES) {
            const { rules, properties } = entriesOf(given, at, category);
            expect(rulesTold(categories[category])).toEqual(lines(rules));
            expect(propertiesTold(categories[category].Properties)).toEqual(lines(properties));
          }
          expect(propertiesTold(GlobalProperties)).toEqual(lines(globalsOf(given, at)));
        }
      }),
    );
  });

  it('their searched form is that of the specification', () => {
    fc.assert(
      fc.property(graphs, (given) => {
        const units = asUnits(given);
        for (const at of given.keys()) {
          const { indexationDate, NeedAuthorization, ...categories } = shown(String(at), units) as Record<
            string,
            unknown
          >;
          expect(indexationDate).toBe(DAY);
          const needs = merged(globalsOf(given, at)).map(({ value }) => value);
          expect(sorted(NeedAuthorization ?? [])).toEqual(sorted(needs));
          for (const category of RULE_CATEGORIES)
            expect(sorted(categories[category])).toEqual(sorted(indexedOf(given, at, category)));
        }
      }),
    );
  });
});

/** Lists in one order: the specification names none. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sorted(inner)]));
}
