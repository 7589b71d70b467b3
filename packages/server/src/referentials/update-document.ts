import { ArchiveError, technicalDate } from '../platform/index.ts';
import { givesIdentifiers } from './external-identifiers.ts';
import { presentDocument, refusalOf, stamped } from './import-documents.ts';
import { journalled, type Order, type ReferentialHouse, Refused, tenantOf } from './journal.ts';
import { backUp } from './kept-files.ts';
import { findingsOf } from './kinds/controls.ts';
import type { DocumentKind, Finding } from './kinds/document-kind.ts';
import { readField, Unreadable } from './read-documents.ts';
import { noteChanges } from './record-notes.ts';
import { type Document, readRow, updateRows } from './store.ts';
import { differences } from './table-difference.ts';

export type UpdateAnswer = Document;

/** What a request asks to change: top-level members (spec dsl.md 9.1). */
export interface Changes {
  readonly set: Readonly<Record<string, unknown>>;
  readonly unset: readonly string[];
}

/** One member of an action, in the order of the request. */
export type Change =
  | { readonly kind: 'set'; readonly path: string; readonly value: unknown }
  | { readonly kind: 'unset'; readonly path: string };

/**
 * Reads an UPDATE_BY_ID request by its grammar; whether its names may be changed is for whoever carries it out.
 * @throws ArchiveError invalidDsl
 */
export function readActions(body: unknown): Change[] {
  const refuse = (path: string, what: string) =>
    new ArchiveError('invalidDsl', `Validating ${path}: ${what} ~ path: [${path}]\n`);
  if (!isObject(body)) throw refuse('request', 'object ~ WRONG_JSON_TYPE');
  for (const key of Object.keys(body))
    if (key !== '$action') throw refuse(key.slice(0, 60), 'no such key ~ INVALID_JSON_FIELD');
  const { $action } = body;
  if ($action === undefined) throw refuse('$action', '$action ~ MANDATORY');
  if (!Array.isArray($action)) throw refuse('$action', 'array of actions ~ WRONG_JSON_TYPE');
  if ($action.length === 0) throw refuse('$action', 'array of actions ~ ELEMENT_TOO_SHORT: 0 < 1');
  return $action.flatMap((action): Change[] => {
    if (isObject(action) && Object.keys(action).length === 1) {
      const { $set, $unset } = action;
      if (isObject($set) && Object.keys($set).length > 0)
        return Object.entries($set).map(([path, value]) => ({ kind: 'set', path, value }));
      if (Array.isArray($unset) && $unset.length > 0 && $unset.every((name) => typeof name === 'string'))
        return $unset.map((path: string) => ({ kind: 'unset', path }));
    }
    throw refuse('$action', 'one of $set, $unset ~ NO_VIABLE_ALTERNATIVE');
  });
}

/**
 * Reads an UPDATE_BY_ID request on a document of a referential.
 * @throws ArchiveError invalidDsl for what the grammar does not allow, adminBadRequest for names that may not be set
 */
export function readChanges(body: unknown): Changes {
  const changes = readActions(body);
  for (const { path } of changes)
    if (path.startsWith('_') || path.startsWith('#'))
      throw new ArchiveError('adminBadRequest', `Illegal variable name found: ${path.slice(0, 60)}`);
  const set = changes.flatMap((each) => (each.kind === 'set' ? [[each.path, each.value] as const] : []));
  return {
    set: Object.fromEntries(set),
    unset: changes.flatMap((each) => (each.kind === 'unset' ? [each.path] : [])),
  };
}

/**
 * Changes a document of a JSON referential, under the operation's journal (spec api.md 6.3.2).
 * @param expected version of the document that the changes were made on; absent: whichever it is
 * @returns the document after it, in the form of the API
 * @throws ArchiveError adminConflict: it is no more of the expected version; as `readChanges`; as the kind says for an unknown identifier (nothing is journalled) and for
 * a refusal
 */
export async function updateDocument(
  house: ReferentialHouse,
  order: Order,
  kind: DocumentKind,
  identifier: string,
  body: unknown,
  expected?: number,
): Promise<UpdateAnswer> {
  const changes = readChanges(body);
  const tenant = tenantOf(kind.scope, order.tenant);
  const known = await house.database.inTenant(tenant, (tx) => readRow(tx, tenant, kind.kind, identifier));
  if (!known)
    throw new ArchiveError(
      kind.http.updateUnknown,
      `There is no ${identifier} in ${kind.http.path.slice(1)}.`,
    );
  const facts = await kind.facts?.(house.database, [known.doc, readable(kind, changes.set)]);
  return journalled(house, order, {
    type: kind.events.update,
    lock: kind.kind,
    turn: 'in turn',
    async work(tx) {
      const row = await readRow(tx, tenant, kind.kind, identifier);
      if (!row) throw refusalOf(kind, 'update', [gone(kind, identifier)]);
      if (expected !== undefined && expected !== row.version)
        throw overtaken(kind, identifier, expected, row.version);
      const { document, badDates } = changed(kind, row.doc, changes);
      const findings = await findingsOf(
        { document, badDates, carriesId: false },
        {
          tx,
          tenant,
          mode: 'update',
          seen: new Set(),
          external: givesIdentifiers(house.configuration, order.tenant, kind),
          updated: identifier,
          kind,
          facts,
        },
      );
      if (findings.length > 0) throw refusalOf(kind, 'update', findings.slice(0, 1), findings);
      // References to a document are by its identifier: it stays what it is.
      if (document.Identifier !== row.doc.Identifier)
        throw refusalOf(kind, 'update', [
          {
            suffix: 'BAD_REQUEST',
            text: `${kind.words.updating}the field Identifier cannot be changed`,
          },
        ]);
      const doc = stamped(kind, document, technicalDate(house.clock.now()));
      const version = row.version + 1;
      await updateRows(tx, tenant, kind.kind, [{ identifier, version, doc }]);
      await noteChanges(tx, tenant, kind.kind, order.operation, [identifier]);
      const kept = await backUp(tx, house, order, kind);
      return {
        events: [
          { type: kind.events.backup, status: 'OK', detail: kept },
          {
            type: kind.events.update,
            status: 'OK',
            detail: kind.updateDetail(identifier, differences(row.doc, doc), version),
          },
        ],
        result: presentDocument(kind, { id: row.id, tenant, version, doc }),
      };
    },
  });
}

function overtaken(kind: DocumentKind, identifier: string, expected: number, version: number): Refused {
  const text = `${kind.words.updating}${identifier} has changed since version ${expected}: it is now version ${version}`;
  const detail = { [kind.words.check]: text };
  return new Refused(new ArchiveError('adminConflict', text), [
    { type: kind.events.update, status: 'KO', detail },
  ]);
}

const gone = (kind: DocumentKind, identifier: string): Finding => ({
  suffix: 'CONTRACT_NOT_FOUND',
  text: `${kind.words.subject} ${identifier} not found`,
});

/** What can be read of the values that are set: enough to gather facts; the rest is refused under the journal. */
function readable(kind: DocumentKind, set: Readonly<Record<string, unknown>>): Document {
  const document: Document = {};
  for (const [name, value] of Object.entries(set)) {
    const shape = kind.fields[name];
    if (!shape) continue;
    try {
      document[name] = readField(value, name, shape, []);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  return document;
}

/** @throws Refused for names that the kind has not, and values that its fields cannot have */
function changed(
  kind: DocumentKind,
  before: Document,
  changes: Changes,
): { document: Document; badDates: string[] } {
  const { set, unset } = ofWholeFields(kind, before, changes);
  const document: Document = { ...before };
  const badDates: string[] = [];
  const refuse = (finding: Finding) => refusalOf(kind, 'update', [finding]);
  const unknown = [...Object.keys(set), ...unset].filter((name) => !Object.hasOwn(kind.fields, name));
  if (unknown.length > 0)
    throw refuse({
      suffix: 'BAD_REQUEST',
      text: `${kind.words.updating}the field ${unknown[0]} is not one of the document`,
    });
  const own = [...Object.keys(set), ...unset].find((name) => kind.fields[name]?.readOnly);
  if (own !== undefined)
    throw refuse({
      suffix: 'BAD_REQUEST',
      text: `${kind.words.updating}the field ${own} is set by the archive`,
    });
  // Null takes a field away as well; a date of creation is never changed.
  const removed = Object.keys(set).filter((name) => set[name] === null && name !== 'CreationDate');
  for (const name of [...unset, ...removed]) {
    if (name === 'Identifier' || kind.fields[name]?.mandatory || kind.fields[name]?.initial !== undefined)
      throw refuse({
        suffix: 'BAD_REQUEST',
        text: `${kind.words.updating}the field ${name} cannot be removed`,
      });
    delete document[name];
  }
  const wrong: Finding[] = [];
  for (const [name, value] of Object.entries(set)) {
    if (name === 'CreationDate' || name === 'LastUpdate') continue;
    const read = fieldValue(kind, name, value, badDates);
    if ('finding' in read) wrong.push(read.finding);
    else document[name] = read.value;
  }
  if (wrong.length > 0) throw refusalOf(kind, 'update', wrong.slice(0, 1), wrong);
  return { document, badDates };
}

/** Clients name a member alone, as `Storage.UnitStrategy`: the others of its object stay as they are. */
function ofWholeFields({ fields }: DocumentKind, before: Document, { set, unset }: Changes): Changes {
  const whole: Record<string, unknown> = { ...set };
  const removed = new Set(unset);
  for (const path of [...Object.keys(set), ...unset]) {
    const [name = '', member = ''] = path.split('.', 2);
    const { type, many, members = {} } = fields[name] ?? {};
    if (path !== `${name}.${member}` || type !== 'object' || many || !Object.hasOwn(members, member))
      continue;
    // Whole and in part at once cannot be carried out: the name of the part is refused.
    if (Object.hasOwn(set, name) || unset.includes(name)) continue;
    const { [member]: _, ...others } = (whole[name] ?? before[name] ?? {}) as Document;
    whole[name] = Object.hasOwn(set, path) ? { ...others, [member]: set[path] } : others;
    delete whole[path];
    removed.delete(path);
  }
  return { set: whole, unset: [...removed] };
}

/** The value of a field, or why it cannot have it. */
function fieldValue(
  kind: DocumentKind,
  name: string,
  value: unknown,
  badDates: string[],
): { readonly value: unknown } | { readonly finding: Finding } {
  const shape = kind.fields[name];
  if (!shape) return { value: undefined };
  try {
    return { value: readField(value, name, shape, badDates) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return {
      finding:
        shape.values && typeof value === 'string'
          ? {
              suffix: 'NOT_IN_ENUM',
              ...{ field: name, values: [value.slice(0, 200)] },
              text: `The ${kind.words.subject} ${name.toLowerCase()} must be ${shape.values.join(' or ')} but not ${value.slice(0, 200)}`,
            }
          : { suffix: 'BAD_REQUEST', field: name, text: `${kind.words.updating}${error.message}` },
    };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
