import { describe, expect, it } from 'vitest';
import type { SchemaPath } from '../../api/types.ts';
import { rowsOf, type WantedElements } from './tree.ts';

const element = (Path: string, more: Partial<SchemaPath> = {}): SchemaPath => ({
  ...{ tenant: 1, Collection: 'Unit', Path, ApiPath: Path, ShortName: Path, Description: '', Type: 'TEXT' },
  ...{ FieldName: Path, ApiField: Path, CustomSearchTypes: [] },
  ...{ Cardinality: 'ONE', Category: 'DESCRIPTION', Origin: 'INTERNAL', SedaVersions: [] },
  ...more,
});
const ELEMENTS = [
  element('Agent', { Type: 'OBJECT', ShortName: 'Acteur' }),
  element('Agent.BirthPlace', { Type: 'OBJECT', ShortName: 'Lieu de naissance' }),
  element('Agent.BirthPlace.City', { ShortName: 'Localité' }),
  element('Title', { ShortName: 'Intitulé' }),
  element('Cadastre', { Origin: 'EXTERNAL', tenant: 3 }),
];
const ALL: WantedElements = { words: '', origin: '', type: '', category: '' };
const shown = (wanted: Partial<WantedElements>, ...open: string[]) =>
  rowsOf(ELEMENTS, { ...ALL, ...wanted }, new Set(open)).map((row) => `${row.depth} ${row.element.Path}`);

describe('the tree of a schema', () => {
  it('shows the roots, and what is open below them', () => {
    expect(shown({})).toEqual(['0 Agent', '0 Title', '0 Cadastre']);
    expect(shown({}, 'Agent')).toEqual(['0 Agent', '1 Agent.BirthPlace', '0 Title', '0 Cadastre']);
    expect(shown({}, 'Agent.BirthPlace')).toEqual(['0 Agent', '0 Title', '0 Cadastre']);
    expect(rowsOf(ELEMENTS, ALL, new Set()).map(({ hasMembers }) => hasMembers)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('shows what is looked for, with what it is in, whatever capitals and accents', () => {
    const city = ['0 Agent', '1 Agent.BirthPlace', '2 Agent.BirthPlace.City'];
    expect(shown({ words: 'LOCALITE' })).toEqual(city);
    expect(shown({ words: 'city agent' })).toEqual(city);
    expect(shown({ words: 'intitule' })).toEqual(['0 Title']);
    expect(shown({ origin: 'EXTERNAL' })).toEqual(['0 Cadastre']);
    expect(shown({ words: 'naissance', type: 'TEXT' })).toEqual([]);
  });
});
