import type { Random } from '@perenne/sample';
import type { JsonObject } from '@perenne/seda';
import { address, commune, day, description, givenName, MATTERS, surname } from './words.ts';

/** Descriptive metadata as transfers have them: some members always, most of the vocabulary now and then. */
export function descriptionOf(
  random: Random,
  { level, title, year }: { readonly level: string; readonly title: string; readonly year: number },
): JsonObject {
  const number = random.below(1_000_000_000);
  const content: JsonObject = {
    DescriptionLevel: level,
    Title: title,
    StartDate: random.below(4) === 0 ? `${day(random, year)}T09:30:00` : day(random, year),
    OriginatingAgencyArchiveUnitIdentifier: [`W${number}`],
  };
  if (level !== 'Item' || random.below(2) === 0) content.Description = description(random);
  if (random.below(2) === 0) content.EndDate = day(random, year + random.below(4));
  for (const add of MEMBERS) if (random.below(12) === 0) Object.assign(content, add(random, year));
  return content;
}

const two = (number: number) => String(number).padStart(2, '0');

const person = (random: Random): JsonObject => ({
  FirstName: givenName(random),
  BirthName: surname(random),
  Identifier: [`AG-${random.below(20_000)}`],
  BirthDate: day(random, 1860 + random.below(120)),
  BirthPlace: { City: commune(random), PostalCode: two(random.below(96)) + String(random.below(1_000)) },
  Function: [random.pick(['maire', 'architecte', 'ingénieur', 'notaire', 'instituteur'])],
});

type Add = (random: Random, year: number) => JsonObject;

const MEMBERS: readonly Add[] = [
  (random) => ({ Writer: [person(random)] }),
  (random) => ({ Addressee: [person(random)] }),
  (random) => ({ Agent: [person(random), person(random)] }),
  (random) => ({ Title_: { en: `File about ${surname(random)}`, fr: `Dossier de ${surname(random)}` } }),
  (random) => ({ Description_: { en: `Letters and plans, ${commune(random)}` } }),
  (random) => ({
    FilePlanPosition: [`${two(random.below(90))}.${two(random.below(90))}.${random.below(900)}`],
  }),
  (random) => ({ SystemId: [`SYS-${random.below(100_000_000)}`] }),
  (random) => ({ OriginatingSystemId: [`GED-${random.below(100_000_000)}`] }),
  (random) => ({ ArchivalAgencyArchiveUnitIdentifier: [`${random.below(900)} W ${random.below(9_000)}`] }),
  (random) => ({
    PersistentIdentifier: [
      { PersistentIdentifierType: 'ark', PersistentIdentifierContent: `ark:/${random.below(100_000_000)}` },
    ],
  }),
  (random) => ({
    Keyword: [
      { KeywordContent: random.pick(MATTERS), KeywordType: 'subject' },
      { KeywordContent: commune(random), KeywordType: 'geogname' },
    ],
  }),
  (random) => ({ Tag: [surname(random).toLowerCase(), random.pick(['vrac', 'trié', 'urgent'])] }),
  (random) => ({
    Coverage: {
      Spatial: [commune(random)],
      Temporal: ['époque contemporaine'],
      Juridictional: [commune(random)],
    },
  }),
  (random) => ({ DocumentType: random.pick(['correspondance', 'plan', 'acte', 'image']) }),
  (random) => ({ Source: `Papiers ${surname(random)}` }),
  (_, year) => ({ DateLitteral: `vers ${year}` }),
  (random) => ({ Language: [random.pick(['fra', 'fra', 'fra', 'oci', 'deu'])], DescriptionLanguage: 'fra' }),
  (random) => ({
    Type: random.pick(['CDO', 'Information de représentation']),
    Status: 'Original',
    Version: `v${random.below(40)}`,
  }),
  (random, year) => ({ CreatedDate: day(random, year), TransactedDate: day(random, year) }),
  (random, year) => ({
    SentDate: `${day(random, year)}T10:${two(random.below(60))}:00`,
    ReceivedDate: day(random, year),
  }),
  (random, year) => ({ AcquiredDate: day(random, year + 5), RegisteredDate: day(random, year + 5) }),
  (random) => ({ CustodialHistory: { CustodialHistoryItem: [`Trouvé au grenier de ${address(random)}`] } }),
  (random) => ({
    Gps: {
      GpsLatitude: String(random.below(90)),
      GpsLongitude: String(random.below(180)),
      GpsAltitude: random.below(4_800),
    },
  }),
  (random) => ({ OriginatingSystemIdReplyTo: `REP-${random.below(100_000_000)}` }),
  (random, year) => ({
    Event: [
      {
        evId: `EV-${random.below(100_000_000)}`,
        evType: 'Signature',
        evDateTime: `${day(random, year)}T12:00:00`,
        outcome: 'OK',
      },
    ],
  }),
  (random) => ({
    RelatedObjectReference: { IsPartOf: [{ ExternalReference: `Cote ${random.below(1_000_000)}` }] },
  }),
  // Beside the standard: what is neither described nor in the vocabulary is text.
  (random) => ({ NumeroDossier: [`D${random.below(1_000_000)}`] }),
  (random) => ({ Parcelle: { Section: [random.pick(['AA', 'AB', 'ZC'])], Surface: [random.below(90_000)] } }),
];
