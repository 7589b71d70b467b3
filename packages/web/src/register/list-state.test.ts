import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../texts/index.ts';
import { readRegisterSearch, registerQuestion } from './list-state.ts';

beforeAll(() => speak('fr'));

describe('the register in an address', () => {
  it('keeps what is understood and drops the rest', () => {
    const kept = { q: 'plan', service: 'FR-1', statut: 'UNSTORED', au: '2026-01-02', page: 2 } as const;
    expect(readRegisterSearch({ ...kept, page: '2', du: 'hier', autre: 'x' })).toEqual(kept);
    expect(readRegisterSearch({ statut: 'PERDU', page: '0', q: '' })).toEqual({});
    const asked = { q: 'plan', agency: 'FR-1', status: 'UNSTORED', to: '2026-01-02', offset: 20 };
    expect(registerQuestion(kept)).toMatchObject(asked);
  });
});
