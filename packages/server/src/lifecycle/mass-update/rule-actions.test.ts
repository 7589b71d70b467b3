import { describe, expect, it } from 'vitest';
import { type RuleActions, readRuleActions, withRuleActions } from './rule-actions.ts';
import { inconsistency, requestFault } from './rule-actions-check.ts';

const RULES: Record<string, { RuleType: string; RuleDuration?: string; RuleMeasurement?: string }> = {
  'ACC-1': { RuleType: 'AccessRule', RuleDuration: '25', RuleMeasurement: 'YEAR' },
  'ACC-3': { RuleType: 'AccessRule', RuleDuration: '5', RuleMeasurement: 'YEAR' },
  'ACC-9': { RuleType: 'AccessRule', RuleDuration: '10', RuleMeasurement: 'YEAR' },
  'APP-A': { RuleType: 'AppraisalRule', RuleDuration: '5', RuleMeasurement: 'YEAR' },
  'APP-C': { RuleType: 'AppraisalRule', RuleDuration: '1', RuleMeasurement: 'YEAR' },
  'REU-1': { RuleType: 'ReuseRule', RuleDuration: '1', RuleMeasurement: 'YEAR' },
  'HOL-1': { RuleType: 'HoldRule' },
};
const ruleOf = (id: string) => (RULES[id] === undefined ? undefined : { RuleId: id, ...RULES[id] });
const actions = (given: object): RuleActions => {
  const read = readRuleActions(given);
  if (read === undefined) throw new Error('not rule actions');
  return read;
};
const applied = (management: object, given: object, content: object = {}) =>
  withRuleActions({ content: { ...content }, management: { ...management } }, actions(given), ruleOf);

describe('actions on the rules of a unit', () => {
  const before = {
    AccessRule: {
      Rules: [{ Rule: 'ACC-1', StartDate: '2000-01-01', EndDate: '2025-01-01' }],
      Inheritance: { PreventRulesId: ['ACC-2'] },
    },
    AppraisalRule: {
      Rules: [{ Rule: 'APP-A', StartDate: '2010-01-01', EndDate: '2015-01-01' }],
      FinalAction: 'Destroy',
    },
    ReuseRule: { Rules: [{ Rule: 'REU-1' }] },
  };
  const S2 = {
    add: [
      {
        AccessRule: {
          Rules: [
            { Rule: 'ACC-1', StartDate: '2005-01-01' },
            { Rule: 'ACC-9', StartDate: '2010-06-30' },
          ],
          PreventRulesIdToAdd: ['ACC-3'],
        },
      },
    ],
    update: [{ AppraisalRule: { Rules: [{ OldRule: 'APP-A', Rule: 'APP-C' }] } }],
    delete: [{ ReuseRule: null }],
  };
  const after = {
    AccessRule: {
      Rules: [
        { Rule: 'ACC-1', StartDate: '2000-01-01', EndDate: '2025-01-01' },
        { Rule: 'ACC-9', StartDate: '2010-06-30', EndDate: '2020-06-30' },
      ],
      Inheritance: { PreventRulesId: ['ACC-2', 'ACC-3'] },
    },
    AppraisalRule: {
      Rules: [{ Rule: 'APP-C', StartDate: '2010-01-01', EndDate: '2011-01-01' }],
      FinalAction: 'Destroy',
    },
  };

  it('add, change and take away; a second time they change nothing (spec rules.md 9, S2)', () => {
    expect(applied(before, S2)).toEqual({ content: {}, management: after });
    expect(applied(after, S2)).toEqual({ content: {}, management: after });
  });

  it.each([
    ['rules leave their list', { Rules: [{ Rule: 'REU-1', StartDate: 'whenever' }] }, { Rules: [] }],
    ['nothing named takes the category', {}, undefined],
    ['a final action goes alone', { FinalAction: null }, { Rules: [{ Rule: 'REU-1' }] }],
  ])('take away: %s', (_, removal, left) => {
    const { management } = applied(before, { delete: [{ ReuseRule: removal }] }) as { management: object };
    expect(management).toEqual({ ...before, ReuseRule: left });
  });

  it('take away what is emptied where inheritance was said', () => {
    const own = { AccessRule: { Inheritance: { PreventInheritance: true, PreventRulesId: [] } } };
    expect(applied(own, { delete: [{ AccessRule: { PreventInheritance: null } }] })).toEqual({
      content: {},
      management: {},
    });
  });

  it('set and clear what a hold says', () => {
    const hold = { HoldRule: { Rules: [{ Rule: 'HOL-1', StartDate: '2020-01-01', HoldOwner: 'TGI' }] } };
    const change = {
      OldRule: 'HOL-1',
      DeleteStartDate: true,
      HoldEndDate: '2030-01-01',
      DeleteHoldOwner: true,
    };
    expect(applied(hold, { update: [{ HoldRule: { Rules: [change] } }] })).toMatchObject({
      management: {
        HoldRule: { Rules: [{ Rule: 'HOL-1', HoldEndDate: '2030-01-01', EndDate: '2030-01-01' }] },
      },
    });
    expect(
      applied(hold, { update: [{ HoldRule: { Rules: [{ OldRule: 'HOL-1', HoldEndDate: '2019-01-01' }] } }] }),
    ).toMatchObject({ code: 'RULE_UPDATE_HOLD_END_DATE_BEFORE_START_DATE' });
  });

  it('set the profile, or take it away', () => {
    const set = { addOrUpdateMetadata: { ArchiveUnitProfile: 'AUP' } };
    expect(applied({}, set)).toMatchObject({ content: { ArchiveUnitProfile: 'AUP' } });
    const gone = applied(
      {},
      { deleteMetadata: { ArchiveUnitProfile: '' } },
      { ArchiveUnitProfile: 'AUP', Title: 'T' },
    );
    expect(gone).toEqual({ content: { Title: 'T' }, management: {} });
  });
});

describe('a request', () => {
  it.each([
    ['members that nobody knows', { add: [{ AccessRule: { Other: 1 } }] }, /Unexpected/],
    ['a text for a flag', { add: [{ AccessRule: { PreventInheritance: 'Vrai' } }] }, /Unexpected/],
    ['nothing asked', { add: [], update: [], delete: [] }, /RULE_ACTION_EMPTY/],
    [
      'a category twice',
      { add: [{ AccessRule: {} }], delete: [{ AccessRule: null }] },
      /duplicate rules 'AccessRule'/,
    ],
    [
      'a level that is none',
      { add: [{ ClassificationRule: { ClassificationLevel: 'X' } }] },
      /level 'X' in added/,
    ],
  ])('with %s is refused', (_, given, words) => {
    expect(JSON.stringify(requestFault(readRuleActions(given), ['Secret']))).toMatch(words);
  });

  const add = (rule: object, category = 'AccessRule') => ({ add: [{ [category]: { Rules: [rule] } }] });
  const update = (rule: object, category = 'AccessRule') => ({ update: [{ [category]: { Rules: [rule] } }] });
  it.each([
    ['UNITS_RULES_UNKNOWN', add({ Rule: 'ACC-0' })],
    ['UNITS_RULES_INCONSISTENCY', add({ Rule: 'APP-A' })],
    [
      'UNITS_RULES_INCONSISTENCY',
      update({ OldRule: 'ACC-1', StartDate: '2000-01-01', DeleteStartDate: true }),
    ],
    ['UNIT_METADATA_UPDATE_CHECK_RULES_DATE_WRONG_FORMAT', add({ Rule: 'ACC-1', StartDate: '2000-02-30' })],
    ['UNIT_METADATA_UPDATE_CHECK_RULES_DATE_UNAUTHORIZED', add({ Rule: 'ACC-1', StartDate: '9000-01-01' })],
    ['UNIT_RULES_MISSING_MANDATORY_FIELD', add({ StartDate: '2000-01-01' })],
    ['UNIT_RULES_MISSING_MANDATORY_FIELD', update({ Rule: 'ACC-1' })],
    ['UNIT_RULES_NOT_EXPECTED_FIELD', update({ OldRule: 'ACC-1' })],
    ['UNIT_RULES_UNEXPECTED_FIELD', add({ Rule: 'ACC-1', EndDate: '2000-01-01' })],
    ['UNIT_RULES_UNEXPECTED_FIELD', add({ Rule: 'ACC-1', HoldOwner: 'TGI' })],
    ['UNIT_RULES_EMPTY_FIELD', add({ Rule: 'HOL-1', HoldOwner: ' ' }, 'HoldRule')],
    ['CHECK_UNIT_PROFILE_UNKNOWN', { addOrUpdateMetadata: { ArchiveUnitProfile: 'AUP' } }],
  ])('is inconsistent by %s', (code, given) => {
    expect(inconsistency(actions(given), ruleOf, () => undefined)?.code).toBe(code);
  });
});
