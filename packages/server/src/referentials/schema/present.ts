import { Type } from 'typebox';
import { ADMINISTRATION_TENANT } from '../../platform/index.ts';
import type { OntologyEntry, OntologyType } from '../ontology.ts';
import { completed } from '../ontology-controls.ts';
import type { Document } from '../store.ts';
import { CARDINALITIES, type SchemaPath } from './paths.ts';

/** Paths as clients read them: with what the vocabulary says of their last name (spec api.md 10.4). */

export type Entries = ReadonlyMap<string, OntologyEntry>;

export function presentPath(at: SchemaPath, collection: 'Unit' | 'ObjectGroup', entries: Entries): Document {
  const names = at.path.split('.');
  const leaf = names.at(-1) as string;
  const known = entries.get(leaf);
  const entry = known && completed(known);
  const isObject = at.type === 'object';
  const type = isObject ? 'OBJECT' : (entry?.Type ?? (at.type.toUpperCase() as OntologyType));
  const typing = entry ?? completed({ Identifier: leaf, Type: type as OntologyType, Origin: 'INTERNAL' });
  return {
    tenant: at.external?.tenant ?? ADMINISTRATION_TENANT,
    Collection: collection,
    Path: at.path,
    ApiPath: [apiName(names[0] as string, entries), ...names.slice(1)].join('.'),
    FieldName: leaf,
    ApiField: apiName(leaf, entries),
    ...(entry?.SedaField === undefined ? {} : { SedaField: entry.SedaField }),
    Category: at.category,
    ShortName: at.external?.shortName ?? entry?.ShortName ?? leaf,
    Description: at.external?.description ?? entry?.Description ?? '',
    Cardinality: at.cardinality,
    Type: type,
    ...(isObject ? {} : { TypeDetail: typing.TypeDetail }),
    ...(isObject || typing.StringSize === undefined ? {} : { StringSize: typing.StringSize }),
    Origin: at.external === undefined ? 'INTERNAL' : 'EXTERNAL',
    SedaVersions: at.sedaVersions,
    CustomSearchTypes: [],
  };
}

function apiName(name: string, entries: Entries): string {
  if (name === '_mgt') return '#management';
  if (name === '_qualifiers') return '#qualifiers';
  return entries.get(name)?.ApiField ?? (name.startsWith('_') ? `#${name.slice(1)}` : name);
}

const Text = Type.String();
const Cardinality = Type.Enum([...CARDINALITIES]);

/** A path, for the documentation; of a profile, with what the profile makes of it. */
export const SCHEMA_PATH_RESULT = Type.Object(
  {
    ...{ tenant: Type.Integer(), Collection: Type.Enum(['Unit', 'ObjectGroup']), Path: Text, ApiPath: Text },
    ...{ FieldName: Text, ApiField: Text, SedaField: Type.Optional(Text) },
    ...{ Category: Type.Enum(['DESCRIPTION', 'MANAGEMENT', 'OTHER']), ShortName: Text, Description: Text },
    ...{ Cardinality, Type: Text, TypeDetail: Type.Optional(Text), StringSize: Type.Optional(Text) },
    ...{ Origin: Type.Enum(['INTERNAL', 'EXTERNAL']), SedaVersions: Type.Array(Text) },
    CustomSearchTypes: Type.Array(Text),
    EffectiveCardinality: Type.Optional(Cardinality),
    Control: Type.Optional(
      Type.Object({
        Type: Type.Optional(Type.Enum(['SELECT', 'REGEX'])),
        Values: Type.Optional(Type.Array(Type.Unknown())),
        ...{ Value: Type.Optional(Text), Comment: Type.Optional(Text) },
      }),
    ),
  },
  { title: 'SchemaPath' },
);
