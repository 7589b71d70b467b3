import type { Random } from '@perenne/sample';

/** Days as manifests write them, and as letters do. */

const two = (value: number) => String(value).padStart(2, '0');

export const day = (year: number, month: number, date: number) => `${year}-${two(month)}-${two(date)}`;

export const someDay = (random: Random, year: number) =>
  day(year, 1 + random.below(12), 1 + random.below(28));

/** The day after some others. */
export function later(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export const yearOf = (date: string) => Number(date.slice(0, 4));

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** `12 mars 1987`, `1er avril 2020` */
export function inWords(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${dayOfMonth === 1 ? '1er' : dayOfMonth} ${MONTHS[(month as number) - 1]} ${year}`;
}

/** `1 234,50 €` */
export function euros(amount: number): string {
  const [whole = '', cents] = amount.toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ' ')},${cents} €`;
}
