import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { defaultVocabulary, type OntologyEntry } from './ontology.ts';

const REFEREE = fileURLToPath(
  new URL('../../../../../shared/reference/ontology/VitamOntology.json', import.meta.url),
);

describe('the default vocabulary', () => {
  it('names each entry once', () => {
    const names = defaultVocabulary().map(({ Identifier }) => Identifier);
    expect(names).toHaveLength(306);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const { Collections } of defaultVocabulary()) expect(Collections).not.toContain(undefined);
  });

  it('says how an entry is called in SEDA and in the API', () => {
    const entry = (name: string) => defaultVocabulary().find(({ Identifier }) => Identifier === name);
    expect(entry('_sp')).toMatchObject({
      SedaField: 'OriginatingAgencyIdentifier',
      ApiField: '#originating_agency',
      Type: 'KEYWORD',
      Origin: 'INTERNAL',
      Collections: ['Unit', 'ObjectGroup'],
    });
    expect(entry('Title')).toMatchObject({ SedaField: 'Title', Type: 'TEXT' });
    expect(entry('Title')).not.toHaveProperty('ApiField');
  });

  it.skipIf(!existsSync(REFEREE))('agrees with the referee on names, types and collections', () => {
    const referee = JSON.parse(readFileSync(REFEREE, 'utf8')) as OntologyEntry[];
    const facts = (entries: readonly OntologyEntry[]) =>
      Object.fromEntries(
        entries.map(({ Identifier, Type, SedaField, ApiField, Collections }) => [
          Identifier,
          { Type, SedaField, ApiField, Collections: [...(Collections ?? [])].sort() },
        ]),
      );
    expect(facts(defaultVocabulary())).toEqual(facts(referee));
  });
});
