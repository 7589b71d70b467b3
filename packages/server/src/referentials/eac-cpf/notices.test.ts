import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AgencyLinks, familiesOf } from '../agency-family.ts';
import { agencyOf, agencyValues } from '../agency-lines.ts';
import type { Agency } from '../documents.ts';
import type { Document } from '../store.ts';
import { mergeNotices } from './merge-notices.ts';
import { readNotice } from './read-notice.ts';
import { writeNotice } from './write-notice.ts';
import { elementsOf, inside, readXml } from './xml-tree.ts';

const written = (agency: Agency, all: readonly Agency[] = [agency]) =>
  writeNotice(agency, {
    ...{ holder: 'Archives', now: '2026-01-02T03:04:05.678' },
    family: familiesOf(all as readonly AgencyLinks[])(agency.Identifier),
    nameOf: (id) => all.find(({ Identifier }) => Identifier === id)?.Name,
  });
const read = (xml: string) => readNotice(readXml(Buffer.from(xml), 'The file'), 'The file');

/** What the referential keeps of a record. */
const kept = (record: Document) => agencyOf({ number: 2, values: agencyValues(record) });

/** Without what it says of others. */
const alone = (record: object) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !name.endsWith('Agencies')));

const EAC = (inside: string) => `<eac-cpf xmlns="urn:isbn:1-931666-33-4">${inside}</eac-cpf>`;

// Texts as a referential has them: trimmed, and a bar parts the values of a list.
const said = fc
  .string({
    unit: fc.constantFrom('a', 'é', ' ', '<', '&', '"', "'", ']', '>', '日', '😀', '.'),
    minLength: 1,
    maxLength: 8,
  })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const long = fc.array(said, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
const list = fc.array(said, { minLength: 1, maxLength: 3 });
const day = fc
  .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
  .map((at) => at.toISOString().slice(0, 10));
const id = fc.constantFrom('A', 'B', 'c d//é', 'Voirie, parcs?');
const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 3 });
const agency = fc.record(
  {
    ...{
      Identifier: id,
      Name: said,
      Description: said,
      EntityType: fc.oneof(said, fc.constantFrom('corporateBody', 'person')),
    },
    ...{ NameEntryParallel: list, AuthorizedForm: list, AlternativeForm: list, EntityId: said },
    ...{ FromDate: day, ToDate: day, Functions: list, BiogHist: long, Places: list, LegalStatuses: list },
    ...{ Mandates: list, StructureOrGenealogy: long, GeneralContext: long, LocalStatus: said, Sources: list },
    MaintenanceStatus: fc.oneof(said, fc.constantFrom('new', 'revised', 'deletedReplaced')),
    ...{ EventDescription: said, SuperiorAgencies: ids, EarlierAgencies: ids, LaterAgencies: ids },
    ...{
      AssociatedAgencies: ids,
      CreationDate: fc.constant('2025-01-02T03:04:05.678'),
      UpdateDate: fc.constantFrom('2025-01-02T03:04:05.678', '2025-06-02T03:04:05.678'),
    },
  },
  { requiredKeys: ['Identifier', 'Name'] },
) as fc.Arbitrary<Agency>;

describe('notices of agencies', () => {
  it('that are written and read change nothing, and make the same agencies where there are none', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(agency, { minLength: 1, maxLength: 4, selector: ({ Identifier }) => Identifier }),
        (agencies) => {
          const notices = agencies.map((each) => read(written(each, agencies)));
          const current = agencies.map((each): Document => ({ ...each }));
          const again = mergeNotices(current, notices);
          expect(again.records.map(kept)).toEqual(agencies.map((each) => kept({ ...each })));
          expect(again.unkept).toEqual([]);
          const made = mergeNotices([], notices).records.map(kept);
          expect(made.map(alone)).toEqual(agencies.map((each) => alone(kept({ ...each }))));
          const [before, after] = [agencies, made].map((each) => familiesOf(each as AgencyLinks[]));
          for (const { Identifier } of agencies) {
            const sorted = (family: ReturnType<NonNullable<typeof before>> | undefined) => [
              family?.superiors,
              ...[family?.earlier, family?.later, family?.associated].map((part) => [...(part ?? [])].sort()),
            ];
            expect(sorted(after?.(Identifier))).toEqual(sorted(before?.(Identifier)));
          }
        },
      ),
    );
  });

  it('have their elements in the order of the schema', () => {
    const all = {
      ...{ Identifier: 'A b', Name: 'Un', Description: 'd', EntityType: 'commune', EntityId: '1' },
      ...{ NameEntryParallel: ['p'], AuthorizedForm: ['f'], AlternativeForm: ['g'], FromDate: '1790-02-15' },
      ...{ Functions: ['f'], BiogHist: 'h', Places: ['p'], LegalStatuses: ['l'], Mandates: ['m'] },
      ...{ StructureOrGenealogy: 's', GeneralContext: 'c', LocalStatus: 'l', Sources: ['s'] },
      ...{ MaintenanceStatus: 'ébauche', EventDescription: 'e', SuperiorAgencies: ['S'] },
    };
    const root = readXml(Buffer.from(written(all)), 'The file');
    const names = (...path: string[]) =>
      inside(root, ...path)
        .flatMap(elementsOf)
        .map(({ name }) => name)
        .join(' ');
    expect(names('control')).toBe(
      'recordId otherRecordId maintenanceStatus maintenanceAgency languageDeclaration conventionDeclaration localControl localControl maintenanceHistory sources',
    );
    expect(names('control', 'maintenanceHistory', 'maintenanceEvent')).toBe(
      'eventType eventDateTime agentType agent eventDescription',
    );
    expect(names('cpfDescription')).toBe('identity description relations');
    expect(names('cpfDescription', 'identity')).toBe(
      'entityId entityType nameEntry nameEntry nameEntry nameEntryParallel',
    );
    expect(names('cpfDescription', 'description')).toBe(
      'existDates places legalStatuses functions mandates localDescription structureOrGenealogy generalContext biogHist',
    );
    expect(names('cpfDescription', 'description', 'biogHist')).toBe('abstract p');
  });

  it('of other software are read as far as the referential has a place', () => {
    const { members, unkept } = read(
      EAC(`<control><recordId>FR-1</recordId><maintenanceStatus>revised</maintenanceStatus>
        <sources><source><sourceEntry>Délibération</sourceEntry></source></sources></control>
      <cpfDescription><identity><entityType>corporateBody</entityType>
        <nameEntry><part>Service</part><part>de la
          voirie</part><authorizedForm>AFNOR</authorizedForm></nameEntry>
        <nameEntry><part>Voirie</part><alternativeForm>AFNOR</alternativeForm></nameEntry></identity>
      <description><existDates><dateRange><fromDate standardDate="1790">vers 1790</fromDate><toDate standardDate="1912-02"/></dateRange></existDates>
        <function><term>Pavage</term></function><occupations><occupation><term>paveur</term></occupation></occupations>
        <biogHist><abstract>Bref.</abstract><p>Un <span>mot</span>.</p><list><item>Deux</item><item>Trois</item></list></biogHist></description>
      <relations><cpfRelation cpfRelationType="hierarchical-parent" xmlns:x="http://www.w3.org/1999/xlink" x:href="FR%202"/>
        <cpfRelation cpfRelationType="temporal-later" xmlns:x="http://www.w3.org/1999/xlink" x:href="https://exemple.fr/Y"><relationEntry>Y</relationEntry></cpfRelation>
        <cpfRelation cpfRelationType="family" xmlns:x="http://www.w3.org/1999/xlink" x:href="X"><relationEntry>Famille X</relationEntry></cpfRelation></relations></cpfDescription>`),
    );
    expect(members).toEqual({
      ...{ Identifier: 'FR-1', Name: 'Service de la voirie', Sources: ['Délibération'] },
      ...{ AuthorizedForm: ['Service de la voirie'], AlternativeForm: ['Voirie'] },
      ...{ FromDate: '1790-01-01', ToDate: '1912-02-29', Functions: ['Pavage'], Description: 'Bref.' },
      ...{ BiogHist: 'Un mot.\nDeux\nTrois', SuperiorAgencies: ['FR 2'] },
    });
    expect(unkept).toEqual([
      'description/occupations',
      'cpfRelation[temporal-later]: Y',
      'cpfRelation[family]: Famille X',
    ]);
  });

  it('leave what they are silent about, and tell a subordinate that does not tell its superior', () => {
    const current = [
      { Identifier: 'FR-1', Name: 'Un', Functions: ['Eau'] },
      { Identifier: 'FR-2', Name: 'Deux' },
    ];
    const notice = { members: { Identifier: 'FR-1', Name: 'Une' }, subordinates: ['FR-2'], unkept: [] };
    expect(mergeNotices(current, [notice])).toEqual({
      records: [{ Identifier: 'FR-1', Name: 'Une', Functions: ['Eau'] }, current[1]],
      touched: [0],
      unkept: ['FR-1: cpfRelation[hierarchical-child]: FR-2'],
    });
    const twice = mergeNotices([], [notice, notice]);
    expect(twice.records).toHaveLength(2);
  });

  it.each([
    ['no XML', 'Identifier,Name', /line 1/],
    ['a document type', '<!DOCTYPE e [<!ENTITY a "b">]><e/>', /document type declaration is not allowed/],
    ['an entity of nobody', EAC('&a;'), /undefined entity/],
    ['a tower', EAC('<a>'.repeat(200) + '</a>'.repeat(200)), /more than 100 elements/],
    ['another document', '<ead xmlns="urn:isbn:1-931666-22-9"/>', /it is ead/],
    ['its form of 2.0', '<eac xmlns="https://archivists.org/ns/eac/v2"/>', /EAC-CPF 2\.0/],
    ['another encoding', Buffer.from([0x3c, 0xe9, 0x3e]), /not UTF-8/],
  ])('%s is refused', (_what, file, words) => {
    expect(() => readNotice(readXml(Buffer.from(file), 'The file'), 'The file')).toThrow(words);
  });
});
