import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../texts/index.ts';
import { filtersOf, questionOf, readSearch } from './search-state.ts';

beforeAll(() => speak('fr'));

describe('a search in an address', () => {
  it('keeps what is understood and drops the rest', () => {
    const read = {
      q: '1952',
      niveau: 'File',
      debut: '1950',
      fin: '31/12/1960',
      tri: 'sideways',
      page: '3',
      other: 'x',
    };
    expect(readSearch(read)).toEqual({ q: '1952', niveau: 'File', debut: '1950', page: 3 });
    for (const page of ['-1', '0', '1', 'two', '1000']) expect(readSearch({ page })).toEqual({});
    expect(readSearch({ niveau: 'toString', tri: 'constructor' })).toEqual({});
  });

  it('holds every criterion, and asks for it', () => {
    const state = {
      ...{ titre: 'plan', description: 'rue', producteur: 'MAIRIE', format: 'fmt/18' },
      objets: 'avec',
      ...{ id: 'a', sous: 'b' },
    } as const;
    expect(readSearch(state)).toEqual(state);
    expect(readSearch({ objets: 'peut-être' })).toEqual({});
    expect(filtersOf(state)).toMatchObject({
      ...{ title: 'plan', description: 'rue', agency: 'MAIRIE', format: 'fmt/18', objects: 'with' },
      ...{ id: 'a', under: 'b' },
    });
  });

  it('asks the service for one page', () => {
    expect(questionOf({ q: 'école', page: 3 })).toMatchObject({ q: 'école', offset: 40, limit: 20 });
  });
});
