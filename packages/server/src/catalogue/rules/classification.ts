import type { ClassificationLevels } from '../../platform/index.ts';

/** Why the platform does not take the classification of a unit (spec ingest.md 12.3); undefined when it does. */
export function classificationFault(
  management: { readonly [name: string]: unknown },
  { allowList, authorizeNotDefined }: ClassificationLevels,
): string | undefined {
  const rule = management.ClassificationRule as { readonly ClassificationLevel?: unknown } | undefined;
  const level = rule?.ClassificationLevel;
  if (level === undefined)
    return authorizeNotDefined
      ? undefined
      : 'the unit has no classification level, which this platform wants';
  return allowList.includes(String(level))
    ? undefined
    : `the level ${String(level).slice(0, 60)} is none of ${allowList.join(', ')}`;
}
