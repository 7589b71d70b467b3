import { describe, expect, it } from 'vitest';
import { analyse, analysedText, MAX_ANALYSED } from './analysed-text.ts';
import { memberKey, OTHER_MEMBERS } from './member-words.ts';

const NOTHING = new Map<string, { type: string }>();

/** Words of the first parts; those of the members follow. */
function words(text: string): string[] {
  return text
    .split('\u0001')
    .slice(0, 3)
    .join(' ')
    .split(' ')
    .filter((word) => word !== '');
}

describe('analyse', () => {
  it.each([
    ['releves_cuinchy.pdf', ['releves', 'cuinchy', 'pdf']],
    ['visit2019v2', ['visit', '2019', 'v', '2']],
    ['l’écluse de Cuinchy', ['l’écluse', 'de', 'Cuinchy']],
    ["Rapport d'inspection", ['Rapport', 'd', 'inspection']],
    ['<p class="x">Le <b>pont</b><br/>tournant</p>', ['Le', 'pont', 'tournant']],
    ['a < b and c > d', ['a', 'b', 'and', 'c', 'd']],
    ['Odile <odile@mairie.fr>', ['Odile', 'odile', 'mairie', 'fr']],
    ['porte-à-porte', ['porte', 'à', 'porte']],
    ['e\u0301cluse', ['écluse']],
  ])('splits %j', (text, expected) => {
    expect(words(analyse(text))).toEqual(expected);
  });

  it('is bounded', () => {
    expect(analyse('a1'.repeat(MAX_ANALYSED)).length).toBe(MAX_ANALYSED);
  });
});

describe('analysedText', () => {
  it('takes the members that are text by description, by vocabulary or for want of both', () => {
    const content = {
      DescriptionLevel: 'Item',
      Title: 'Rapport',
      Title_: { en: 'Report' },
      Tag: ['canal'],
      StartDate: '2019-11-04',
      Writer: [{ FirstName: 'Odile', Identifier: ['ENG-77'] }],
      Coverage: { Spatial: ['Béthune', 'Locon'] },
      Unknown: ['libre'],
      Coded: ['K-1'],
      Invoice: [{ Number: [42] }],
    };
    const vocabulary = new Map([
      ['Coded', { type: 'KEYWORD' }],
      ['Number', { type: 'KEYWORD' }],
    ]);
    expect(words(analysedText(content, {}, vocabulary))).toEqual([
      'Rapport',
      'Report',
      'Odile',
      'Béthune',
      'Locon',
      'libre',
      '42',
      'd20191104',
    ]);
  });

  it('holds title and description apart from the rest', () => {
    const content = { Tag: ['x'], Source: 'Don', Description: 'Deux vues', Title: ['Pont', 'Écluse'] };
    expect(analysedText(content, {}, NOTHING).split('\u0001').slice(0, 3).map(words)).toEqual([
      ['Pont', 'Écluse'],
      ['Deux', 'vues'],
      ['Don'],
    ]);
  });

  it('names days that were not cut off with the text', () => {
    const content = { Title: 'mot '.repeat(MAX_ANALYSED), Event: [{ evDateTime: '2001-02-03T04:05:06' }] };
    const parts = analysedText(content, {}, NOTHING);
    expect(parts.length).toBeLessThan(MAX_ANALYSED + 20);
    expect(words(parts).at(-1)).toBe('d20010203');
  });

  it('gives the words of each other member after all of them', () => {
    const content = {
      Title: 'Pont',
      Writer: [{ FirstName: 'Odile' }, { FirstName: 'Léa' }],
      Source: 'Don-1',
    };
    const management = { HoldRule: { Rules: [{ HoldReason: 'procès' }] } };
    const members = analysedText(content, management, NOTHING).split('\u0001')[3]?.split('\u0003');
    expect(members).toEqual(
      [
        [memberKey(['Writer', 'FirstName']), 'Odile Léa'],
        [memberKey(['Source']), 'Don  1 '],
        [memberKey(['#management', 'HoldRule', 'Rules', 'HoldReason']), 'procès'],
      ].map((each) => each.join('\u0002')),
    );
  });

  it('says of members that have very much text only that there are some', () => {
    const parts = analysedText({ Source: 'mot '.repeat(10_000) }, {}, NOTHING).split('\u0001');
    expect(words(parts.slice(0, 3).join('\u0001')).at(-1)).toBe(OTHER_MEMBERS);
    expect(parts[3]).toBe('');
  });

  it('takes the texts of rules', () => {
    const management = {
      HoldRule: { Rules: [{ Rule: 'HOL-1', HoldReason: 'procès en cours' }] },
      AccessRule: { Rules: [{ Rule: 'ACC-1', StartDate: '2020-01-01' }] },
    };
    expect(words(analysedText({}, management, NOTHING))).toEqual(['procès', 'en', 'cours']);
  });
});
