import { ArchiveError } from '../platform/index.ts';
import { familiesOf } from './agency-family.ts';
import { normaliseDate } from './dates.ts';
import { DocumentRefused } from './document-refused.ts';
import type { Agency } from './documents.ts';
import type { Finding } from './kinds/document-kind.ts';
import type { Document, StoredRow } from './store.ts';

/**
 * A service that another one absorbs (spec frontoffice.md B.21). Archives stay under the service that produced them:
 * the two records alone tell that the one ended, and which took over from it.
 */
export interface AgencyMerge {
  readonly absorbed: ReadAgency;
  readonly absorbing: ReadAgency;
  /** Last day of the absorbed one, `yyyy-MM-dd`: what EAC-CPF has as the end of its existence. */
  readonly day: string;
}

interface ReadAgency {
  readonly identifier: string;
  /** Of the record that was read: whoever comes after another change is refused. */
  readonly version: number;
}

/**
 * @param rows all that the referential has now
 * @returns all that it is to have, in the same order, and the places of the two
 * @throws ArchiveError adminNotFound: no record of the absorbed one; adminConflict: one of them has changed since it was
 * read; DocumentRefused: why they cannot be merged
 */
export function mergedAgencies(
  rows: readonly StoredRow<Agency>[],
  { absorbed, absorbing, day }: AgencyMerge,
): { records: readonly Document[]; touched: readonly number[] } {
  const places = [absorbed, absorbing].map((of) => rows.findIndex((row) => row.identifier === of.identifier));
  const [from = -1, into = -1] = places;
  const ending = rows[from];
  const lasting = rows[into];
  if (ending === undefined)
    throw new ArchiveError('adminNotFound', `Ce coffre n’a pas de service ${absorbed.identifier}.`);
  if (lasting === undefined)
    throw refused({
      ...{ suffix: 'AGENCY_NOT_FOUND', field: 'into', values: [absorbing.identifier] },
      text: `Ce coffre n’a pas de service ${absorbing.identifier}.`,
    });
  if (from === into)
    throw refused({
      ...{ reason: 'SAME_AGENCY', field: 'into', values: [absorbing.identifier] },
      text: 'Un service ne peut pas fusionner dans lui-même.',
    });
  sameVersion(ending, absorbed.version);
  sameVersion(lasting, absorbing.version);
  controlDay(ending.doc, day);
  if (isLaterThan(rows, absorbing.identifier, absorbed.identifier))
    throw refused({
      ...{ reason: 'REPLACED_IN_CIRCLE', field: 'into', values: [absorbed.identifier] },
      text: `${absorbed.identifier} remplace déjà ${absorbing.identifier}, directement ou non.`,
    });
  const records = rows.map(({ doc }): Document => ({ ...doc }));
  return {
    records: records
      .with(from, { ...ending.doc, ToDate: day, LaterAgencies: withName(ending.doc.LaterAgencies, lasting) })
      .with(into, { ...lasting.doc, EarlierAgencies: withName(lasting.doc.EarlierAgencies, ending) }),
    touched: [from, into],
  };
}

const withName = (names: readonly string[] = [], { identifier }: StoredRow<Agency>) => [
  ...new Set([...names, identifier]),
];

function sameVersion({ identifier, version }: StoredRow<Agency>, read: number): void {
  if (version !== read)
    throw new ArchiveError(
      'adminConflict',
      `${identifier} a changé depuis la version ${read} : c’est maintenant la version ${version}.`,
    );
}

function controlDay({ Identifier, FromDate, ToDate }: Agency, day: string): void {
  if (normaliseDate(day)?.slice(0, 10) !== day)
    throw refused({
      ...{ reason: 'NOT_A_DATE', field: 'day', values: [day] },
      text: 'Le dernier jour du service absorbé s’écrit AAAA-MM-JJ.',
    });
  if (ToDate !== undefined && ToDate < day)
    throw refused({
      ...{ reason: 'ALREADY_ENDED', field: 'day', values: [ToDate] },
      text: `${Identifier} n’existe plus depuis le ${ToDate}.`,
    });
  if (FromDate !== undefined && day < FromDate)
    throw refused({
      ...{ reason: 'BEFORE_ITS_BEGINNING', field: 'day', values: [FromDate] },
      text: `${Identifier} n’existe que depuis le ${FromDate}.`,
    });
}

/** True when one took over from the other, or from one that did. */
function isLaterThan(rows: readonly StoredRow<Agency>[], earlier: string, later: string): boolean {
  const familyOf = familiesOf(rows.map(({ doc }) => doc));
  const reached = new Set([earlier]);
  // A set that grows while it is walked: each is visited once.
  for (const id of reached) for (const next of familyOf(id).later) reached.add(next);
  return reached.has(later);
}

const refused = (finding: Finding) => new DocumentRefused('adminBadRequest', finding.text, [finding]);
