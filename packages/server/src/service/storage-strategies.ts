import { Type } from 'typebox';
import { counted, Text, type Told } from '../platform/index.ts';
import type { ReferentialHouse } from '../referentials/index.ts';

/** What a name of a strategy in a management contract stands for (spec frontoffice.md B.20). */

export const StorageStrategies = Type.Object(
  {
    strategies: Type.Array(
      Type.Object({
        id: Text,
        isDefault: Type.Boolean({ description: 'It applies where a contract names none.' }),
        copies: counted('Of everything that is kept under it.'),
        offers: Type.Array(Text, { description: 'Identifiers; one copy lies on each.' }),
      }),
    ),
  },
  { title: 'StorageStrategies' },
);
export type StorageStrategies = Told<typeof StorageStrategies>;

export function strategiesOf({ strategy, offers }: ReferentialHouse['storage']): StorageStrategies {
  const ids = offers.map(({ id }) => id);
  return { strategies: [{ id: strategy, isDefault: true, copies: ids.length, offers: ids }] };
}
