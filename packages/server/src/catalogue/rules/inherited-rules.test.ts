import { describe, expect, it } from 'vitest';
import { heldRules, type RuledUnit } from './inherited-rules.ts';

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
      { unit: 'AU3', rule: 'APP-A', startDate: '2012-01-01', endDate: '2017-01-01' },
      { unit: 'AU2', rule: 'APP-B', startDate: '2010-01-01', endDate: '2020-01-01' },
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
    const rulesOf = (id: string) => heldRules(id, units).AccessRule.rules.map(({ rule }) => rule);
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
