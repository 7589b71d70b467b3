import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../texts/index.ts';
import { filtersOf, questionOf, readSearch, searchOf } from './search-state.ts';

beforeAll(() => speak('fr'));

describe('a search in an address', () => {
  it('keeps what is understood and drops the rest', () => {
    const read = {
      q: '1952',
      niveau: 'File',
      debut: '1950',
      fin: '31/12/1960',
      tri: 'sideways',
      criteres: '{',
      other: 'x',
    };
    expect(readSearch(read)).toEqual({ q: '1952', niveau: 'File', debut: '1950' });
    expect(readSearch({ niveau: 'toString', tri: 'constructor' })).toEqual({});
  });

  it('holds every criterion, and asks for it', () => {
    const state = {
      ...{ titre: 'plan', description: 'rue', producteur: 'MAIRIE', format: 'fmt/18' },
      objets: 'avec',
      ...{ id: 'a', sous: 'b', criteres: '[{"field":"Tag","is":"present"}]' },
    } as const;
    expect(readSearch(state)).toEqual(state);
    expect(readSearch({ objets: 'peut-être' })).toEqual({});
    expect(filtersOf(state)).toMatchObject({
      ...{ title: 'plan', description: 'rue', agency: 'MAIRIE', format: 'fmt/18', objects: 'with' },
      ...{ id: 'a', under: 'b', criteria: state.criteres },
    });
  });

  it('comes back whole from the question that was saved of it', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 });
    const criterion = fc.oneof(
      fc.record({
        field: text,
        is: fc.constantFrom('is', 'words', 'begins'),
        values: fc.array(text, { minLength: 1 }),
      }),
      fc.record({ field: text, is: fc.constant('between'), from: text }),
      fc.record({
        category: fc.constantFrom('AppraisalRule', 'AccessRule'),
        origins: fc.subarray(['local', 'inherited', 'none', 'waiting'], { minLength: 1 }),
      }),
    );
    const state = fc.record(
      {
        ...{ q: text, titre: text, description: text, producteur: text, format: text, id: text, sous: text },
        ...{ versement: text, niveau: fc.constantFrom('File', 'Item') },
        debut: fc.constantFrom('1952', '1952-03', '1952-03-15'),
        fin: fc.constantFrom('1960', '1960-12-31'),
        tri: fc.constantFrom('title', '-date'),
        documents: fc.constant('oui'),
        objets: fc.constantFrom('avec', 'sans'),
        criteres: fc.array(criterion, { minLength: 1, maxLength: 5 }).map((list) => JSON.stringify(list)),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(state, (given) => {
        const asked = Object.entries(questionOf(readSearch(given))).filter(
          ([, value]) => value !== undefined,
        );
        expect(searchOf(Object.fromEntries(asked) as Record<string, string>)).toEqual(given);
      }),
    );
  });
});
