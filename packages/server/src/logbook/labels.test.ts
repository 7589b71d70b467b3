import { expect, it } from 'vitest';
import { CATALOGUE, type EventKey, label, type SubCode } from './labels.ts';
import { STATUSES } from './status.ts';

const keys = Object.keys(CATALOGUE);

it('every key has words, whatever its outcome, and no status is an event', () => {
  expect(keys.length).toBeGreaterThan(200);
  for (const key of keys) {
    expect(label(key)).toMatch(/^\p{Lu}/u);
    const ends = STATUSES.some((status) => status !== 'UNKNOWN' && key.endsWith(`.${status}`));
    if (!ends)
      for (const status of ['STARTED', 'OK', 'WARNING', 'KO', 'FATAL'])
        expect(label(`${key}.${status}`)).not.toMatch(/^!/);
  }
});

it('a life cycle says the words of the action', () => {
  expect(label('LFC.CHECK_DIGEST.OK')).toBe(label('CHECK_DIGEST.OK'));
});

it('a key or a sub-code that is not in the catalogue does not compile', () => {
  const known: EventKey[] = ['CHECK_SEDA', 'STP_IMPORT_CONTEXT', 'CHECK_HEADER.CHECK_AGENT'];
  const codes: SubCode[] = ['NOT_XSD_VALID', 'UNKNOWN_VALUE', 'UNKNOWN', 'ORPHAN' as never];
  // @ts-expect-error no event of that name
  const unknown: EventKey = 'CHECK_SEDAA';
  // @ts-expect-error no sub-code of that name
  const noCode: SubCode = 'NOT_XSD_VALIDE';
  // @ts-expect-error an outcome is no event
  const outcome: EventKey = 'CHECK_SEDA.NOT_XSD_VALID.KO';
  for (const key of known) expect(label(key)).not.toMatch(/^!/);
  expect(codes).toHaveLength(4);
  expect([unknown, noCode, outcome].map(label)).toContain('!CHECK_SEDAA!');
});
