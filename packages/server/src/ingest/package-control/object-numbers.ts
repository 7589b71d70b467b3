export type ObjectNumberFault = 'MANIFEST_SUPERIOR_BDO' | 'MANIFEST_INFERIOR_BDO' | 'INVALID_URI';

export interface ObjectNumbers {
  readonly fault?: ObjectNumberFault;
  /** Declared and absent from the package. */
  readonly missing: readonly string[];
  /** In the package and not declared. */
  readonly undeclared: readonly string[];
  readonly paired: number;
}

/**
 * Compares what the manifest declares with what the package holds; paths are equal to the letter
 * (spec ingest.md 8.4.3). Two objects that declare one path count once.
 */
export function compareObjectNumbers(
  declared: ReadonlySet<string>,
  held: ReadonlySet<string>,
): ObjectNumbers {
  const missing = [...declared].filter((uri) => !held.has(uri));
  const undeclared = [...held].filter((path) => !declared.has(path));
  const paired = declared.size - missing.length;
  if (missing.length === 0 && undeclared.length === 0) return { missing, undeclared, paired };
  const fault =
    declared.size > held.size
      ? 'MANIFEST_SUPERIOR_BDO'
      : declared.size < held.size
        ? 'MANIFEST_INFERIOR_BDO'
        : 'INVALID_URI';
  return { fault, missing, undeclared, paired };
}
