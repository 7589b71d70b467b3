import type { StorageStrategies } from '../../api/types.ts';

/** What the name of a storage strategy in a contract stands for (spec frontoffice.md B.20). Pure. */

export type Strategy = StorageStrategies['strategies'][number];

/** Places of a contract that name a strategy, in the order in which they are shown. */
export const PLACES = ['UnitStrategy', 'ObjectGroupStrategy', 'ObjectStrategy'] as const;

/** @returns undefined: no such strategy; where none is named, the default one applies */
export const strategyOf = ({ strategies }: StorageStrategies, name: unknown): Strategy | undefined =>
  strategies.find(({ id, isDefault }) => (isNamed(name) ? id === name : isDefault));

export const isNamed = (name: unknown): name is string => typeof name === 'string' && name !== '';
