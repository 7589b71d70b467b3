import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersOf, VIEWS, viewOf } from './kinds.ts';
import { readReferentialSearch, referentialQuestion } from './list-state.ts';

describe('a referential in an address', () => {
  it('keeps what is understood and drops the rest', () => {
    const read = { q: 'eau', statut: 'ACTIVE', page: '3', fiche: 'AC-1', other: 'x', type: 4 };
    const kept = { q: 'eau', statut: 'ACTIVE', page: 3, fiche: 'AC-1' };
    expect(readReferentialSearch(read)).toEqual(kept);
    expect(readReferentialSearch({ page: '0', q: '' })).toEqual({});
    expect(referentialQuestion(viewOf('access-contracts'), kept)).toEqual({
      ...{ q: 'eau', Status: 'ACTIVE', offset: 40, limit: 20 },
    });
    expect(referentialQuestion(viewOf('agencies'), kept)).not.toHaveProperty('Status');
  });
});

describe('the panel of a record', () => {
  it('shows every member that the record holds, once', () => {
    const names = Object.keys(VIEWS) as (keyof typeof VIEWS)[];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{1,8}$/), fc.jsonValue()),
        (name, record) => {
          const view = viewOf(name);
          const members = membersOf(view, record).map(([member]) => member);
          expect(new Set(members).size).toBe(members.length);
          for (const member of Object.keys(record))
            expect([...members, view.name, view.key, 'Identifier']).toContain(member);
        },
      ),
    );
  });
});
