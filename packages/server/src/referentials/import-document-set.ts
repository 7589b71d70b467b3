import { ArchiveError, type Tx, technicalDate } from '../platform/index.ts';
import { presentDocument } from './import-documents.ts';
import { journalled, type Order, type ReferentialHouse, Refused, tenantOf } from './journal.ts';
import { backUp, jsonBytes, keepFile } from './kept-files.ts';
import type { DocumentSetKind } from './kinds/document-set-kind.ts';
import { isEmpty } from './kinds/preservation-scenario.ts';
import { nonEmpty } from './line-errors.ts';
import { type ReadDocument, readDocuments, Unreadable } from './read-documents.ts';
import {
  type Document,
  deleteRows,
  insertRows,
  lastNumber,
  readRows,
  takeNumbers,
  updateRows,
} from './store.ts';
import { type Difference, differenceOf } from './table-difference.ts';
import { differences } from './update-document.ts';

/**
 * Replaces a referential by a list: documents that are absent from it are removed (spec api.md 6.3.12).
 * @param body as sent: an array of objects, or one
 * @returns the documents of the list, in the form of the API
 * @throws ArchiveError preservationImport: the list is refused, the journal says why
 */
export async function importDocumentSet(
  house: ReferentialHouse,
  order: Order,
  kind: DocumentSetKind,
  body: unknown,
): Promise<Document[]> {
  const tenant = tenantOf(kind.scope, order.tenant);
  return journalled(house, order, {
    type: kind.events.import,
    lock: kind.kind,
    turn: 'alone',
    taken: () => refused(kind, [`Another import of ${kind.subject}s is running: try again.`]),
    async work(tx) {
      const read = readList(kind, body);
      const faults = faultsOf(kind, read);
      if (faults.length > 0) throw refused(kind, faults);
      const scope = { tx, tenant, database: house.database };
      const wanted = read.map(({ document }) => document);
      const unknown = (await kind.unknownReferences?.(wanted, scope)) ?? [];
      if (unknown.length > 0) throw refused(kind, unknown);
      const current = await readRows(tx, tenant, kind.kind);
      const difference = differenceOf<Document>(
        current,
        wanted,
        ({ Identifier }) => String(Identifier),
        (before, after) => differences(content(before), content(after)).length === 0,
      );
      const removed = difference.deleted.map(({ identifier }) => identifier);
      const updated = difference.updated.map(({ before }) => before.identifier);
      const used = new Set(await kind.uses?.([...removed, ...updated], scope));
      const missed = removed.filter((identifier) => used.has(identifier));
      if (missed.length > 0)
        throw refused(kind, [`Can not remove used ${kind.subject}(s), ${missed.join(', ')}`]);
      const now = technicalDate(house.clock.now());
      const before = { version: await lastNumber(tx, tenant, kind.prefix), rows: current };
      await write(tx, house, order, kind, difference, now);
      const version = await takeNumbers(tx, tenant, kind.prefix);
      const backup = await backUp(tx, house, order, kind);
      const touched = updated.filter((identifier) => used.has(identifier));
      const status = touched.length > 0 ? ('WARNING' as const) : ('OK' as const);
      const report = {
        Operation: { evType: kind.events.import, evDateTime: now, evId: order.operation },
        StatusCode: status,
        ...versions(kind, before, { version, now }),
        ...nonEmpty({
          RemovedIdentifiers: removed,
          AddedIdentifiers: difference.inserted.map(({ Identifier }) => Identifier),
          UpdatedIdentifiers: Object.fromEntries(
            difference.updated.map((each) => [
              each.before.identifier,
              differences(content(each.before.doc), content(each.after)),
            ]),
          ),
          Warnings: [
            ...(removed.length > 0 ? [`${removed.length} identifiers removed.`] : []),
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

/** These documents show their tenant, even those of the platform (spec api.md 6.3.1). */
export const presentInTenant = (row: Record<string, unknown>): Document =>
  presentDocument({ scope: 'tenant' }, row);

/** What an import may change of a document: its dates are the archive's. */
function content({ CreationDate, LastUpdate, ...rest }: Document): Document {
  return rest;
}

/** @throws Refused: a value of a type that its field cannot have */
function readList(kind: DocumentSetKind, body: unknown): ReadDocument[] {
  try {
    return readDocuments(body, kind.fields).map((read) => ({
      ...read,
      document: kind.derived?.(read.document) ?? read.document,
    }));
  } catch (error) {
    if (error instanceof Unreadable) throw refused(kind, [`Invalid ${kind.subject} : ${error.message}.`]);
    throw error;
  }
}

function faultsOf(kind: DocumentSetKind, read: readonly ReadDocument[]): string[] {
  const seen = new Set<string>();
  return read.flatMap(({ document, carriesId, badDates }) => {
    const identifier = String(document.Identifier ?? '');
    const faults = [
      ...Object.entries(kind.fields)
        .filter(([name, shape]) => shape.mandatory && isEmpty(document[name]))
        .map(([name]) => `'${name}' : this field can not be empty`),
      ...(carriesId ? ["'#id' : this field can not be given"] : []),
      ...badDates.map((name) => `'${name}' : this is not a date`),
      ...(kind.faults?.(document) ?? []),
    ];
    const twice = identifier !== '' && seen.has(identifier);
    seen.add(identifier);
    return [
      ...(faults.length > 0
        ? [`Invalid ${kind.subject} for : '${identifier}' : '[${faults.join(', ')}]'.`]
        : []),
      ...(twice ? [`Duplicate ${kind.subject} : '${identifier}'.`] : []),
    ];
  });
}

function refused(kind: DocumentSetKind, faults: readonly string[]): Refused {
  const text = faults.join(' ').slice(0, 2_000);
  return new Refused(new ArchiveError('preservationImport', text), [
    { type: kind.events.import, status: 'KO', detail: { ErrorDetail: text } },
  ]);
}

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
