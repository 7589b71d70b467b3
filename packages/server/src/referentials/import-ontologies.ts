import { label, type Status } from '../logbook/index.ts';
import { ADMINISTRATION_TENANT, ArchiveError, type Tx, technicalDate } from '../platform/index.ts';
import { DocumentRefused } from './document-refused.ts';
import { everyTenant } from './every-tenant.ts';
import {
  type EventDraft,
  journalled,
  type Order,
  type ReferentialHouse,
  Refused,
  refusing,
  type Turn,
} from './journal.ts';
import { backUp, jsonBytes, keepFile } from './kept-files.ts';
import type { Finding } from './kinds/document-kind.ts';
import { nonEmpty } from './line-errors.ts';
import { type OntologyEntry, putVocabularyInForce } from './ontology.ts';
import {
  changeFaults,
  completed,
  type FieldUse,
  listFaults,
  ONTOLOGY_FIELDS,
  type OntologyFaults,
  takenNames,
} from './ontology-controls.ts';
import { type CheckedContent, previewOf, sameState } from './preview.ts';
import { type ReadDocument, readDocuments, Unreadable } from './read-documents.ts';
import { type RecordEdit, withEdit } from './record-edit.ts';
import { noteDifference } from './record-notes.ts';
import { type Document, deleteRows, insertRows, readRows, type StoredRow, updateRows } from './store.ts';
import {
  type ChangedRecord,
  changedRecords,
  type Difference,
  differenceOf,
  differences,
} from './table-difference.ts';

/** The vocabulary of the platform: a list that replaces it (spec api.md 6.3.10; model.md 14.2). */

const IMPORT = 'IMPORT_ONTOLOGY';
export const KIND = { kind: 'ontology', collection: 'Ontology', prefix: 'ON' } as const;

/**
 * @param forced changes that could leave archives unreadable are wanted (`Force-Update`)
 * @returns the entries of the new vocabulary, in the form of the API
 * @throws ArchiveError invalidJson: the body cannot be read as entries, nothing is journalled; adminBadRequest: the
 * list is refused, journal and report say why; adminConflict: the referential is no more what the order has seen
 */
export function importOntologies(
  house: ReferentialHouse,
  order: Order,
  body: unknown,
  forced: boolean,
): Promise<Document[]> {
  const read = readable(body);
  return replaceOntologies(house, order, 'alone', forced, (current) => {
    orRefused(() => sameState(order, current));
    refuse(house, order, listFaults(read));
    return read.map(({ document }) => document);
  });
}

/**
 * Adds, changes or removes one entry, as an import of the whole vocabulary that differs by it.
 * @throws DocumentRefused naming the fields; ArchiveError adminNotFound, adminConflict, adminBadRequest
 */
export async function editOntology(house: ReferentialHouse, order: Order, edit: RecordEdit): Promise<void> {
  await replaceOntologies(house, order, 'in turn', false, (current) => {
    const { records, edited } = orRefused(() =>
      withEdit(current, ONTOLOGY_FIELDS, 'Identifier', withoutOldDetail(edit)),
    );
    if (edited !== undefined) {
      const others = records.filter((_, at) => at !== edited.at) as unknown as OntologyEntry[];
      refuse(house, order, listFaults([edited.read], takenNames(others)));
    }
    return records;
  });
}

/** The detail of a type goes with it. */
const withoutOldDetail = (edit: RecordEdit): RecordEdit =>
  edit.kind === 'change' && edit.set.Type !== undefined && edit.set.TypeDetail === undefined
    ? { ...edit, unset: [...edit.unset, 'TypeDetail'] }
    : edit;

function replaceOntologies(
  house: ReferentialHouse,
  order: Order,
  turn: Turn,
  forced: boolean,
  wantedOf: (current: readonly StoredRow<OntologyEntry>[]) => readonly Document[],
): Promise<Document[]> {
  return journalled(house, order, {
    type: IMPORT,
    lock: 'ontology',
    turn,
    taken: () => refusalOf('Another import of the vocabulary is running: try again.'),
    async work(tx) {
      if (order.tenant !== ADMINISTRATION_TENANT)
        throw refusalOf('Ontology import not authorized for tenant');
      const current = await readRows<OntologyEntry>(tx, order.tenant, 'ontology');
      const difference = vocabularyDifference(current, wantedOf(current));
      if (!forced) refuse(house, order, await faultsOfChange(house, difference));
      await write(tx, house, order, difference);
      const records = shownDifference(difference);
      await noteDifference(tx, order.tenant, 'ontology', order.operation, records);
      await putVocabularyInForce(tx, order.operation);
      const backup = await backUp(tx, house, order, KIND);
      const identifiers = (of: readonly ChangedRecord[]) => of.map(({ identifier }) => identifier);
      const kept = await keepReport(tx, house, order, 'OK', {
        deletedOntologies: identifiers(records.removed),
        updatedOntologies: identifiers(records.changed),
        createdOntologies: identifiers(records.added),
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

/** What a list would make of the vocabulary, nothing changed. @throws ArchiveError invalidJson */
export async function previewOntologies(
  house: Pick<ReferentialHouse, 'database'>,
  body: unknown,
): Promise<CheckedContent> {
  const read = readable(body);
  const faults = listFaults(read);
  if (faults.size > 0) return { errors: {}, findings: findingsOf(faults) };
  const current = await house.database.inTenant(ADMINISTRATION_TENANT, (tx) =>
    readRows<OntologyEntry>(tx, ADMINISTRATION_TENANT, 'ontology'),
  );
  const difference = vocabularyDifference(
    current,
    read.map(({ document }) => document),
  );
  const findings = findingsOf(await faultsOfChange(house, difference));
  return { errors: {}, findings, preview: previewOf(current, shownDifference(difference), []) };
}

function vocabularyDifference(current: readonly StoredRow<OntologyEntry>[], documents: readonly Document[]) {
  const wanted = documents.map((document) => completed(document as unknown as OntologyEntry));
  return differenceOf(current, wanted, identifierOf, sameEntry);
}

const identifierOf = ({ Identifier }: OntologyEntry) => Identifier;

const shownDifference = (difference: Difference<OntologyEntry>) =>
  changedRecords(difference, identifierOf, ({ ShortName }) => ShortName, content);

/** What may not be changed of the vocabulary, unless it is forced. */
async function faultsOfChange(
  house: Pick<ReferentialHouse, 'database'>,
  { updated, deleted }: Difference<OntologyEntry>,
): Promise<OntologyFaults> {
  const removed = deleted.map(({ doc }) => doc);
  const changed = updated.map(({ before, after }) => ({ before: before.doc, after }));
  const uses = removed.length === 0 ? [] : await usesByProfiles(house, removed);
  return changeFaults(changed, removed, uses);
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

/** What a list may change of an entry; those of the installation leave out what their type implies. */
const content = (entry: OntologyEntry): Document => {
  const whole = completed(entry);
  return Object.fromEntries(MEMBERS.map((name) => [name, whole[name]]));
};

const sameEntry = (before: OntologyEntry, after: OntologyEntry) =>
  differences(content(before), content(after)).length === 0;

/** The profiles of units of every tenant whose schemas name an entry. */
async function usesByProfiles(
  { database }: Pick<ReferentialHouse, 'database'>,
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
  throw refusalOf(
    text,
    async (tx) => [await keepReport(tx, house, order, 'KO', { error })],
    findingsOf(faults),
  );
}

/** Faults of a vocabulary as the screens know them. */
const REASONS: Readonly<Record<string, Pick<Finding, 'suffix' | 'reason'>>> = {
  ID_NOT_ALLOWED_IN_CREATE: { reason: 'MUST_BE_EMPTY' },
  MISSING_INFORMATION: { suffix: 'EMPTY_REQUIRED_FIELD' },
  INVALID_PARAMETER: { suffix: 'UNKNOWN_VALUE' },
  IDENTIFIER_ALREADY_IN_ONTOLOGY: { suffix: 'IDENTIFIER_DUPLICATION' },
  UPDATE_INVALID_TYPE: { reason: 'TYPE_CHANGE' },
  DELETE_USED_ONTOLOGY: { reason: 'USED_BY_PROFILES' },
  DELETE_NOT_AUTHORIZED: { reason: 'OF_INSTALLATION' },
};

function findingsOf(faults: OntologyFaults): Finding[] {
  return [...faults].flatMap(([record, found]) =>
    found.map(
      ({ code, text, field }): Finding => ({ ...REASONS[code], field, record, values: [record], text }),
    ),
  );
}

function refusalOf(
  text: string,
  keep?: (tx: Tx) => Promise<readonly EventDraft[]>,
  findings: readonly Finding[] = [],
): Refused {
  return new Refused(
    new DocumentRefused('adminBadRequest', text, findings),
    [{ type: IMPORT, status: 'KO', detail: { ontologyCheck: text } }],
    keep,
  );
}

/** An answer of the reading, as a refusal of the import. */
const orRefused = <T>(read: () => T): T =>
  refusing(read, ({ description }) => [
    { type: IMPORT, status: 'KO', detail: { ontologyCheck: description } },
  ]);

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
