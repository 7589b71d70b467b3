import type { OnOffer } from '../life-cycles/stored-documents.ts';
import { type EvidenceEntry, type ObjectReport, type OffersHashes, told } from './entry.ts';
import type { Asked, SecuredElement, SecuredLine } from './run.ts';

/** What is known of the journal that must hold the proof. */
export interface JournalState {
  readonly fileName: string;
  /** Why it proves nothing; undefined: it is sound. */
  readonly failure: string | undefined;
  /** Nothing of its kind was secured after it. */
  readonly isLast: boolean;
}

/** What each offer has of an object: hexadecimal SHA-512; undefined: nothing that can be read. */
export type ObjectCopies = (object: string) => readonly OnOffer[];

/**
 * Compares an element of the database with what was secured of it, and both with what each offer has
 * (spec operations.md 13.2).
 */
export function compare(
  asked: Asked,
  { line, others }: SecuredElement,
  journal: JournalState,
  offers: readonly string[],
  copiesOf: ObjectCopies,
): EvidenceEntry {
  if (journal.failure !== undefined)
    return told(asked, 'KO', `The secured file ${journal.fileName} proves nothing: ${journal.failure}`);
  if (line === undefined) return told(asked, 'KO', 'Could not find matching traceability info in the file');
  const early = ofVersions(asked, line, journal);
  if (early !== undefined) return early;
  const found = new Map(others.map(({ offer, digest }) => [offer, digest ?? null]));
  const offersHashes: OffersHashes = Object.fromEntries(
    offers.map((offer) => [offer, found.has(offer) ? (found.get(offer) ?? null) : line.digest]),
  );
  const objectsReports = line.objects.map((object) => objectReport(object, offers, copiesOf(object.id)));
  const faults = [
    ...faultsOfDatabase(asked, line),
    ...Object.entries(offersHashes).flatMap(([offer, digest]) => faultOfDocument(offer, digest, line.digest)),
    ...(objectsReports.some(({ status }) => status === 'KO')
      ? ['There is an  error on the audit of the  linked  object']
      : []),
  ];
  return {
    identifier: asked.id,
    status: faults.length === 0 ? 'OK' : 'KO',
    message: faults.length === 0 ? '' : faults.join(' ; '),
    objectType: asked.kind,
    objectsReports,
    securedHash: line.digest,
    strategyId: asked.strategy,
    offersHashes,
  };
}

/** A life cycle that is not the secured one is not compared any further. */
function ofVersions(
  asked: Asked,
  { version: secured }: SecuredLine,
  { isLast }: JournalState,
): EvidenceEntry | undefined {
  const { version } = asked;
  if (version === secured) return undefined;
  const database = `Invalid version. Database version (${version})`;
  if (version < secured)
    return told(asked, 'KO', `${database} cannot be lower than secured one (${secured})`);
  return isLast
    ? told(asked, 'WARN', `${database} not yet secured. Last secured version was (${secured})`)
    : told(asked, 'KO', `${database} has not been secured. Last secured version was (${secured})`);
}

/** What the database says otherwise than what was secured. */
export function faultsOfDatabase(
  { hMetadata, hLFC }: Pick<Asked, 'hMetadata' | 'hLFC'>,
  line: Pick<SecuredLine, 'hMetadata' | 'hLFC'>,
): string[] {
  const fault = (what: string, database: string, secured: string) =>
    database === secured
      ? []
      : [`The ${what} digest '${database}' of the database is not the secured one (${secured})`];
  return [...fault('metadata', hMetadata, line.hMetadata), ...fault('life cycle', hLFC, line.hLFC)];
}

function faultOfDocument(offer: string, digest: string | null, secured: string): string[] {
  if (digest === secured) return [];
  return digest === null
    ? [`No storage metadata found for file in offer ${offer}`]
    : [differs(digest, offer, secured)];
}

const differs = (digest: string | null, offer: string, secured: string) =>
  `The digest '${digest}' for the offer '${offer}' is null or not equal to the  Offer globalDigest expected (${secured})`;

function objectReport(
  { id, strategy, digest: secured }: SecuredLine['objects'][number],
  offers: readonly string[],
  copies: readonly OnOffer[],
): ObjectReport {
  const found = new Map(copies.map(({ offer, digest }) => [offer, digest]));
  const offersHashes = Object.fromEntries(offers.map((offer) => [offer, found.get(offer) ?? null]));
  const faults = Object.entries(offersHashes).flatMap(([offer, digest]) =>
    digest === secured ? [] : [differs(digest, offer, secured)],
  );
  return {
    ...{ identifier: id, objectType: 'OBJECT' as const },
    status: faults.length === 0 ? 'OK' : 'KO',
    message: faults.length === 0 ? null : faults.join(' ; '),
    ...{ securedHash: secured, strategyId: strategy, offersHashes },
  };
}
