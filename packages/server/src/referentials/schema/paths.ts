import { UNIT_SCHEMA } from '../../catalogue/controls/index.ts';
import {
  CONTENT_FIELDS,
  type FieldType,
  GROUP_FIELDS,
  MANAGEMENT_FIELDS,
  type Members,
} from '../../catalogue/index.ts';

/** The paths that units and object groups have by themselves: what they are made of, as data (spec model.md 15). */

export const CARDINALITIES = ['ONE', 'MANY', 'ONE_REQUIRED', 'MANY_REQUIRED', 'ZERO'] as const;
export type Cardinality = (typeof CARDINALITIES)[number];

export interface SchemaPath {
  /** By stored names, with dots. */
  readonly path: string;
  readonly cardinality: Cardinality;
  readonly type: FieldType;
  readonly category: 'DESCRIPTION' | 'MANAGEMENT' | 'OTHER';
  readonly sedaVersions: readonly string[];
  readonly external?: {
    readonly tenant: number;
    readonly shortName: string;
    readonly description: string;
  };
}

export const isManyPath = ({ cardinality }: SchemaPath) => cardinality.startsWith('MANY');

/** What is used of a JSON Schema: which members are lists, and which are needed. */
interface Shape {
  readonly type?: unknown;
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

const VERSIONS = ['2.1', '2.2', '2.3'];
/** Members that came, or went, with a version of SEDA. */
const VERSIONS_OF: Readonly<Record<string, readonly string[]>> = {
  Agent: ['2.2', '2.3'],
  DateLitteral: ['2.2', '2.3'],
  OriginatingSystemIdReplyTo: ['2.2', '2.3'],
  TextContent: ['2.2', '2.3'],
  Signature: ['2.1', '2.2'],
  SigningInformation: ['2.3'],
};
const OWN = ['INTERNE'];

/** Lists of names that stand in columns, or that no schema of the archive describes. */
const MANY = new Set([
  ...['_up', '_us', '_ops', '_sps', '_opts', '_qualifiers', '_qualifiers.versions'],
  '_qualifiers.versions.PersistentIdentifier',
  '_qualifiers.versions._storage.offerIds',
]);

function walk(
  members: Members,
  shape: Shape | undefined,
  parent: string,
  of: (root: string) => Pick<SchemaPath, 'category' | 'sedaVersions'>,
): SchemaPath[] {
  return Object.entries(members).flatMap(([name, member]) => {
    if (name === '*') return [];
    const path = parent === '' ? name : `${parent}.${name}`;
    const declared = shape?.properties?.[name] as Shape | undefined;
    const many = declared?.type === 'array' || MANY.has(path);
    const needed = shape?.required?.includes(name) === true;
    const cardinality = `${many ? 'MANY' : 'ONE'}${needed ? '_REQUIRED' : ''}` as const;
    const isObject = typeof member === 'object';
    const self: SchemaPath = {
      path,
      cardinality,
      type: isObject ? 'object' : member,
      ...of(path.split('.')[0] as string),
    };
    const inner = (declared?.items ?? declared) as Shape | undefined;
    return isObject ? [self, ...walk(member, inner, path, of)] : [self];
  });
}

const column = (path: string, type: FieldType): SchemaPath => ({
  path,
  type,
  cardinality: MANY.has(path) ? 'MANY' : 'ONE_REQUIRED',
  category: 'OTHER',
  sedaVersions: OWN,
});
const columns = (type: FieldType, ...names: string[]) => names.map((name) => column(name, type));

const COMMON = [
  ...columns('keyword', '_id', '_opi', '_ops', '_sp', '_sps', '_up', '_us'),
  ...columns('keyword', '_sedaVersion', '_implementationVersion'),
  ...columns('long', '_tenant', '_v'),
  ...columns('date', '_acd', '_aud'),
];

export const UNIT_PATHS: readonly SchemaPath[] = [
  ...COMMON,
  ...columns('keyword', '_og', '_unitType', '_opts'),
  ...columns('long', '_min', '_max'),
  ...columns('boolean', '_validComputedInheritedRules'),
  ...walk(CONTENT_FIELDS, UNIT_SCHEMA as unknown as Shape, '', (root) => ({
    category: 'DESCRIPTION',
    sedaVersions: VERSIONS_OF[root] ?? VERSIONS,
  })),
  { ...column('_mgt', 'object'), category: 'MANAGEMENT', sedaVersions: VERSIONS },
  ...walk(MANAGEMENT_FIELDS, UNIT_SCHEMA.properties['#management'] as Shape, '_mgt', () => ({
    category: 'MANAGEMENT',
    sedaVersions: VERSIONS,
  })),
];

const IS_MANY = new Map(UNIT_PATHS.map((at) => [at.path, isManyPath(at)]));
/** Texts by language: any name is a text. */
const BY_LANGUAGE = /^(Title_|Description_)\../;

/**
 * Whether a member of a unit is a list; one that nothing describes is (spec model.md 3.4).
 * @param path in the names of the compatible API: `Tag`, `#management.AccessRule.Rules`
 */
export function isManyUnitPath(path: string): boolean {
  return IS_MANY.get(path.replace(/^#management(?=\.|$)/, '_mgt')) ?? !BY_LANGUAGE.test(path);
}

export const GROUP_PATHS: readonly SchemaPath[] = [
  ...COMMON,
  ...columns('keyword', '_profil'),
  ...columns('long', '_nbc'),
  ...walk(GROUP_FIELDS, undefined, '', () => ({ category: 'OTHER', sedaVersions: VERSIONS })),
];
