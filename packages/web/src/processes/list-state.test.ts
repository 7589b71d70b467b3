import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../texts/index.ts';
import { processesQuestion, readProcessesSearch } from './list-state.ts';

beforeAll(() => speak('fr'));

describe('the operations in an address', () => {
  it('keep what is understood and drop the rest', () => {
    const kept = { etat: 'PAUSE', resultat: 'FATAL', du: '2026-01-02', fiche: 'aeaa', page: 3 } as const;
    expect(readProcessesSearch({ ...kept, page: '3', au: 'hier', autre: 'x' })).toEqual(kept);
    expect(readProcessesSearch({ etat: 'toString', resultat: '', page: '1' })).toEqual({});
    expect(processesQuestion(kept)).toMatchObject({ state: 'PAUSE', status: 'FATAL', offset: 40 });
  });
});
