import { label, type Status } from '../logbook/index.ts';
import { ADMINISTRATION_TENANT, ArchiveError, type Tx, technicalDate } from '../platform/index.ts';
import { everyTenant } from './every-tenant.ts';
import { type EventDraft, journalled, type Order, type ReferentialHouse, Refused } from './journal.ts';
import { backUp, jsonBytes, keepFile } from './kept-files.ts';
import { nonEmpty } from './line-errors.ts';
import { type OntologyEntry, putVocabularyInForce } from './ontology.ts';
import {
  changeFaults,
  completed,
  type FieldUse,
  listFaults,
  ONTOLOGY_FIELDS,
  type OntologyFaults,
} from './ontology-controls.ts';
import { type ReadDocument, readDocuments, Unreadable } from './read-documents.ts';
import { type Document, deleteRows, insertRows, readRows, updateRows } from './store.ts';
import { type Difference, differenceOf } from './table-difference.ts';

/** The vocabulary of the platform: a list that replaces it (spec api.md 6.3.10; model.md 14.2). */

const IMPORT = 'IMPORT_ONTOLOGY';
const KIND = { kind: 'ontology', collection: 'Ontology', prefix: 'ON' } as const;

/**
 * @param forced changes that could leave archives unreadable are wanted (`Force-Update`)
 * @returns the entries of the new vocabulary, in the form of the API
 * @throws ArchiveError invalidJson: the body cannot be read as entries, nothing is journalled; adminBadRequest: the
 * list is refused, journal and report say why
 */
export async function importOntologies(
  house: ReferentialHouse,
  order: Order,
  body: unknown,
  forced: boolean,
): Promise<Document[]> {
  const read = readable(body);
  return journalled(house, order, {
    type: IMPORT,
    lock: 'ontology',
    turn: 'alone',
    taken: () => refusalOf('Another import of the vocabulary is running: try again.'),
    async work(tx) {
      if (order.tenant !== ADMINISTRATION_TENANT)
        throw refusalOf('Ontology import not authorized for tenant');
      refuse(house, order, listFaults(read));
      const current = await readRows<OntologyEntry>(tx, order.tenant, 'ontology');
      const wanted = read.map(({ document }) => completed(document as unknown as OntologyEntry));
      const difference = differenceOf(current, wanted, ({ Identifier }) => Identifier, sameEntry);
      if (!forced) {
        const removed = difference.deleted.map(({ doc }) => doc);
        const changed = difference.updated.map(({ before, after }) => ({ before: before.doc, after }));
        const uses = removed.length === 0 ? [] : await usesByProfiles(house, removed);
        refuse(house, order, changeFaults(changed, removed, uses));
      }
      await write(tx, house, order, difference);
      await putVocabularyInForce(tx, order.operation);
      const backup = await backUp(tx, house, order, KIND);
      const kept = await keepReport(tx, house, order, 'OK', {
        deletedOntologies: difference.deleted.map(({ identifier }) => identifier),
        updatedOntologies: difference.updated.map(({ before }) => before.identifier),
        createdOntologies: difference.inserted.map(({ Identifier }) => Identifier),
      });
      const rows = await readRows(tx, order.tenant, 'ontology');
      return {
        events: [
          { type: 'CHECK_ONTOLOGY_IMPORT', status: 'OK' },
          { type: 'STP_BACKUP_ONTOLOGY', status: 'OK', detail: backup },
          kept,
          { type: IMPORT, status: 'OK' },
        ],
        result: rows.map(({ id, version, doc }) => ({
          '#id': id,
          '#tenant': order.tenant,
          '#version': version,
          ...doc,
        })),
      };
    },
  });
}

function readable(body: unknown): ReadDocument[] {
  try {
    return readDocuments(body, ONTOLOGY_FIELDS);
  } catch (error) {
    if (error instanceof Unreadable)
      throw new ArchiveError('invalidJson', `The vocabulary cannot be read: ${error.message}.`);
    throw error;
  }
}

const MEMBERS = Object.keys(ONTOLOGY_FIELDS).filter(
  (name) => name !== 'CreationDate' && name !== 'LastUpdate',
) as (keyof OntologyEntry)[];

const sameEntry = (before: OntologyEntry, after: OntologyEntry) =>
  MEMBERS.every((name) => JSON.stringify(before[name]) === JSON.stringify(after[name]));

/** The profiles of units of every tenant whose schemas name an entry. */
async function usesByProfiles(
  { database }: ReferentialHouse,
  entries: readonly OntologyEntry[],
): Promise<FieldUse[]> {
  const identifiers = new Set(entries.map(({ Identifier }) => Identifier));
  return everyTenant(database, async (tx, tenant) => {
    const profiles = await readRows(tx, tenant, 'archive-unit-profile');
    return profiles.flatMap((profile) =>
      ((profile.doc.Fields ?? []) as readonly string[])
        .filter((field) => identifiers.has(field))
        .map((identifier) => ({ identifier, profile: profile.identifier, tenant })),
    );
  });
}

/** @throws Refused with every fault in the report, and the first of each entry in the journal */
function refuse(house: ReferentialHouse, order: Order, faults: OntologyFaults): void {
  if (faults.size === 0) return;
  const text = [...faults].map(([identifier, found]) => `${identifier}: ${found[0]?.text}`).join(',');
  const error = Object.fromEntries(
    [...faults].map(([identifier, found]) => [
      identifier,
      found.map(({ code, text: message, field }) => ({
        IDENTIFIER: identifier,
        Code: `STP_IMPORT_ONTOLOGIES_${code}.KO`,
        Message: message,
        'Information additionnelle': field,
      })),
    ]),
  );
  throw refusalOf(text, async (tx) => [await keepReport(tx, house, order, 'KO', { error })]);
}

function refusalOf(text: string, keep?: (tx: Tx) => Promise<readonly EventDraft[]>): Refused {
  return new Refused(
    new ArchiveError('adminBadRequest', text.slice(0, 2_000)),
    [{ type: IMPORT, status: 'KO', detail: { ontologyCheck: text } }],
    keep,
  );
}

async function write(
  tx: Tx,
  { guids, clock }: ReferentialHouse,
  { tenant }: Order,
  { inserted, updated, deleted }: Difference<OntologyEntry>,
): Promise<void> {
  const now = technicalDate(clock.now());
  const removed = deleted.map(({ identifier }) => identifier);
  await deleteRows(tx, tenant, 'ontology', removed);
  const added = inserted.map((entry) => ({
    id: guids.make('ontology', tenant),
    identifier: entry.Identifier,
    version: 0,
    doc: { ...entry, CreationDate: entry.CreationDate ?? now, LastUpdate: now },
  }));
  await insertRows(tx, tenant, 'ontology', added);
  const changed = updated.map(({ before, after }) => ({
    identifier: before.identifier,
    version: before.version + 1,
    doc: { ...after, CreationDate: after.CreationDate ?? before.doc.CreationDate ?? now, LastUpdate: now },
  }));
  await updateRows(tx, tenant, 'ontology', changed);
}

async function keepReport(
  tx: Tx,
  house: ReferentialHouse,
  order: Order,
  status: Status,
  content: Readonly<Record<string, unknown>>,
): Promise<EventDraft> {
  const report = {
    Operation: {
      evType: IMPORT,
      evDateTime: technicalDate(house.clock.now()),
      evId: order.operation,
      outMessg: label(`${IMPORT}.${status}`),
    },
    ...nonEmpty(content),
  };
  const file = await keepFile(tx, house, order, 'reports', `${order.operation}.json`, jsonBytes(report));
  return { type: 'ONTOLOGY_REPORT', status: 'OK', detail: file };
}
