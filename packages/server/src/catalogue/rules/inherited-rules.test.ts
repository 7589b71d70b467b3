import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldRules, inheritedRules, MOST_PATHS, type RuledUnit, TooManyPaths } from './inherited-rules.ts';

/** Units as `id: [parents, management]`, all of one agency. */
function unitsOf(
  given: Record<string, [parents: string[], management?: object]>,
  agency: string | null = 'SP1',
) {
  return new Map(
    Object.entries(given).map(([id, [parents, management]]): [string, RuledUnit] => [
      id,
      { id, parents, agency, management: { ...management } },
    ]),
  );
}
const appraisal = (rule: string, start: string, end: string, fate: string) => ({
  AppraisalRule: { Rules: [{ Rule: rule, StartDate: start, EndDate: end }], FinalAction: fate },
});

describe('the rules that hold for a unit', () => {
  it('go down a chain; one declared anew hides those above (spec rules.md 5.2, E1)', () => {
    const units = unitsOf({
      AU1: [[], appraisal('APP-A', '2010-01-01', '2015-01-01', 'Keep')],
      AU2: [['AU1'], appraisal('APP-B', '2010-01-01', '2020-01-01', 'Destroy')],
      AU3: [['AU2'], appraisal('APP-A', '2012-01-01', '2017-01-01', 'Destroy')],
      AU4: [['AU3']],
    });
    const { rules, properties } = heldRules('AU4', units).AppraisalRule;
    expect(rules).toEqual([
      {
        ...{ unit: 'AU3', agency: 'SP1' },
        declared: { Rule: 'APP-A', StartDate: '2012-01-01', EndDate: '2017-01-01' },
      },
      {
        ...{ unit: 'AU2', agency: 'SP1' },
        declared: { Rule: 'APP-B', StartDate: '2010-01-01', EndDate: '2020-01-01' },
      },
    ]);
    expect(properties).toEqual([{ unit: 'AU3', agency: 'SP1', name: 'FinalAction', value: 'Destroy' }]);
    expect(heldRules('AU2', units).AppraisalRule.properties).toEqual([
      { unit: 'AU2', agency: 'SP1', name: 'FinalAction', value: 'Destroy' },
    ]);
  });

  it('come by every way, once, unless it is closed (E2)', () => {
    const units = unitsOf({
      R: [
        [],
        {
          AccessRule: {
            Rules: [{ Rule: 'ACC-1', StartDate: '2000-01-01', EndDate: '2025-01-01' }, { Rule: 'ACC-2' }],
          },
        },
      ],
      A: [['R'], { AccessRule: { Inheritance: { PreventRulesId: ['ACC-2'] } } }],
      B: [['R']],
      C: [['A', 'B']],
      D: [['C'], { AccessRule: { Rules: [{ Rule: 'ACC-3' }], Inheritance: { PreventInheritance: true } } }],
    });
    const rulesOf = (id: string) =>
      heldRules(id, units).AccessRule.rules.map(({ declared }) => declared.Rule);
    expect(rulesOf('A')).toEqual(['ACC-1']);
    expect(rulesOf('C')).toEqual(['ACC-1', 'ACC-2']);
    expect(rulesOf('D')).toEqual(['ACC-3']);
  });

  it('keep what nobody decided about, in the name of its agency', () => {
    const keep = (unit: string) => [{ unit, agency: 'SP1', name: 'FinalAction', value: 'Keep' }];
    const units = unitsOf({ P: [[]], C: [['P']] });
    expect(heldRules('P', units).AppraisalRule.properties).toEqual(keep('P'));
    expect(heldRules('C', units).AppraisalRule.properties).toEqual(keep('P'));
    expect(heldRules('C', unitsOf({ C: [[]] }, null)).AppraisalRule.properties).toEqual([]);
  });

  it('are those of the ancestors that are given', () => {
    expect(heldRules('C', unitsOf({ C: [['absent']] })).AccessRule).toEqual({ rules: [], properties: [] });
    expect(() => heldRules('absent', unitsOf({}))).toThrow('absent');
  });
});

describe('the rules that hold for a unit, with the ways to them', () => {
  /** Units as `id: [agency, parents, management]`. */
  const told = (id: string, given: Record<string, [string | null, string[], object?]>) => {
    const units = Object.entries(given).map(([name, [agency, parents, management]]): [string, RuledUnit] => [
      name,
      { id: name, parents, agency, management: { ...management } },
    ]);
    // biome-ignore lint/suspicious/noExplicitAny: looked at member by member
    return inheritedRules(new Map(units))(id) as any;
  };
  const APP_A = { Rule: 'APP-A', StartDate: '2000-01-01', EndDate: '2005-01-01' };
  const APP_B = { Rule: 'APP-B', StartDate: '2000-01-01', EndDate: '2010-01-01' };
  const fate = (UnitId: string, OriginatingAgency: string, path: string[], PropertyValue: string) => ({
    ...{ UnitId, OriginatingAgency, Paths: [path], PropertyName: 'FinalAction', PropertyValue },
  });

  it('come by several ways through a diamond; what has no category is not cut (spec rules.md 5.2, E2)', () => {
    const ACC_1 = { Rule: 'ACC-1', StartDate: '2000-01-01', EndDate: '2025-01-01' };
    const graph: Record<string, [string, string[], object?]> = {
      R: ['SP1', [], { AccessRule: { Rules: [ACC_1, { Rule: 'ACC-2' }] }, NeedAuthorization: true }],
      A: ['SP1', ['R'], { AccessRule: { Inheritance: { PreventRulesId: ['ACC-2'] } } }],
      B: ['SP1', ['R']],
      C: ['SP1', ['A', 'B']],
      D: [
        'SP1',
        ['C'],
        { AccessRule: { Rules: [{ Rule: 'ACC-3' }], Inheritance: { PreventInheritance: true } } },
      ],
    };
    const from = { UnitId: 'R', OriginatingAgency: 'SP1' };
    expect(told('C', graph).AccessRule).toEqual({
      Rules: [
        {
          ...from,
          Paths: [
            ['C', 'A', 'R'],
            ['C', 'B', 'R'],
          ],
          ...ACC_1,
        },
        { ...from, Paths: [['C', 'B', 'R']], Rule: 'ACC-2' },
      ],
      Properties: [],
    });
    expect(told('D', graph).AccessRule.Rules).toEqual([
      { UnitId: 'D', OriginatingAgency: 'SP1', Paths: [['D']], Rule: 'ACC-3' },
    ]);
    expect(told('D', graph).GlobalProperties).toEqual([
      {
        ...from,
        Paths: [
          ['D', 'C', 'A', 'R'],
          ['D', 'C', 'B', 'R'],
        ],
        ...{ PropertyName: 'NeedAuthorization', PropertyValue: true },
      },
    ]);
  });

  it('are kept for an agency about whose archives nobody decided (E3)', () => {
    const graph: Record<string, [string, string[], object?]> = {
      AU1: ['SP1', [], { AppraisalRule: { Rules: [APP_A], FinalAction: 'Destroy' } }],
      AU10: ['SP1', ['AU1']],
      AU20: ['SP2', ['AU1']],
      AU21: ['SP2', ['AU20']],
      AU30: ['SP3', []],
      AU31: ['SP3', ['AU30', 'AU1']],
      AU40: ['SP2', [], { AppraisalRule: { Rules: [APP_B], FinalAction: 'Destroy' } }],
      AU41: ['SP2', ['AU40', 'AU1']],
    };
    const fates = (id: string) => told(id, graph).AppraisalRule.Properties;
    expect(fates('AU10')).toEqual([fate('AU1', 'SP1', ['AU10', 'AU1'], 'Destroy')]);
    expect(fates('AU20')).toEqual([fate('AU20', 'SP2', ['AU20'], 'Keep')]);
    expect(fates('AU21')).toEqual([fate('AU20', 'SP2', ['AU21', 'AU20'], 'Keep')]);
    expect(fates('AU31')).toEqual([
      fate('AU30', 'SP3', ['AU31', 'AU30'], 'Keep'),
      fate('AU1', 'SP1', ['AU31', 'AU1'], 'Destroy'),
    ]);
    expect(fates('AU41')).toEqual([
      fate('AU40', 'SP2', ['AU41', 'AU40'], 'Destroy'),
      fate('AU1', 'SP1', ['AU41', 'AU1'], 'Destroy'),
    ]);
    expect(told('AU21', graph).AppraisalRule.Rules).toEqual([
      { UnitId: 'AU1', OriginatingAgency: 'SP1', Paths: [['AU21', 'AU20', 'AU1']], ...APP_A },
    ]);
  });

  it('say all that a hold says (E4)', () => {
    const hold = { Rule: 'HOL-1', StartDate: '2024-01-10', HoldOwner: 'TGI', PreventRearrangement: true };
    const graph: Record<string, [string, string[], object?]> = {
      U: ['SP1', [], { HoldRule: { Rules: [hold, { Rule: 'HOL-2', StartDate: '2024-02-29' }] } }],
      V: ['SP1', ['U'], { HoldRule: { Rules: [{ Rule: 'HOL-1' }] } }],
    };
    expect(told('U', graph).HoldRule.Rules[0]).toMatchObject(hold);
    expect(told('V', graph).HoldRule.Rules).toEqual([
      { UnitId: 'V', OriginatingAgency: 'SP1', Paths: [['V']], Rule: 'HOL-1' },
      { UnitId: 'U', OriginatingAgency: 'SP1', Paths: [['V', 'U']], Rule: 'HOL-2', StartDate: '2024-02-29' },
    ]);
  });

  it('are not listed when the ways to them are too many', () => {
    const layers = 40;
    const graph = Object.fromEntries(
      Array.from({ length: layers }, (_, layer): [string, [string, string[], object?]][] =>
        ['a', 'b'].map((side) => [
          `${side}${layer}`,
          ['SP1', layer === 0 ? ['root'] : [`a${layer - 1}`, `b${layer - 1}`]],
        ]),
      ).flat(),
    );
    graph.root = ['SP1', [], { AccessRule: { Rules: [{ Rule: 'ACC-1' }] } }];
    expect(() => told(`a${layers - 1}`, graph)).toThrow(TooManyPaths);
    expect(told('a12', graph).AccessRule.Rules[0].Paths).toHaveLength(2 ** 12);
    expect(2 ** 12).toBeLessThan(MOST_PATHS);
  });

  /** A graph, parents before children, with rules of one category. */
  const graphs = fc.array(
    fc.record({
      parents: fc.uniqueArray(fc.nat(7), { maxLength: 3 }),
      rules: fc.uniqueArray(fc.constantFrom('R1', 'R2', 'R3'), { maxLength: 2 }),
      prevented: fc.uniqueArray(fc.constantFrom('R1', 'R2', 'R3'), { maxLength: 2 }),
      closed: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 8 },
  );

  /** As the specification tells it: an entry of each parent, one unit longer, unless the unit says otherwise. */
  function naive(given: typeof graphs extends fc.Arbitrary<infer T> ? T : never, at: number): string[] {
    const unit = given[at];
    if (unit === undefined) return [];
    const own = unit.rules.map((rule) => `${rule} ${at}`);
    if (unit.closed) return own;
    const above = unit.parents
      .filter((parent) => parent < at)
      .flatMap((parent) => naive(given, parent))
      .filter((entry) => {
        const [rule = ''] = entry.split(' ');
        return !unit.rules.includes(rule as 'R1') && !unit.prevented.includes(rule as 'R1');
      })
      .map((entry) => {
        const [rule, ...path] = entry.split(' ');
        return [rule, at, ...path].join(' ');
      });
    return [...own, ...above];
  }

  it('are what the specification tells, on any graph', () => {
    fc.assert(
      fc.property(graphs, (given) => {
        const graph = Object.fromEntries(
          given.map(({ parents, rules, prevented, closed }, at): [string, [string, string[], object]] => [
            String(at),
            [
              'SP1',
              parents.filter((parent) => parent < at).map(String),
              {
                AccessRule: {
                  Rules: rules.map((Rule) => ({ Rule })),
                  Inheritance: { PreventInheritance: closed, PreventRulesId: prevented },
                },
              },
            ],
          ]),
        );
        for (const at of given.keys()) {
          const entries = told(String(at), graph).AccessRule.Rules.flatMap(
            ({ Rule, Paths }: { Rule: string; Paths: string[][] }) =>
              Paths.map((path) => [Rule, ...path].join(' ')),
          );
          expect(entries.toSorted()).toEqual(naive(given, at).toSorted());
        }
      }),
    );
  });
});
