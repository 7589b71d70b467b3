import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonOf } from './comparison.ts';
import { viewOf } from './kinds.ts';

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }).map((all) => [...new Set(all)]);
const record = fc.record({ Name: fc.string(), FullAccess: fc.boolean(), Permissions: texts });
const compared = (one: object, other: object, kind: 'security-profiles' | 'rules' = 'security-profiles') =>
  comparisonOf(viewOf(kind), one as Record<string, unknown>, other as Record<string, unknown>);

describe('two records', () => {
  it('differ in nothing from themselves, and by the same members the other way round', () => {
    fc.assert(
      fc.property(record, record, (one, other) => {
        expect(compared(one, one).filter(({ isSame }) => !isSame)).toEqual([]);
        const differing = (a: object, b: object) =>
          compared(a, b).flatMap(({ member, isSame }) => (isSame ? [] : [member]));
        expect(differing(one, other)).toEqual(differing(other, one));
        const lists = compared(one, other).find(({ member }) => member === 'Permissions')?.lists;
        const all = new Set([...one.Permissions, ...other.Permissions]);
        if (all.size > 0)
          expect((lists?.one.length ?? 0) + (lists?.other.length ?? 0) + (lists?.both ?? 0)).toBe(all.size);
      }),
    );
  });

  it('differ by what they say: not by their days, nor by the order of a list; by the unit of a duration', () => {
    expect(
      compared(
        { Name: 'A', LastUpdate: '2026-01-01', Permissions: ['a', 'b'] },
        { Name: 'A', LastUpdate: '2026-02-01', Permissions: ['b', 'a'] },
      ).every(({ isSame }) => isSame),
    ).toBe(true);
    const rule = { RuleValue: 'R', RuleDuration: '5' };
    expect(
      compared({ ...rule, RuleMeasurement: 'YEAR' }, { ...rule, RuleMeasurement: 'MONTH' }, 'rules').filter(
        ({ isSame }) => !isSame,
      ),
    ).toMatchObject([{ member: 'RuleDuration' }]);
  });
});
