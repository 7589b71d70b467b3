import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditFault } from '../api/types.ts';
import { speak, TEXTS } from '../texts/index.ts';
import { adviceFor, perimeterInWords, remarkInWords, verdictInWords } from './audit-words.ts';
import { auditsQuestion, isFiltered, readAuditsSearch } from './audits-state.ts';

beforeAll(() => speak('fr'));

type Fault = AuditFault['offers'][number]['fault'];
const advice = (...faults: Fault[]) =>
  adviceFor({ offers: faults.map((fault, at) => ({ id: `offer-${at}`, fault })) });

describe('what an audit has found, in words', () => {
  it('says what to do by what is left', () => {
    expect(advice(null, 'MISSING')).toBe(TEXTS.audits.advice.some);
    expect(advice('DIGEST_MISMATCH', 'MISSING')).toBe(TEXTS.audits.advice.all);
    expect(advice('UNEXPECTED', null)).toBe(TEXTS.audits.advice.unexpected);
  });

  it('says that an audit of many units was made in full', () => {
    const warning = 'Unit count exceeds default threshold. Default threshold=100000, found=250000';
    expect(remarkInWords(JSON.stringify({ warning }))).toBe(TEXTS.audits.manyUnits(250_000, 100_000));
    expect(remarkInWords('{}')).toBe(undefined);
  });

  it('names the producing service where it is known', () => {
    const agency = { perimeter: { kind: 'agency' as const, id: 'FRAN' } };
    expect(perimeterInWords(agency, { FRAN: 'Archives' })).toContain('Archives');
    expect(perimeterInWords(agency, {})).toContain('FRAN');
  });

  it('tells a referential without backup from an empty one', () => {
    const words = TEXTS.audits.referentials;
    expect(verdictInWords({ name: 'RULES', records: 0, offers: [{ id: 'o' }] })).toBe(words.empty);
    expect(verdictInWords({ name: 'RULES', records: 2, offers: [{ id: 'o', fault: 'MISSING' }] })).toBe(
      words.neverMade,
    );
    const said = verdictInWords({
      ...{ name: 'RULES', records: 2, file: '0_FileRules_1.json' },
      offers: [{ id: 'un' }, { id: 'deux', fault: 'DIFFERENT' }],
    });
    expect(said).toContain(words.faults.DIFFERENT);
    expect(said).not.toContain('un :');
  });
});

describe('the address of the list', () => {
  it('keeps what can be asked for, and nothing else', () => {
    const read = readAuditsSearch({
      categorie: 'integrity',
      du: '2026-01-01',
      au: 'hier',
      page: '2',
      q: 'x',
    });
    expect(read).toEqual({ categorie: 'integrity', du: '2026-01-01', page: 2 });
    expect(readAuditsSearch({ categorie: 'toString', identifiant: ' a ' })).toEqual({ identifiant: 'a' });
    expect(auditsQuestion(read)).toMatchObject({ kind: 'integrity', from: '2026-01-01', offset: 20 });
    expect(isFiltered({ lancer: true, page: 2 })).toBe(false);
  });
});
