import { technicalDate } from '../../../platform/index.ts';
import { all, describedType, type FieldType, type Members } from '../../field-types.ts';
import {
  type Collection,
  column,
  type DocumentField,
  type Field,
  INVISIBLE,
  own,
  segmentsOf,
  unknownName,
} from './collection.ts';
import { withoutNulls } from './units.ts';

/** Object groups by the names of spec model.md 4. */

const COLUMNS: Readonly<Record<string, Field>> = {
  '#id': column('object_group.id'),
  '#tenant': column('object_group.tenant', 'long'),
  '#version': column('object_group.version', 'long'),
  '#atomic_version': column('object_group.atomic_version', 'long'),
  '#unitups': column('object_group.up', 'keyword', { many: true }),
  '#allunitups': column('object_group.us', 'keyword', { many: true }),
  '#operations': column('object_group.ops', 'keyword', { many: true }),
  '#opts': column('object_group.opts', 'keyword', { many: true }),
  '#originating_agency': column('object_group.sp'),
  '#originating_agencies': column('object_group.sps', 'keyword', { many: true }),
  '#opi': column('object_group.opi'),
  '#type': column('object_group.profile'),
  '#nbobjects': column('object_group.nb_objects', 'long'),
  '#nbunits': column('object_group.nb_objects', 'long'),
  '#sedaVersion': column('object_group.seda_version'),
  '#implementationVersion': column('object_group.implementation_version'),
  '#approximate_creation_date': column('object_group.created_at', 'date'),
  '#approximate_update_date': column('object_group.updated_at', 'date'),
  '#storage': column('object_group.strategy'),
  '#storage.strategyId': column('object_group.strategy'),
};

const FILE_INFO: Members = {
  ...all('text', 'Filename', 'CreatingApplicationName', 'CreatingApplicationVersion', 'CreatingOs'),
  ...all('text', 'CreatingOsVersion'),
  ...all('date', 'LastModified', 'DateCreatedByApplication'),
};

const MEASURE: Members = { dValue: 'double', unit: 'keyword' };

const VERSION: Members = {
  ...all('keyword', '_id', '_opi', 'DataObjectVersion', 'DataObjectGroupId', 'DataObjectSystemId'),
  ...all('keyword', 'DataObjectGroupSystemId', 'DataObjectProfile', 'DataObjectUse', 'Uri', 'MessageDigest'),
  ...all('keyword', 'Algorithm', 'PhysicalId', '_managementContractId'),
  ...all('long', 'Size', 'DataObjectNumber'),
  Compressed: 'text',
  FormatIdentification: all('keyword', 'FormatId', 'FormatLitteral', 'MimeType', 'Encoding'),
  FileInfo: FILE_INFO,
  PhysicalDimensions: {
    Width: MEASURE,
    Height: MEASURE,
    Depth: MEASURE,
    Diameter: MEASURE,
    Length: MEASURE,
    Thickness: MEASURE,
    Weight: MEASURE,
    Shape: 'keyword',
    NumberOfPage: 'long',
  },
  PersistentIdentifier: { '*': 'keyword' },
  _storage: { strategyId: 'keyword', offerIds: 'keyword', _nbc: 'long' },
};

/** Members of a group beside its columns, by their stored names. */
export const GROUP_FIELDS: Members = {
  FileInfo: FILE_INFO,
  _qualifiers: { qualifier: 'keyword', _nbc: 'long', versions: VERSION },
};

const ALIASES: Readonly<Record<string, string>> = {
  '#size': '#qualifiers.versions.Size',
  '#format': '#qualifiers.versions.FormatIdentification.FormatId',
};

const INVISIBLE_NAMES = new Set([
  ...[
    '#graph',
    '#min',
    '#max',
    '#object',
    '#unitType',
    '#management',
    '#uds',
    '#usage',
    '#score',
    '#dua',
    '#all',
  ],
  ...['#computedInheritedRules', '#validComputedInheritedRules', '#elimination', '#history'],
]);

const VERSIONS = '#qualifiers.versions';

function field(name: string): Field {
  const known = own(COLUMNS, name);
  if (known !== undefined) return known;
  const [first = '', ...path] = segmentsOf(own(ALIASES, name) ?? name);
  if (first === '#qualifiers') return qualifiersField(path);
  if (first === 'FileInfo')
    return documentField(
      'object_group.doc',
      [first, ...path],
      describedType({ FileInfo: FILE_INFO }, [first, ...path]),
    );
  if (INVISIBLE_NAMES.has(first) || own(COLUMNS, first) !== undefined) return INVISIBLE;
  if (first.startsWith('#')) throw unknownName(name);
  // Groups have no free members: nothing else is stored at their root.
  return INVISIBLE;
}

function qualifiersField(path: readonly string[]): Field {
  if (path[0] === 'versions') return INVISIBLE;
  const type: FieldType = path.length === 0 ? 'object' : path[0] === '_nbc' ? 'long' : 'keyword';
  return documentField('object_group.doc', ['qualifiers', ...path], type);
}

function documentField(table: string, path: readonly string[], type: FieldType | undefined): DocumentField {
  return { source: 'document', column: table, path, type: type ?? 'text', contained: true };
}

function versionField(name: string): Field {
  const full = own(ALIASES, name) ?? name;
  if (full !== VERSIONS && !full.startsWith(`${VERSIONS}.`)) return INVISIBLE;
  const path = segmentsOf(full).slice(2);
  return {
    source: 'document',
    column: 'version.value',
    path,
    type: path.length === 0 ? 'object' : (describedType(VERSION, path) ?? 'text'),
    contained: false,
  };
}

/** Object groups; the versions of their objects are a nested array. */
export const OBJECT_GROUPS: Collection = {
  table: 'object_group',
  columns: [
    ...[
      'tenant',
      'id',
      'opi',
      'sp',
      'sps',
      'up',
      'us',
      'ops',
      'opts',
      'profile',
      'nb_objects',
      'seda_version',
    ],
    ...['implementation_version', 'strategy', 'version', 'created_at', 'updated_at', 'doc'],
  ],
  field,
  sortsText: () => false,
  nested: {
    path: VERSIONS,
    column: 'object_group.doc',
    members: ['qualifiers', 'versions'],
    alias: 'version',
    field: versionField,
  },
  present: presentGroup,
};

/** A stored version, as the API names its members. */
const RENAMED: Readonly<Record<string, string>> = {
  _id: '#id',
  _opi: '#opi',
  _storage: '#storage',
  _nbc: '#nbc',
  _managementContractId: '#managementContractId',
};

function renamed(document: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((document ?? {}) as Record<string, unknown>).map(([name, value]) => [
      own(RENAMED, name) ?? name,
      name === '_storage' ? renamed(value) : value,
    ]),
  );
}

/** A group in the names of the compatible API. */
export function presentGroup(row: Record<string, unknown>): Record<string, unknown> {
  const { qualifiers, ...members } = row.doc as { qualifiers?: { versions?: unknown[] }[] };
  return withoutNulls({
    '#id': row.id,
    '#tenant': row.tenant,
    '#version': row.version,
    '#type': row.profile,
    '#nbobjects': row.nb_objects,
    '#unitups': row.up,
    '#allunitups': row.us,
    '#originating_agency': row.sp,
    '#originating_agencies': row.sps,
    '#opi': row.opi,
    '#operations': row.ops,
    '#opts': (row.opts as string[]).length > 0 ? row.opts : null,
    '#storage': { strategyId: row.strategy },
    '#sedaVersion': row.seda_version,
    '#implementationVersion': row.implementation_version,
    '#approximate_creation_date': technicalDate(row.created_at as Date),
    '#approximate_update_date': technicalDate(row.updated_at as Date),
    ...members,
    '#qualifiers': (qualifiers ?? []).map((entry) => ({
      ...renamed(entry),
      versions: (entry.versions ?? []).map(renamed),
    })),
  });
}
