import { sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from './testing/archive.ts';
import { changed, type Sip, sipOf, zipOf } from './testing/sip.ts';

/** What an entry makes of management rules: those of units, those of the header, their end dates (spec ingest.md 10.3, 12.4). */

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
  const rules = [
    'HOL-00001,HoldRule,Gel d’un an,,1,Year',
    'HOL-00002,HoldRule,Gel sans durée,,,',
    'HOL-00003,HoldRule,Gel de dix ans,,10,Year',
    'HOL-00004,HoldRule,Autre gel,,2,Year',
    'ACC-JOURS,AccessRule,Trente jours,,30,Day',
    'ACC-MOIS,AccessRule,Un mois,,1,Month',
    'ACC-SANS-FIN,AccessRule,Sans fin,,unlimited,Year',
  ].join('\n');
  await archive.import('/rules', `${sampleReferentials.rules}${rules}\n`, { file: 'rules.csv' });
});
afterAll(() => archive?.close());

const managed = (id: string, text: string) => (sip: Sip) =>
  changed(sip, `<ArchiveUnit id="${id}">`, `<ArchiveUnit id="${id}"><Management>${text}</Management>`);
const rule = (name: string, more = '') => `<Rule>${name}</Rule>${more}`;
const START = '<StartDate>2000-01-01</StartDate>';
const HOLD_END = '<HoldEndDate>2010-01-01</HoldEndDate>';

/** Management of each unit by its title. */
async function managementOf(sip: Sip): Promise<Map<string, Record<string, unknown>>> {
  const { id, status, events } = await archive.enter(await zipOf(sip));
  expect(status, JSON.stringify(events.filter(({ outcome }) => outcome === 'KO'))).toBe('WARNING');
  const query = { $query: [{ $eq: { '#opi': id } }], $filter: {}, $projection: {} };
  const { $results } = await archive.get('/access-external/v1/units', { query });
  return new Map($results.map((unit: Record<string, unknown>) => [unit.Title, unit['#management']] as const));
}

/** Unit of that number in the specification's example. */
const unit = (number: string) => ({ id: `U${number}`, level: 'Item' as const, title: number });

describe('hold rules', () => {
  it('of the header reach the roots that do not speak for themselves, and each is dated', async () => {
    const plain = sipOf([
      { ...unit('1'), children: ['2', '3', '5', '6', '7'].map(unit) },
      unit('4'),
      unit('8'),
    ]);
    const asked =
      '<HoldOwner>Tribunal</HoldOwner><HoldReassessingDate>2005-01-01</HoldReassessingDate><HoldReason>Procès</HoldReason><PreventRearrangement>true</PreventRearrangement>';
    const changes = [
      (sip: Sip) =>
        changed(
          sip,
          '</ManagementMetadata>',
          `<HoldRule>${rule('HOL-00003', START)}</HoldRule></ManagementMetadata>`,
        ),
      managed('U2', `<HoldRule>${rule('HOL-00001', START + asked)}</HoldRule>`),
      managed('U3', `<HoldRule>${rule('HOL-00001')}</HoldRule>`),
      managed('U4', `<HoldRule>${rule('HOL-00002', START + HOLD_END)}</HoldRule>`),
      managed('U5', `<HoldRule>${rule('HOL-00002', START)}</HoldRule>`),
      managed('U6', '<HoldRule><RefNonRuleId>HOL-00001</RefNonRuleId></HoldRule>'),
      managed('U7', '<HoldRule><PreventInheritance>true</PreventInheritance></HoldRule>'),
      managed(
        'U8',
        `<HoldRule>${rule('HOL-00001', START)}${rule('HOL-00002', START + HOLD_END)}${rule('HOL-00003')}<RefNonRuleId>HOL-00004</RefNonRuleId></HoldRule>`,
      ),
    ];
    const found = await managementOf(changes.reduce((sip, change) => change(sip), plain));
    const holds = (title: string) => found.get(title)?.HoldRule as Record<string, unknown>;
    const StartDate = '2000-01-01';
    const ofHeader = { Rule: 'HOL-00003', StartDate, EndDate: '2010-01-01' };
    expect(holds('1')).toEqual({ Rules: [ofHeader] });
    expect(holds('2')).toEqual({
      Rules: [
        {
          ...{
            Rule: 'HOL-00001',
            StartDate,
            EndDate: '2001-01-01',
            HoldOwner: 'Tribunal',
            HoldReason: 'Procès',
          },
          ...{ HoldReassessingDate: '2005-01-01', PreventRearrangement: true },
        },
      ],
    });
    expect(holds('3')).toEqual({ Rules: [{ Rule: 'HOL-00001' }] });
    expect(holds('4')).toEqual({
      Rules: [{ Rule: 'HOL-00002', StartDate, HoldEndDate: '2010-01-01', EndDate: '2010-01-01' }, ofHeader],
    });
    expect(holds('5')).toEqual({ Rules: [{ Rule: 'HOL-00002', StartDate }] });
    expect(holds('6')).toEqual({ Inheritance: { PreventRulesId: ['HOL-00001'] } });
    expect(holds('7')).toEqual({ Inheritance: { PreventInheritance: true, PreventRulesId: [] } });
    expect(holds('8')).toEqual({
      Rules: [
        { Rule: 'HOL-00001', StartDate, EndDate: '2001-01-01' },
        { Rule: 'HOL-00002', StartDate, HoldEndDate: '2010-01-01', EndDate: '2010-01-01' },
        { Rule: 'HOL-00003' },
      ],
      Inheritance: { PreventRulesId: ['HOL-00004'] },
    });
  });

  it.each([
    ['an end before its beginning', 'HOL-00002', `${START}<HoldEndDate>1999-01-01</HoldEndDate>`],
    ['an end where the rule has a duration', 'HOL-00001', START + HOLD_END],
  ])('%s is refused', async (_, name, more) => {
    const sip = managed('U1', `<HoldRule>${rule(name, more)}</HoldRule>`)(sipOf([unit('1')]));
    const { refusal, reply } = await archive.enter(await zipOf(sip));
    expect(refusal).toBe('UNITS_RULES_COMPUTE.CONSISTENCY.KO');
    expect(reply).toContain('<OutcomeDetail>LFC.UNITS_RULES_COMPUTE.CONSISTENCY.KO</OutcomeDetail>');
  });
});

it('end dates follow the calendar, and what is unlimited has none', async () => {
  const sip = managed(
    'U1',
    `<AccessRule>${['ACC-JOURS', 'ACC-MOIS', 'ACC-SANS-FIN'].map((name) => rule(name, '<StartDate>2024-01-31</StartDate>')).join('')}</AccessRule>`,
  )(sipOf([unit('1')]));
  const found = await managementOf(sip);
  expect(found.get('1')?.AccessRule).toEqual({
    Rules: [
      { Rule: 'ACC-JOURS', StartDate: '2024-01-31', EndDate: '2024-03-01' },
      { Rule: 'ACC-MOIS', StartDate: '2024-01-31', EndDate: '2024-02-29' },
      { Rule: 'ACC-SANS-FIN', StartDate: '2024-01-31' },
    ],
  });
});
