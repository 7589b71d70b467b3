import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../texts/index.ts';
import { logbookQuestion, readLogbookSearch } from './logbook-state.ts';

beforeAll(() => speak('fr'));

describe('the logbook in an address', () => {
  it('keeps what is understood and drops the rest', () => {
    const read = {
      categorie: 'INGEST',
      resultat: 'KO',
      du: '2026-01-02',
      au: '03/01/2026',
      page: '2',
      other: 'x',
    };
    const kept = { categorie: 'INGEST', resultat: 'KO', du: '2026-01-02', page: 2 } as const;
    expect(readLogbookSearch(read)).toEqual(kept);
    expect(readLogbookSearch({ resultat: 'toString', page: '0' })).toEqual({});
    expect(logbookQuestion(kept)).toMatchObject({ category: 'INGEST', outcome: 'KO', offset: 20 });
  });
});
