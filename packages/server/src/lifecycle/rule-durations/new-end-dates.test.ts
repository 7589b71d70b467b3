import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withEndDates } from '../../catalogue/rules/index.ts';
import { withNewEndDates } from './new-end-dates.ts';

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const duration = fc.record({
  RuleDuration: fc.oneof(fc.nat({ max: 99 }).map(String), fc.constant('unlimited')),
  RuleMeasurement: fc.constantFrom('YEAR' as const, 'MONTH' as const, 'DAY' as const),
});
const declared = fc.record({ Rule: fc.constantFrom('A', 'B'), StartDate: day }, { requiredKeys: ['Rule'] });

test('a unit has the end dates that it would have been entered with', () => {
  fc.assert(
    fc.property(fc.array(declared), duration, duration, duration, (Rules, a, b, changed) => {
      const ruleOf = (first: typeof a) => (id: string) => ({
        RuleId: id,
        RuleType: 'AccessRule',
        ...(id === 'A' ? first : b),
      });
      const entered = withEndDates({ AccessRule: { Rules } }, ruleOf(a)).management;
      const updated = withNewEndDates(entered, (id) => (id === 'A' ? changed : undefined));
      const wanted = withEndDates({ AccessRule: { Rules } }, ruleOf(changed)).management;
      expect(updated?.management ?? entered).toEqual(wanted);
      expect(updated === undefined).toBe(JSON.stringify(entered) === JSON.stringify(wanted));
    }),
  );
});

test('holds without duration, other members and other categories stay as they are', () => {
  const management = {
    HoldRule: { Rules: [{ Rule: 'H', HoldEndDate: '2030-01-01', EndDate: '2030-01-01' }] },
    AppraisalRule: {
      Rules: [{ Rule: 'A', StartDate: '2000-01-31', EndDate: '2001-01-31' }],
      FinalAction: 'Keep',
    },
    NeedAuthorization: true,
  };
  const rules = { H: {}, A: { RuleDuration: '1', RuleMeasurement: 'MONTH' as const } };
  expect(withNewEndDates(management, (id) => rules[id as keyof typeof rules])).toEqual({
    management: {
      ...management,
      AppraisalRule: {
        Rules: [{ Rule: 'A', StartDate: '2000-01-31', EndDate: '2000-02-29' }],
        FinalAction: 'Keep',
      },
    },
    diff: [
      '-  #management.AppraisalRule.Rules : [{"Rule":"A","StartDate":"2000-01-31","EndDate":"2001-01-31"}]',
      '+  #management.AppraisalRule.Rules : [{"Rule":"A","StartDate":"2000-01-31","EndDate":"2000-02-29"}]',
    ],
  });
});
