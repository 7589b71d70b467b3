import { Type } from 'typebox';
import { countHolders, type Eyes, Holders, type HoldingPaths } from '../access/index.ts';
import { orNull, type TenantId, Text, type Told } from '../platform/index.ts';
import { addedUnitNames, groupSchemaOf, type ReferentialHouse, unitSchemaOf } from '../referentials/index.ts';

/** What stands on an entry of the vocabulary (spec frontoffice.md B.24). */

export const VocabularyUse = Type.Object(
  {
    elements: Type.Array(
      Type.Object({
        collection: Type.Enum(['Unit', 'ObjectGroup']),
        ...{ path: Text, name: Text },
        origin: Type.Enum(['INTERNAL', 'EXTERNAL']),
      }),
      { description: 'Elements of the schema of the tenant whose last name it is.' },
    ),
    holders: orNull(Holders, 'Null: neither archive units nor groups of objects can have it.'),
  },
  { title: 'VocabularyUse' },
);
export type VocabularyUse = Told<typeof VocabularyUse>;
type Element = VocabularyUse['elements'][number] & { readonly apiPath: string };

/** @param everywhere the tenants that whoever asks sees, and what of them */
export async function useOfVocabulary(
  house: ReferentialHouse,
  tenant: TenantId,
  identifier: string,
  everywhere: readonly Eyes[],
): Promise<VocabularyUse> {
  const elements = await elementsOn(house, tenant, identifier);
  const isAtRoot = (await addedUnitNames(house)).some(({ name }) => name === identifier);
  const pathsIn = async (at: TenantId) =>
    pathsOf(
      at === tenant ? elements : await elementsOn(house, at, identifier),
      isAtRoot ? identifier : undefined,
    );
  const holders = await countHolders(house, everywhere, pathsIn);
  const own = await pathsIn(tenant);
  return {
    elements: elements.map(({ apiPath: _, ...element }) => element),
    holders: own.units.length + own.groups.length === 0 ? null : holders,
  };
}

async function elementsOn(house: ReferentialHouse, tenant: TenantId, identifier: string): Promise<Element[]> {
  const schema = [...(await unitSchemaOf(house, tenant)), ...(await groupSchemaOf(house))];
  return schema
    .filter(({ FieldName, Type: type }) => FieldName === identifier && type !== 'OBJECT')
    .map(({ Collection, Path, ApiPath, ShortName, Origin }) => ({
      collection: Collection as Element['collection'],
      ...{ path: String(Path), apiPath: String(ApiPath), name: String(ShortName) },
      origin: Origin as Element['origin'],
    }));
}

/** @param root name that may stand at the root of a description without an element of the schema */
function pathsOf(elements: readonly Element[], root: string | undefined): HoldingPaths {
  const of = (collection: Element['collection']) =>
    elements
      // Some stored names have none in the query language.
      .filter((element) => element.collection === collection && !element.apiPath.startsWith('_'))
      .map(({ apiPath }) => apiPath);
  const units = of('Unit');
  return {
    units: root === undefined || units.includes(root) ? units : [...units, root],
    groups: of('ObjectGroup'),
  };
}
