import type { Configuration, TenantId } from '../platform/index.ts';
import { technicalDate } from '../platform/index.ts';
import {
  AGENCY_FIELDS,
  type Document,
  type DocumentKind,
  type DocumentSetKind,
  deleteExtensions,
  EXTENSION_FIELDS,
  EXTERNAL_FORMAT_FIELDS,
  editAgency,
  editDocumentSet,
  editFormat,
  editOntology,
  editRule,
  givesIdentifiers,
  importDocuments,
  importExtensions,
  ONTOLOGY_FIELDS,
  type Order,
  type RecordEdit,
  type ReferentialHouse,
  RULE_FIELDS,
  type Shape,
  updateDocument,
} from '../referentials/index.ts';

/** How the records of a referential are made, changed and removed one by one (spec frontoffice.md B.18 to B.27). */
export interface RecordKeeper {
  readonly fields: Shape;
  /** Member by which a record is known. */
  readonly key: 'Identifier' | 'RuleId' | 'PUID' | 'Path';
  /** Whoever makes a record gives its identifier; otherwise the archive numbers it. */
  takesIdentifier(configuration: Pick<Configuration, 'clientIdentifiers'>, tenant: TenantId): boolean;
  /** @returns identifier of the record @throws DocumentRefused naming the fields */
  create(house: ReferentialHouse, order: Order, record: Document): Promise<string>;
  /** Absent: records stay as they were made. @throws DocumentRefused naming the fields; ArchiveError adminConflict */
  change?(house: ReferentialHouse, order: Order, identifier: string, change: RecordChange): Promise<void>;
  /** Absent: records stay, and are made inactive. @throws DocumentRefused, ArchiveError adminConflict */
  remove?(house: ReferentialHouse, order: Order, identifier: string, version: number): Promise<void>;
}

export interface RecordChange {
  /** Of the record that was read. */
  readonly version: number;
  readonly set: Document;
  readonly unset: readonly string[];
}

/** Records of a referential that is added to. */
export const documentKeeper = (kind: DocumentKind): RecordKeeper => ({
  fields: kind.fields,
  key: 'Identifier',
  takesIdentifier: (configuration, tenant) => givesIdentifiers(configuration, tenant, kind),
  async create(house, order, record) {
    const [made] = await importDocuments(house, order, kind, [record]);
    return String(made?.Identifier);
  },
  async change(house, order, identifier, { version, set, unset }) {
    const dated = { ...set, ...datesOf(kind, set.Status, technicalDate(house.clock.now())) };
    const actions = [{ $set: dated }, { $unset: unset }].filter((action) =>
      Object.values(action).some((each) => Object.keys(each).length > 0),
    );
    await updateDocument(house, order, kind, identifier, { $action: actions }, version);
  },
});

/** A change of status is of its day, as the reference front office has it. */
function datesOf(kind: DocumentKind, status: unknown, now: string): Readonly<Record<string, string>> {
  if (kind.fields.ActivationDate === undefined) return {};
  if (status === 'ACTIVE') return { ActivationDate: now };
  return status === 'INACTIVE' ? { DeactivationDate: now } : {};
}

type Edit = (house: ReferentialHouse, order: Order, edit: RecordEdit) => Promise<void>;

/** Records of a referential that files replace: a record is an import of all that differs by it. */
const replacedKeeper = (fields: Shape, key: RecordKeeper['key'], edit: Edit): RecordKeeper => ({
  ...{ fields, key },
  takesIdentifier: () => true,
  async create(house, order, record) {
    await edit(house, order, { kind: 'add', record });
    return String(record[key]);
  },
  change: (house, order, identifier, change) => edit(house, order, { kind: 'change', identifier, ...change }),
  remove: (house, order, identifier, version) => edit(house, order, { kind: 'remove', identifier, version }),
});

export const AGENCY_KEEPER = replacedKeeper(AGENCY_FIELDS, 'Identifier', editAgency);
export const FORMAT_KEEPER = replacedKeeper(EXTERNAL_FORMAT_FIELDS, 'PUID', editFormat);
export const RULE_KEEPER = replacedKeeper(RULE_FIELDS, 'RuleId', editRule);
export const ONTOLOGY_KEEPER = replacedKeeper(ONTOLOGY_FIELDS, 'Identifier', editOntology);
/** Elements that a tenant adds to the schema of units; they are removed and made anew, not changed. */
export const SCHEMA_KEEPER: RecordKeeper = {
  ...{ fields: EXTENSION_FIELDS, key: 'Path' },
  takesIdentifier: () => true,
  async create(house, order, record) {
    await importExtensions(house, order, [record]);
    return String(record.Path);
  },
  remove: (house, order, path) => deleteExtensions(house, order, [path]),
};
export const setKeeper = (kind: DocumentSetKind): RecordKeeper =>
  replacedKeeper(kind.fields, 'Identifier', (house, order, edit) =>
    editDocumentSet(house, order, kind, edit),
  );
