import type { EventKey } from '../../logbook/index.ts';
import {
  ADMINISTRATION_TENANT,
  ArchiveError,
  type TenantId,
  type Tx,
  technicalDate,
} from '../../platform/index.ts';
import { DocumentRefused } from '../document-refused.ts';
import { everyTenant } from '../every-tenant.ts';
import {
  type EventDraft,
  journalled,
  type Order,
  type ReferentialHouse,
  Refused,
  refusing,
} from '../journal.ts';
import { backUp, jsonBytes, keepFile } from '../kept-files.ts';
import type { Finding } from '../kinds/document-kind.ts';
import { NAME, oneOf, type Shape, TEXT } from '../kinds/shape.ts';
import { nonEmpty } from '../line-errors.ts';
import type { OntologyEntry } from '../ontology.ts';
import { type CheckedContent, previewOf, sameState } from '../preview.ts';
import { readDocuments, Unreadable, withInitials } from '../read-documents.ts';
import { noteDifference } from '../record-notes.ts';
import { type Document, deleteRows, insertRows, readRows } from '../store.ts';
import { changedRecords } from '../table-difference.ts';
import { CARDINALITIES, type Cardinality, type SchemaPath, UNIT_PATHS } from './paths.ts';
import type { Entries } from './present.ts';

/** Paths that a tenant adds to the schema of units; those of the administration are for all (spec api.md 10.4). */

const IMPORT = 'IMPORT_EXTERNAL_SCHEMA';
const DELETE = 'DELETE_EXTERNAL_SCHEMA';
export const KIND = { kind: 'schema-path', collection: 'Schema', prefix: 'SCHEMA' } as const;
const PATH = /^[a-zA-Z0-9]+(\.[a-zA-Z0-9]+)*$/;
const LONGEST_PATH = 1_000;

export const EXTENSION_FIELDS: Shape = {
  Path: NAME,
  ShortName: NAME,
  Description: NAME,
  Cardinality: { ...oneOf(CARDINALITIES), mandatory: true },
  IsObject: { type: 'boolean', initial: false },
  Origin: TEXT,
};

interface Extension {
  readonly Path: string;
  readonly ShortName: string;
  readonly Description: string;
  readonly Cardinality: Cardinality;
  readonly IsObject: boolean;
}

/** The vocabulary, by identifier. */
export async function vocabularyEntries({ database }: Pick<ReferentialHouse, 'database'>): Promise<Entries> {
  const rows = await database.inTenant(ADMINISTRATION_TENANT, (tx) =>
    readRows<OntologyEntry>(tx, ADMINISTRATION_TENANT, 'ontology'),
  );
  return new Map(rows.map(({ identifier, doc }) => [identifier, doc]));
}

/** The extensions that units of a tenant may have: its own, and those of the administration. */
export async function extensionsOf(
  { database }: Pick<ReferentialHouse, 'database'>,
  tenant: TenantId,
): Promise<SchemaPath[]> {
  const found: SchemaPath[] = [];
  for (const owner of new Set([ADMINISTRATION_TENANT, tenant]))
    found.push(
      ...(await database.inTenant(owner, (tx) => readRows<Extension>(tx, owner, 'schema-path'))).map(
        ({ doc }) => extensionPath(doc, owner),
      ),
    );
  return found;
}

/** A leaf has the type of its entry in the vocabulary, and is text when that has gone by force. */
function extensionPath(doc: Extension, tenant: number): SchemaPath {
  return {
    path: doc.Path,
    cardinality: doc.Cardinality,
    type: doc.IsObject ? 'object' : 'text',
    category: 'DESCRIPTION',
    sedaVersions: ['2.1', '2.2', '2.3'],
    external: { tenant, shortName: doc.ShortName, description: doc.Description },
  };
}

/**
 * Adds paths: all or none.
 * @throws ArchiveError invalidJson: the body is no list of paths, nothing is journalled; adminBadRequest: refused,
 * journal and report say why
 */
export async function importExtensions(house: ReferentialHouse, order: Order, body: unknown): Promise<void> {
  const wanted = readable(body);
  const entries = await vocabularyEntries(house);
  await journalled(house, order, {
    type: IMPORT,
    lock: 'schema-path',
    turn: 'in turn',
    async work(tx) {
      await waitForOthers(tx);
      const current = await readRows(tx, order.tenant, 'schema-path');
      refusing(
        () => sameState(order, current),
        ({ description }) => [{ type: IMPORT, status: 'KO', detail: { schemaCheck: description } }],
      );
      const taken = await takenPaths(house, tx, order.tenant);
      const faults = faultsOf(wanted, entries, taken);
      const [first] = faults;
      if (first !== undefined) {
        const errorSchema = [...new Set(faults.map(({ path }) => path))];
        throw refusal(IMPORT, first.code, faults.map(findingOf), async (open) => [
          await keepReport(open, house, order, IMPORT, 'KO', { errorSchema }),
        ]);
      }
      const now = technicalDate(house.clock.now());
      const rows = wanted.map((doc) => ({
        id: house.guids.make('plain', order.tenant),
        identifier: doc.Path,
        version: 0,
        doc: { ...doc, CreationDate: now, LastUpdate: now },
      }));
      await insertRows(tx, order.tenant, 'schema-path', rows);
      await noteDifference(tx, order.tenant, 'schema-path', order.operation, shownChanges(wanted, []));
      const createdSchema = wanted.map(({ Path }) => Path);
      return { events: await closing(tx, house, order, IMPORT, { createdSchema }), result: undefined };
    },
  });
}

/**
 * Removes paths that the tenant has added: all or none.
 * @throws ArchiveError invalidJson, adminBadRequest as above
 */
export async function deleteExtensions(house: ReferentialHouse, order: Order, body: unknown): Promise<void> {
  if (!Array.isArray(body) || body.length > 10_000 || body.some((path) => typeof path !== 'string'))
    throw new ArchiveError('invalidJson', 'Send the list of the paths to remove.');
  const removed = new Set(body as string[]);
  await journalled(house, order, {
    type: DELETE,
    lock: 'schema-path',
    turn: 'in turn',
    async work(tx) {
      await waitForOthers(tx);
      const rows = await readRows<Extension>(tx, order.tenant, 'schema-path');
      const own = rows.map(({ identifier }) => identifier);
      const internal = new Set(UNIT_PATHS.map(({ path }) => path));
      const left =
        order.tenant === ADMINISTRATION_TENANT
          ? (await everyExtension(house)).filter((path) => !removed.has(path))
          : own.filter((path) => !removed.has(path));
      const faults = [...removed].flatMap((path): Finding[] => {
        const fault = (reason: Finding['reason'], text: string) => [
          { ...(reason === undefined ? {} : { reason }), record: path, values: [path.slice(0, 200)], text },
        ];
        if (internal.has(path)) return fault('PATH_INTERNAL', `The path ${path} is internal`);
        if (!own.includes(path)) return fault('PATH_UNKNOWN', `The path ${path} is not in the schema`);
        return left.some((other) => other.startsWith(`${path}.`))
          ? fault('PATH_HAS_MEMBERS', `The path ${path} has members`)
          : [];
      });
      if (faults.length > 0) throw refusal(DELETE, undefined, faults);
      await deleteRows(tx, order.tenant, 'schema-path', [...removed]);
      const gone = rows.filter(({ identifier }) => removed.has(identifier)).map(({ doc }) => doc);
      await noteDifference(tx, order.tenant, 'schema-path', order.operation, shownChanges([], gone));
      const deletedSchema = [...removed];
      return { events: await closing(tx, house, order, DELETE, { deletedSchema }), result: undefined };
    },
  });
}

/** What an import would add, nothing changed. @throws ArchiveError invalidJson */
export async function previewExtensions(
  house: Pick<ReferentialHouse, 'database'>,
  tenant: TenantId,
  body: unknown,
): Promise<CheckedContent> {
  const wanted = readable(body);
  const entries = await vocabularyEntries(house);
  return house.database.inTenant(tenant, async (tx) => {
    const current = await readRows(tx, tenant, 'schema-path');
    const faults = faultsOf(wanted, entries, await takenPaths(house, tx, tenant));
    return {
      ...{ errors: {}, findings: faults.map(findingOf) },
      ...(faults.length > 0 ? {} : { preview: previewOf(current, shownChanges(wanted, []), []) }),
    };
  });
}

const shownChanges = (inserted: readonly Extension[], removed: readonly Extension[]) =>
  changedRecords(
    {
      ...{ inserted, updated: [] },
      deleted: removed.map((doc) => ({ id: doc.Path, identifier: doc.Path, version: 0, doc })),
    },
    ({ Path }) => Path,
    ({ ShortName }) => ShortName,
    ({ Path, ShortName, Description, Cardinality, IsObject }) => ({
      ...{ Path, ShortName, Description, Cardinality, IsObject },
    }),
  );

function readable(body: unknown): Extension[] {
  if (!Array.isArray(body)) throw new ArchiveError('invalidJson', 'Send a list of paths.');
  try {
    return readDocuments(body, EXTENSION_FIELDS).map(
      ({ document }) => withInitials(document, EXTENSION_FIELDS, '') as unknown as Extension,
    );
  } catch (error) {
    if (error instanceof Unreadable)
      throw new ArchiveError('invalidJson', `The paths cannot be read: ${error.message}.`);
    throw error;
  }
}

/** Paths of the administration are for all tenants: nobody adds the same meanwhile. */
function waitForOthers(tx: Tx): Promise<unknown> {
  return tx.query(`select pg_advisory_xact_lock(hashtextextended('schema extensions', 0))`);
}

interface Fault {
  readonly path: string;
  /** `IMPORT_SCHEMA_…` without its head. */
  readonly code: string;
  readonly text: string;
  /** Field of the element that has to be corrected. */
  readonly field: string;
}

/** Faults of a list as the screens know them. */
const REASONS: Readonly<Record<string, Pick<Finding, 'suffix' | 'reason'>>> = {
  MISSING_INFORMATION: { suffix: 'EMPTY_REQUIRED_FIELD' },
  WRONG_PATH_FORMAT: { reason: 'PATH_FORMAT' },
  PATH_DUPLICATED: { reason: 'NAMED_TWICE' },
  PATH_ALREADY_IN_SCHEMA: { reason: 'PATH_TAKEN' },
  PATH_PARENT_MISSED: { reason: 'PARENT_MISSING' },
  PATH_OBJECT_IN_ONTOLOGY: { reason: 'OBJECT_IN_ONTOLOGY' },
  LEAF_NOT_FOUND: { reason: 'LEAF_NOT_IN_ONTOLOGY' },
  LEAF_WRONG_TYPE: { reason: 'LEAF_TYPE' },
};

const findingOf = ({ path, code, text, field }: Fault): Finding => ({
  ...REASONS[code],
  ...{ field, record: path, values: [path.slice(0, 200)], text },
});

/** Paths that are there already, and which of them hold members. */
async function takenPaths(
  house: Pick<ReferentialHouse, 'database'>,
  tx: Tx,
  tenant: TenantId,
): Promise<Map<string, boolean>> {
  const rows = await readRows<Extension>(tx, tenant, 'schema-path');
  const common =
    tenant === ADMINISTRATION_TENANT
      ? await everyRow(house)
      : await house.database.inTenant(ADMINISTRATION_TENANT, (open) =>
          readRows<Extension>(open, ADMINISTRATION_TENANT, 'schema-path'),
        );
  return new Map([
    ...UNIT_PATHS.map(({ path, type }) => [path, type === 'object'] as const),
    ...[...common, ...rows].map(({ doc }) => [doc.Path, doc.IsObject] as const),
  ]);
}

const everyRow = ({ database }: Pick<ReferentialHouse, 'database'>) =>
  everyTenant(database, (tx, tenant) => readRows<Extension>(tx, tenant, 'schema-path'));
const everyExtension = async (house: ReferentialHouse) =>
  (await everyRow(house)).map(({ identifier }) => identifier);

/** Of each path the first fault; of one that lacks fields, each of them. */
export function faultsOf(
  wanted: readonly Extension[],
  entries: Entries,
  taken: ReadonlyMap<string, boolean>,
): Fault[] {
  const objects = new Map([...taken, ...wanted.map(({ Path, IsObject }) => [Path, IsObject] as const)]);
  const seen = new Set<string>();
  return wanted.flatMap((extension): Fault[] => {
    const { Path: path = '', IsObject } = extension;
    const fault = (code: string, text: string, field = 'Path') => [{ path, code, text, field }];
    const missing = Object.entries(EXTENSION_FIELDS)
      .filter(([name, { mandatory }]) => mandatory && isBlank(extension[name as keyof Extension]))
      .map(([name]) => name);
    if (missing.length > 0)
      return missing.flatMap((name) => fault('MISSING_INFORMATION', `The field ${name} is mandatory`, name));
    if (path.length > LONGEST_PATH || !PATH.test(path))
      return fault('WRONG_PATH_FORMAT', `Invalid path ${path.slice(0, 100)}`);
    if (seen.has(path)) return fault('PATH_DUPLICATED', `Duplicate key ${path}`);
    seen.add(path);
    if (taken.has(path)) return fault('PATH_ALREADY_IN_SCHEMA', `The path ${path} is in the schema already`);
    const parent = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : undefined;
    if (parent !== undefined && objects.get(parent) !== true)
      return fault('PATH_PARENT_MISSED', `The parent of ${path} is not an object of the schema`);
    const leaf = entries.get(path.split('.').at(-1) as string);
    if (IsObject)
      return leaf === undefined
        ? []
        : fault('PATH_OBJECT_IN_ONTOLOGY', `The object ${path} has a name of the ontology`, 'IsObject');
    if (leaf === undefined) return fault('LEAF_NOT_FOUND', `The name of ${path} is not declared in ontology`);
    return leaf.Type === 'GEO_POINT'
      ? fault('LEAF_WRONG_TYPE', `The type of ${path} cannot be GEO_POINT`)
      : [];
  });
}

const isBlank = (value: unknown) => value === undefined || (typeof value === 'string' && value.trim() === '');

function refusal(
  type: EventKey,
  code: string | undefined,
  findings: readonly Finding[],
  keep?: (tx: Tx) => Promise<readonly EventDraft[]>,
): Refused {
  const text = findings.map((finding) => finding.text).join(',');
  const detail = { ...(code === undefined ? {} : { code: `IMPORT_SCHEMA_${code}` }), schemaCheck: text };
  return new Refused(
    new DocumentRefused('adminBadRequest', text, findings),
    [{ type, status: 'KO', detail }],
    keep,
  );
}

async function closing(
  tx: Tx,
  house: ReferentialHouse,
  order: Order,
  type: EventKey,
  content: Document,
): Promise<EventDraft[]> {
  const backup = await backUp(tx, house, order, KIND);
  return [
    { type: 'BACKUP_SCHEMA', status: 'OK', detail: backup },
    await keepReport(tx, house, order, type, 'OK', content),
    { type, status: 'OK' },
  ];
}

async function keepReport(
  tx: Tx,
  house: ReferentialHouse,
  order: Order,
  evType: EventKey,
  StatusCode: 'OK' | 'KO',
  content: Document,
): Promise<EventDraft> {
  const report = {
    Operation: { evType, evDateTime: technicalDate(house.clock.now()), evId: order.operation },
    StatusCode,
    ...nonEmpty(content),
  };
  const file = await keepFile(tx, house, order, 'reports', `${order.operation}.json`, jsonBytes(report));
  return { type: 'SCHEMA_REPORT', status: 'OK', detail: file };
}
