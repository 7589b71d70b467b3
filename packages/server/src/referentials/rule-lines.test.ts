import { describe, expect, it } from 'vitest';
import { RULE_COLUMNS, type RuleLine, ruleErrors, ruleOf } from './rule-lines.ts';

function line(number: number, text: string): RuleLine {
  const parts = text.split(',');
  return {
    number,
    values: Object.fromEntries(
      RULE_COLUMNS.map((column, at) => [column, parts[at] ?? '']),
    ) as RuleLine['values'],
  };
}
/** Codes and information of one line's faults, without the words that all codes share. */
function faults(text: string): [string, unknown][] {
  return (ruleErrors([line(2, text)])['line 2'] ?? []).map((error) => [
    error.Code.replace(/^STP_IMPORT_RULES_|\.KO$/g, ''),
    error['Information additionnelle'],
  ]);
}

describe('a line of management rules', () => {
  it.each([
    'A1,AppraisalRule,Dossiers,,5,Year',
    'A2,AccessRule,Vie privée,,50,YEAR',
    'A3,AppraisalRule,Toujours,,unlimited,year',
    'A4,StorageRule,Aucune,,0,day',
    'A5,HoldRule,Gel,,,',
    'A6,HoldRule,Gel daté,,1,month',
    'A7,ReuseRule,Longue,,999,year',
    'A8,ReuseRule,Longue,,11988,month',
    'A9,ReuseRule,Longue,,359640,day',
  ])('is good: %s', (text) => {
    expect(faults(text)).toEqual([]);
  });

  it.each<[string, [string, unknown][]]>([
    [',AppraisalRule,,,5,Year', [['NOT_CSV_FORMAT', 'RuleId, RuleValue']]],
    ['A,AppraisalRule,V,,,', [['NOT_CSV_FORMAT', 'RuleDuration, RuleMeasurement']]],
    ['A,HoldRule,V,,3,', [['NOT_CSV_FORMAT', 'RuleMeasurement']]],
    ['A,Appraisal,V,,5,Year', [['WRONG_RULETYPE_UNKNOW', 'Appraisal']]],
    ['A,AccessRule,V,,-4,Year', [['WRONG_RULEDURATION', '-4']]],
    ['A,AccessRule,V,,5.5,Year', [['WRONG_RULEDURATION', '5.5']]],
    ['A,AccessRule,V,,5,Century', [['WRONG_RULEMEASUREMENT', 'Century']]],
    ['A,AccessRule,V,,1000,Year', [['WRONG_TOTALDURATION', '1000 Year']]],
    ['A,AccessRule,V,,11989,Month', [['WRONG_TOTALDURATION', '11989 Month']]],
    ['A,AccessRule,V,,359641,Day', [['WRONG_TOTALDURATION', '359641 Day']]],
  ])('is refused: %s', (text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it('may not repeat an identifier', () => {
    const twice = [line(2, 'A,HoldRule,V,,,'), line(3, 'a,HoldRule,V,,,'), line(4, 'A,HoldRule,V,,,')];
    expect(Object.keys(ruleErrors(twice))).toEqual(['line 4']);
  });

  it('is stored with units in upper case, and without what it does not say', () => {
    expect(ruleOf(line(2, 'A,AccessRule,V,,Unlimited,Month'))).toEqual({
      RuleId: 'A',
      RuleType: 'AccessRule',
      RuleValue: 'V',
      RuleDuration: 'unlimited',
      RuleMeasurement: 'MONTH',
    });
  });
});

describe('durations under the least of the tenant', () => {
  const least = { AppraisalRule: '1 year' };
  const codes = (text: string) =>
    (ruleErrors([line(2, text)], least)['line 2'] ?? []).map(({ Code }) => Code);
  it.each([
    ['R,AppraisalRule,Courte,,364,Day', true],
    ['R,AppraisalRule,Courte,,12,Month', true],
    ['R,AppraisalRule,Juste,,365,day', false],
    ['R,AppraisalRule,Longue,,1,Year', false],
    ['R,AppraisalRule,Sans fin,,unlimited,Year', false],
    ['R,AccessRule,Autre catégorie,,1,Day', false],
  ])('%s: %s', (text, short) => {
    expect(codes(text)).toEqual(short ? ['STP_IMPORT_RULES_RULEDURATION_EXCEED.KO'] : []);
  });
});
