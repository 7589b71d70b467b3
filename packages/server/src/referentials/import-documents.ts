import { ArchiveError, type TenantId, technicalDate } from '../platform/index.ts';
import { DocumentRefused } from './document-refused.ts';
import type { ReceivedDocuments } from './document-table.ts';
import { givesIdentifiers } from './external-identifiers.ts';
import { journalled, type Order, type ReferentialHouse, Refused, tenantOf } from './journal.ts';
import { backUp } from './kept-files.ts';
import { findingsOf } from './kinds/controls.ts';
import type { DocumentKind, Examined, Finding, Scope } from './kinds/document-kind.ts';
import { type CheckedContent, previewOf } from './preview.ts';
import { type ReadDocument, readDocuments, Unreadable, withInitials } from './read-documents.ts';
import { noteChanges } from './record-notes.ts';
import { type Document, insertRows, lastNumber, type NewRow, readRows, takeNumbers } from './store.ts';
import { differences } from './table-difference.ts';

/**
 * Import of a JSON referential: all documents or none, under the operation's journal (spec api.md 6.3.1, 6.3.3).
 * @param body as sent: an array of objects, or one
 * @returns the documents made, in the form of the API; an empty array is a success without effect
 * @throws ArchiveError as the kind says for a body that cannot be read (nothing is journalled), adminBadRequest
 * for a refusal
 */
export async function importDocuments(
  house: ReferentialHouse,
  order: Order,
  kind: DocumentKind,
  body: unknown,
): Promise<Document[]> {
  const read = readable(kind, body);
  if (read.length === 0) return [];
  const tenant = tenantOf(kind.scope, order.tenant);
  const given = read.map(({ document }) => document);
  const facts = await kind.facts?.(house.database, given);
  return journalled(house, order, {
    type: kind.events.import,
    lock: kind.kind,
    turn: 'in turn',
    async work(tx) {
      const external = givesIdentifiers(house.configuration, order.tenant, kind);
      const examined = external
        ? read
        : numbered(kind, read, await takeNumbers(tx, tenant, kind.prefix, read.length));
      await refuseBad(examined, { tx, tenant, mode: 'import', external, kind, facts, seen: new Set() });
      const now = technicalDate(house.clock.now());
      const rows = examined.map(({ document }): NewRow => {
        const doc = stamped(kind, withInitials(document, kind.fields, now), now);
        return {
          id: house.guids.make(kind.guid, tenant),
          identifier: String(document.Identifier),
          version: 0,
          doc,
        };
      });
      await insertRows(tx, tenant, kind.kind, rows);
      const made = rows.map(({ identifier }) => identifier);
      await noteChanges(tx, tenant, kind.kind, order.operation, made);
      const kept = await backUp(tx, house, order, kind);
      return {
        events: [
          { type: kind.events.backup, status: 'OK', detail: kept },
          { type: kind.events.import, status: 'OK' },
        ],
        result: rows.map((row) => presentDocument(kind, { ...row, tenant })),
      };
    },
  });
}

function readable(kind: DocumentKind, body: unknown): ReadDocument[] {
  try {
    return readDocuments(body, kind.fields);
  } catch (error) {
    if (error instanceof Unreadable)
      throw new ArchiveError(kind.http.unreadable, `The documents cannot be read: ${error.message}.`);
    throw error;
  }
}

/** A document as it is stored: with what the archive makes of it, and the instant of its last change. */
export function stamped(kind: DocumentKind, document: Document, now: string): Document {
  const complete = kind.derived?.(document) ?? document;
  return kind.fields.LastUpdate === undefined ? complete : { ...complete, LastUpdate: now };
}

/** Identifiers given by the archive replace whatever was sent, in the order of the array. */
const numbered = (kind: DocumentKind, read: readonly ReadDocument[], first: number): Examined[] =>
  read.map(({ document, ...rest }, at) => ({
    ...rest,
    document: { ...document, Identifier: `${kind.prefix}-${String(first + at).padStart(6, '0')}` },
  }));

/** Of each document, what its controls find. */
async function examine(examined: readonly Examined[], scope: Scope): Promise<Finding[][]> {
  const findings: Finding[][] = [];
  const seen = new Set<string>();
  for (const each of examined) {
    findings.push(await findingsOf(each, { ...scope, seen }));
    if (typeof each.document.Identifier === 'string') seen.add(each.document.Identifier);
  }
  return findings;
}

async function refuseBad(examined: readonly Examined[], scope: Scope): Promise<void> {
  const findings = await examine(examined, scope);
  const firsts = findings.flatMap(([first]) => first ?? []);
  if (firsts.length > 0) throw refusalOf(scope.kind, scope.mode, firsts, findings.flat());
}

/**
 * What an import of the documents would say of them and add to the referential, nothing changed: identifiers that the
 * archive gives are those that come next, as long as nobody else takes them.
 * @throws ArchiveError as the kind says for a body that cannot be read
 */
export async function previewDocuments(
  { database, configuration }: Pick<ReferentialHouse, 'database' | 'configuration'>,
  of: TenantId,
  kind: DocumentKind,
  { body, lines, findings: cells }: ReceivedDocuments,
): Promise<CheckedContent> {
  const read = readable(kind, body);
  const tenant = tenantOf(kind.scope, of);
  const facts = await kind.facts?.(
    database,
    read.map(({ document }) => document),
  );
  return database.inTenant(tenant, async (tx) => {
    const external = givesIdentifiers(configuration, of, kind);
    const examined = external ? read : numbered(kind, read, (await lastNumber(tx, tenant, kind.prefix)) + 1);
    const scope = { tx, tenant, mode: 'import', external, kind, facts, seen: new Set<string>() } as const;
    const records = examined.map(({ document }) => ({
      identifier: String(document.Identifier ?? ''),
      name: String(document.Name ?? ''),
    }));
    const findings = (await examine(examined, scope)).flatMap((found, at) =>
      found.map((finding) => ({
        ...finding,
        record: nameIn(records[at], at),
        ...(lines === undefined ? {} : { at: lines[at] ?? 0 }),
      })),
    );
    const all = [...cells, ...findings].sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
    if (all.length > 0) return { errors: {}, findings: all };
    const added = records.map((record, at) => ({
      ...record,
      lines: differences({}, examined[at]?.document ?? {}),
    }));
    const current = await readRows(tx, tenant, kind.kind);
    return { errors: {}, findings: [], preview: previewOf(current, { added, changed: [], removed: [] }, []) };
  });
}

/** What people know a document of a file by: its place, where it says nothing of itself. */
const nameIn = (record: { readonly identifier: string; readonly name: string } | undefined, at: number) =>
  record?.identifier || record?.name || String(at + 1);

/**
 * The final event of a refusal, and its answer: the suffix is that of the first text.
 * @param findings what the journal says: of each document the first
 * @param all what a form shows
 */
export function refusalOf(
  kind: DocumentKind,
  mode: 'import' | 'update',
  findings: readonly Finding[],
  all: readonly Finding[] = findings,
): Refused {
  const { words, events, http } = kind;
  const { suffix: found, key, outDetail } = findings[0] as Finding;
  const said = mode === 'update' ? isSaid(kind, found) : words.withoutSuffix === undefined;
  const suffix = said ? found : undefined;
  const texts = findings.map(({ text }) => text);
  const text = (words.distinct ? [...new Set(texts)] : texts).join(',');
  const member = key ?? (suffix === undefined ? undefined : words.keys[suffix]) ?? words.check;
  const type = events[mode];
  return new Refused(
    new DocumentRefused(mode === 'import' ? 'adminBadRequest' : http.updateRefused, text, all),
    [
      {
        type,
        status: 'KO',
        subCode: suffix,
        outDetail: outDetail ?? (suffix === undefined && mode === 'import' ? words.bare : undefined),
        detail: { [member]: text },
      },
    ],
  );
}

function isSaid({ words }: DocumentKind, suffix: string | undefined): boolean {
  if (words.withoutSuffix) return false;
  return words.updateSuffixes?.some((each) => each === suffix) ?? true;
}

/** A row as the API shows it; documents of the platform belong to no tenant. */
export function presentDocument(kind: Pick<DocumentKind, 'scope'>, row: Record<string, unknown>): Document {
  return {
    '#id': row.id,
    ...(kind.scope === 'tenant' ? { '#tenant': row.tenant } : {}),
    '#version': row.version,
    ...(row.doc as Document),
  };
}
