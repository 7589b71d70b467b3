import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../texts/index.ts';
import { openedOf, processesQuestion, readAllProcessesSearch, readProcessesSearch } from './list-state.ts';

beforeAll(() => speak('fr'));

describe('the operations in an address', () => {
  it('keep what is understood and drop the rest', () => {
    const kept = { etat: 'PAUSE', resultat: 'FATAL', du: '2026-01-02', fiche: 'aeaa', page: 3 } as const;
    expect(readProcessesSearch({ ...kept, page: '3', au: 'hier', autre: 'x' })).toEqual(kept);
    expect(readProcessesSearch({ etat: 'toString', resultat: '', page: '1' })).toEqual({});
    expect(processesQuestion(kept)).toMatchObject({ state: 'PAUSE', status: 'FATAL', offset: 40 });
  });

  it('of several safes name the safe of the one that is open', () => {
    const kept = { etat: 'PAUSE', coffre: '3', fiche: '3.aeaa' } as const;
    expect(readAllProcessesSearch({ ...kept, page: '1' })).toEqual(kept);
    expect(readAllProcessesSearch({ coffre: 'trois' })).toEqual({});
    expect(openedOf(kept)).toEqual({ tenant: 3, id: 'aeaa' });
    for (const fiche of ['aeaa', '3.', '.aeaa', '-3.aeaa'])
      expect(openedOf({ fiche }), fiche).toBeUndefined();
  });
});
