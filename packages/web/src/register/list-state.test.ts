import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../texts/index.ts';
import { readRegisterSearch, registerQuestion, withFilter } from './list-state.ts';

beforeAll(() => speak('fr'));

describe('the register in an address', () => {
  it('keeps what is understood and drops the rest', () => {
    const kept = {
      q: 'plan',
      service: ['FR-1', 'FR-2'],
      elimine: 'non',
      statut: 'UNSTORED',
      au: '2026-01-02',
      page: 2,
    } as const;
    expect(
      readRegisterSearch({ ...kept, page: '2', du: 'hier', autre: 'x', transfere: 'peut-être' }),
    ).toEqual(kept);
    expect(readRegisterSearch({ statut: 'PERDU', page: '0', q: '' })).toEqual({});
    const asked = {
      q: 'plan',
      agency: ['FR-1', 'FR-2'],
      eliminated: 'false',
      status: 'UNSTORED',
      to: '2026-01-02',
      offset: 20,
    };
    expect(registerQuestion(kept)).toMatchObject(asked);
    expect(readRegisterSearch({ contrat: 'IC-1', par: 'annee' })).toEqual({
      contrat: ['IC-1'],
      par: 'annee',
    });
  });

  it('begins anew when a filter changes, and loses it when nothing is left of it', () => {
    const state = { service: ['FR-1'], page: 3, fiche: 'x' } as const;
    expect(withFilter(state, { contrat: ['IC-1'] })).toEqual({ service: ['FR-1'], contrat: ['IC-1'] });
    expect(withFilter(state, { service: [] })).toEqual({});
    expect(withFilter({ q: 'plan' }, { q: '' })).toEqual({});
  });
});
