import { ArchiveError, type TenantId, type Tx, technicalDate } from '../platform/index.ts';
import { DocumentRefused } from './document-refused.ts';
import { presentDocument } from './import-documents.ts';
import {
  journalled,
  type Order,
  type ReferentialHouse,
  Refused,
  refusing,
  type Turn,
  tenantOf,
} from './journal.ts';
import { backUp, jsonBytes, keepFile } from './kept-files.ts';
import type { Finding } from './kinds/document-kind.ts';
import type { DocumentSetKind, SetScope } from './kinds/document-set-kind.ts';
import { isEmpty } from './kinds/preservation-scenario.ts';
import { nonEmpty } from './line-errors.ts';
import { type CheckedContent, consequencesOf, previewOf, sameState } from './preview.ts';
import { type ReadDocument, readDocuments, Unreadable } from './read-documents.ts';
import { type RecordEdit, withEdit } from './record-edit.ts';
import { noteDifference } from './record-notes.ts';
import {
  type Document,
  deleteRows,
  insertRows,
  lastNumber,
  readRows,
  type StoredRow,
  takeNumbers,
  updateRows,
} from './store.ts';
import {
  type ChangedRecord,
  changedRecords,
  type Difference,
  differenceOf,
  differences,
} from './table-difference.ts';

/**
 * Replaces a referential by a list: documents that are absent from it are removed (spec api.md 6.3.12).
 * @param body as sent: an array of objects, or one
 * @returns the documents of the list, in the form of the API
 * @throws ArchiveError preservationImport: the list is refused, the journal says why; adminConflict: the referential
 * is no more what the order has seen
 */
export function importDocumentSet(
  house: ReferentialHouse,
  order: Order,
  kind: DocumentSetKind,
  body: unknown,
): Promise<Document[]> {
  return replaceSet(house, order, kind, 'alone', (current) => {
    orRefused(kind, () => sameState(order, current));
    const read = orRefused(kind, () => readList(kind, body));
    refuseFaulty(kind, faultsOf(kind, read));
    const wanted = read.map(({ document }) => document);
    return { wanted, examined: wanted };
  });
}

/**
 * Adds, changes or removes one document, as an import of the whole list that differs by it.
 * @throws DocumentRefused naming the fields; ArchiveError adminNotFound, adminConflict, adminBadRequest
 */
export async function editDocumentSet(
  house: ReferentialHouse,
  order: Order,
  kind: DocumentSetKind,
  edit: RecordEdit,
): Promise<void> {
  await replaceSet(house, order, kind, 'in turn', (current) => {
    const { records, edited } = orRefused(kind, () => withEdit(current, kind.fields, 'Identifier', edit));
    if (edited === undefined) return { wanted: records, examined: [] };
    const read = derived(kind, edited.read);
    const others = records.filter((_, at) => at !== edited.at).map(({ Identifier }) => String(Identifier));
    refuseFaulty(kind, faultsOf(kind, [read], others));
    return { wanted: records.with(edited.at, read.document), examined: [read.document] };
  });
}

/** All the documents that are wanted, and those of them whose references are looked up. */
interface Wanted {
  readonly wanted: readonly Document[];
  readonly examined: readonly Document[];
}

function replaceSet(
  house: ReferentialHouse,
  order: Order,
  kind: DocumentSetKind,
  turn: Turn,
  wantedOf: (current: readonly StoredRow[]) => Wanted,
): Promise<Document[]> {
  const tenant = tenantOf(kind.scope, order.tenant);
  return journalled(house, order, {
    type: kind.events.import,
    lock: kind.kind,
    turn,
    taken: () => refused(kind, [{ text: `Another import of ${kind.subject}s is running: try again.` }]),
    async work(tx) {
      const current = await readRows(tx, tenant, kind.kind);
      const { wanted, examined } = wantedOf(current);
      const scope = { tx, tenant, database: house.database };
      const unknown = (await kind.unknownReferences?.(examined, scope)) ?? [];
      if (unknown.length > 0) throw refused(kind, unknown);
      const { difference, missed, touched } = await planOf(kind, scope, current, wanted);
      if (missed.length > 0) throw removalRefused(kind, missed);
      const now = technicalDate(house.clock.now());
      const before = { version: await lastNumber(tx, tenant, kind.prefix), rows: current };
      await write(tx, house, order, kind, difference, now);
      const records = shownDifference(difference);
      await noteDifference(tx, tenant, kind.kind, order.operation, records);
      const version = await takeNumbers(tx, tenant, kind.prefix);
      const backup = await backUp(tx, house, order, kind);
      const status = touched.length > 0 ? ('WARNING' as const) : ('OK' as const);
      const identifiers = (of: readonly ChangedRecord[]) => of.map(({ identifier }) => identifier);
      const report = {
        Operation: { evType: kind.events.import, evDateTime: now, evId: order.operation },
        StatusCode: status,
        ...versions(kind, before, { version, now }),
        ...nonEmpty({
          RemovedIdentifiers: identifiers(records.removed),
          AddedIdentifiers: identifiers(records.added),
          UpdatedIdentifiers: Object.fromEntries(
            records.changed.map(({ identifier, lines }) => [identifier, lines]),
          ),
          Warnings: [
            ...(records.removed.length > 0 ? [`${records.removed.length} identifiers removed.`] : []),
            ...(touched.length > 0 ? [`Updated ${kind.subject}(s) in use: ${touched.join(', ')}`] : []),
          ],
        }),
      };
      const kept = await keepFile(tx, house, order, 'reports', `${order.operation}.json`, jsonBytes(report));
      const rows = await readRows(tx, tenant, kind.kind);
      return {
        events: [
          { type: kind.events.backup, status: 'OK', detail: backup },
          { type: kind.events.report, status: 'OK', detail: kept },
          {
            type: kind.events.import,
            status,
            ...(touched.length > 0 ? { detail: { Warning: touched } } : {}),
          },
        ],
        result: rows.map((row) => presentInTenant({ ...row, tenant })),
      };
    },
  });
}

/**
 * What a list would make of the referential, nothing changed.
 * @throws ArchiveError preservationImport: the body cannot be read as documents
 */
export async function previewDocumentSet(
  { database }: Pick<ReferentialHouse, 'database'>,
  of: TenantId,
  kind: DocumentSetKind,
  body: unknown,
): Promise<CheckedContent> {
  const tenant = tenantOf(kind.scope, of);
  const read = readList(kind, body);
  const faults = faultsOf(kind, read);
  if (faults.length > 0) return { errors: {}, findings: faults.flatMap(({ findings }) => findings) };
  return database.inTenant(tenant, async (tx) => {
    const scope = { tx, tenant, database };
    const wanted = read.map(({ document }) => document);
    const unknown = (await kind.unknownReferences?.(wanted, scope)) ?? [];
    const current = await readRows(tx, tenant, kind.kind);
    const { difference, missed, touched } = await planOf(kind, scope, current, wanted);
    const consequences = consequencesOf({ USED_BY_SCENARIOS: touched });
    return {
      errors: {},
      findings: [...unknown, ...missed.map(inUse)],
      preview: previewOf(current, shownDifference(difference), consequences),
    };
  });
}

/** What an import of the documents would do. */
async function planOf(
  kind: DocumentSetKind,
  scope: SetScope,
  current: readonly StoredRow[],
  wanted: readonly Document[],
) {
  const difference = differenceOf<Document>(
    current,
    wanted,
    identifierOf,
    (before, after) => differences(content(before), content(after)).length === 0,
  );
  const removed = difference.deleted.map(({ identifier }) => identifier);
  const updated = difference.updated.map(({ before }) => before.identifier);
  const used = new Set(await kind.uses?.([...removed, ...updated], scope));
  return {
    difference,
    /** Removed ones that are in use: they make the refusal. */
    missed: removed.filter((identifier) => used.has(identifier)),
    /** Changed ones that are in use. */
    touched: updated.filter((identifier) => used.has(identifier)),
  };
}

const identifierOf = ({ Identifier }: Document) => String(Identifier);

const shownDifference = (difference: Difference<Document>) =>
  changedRecords(difference, identifierOf, ({ Name }) => String(Name ?? ''), content);

/** These documents show their tenant, even those of the platform (spec api.md 6.3.1). */
export const presentInTenant = (row: Record<string, unknown>): Document =>
  presentDocument({ scope: 'tenant' }, row);

/** What an import may change of a document: its dates are the archive's. */
function content({ CreationDate, LastUpdate, ...rest }: Document): Document {
  return rest;
}

/** @throws ArchiveError preservationImport: a value of a type that its field cannot have */
function readList(kind: DocumentSetKind, body: unknown): ReadDocument[] {
  try {
    return readDocuments(body, kind.fields).map((read) => derived(kind, read));
  } catch (error) {
    if (error instanceof Unreadable)
      throw new ArchiveError(
        'preservationImport',
        `Invalid ${kind.subject} : ${error.message}.`.slice(0, 2_000),
      );
    throw error;
  }
}

const derived = (kind: DocumentSetKind, read: ReadDocument): ReadDocument => ({
  ...read,
  document: kind.derived?.(read.document) ?? read.document,
});

/** What is wrong with a document, and the texts in which the journal says it. */
interface DocumentFaults {
  readonly findings: readonly Finding[];
  readonly texts: readonly string[];
}

/** @param others identifiers that the list has besides */
function faultsOf(
  kind: DocumentSetKind,
  read: readonly ReadDocument[],
  others: readonly string[] = [],
): DocumentFaults[] {
  const seen = new Set(others);
  return read.flatMap(({ document, carriesId, badDates }) => {
    const record = String(document.Identifier ?? '');
    const faults: readonly Finding[] = [
      ...Object.entries(kind.fields)
        .filter(([name, shape]) => shape.mandatory && isEmpty(document[name]))
        .map(
          ([field]): Finding => ({
            suffix: 'EMPTY_REQUIRED_FIELD',
            ...{ field, text: `'${field}' : this field can not be empty` },
          }),
        ),
      ...(carriesId ? [{ text: "'#id' : this field can not be given" }] : []),
      ...badDates.map(
        (field): Finding => ({
          ...{ field, reason: 'NOT_A_DATE', text: `'${field}' : this is not a date` },
        }),
      ),
      ...(kind.faults?.(document) ?? []),
    ];
    const twice = record !== '' && seen.has(record);
    seen.add(record);
    if (faults.length === 0 && !twice) return [];
    const texts = faults.map(({ text }) => text).join(', ');
    const duplicate: Finding = {
      suffix: 'IDENTIFIER_DUPLICATION',
      ...{ field: 'Identifier', values: [record], text: `Duplicate ${kind.subject} : '${record}'.` },
    };
    return [
      {
        findings: [...faults, ...(twice ? [duplicate] : [])].map((fault) => ({ ...fault, record })),
        texts: [
          ...(faults.length > 0 ? [`Invalid ${kind.subject} for : '${record}' : '[${texts}]'.`] : []),
          ...(twice ? [duplicate.text] : []),
        ],
      },
    ];
  });
}

/** @throws Refused */
function refuseFaulty(kind: DocumentSetKind, faults: readonly DocumentFaults[]): void {
  if (faults.length === 0) return;
  const texts = faults.flatMap((each) => each.texts);
  throw refused(
    kind,
    faults.flatMap(({ findings }) => findings),
    texts.join(' '),
  );
}

const inUse = (record: string): Finding => ({
  ...{ reason: 'USED_BY_SCENARIOS', record, values: [record], text: `${record} is used by a scenario` },
});

const removalRefused = (kind: DocumentSetKind, missed: readonly string[]) =>
  refused(kind, missed.map(inUse), `Can not remove used ${kind.subject}(s), ${missed.join(', ')}`);

function refused(
  kind: DocumentSetKind,
  findings: readonly Finding[],
  whole: string = [...new Set(findings.map(({ text }) => text))].join(' '),
): Refused {
  const text = whole.slice(0, 2_000);
  return new Refused(new DocumentRefused('preservationImport', text, findings), [
    { type: kind.events.import, status: 'KO', detail: { ErrorDetail: text } },
  ]);
}

/** An answer of the reading, as a refusal of the import. */
const orRefused = <T>(kind: DocumentSetKind, read: () => T): T =>
  refusing(read, ({ description }) => [
    { type: kind.events.import, status: 'KO', detail: { ErrorDetail: description } },
  ]);

function versions(
  { reported }: DocumentSetKind,
  before: { version: number; rows: readonly { doc: Document }[] },
  after: { version: number; now: string },
) {
  const dates = before.rows.map(({ doc }) => String(doc.LastUpdate)).sort();
  return {
    ...(before.version === 0 ? {} : { [`Previous${reported}Version`]: String(before.version) }),
    ...(dates.length === 0 ? {} : { [`Previous${reported}CreationDate`]: dates.at(-1) }),
    [`New${reported}Version`]: String(after.version),
    [`New${reported}CreationDate`]: after.now,
  };
}

async function write(
  tx: Tx,
  { guids }: ReferentialHouse,
  order: Order,
  kind: DocumentSetKind,
  { inserted, updated, deleted }: Difference<Document>,
  now: string,
): Promise<void> {
  const tenant = tenantOf(kind.scope, order.tenant);
  const removed = deleted.map(({ identifier }) => identifier);
  await deleteRows(tx, tenant, kind.kind, removed);
  const added = inserted.map((document) => ({
    id: guids.make('plain', tenant),
    identifier: String(document.Identifier),
    version: 0,
    doc: { ...document, CreationDate: document.CreationDate ?? now, LastUpdate: now },
  }));
  await insertRows(tx, tenant, kind.kind, added);
  const changed = updated.map(({ before, after }) => ({
    identifier: before.identifier,
    version: before.version + 1,
    doc: { ...after, CreationDate: after.CreationDate ?? before.doc.CreationDate, LastUpdate: now },
  }));
  await updateRows(tx, tenant, kind.kind, changed);
}
