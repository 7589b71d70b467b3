import type { TenantId } from '../../platform/index.ts';
import type { ReferentialHouse } from '../journal.ts';
import type { Document } from '../store.ts';
import { extensionsOf, vocabularyEntries } from './external-schema.ts';
import { GROUP_PATHS, UNIT_PATHS } from './paths.ts';
import { presentPath } from './present.ts';

type House = Pick<ReferentialHouse, 'database'>;

/** Every path of a tenant's units, its extensions among them, as clients read it. */
export async function unitSchemaOf(house: House, tenant: TenantId): Promise<Document[]> {
  const entries = await vocabularyEntries(house);
  const paths = [...UNIT_PATHS, ...(await extensionsOf(house, tenant))];
  return paths.map((path) => presentPath(path, 'Unit', entries));
}

/** Every path of object groups, which no tenant extends. */
export async function groupSchemaOf(house: House): Promise<Document[]> {
  const entries = await vocabularyEntries(house);
  return GROUP_PATHS.map((path) => presentPath(path, 'ObjectGroup', entries));
}

/** Names that the vocabulary has beyond what units are made of: they may stand at the root of a description. */
export async function addedUnitNames(
  house: House,
): Promise<{ readonly name: string; readonly shortName: string | null }[]> {
  return [...(await vocabularyEntries(house)).values()]
    .filter(({ Origin, Collections }) => Origin === 'EXTERNAL' && Collections?.includes('Unit') !== false)
    .map(({ Identifier, ShortName }) => ({ name: Identifier, shortName: ShortName ?? null }));
}
