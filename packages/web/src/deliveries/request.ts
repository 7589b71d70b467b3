import type { DeliveryChoice } from '../api/types.ts';

/** Usages of objects (SEDA), in the order of the form. */
export const USAGES = [
  'BinaryMaster',
  'Dissemination',
  'Thumbnail',
  'TextContent',
  'PhysicalMaster',
] as const;
export type Pattern = 'FIRST' | 'LAST' | 'ALL';

/**
 * Which objects the form asks for.
 * @param kind `all`, `none`, or `some`: the usages with a version
 * @param patterns version by usage; an empty one: not this usage
 */
export function objectsOf(
  kind: string,
  patterns: Readonly<Record<string, string>>,
): NonNullable<DeliveryChoice['objects']> {
  if (kind !== 'some') return kind === 'none' ? 'none' : 'all';
  const chosen = Object.entries(patterns).filter(([, pattern]) => pattern !== '');
  if (chosen.length === 0) return 'none';
  return Object.fromEntries(chosen.map(([usage, pattern]) => [usage, [pattern as Pattern]]));
}
