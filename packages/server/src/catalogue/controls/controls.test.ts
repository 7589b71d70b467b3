import { describe, expect, it } from 'vitest';
import { checkDocument, convertByOntology, unitSchemaFault } from './index.ts';
import { ONTOLOGY_FAULT, type OntologyType } from './ontology-values.ts';

const TYPES: Readonly<Record<string, OntologyType>> = {
  Date: 'DATE',
  Long: 'LONG',
  Double: 'DOUBLE',
  Boolean: 'BOOLEAN',
  Text: 'TEXT',
  Keyword: 'KEYWORD',
};
const stored = (name: string, value: unknown) => {
  const { document, faults } = convertByOntology({ [name]: value }, (each) => TYPES[each]);
  return faults.length > 0 ? faults : (document as Record<string, unknown>)[name];
};

describe('a value of the vocabulary (spec ingest.md 12.1)', () => {
  it.each([
    ['Date', '2016-09-26', '2016-09-26'],
    ['Date', '2016/09/26', '2016-09-26'],
    ['Date', '2016-09-26Z', '2016-09-26'],
    ['Date', '2016-09-26+02:00', '2016-09-26'],
    ['Date', '2016-09-26T10:11:12', '2016-09-26T10:11:12'],
    ['Date', '2016-09-26T23:11:12.123456+02:00', '2016-09-26T23:11:12.123456'],
    ['Date', '2016-02-29', '2016-02-29'],
    ['Date', '12016-09-26', '12016-09-26'],
    ['Long', '12', 12],
    ['Long', 12, 12],
    ['Double', '1.5e3', 1500],
    ['Double', 2, 2],
    ['Boolean', 'TRUE', true],
    ['Boolean', 'false', false],
    ['Boolean', true, true],
    ['Text', 12, '12'],
    ['Keyword', true, 'true'],
    ['Unknown', 1.5, '1.5'],
    ['Unknown', ['12', 13], ['12', '13']],
    ['Long', ['12', 13], [12, 13]],
    ['Text', 'é'.repeat(16_382), 'é'.repeat(16_382)],
  ])('%s %j is stored as %j', (name, value, expected) => {
    expect(stored(name, value)).toEqual(expected);
  });

  it.each([
    ['Date', '2016'],
    ['Date', '2016-09'],
    ['Date', '2015-02-29'],
    ['Date', '2016-09-26T10:11'],
    ['Date', 'hier'],
    ['Long', '1.5'],
    ['Long', 1.5],
    ['Double', '1,5'],
    ['Boolean', 'oui'],
    ['Text', 'é'.repeat(16_383)],
    ['Unknown', 'a'.repeat(32_766)],
  ])('%s takes no %j', (name, value) => {
    expect(stored(name, value)).toEqual([
      expect.stringMatching(new RegExp(`^Error: .* on field '${name}'\\.$`)),
    ]);
    expect(stored(name, [value])).toEqual([
      expect.stringMatching(new RegExp(`^Error '.*' on field '${name}'\\.$`)),
    ]);
  });

  it('is looked up by the last name of its path, and all faults are told', () => {
    const ontology = new Map(Object.entries(TYPES).map(([name, type]) => [name, { type }]));
    const { doc, fault } = checkDocument({ A: [{ Long: '7', Date: 'hier' }], Boolean: 'oui' }, ontology);
    expect(doc).toMatchObject({ A: [{ Long: 7 }] });
    expect(fault?.kind).toBe('ontology');
    expect(fault?.text.startsWith(ONTOLOGY_FAULT)).toBe(true);
    expect(fault?.text.match(/on field '(\w+)'\./g)).toHaveLength(2);
  });
});

const unit = (members: object = {}, management: object = {}) => ({
  DescriptionLevel: 'Item',
  Title: 'Pièce',
  '#management': management,
  ...members,
});

describe('what every unit must be (spec ingest.md 12.1)', () => {
  it.each([
    ['a title in some language alone', { Title: undefined, Title_: { fr: 'Pièce', 'fr-CA': 'Pièce' } }],
    ['dates of days and instants', { StartDate: '0001-01-01', EndDate: '9999-12-31T23:59:59.999' }],
    ['the last year of a day', { StartDate: '8999-12-31' }],
    ['a person', { Writer: [{ FullName: 'Jules', BirthDate: '1850-02-03' }] }],
    ['a corporate body', { Writer: [{ Corpname: 'Commune', Identifier: ['C1'] }] }],
    ['free members', { MyField: ['a'], MyBlock: [{ Inner: ['b'] }] }],
  ])('takes %s', (_what, members) => {
    expect(unitSchemaFault(JSON.parse(JSON.stringify(unit(members))))).toBeUndefined();
  });

  it.each([
    ['no title', { Title: undefined }, 'Title'],
    ['an empty title', { Title: '' }, 'Title'],
    ['an unknown level', { DescriptionLevel: 'Chest' }, 'DescriptionLevel'],
    ['a language that is none', { Title_: { 'en français': 'x' } }, 'Title_'],
    [
      'both kinds of signature',
      { Signature: [{ ReferencedObject: {} }], SigningInformation: { SigningRole: ['Signature'] } },
      'the unit',
    ],
    ['a signature of nothing', { Signature: [{}] }, 'ReferencedObject'],
    ['a signature in no role', { SigningInformation: { SigningRole: [] } }, 'SigningRole'],
    ['a person that is a corporate body', { Writer: [{ FullName: 'Jules', Corpname: 'Commune' }] }, 'Writer'],
    ['a day of the year 9000', { StartDate: '9000-01-01' }, 'StartDate'],
    ['an instant to the microsecond', { StartDate: '2016-09-26T10:11:12.123456' }, 'StartDate'],
    ['a keyword without content', { Keyword: [{ KeywordType: 'name' }] }, 'KeywordContent'],
    ['an event without date', { Event: [{ evType: 'x' }] }, 'evDateTime'],
    [
      'a persistent identifier without type',
      { PersistentIdentifier: [{ PersistentIdentifierContent: 'x' }] },
      'PersistentIdentifierType',
    ],
    [
      'a reference to two things',
      { RelatedObjectReference: { Replaces: [{ ArchiveUnitRefId: 'a', ExternalReference: 'b' }] } },
      'Replaces',
    ],
    ['a custodial history without item', { CustodialHistory: {} }, 'CustodialHistoryItem'],
  ])('takes no %s', (_what, members, said) => {
    expect(unitSchemaFault(JSON.parse(JSON.stringify(unit(members))))).toContain(said);
  });

  it.each([
    ['an appraisal without final action', { AppraisalRule: { Rules: [] } }, 'FinalAction'],
    ['a storage rule that destroys', { StorageRule: { FinalAction: 'Destroy' } }, 'FinalAction'],
    [
      'a classification without level',
      { ClassificationRule: { ClassificationOwner: 'C' } },
      'ClassificationLevel',
    ],
    [
      'a classification without owner',
      { ClassificationRule: { ClassificationLevel: 'C' } },
      'ClassificationOwner',
    ],
    [
      'a category closed to all that excludes some',
      { AccessRule: { Inheritance: { PreventInheritance: true, PreventRulesId: ['A'] } } },
      'Inheritance',
    ],
    [
      'a rule from the year 9000',
      { AccessRule: { Rules: [{ Rule: 'A', StartDate: '9000-01-01' }] } },
      'StartDate',
    ],
    ['a member that no category has', { AccessRule: { FinalAction: 'Keep' } }, 'AccessRule'],
    ['a hold of another category', { AccessRule: { Rules: [{ Rule: 'A', HoldOwner: 'x' }] } }, 'Rules'],
  ])('takes no %s', (_what, management, said) => {
    expect(unitSchemaFault(unit({}, management))).toContain(said);
  });

  it('takes a category closed to all, and one that excludes some', () => {
    for (const Inheritance of [
      { PreventInheritance: true, PreventRulesId: [] },
      { PreventInheritance: false, PreventRulesId: ['A'] },
    ])
      expect(unitSchemaFault(unit({}, { AccessRule: { Inheritance } }))).toBeUndefined();
  });
});
