import { count } from './forms.ts';

/** Texts of the storage strategies that management contracts name. */
export const STORAGE_STRATEGY = {
  title: 'Storage',
  byDefault: 'None is chosen: the default strategy applies.',
  copies: (copies: number, offers: string) =>
    copies === 1
      ? `1 copy, on the offer ${offers}.`
      : `${count(copies, 'copy', 'copies')}, one on each offer (${offers}).`,
  unknown: (name: string) => `This platform has no strategy “${name}”: choose another one for this contract.`,
  untold: 'The copies of this strategy could not be read.',
};
