import { base64 } from './base64.ts';

/** SHA-512 of what stands one after the other. The caller has it: each runtime has a fast one of its own. */
export type Hash = (...parts: readonly Uint8Array[]) => Uint8Array;

const EMPTY = new Uint8Array(0);

/**
 * Levels of the tree over these lines, leaves first, root last (spec operations.md 15.2): a leaf is the digest of its
 * line, the leaves are filled up with empty ones to a power of two, a node is the digest of its two children.
 */
function levelsOf(lines: Iterable<Uint8Array>, hash: Hash): Uint8Array[][] {
  const leaves = Array.from(lines, (line) => hash(line));
  if (leaves.length === 0) return [];
  const levels = [leaves];
  for (let level = padded(leaves); level.length > 1; ) {
    if (levels.length === 1) levels[0] = level;
    const above = Array.from({ length: level.length / 2 }, (_, at) =>
      hash(level[2 * at] as Uint8Array, level[2 * at + 1] as Uint8Array),
    );
    levels.push(above);
    level = above;
  }
  return levels;
}

function padded(leaves: readonly Uint8Array[]): Uint8Array[] {
  const size = 2 ** Math.ceil(Math.log2(leaves.length));
  return Array.from({ length: size }, (_, at) => leaves[at] ?? EMPTY);
}

/** Undefined for no lines. */
export function merkleRoot(lines: Iterable<Uint8Array>, hash: Hash): Uint8Array | undefined {
  return levelsOf(lines, hash).at(-1)?.[0];
}

/** The tree with its text: `{"Root":"<Base64>","l":{…},"r":{…}}`, children left out where there are none. */
export interface MerkleTree {
  readonly root: Uint8Array;
  readonly json: string;
}

/** @returns undefined for no lines */
export function merkleTree(lines: Iterable<Uint8Array>, hash: Hash): MerkleTree | undefined {
  const levels = levelsOf(lines, hash);
  const root = levels.at(-1)?.[0];
  if (root === undefined) return undefined;
  const text = (height: number, at: number): string => {
    const own = `"Root":"${base64(levels[height]?.[at] ?? EMPTY)}"`;
    if (height === 0) return `{${own}}`;
    return `{${own},"l":${text(height - 1, 2 * at)},"r":${text(height - 1, 2 * at + 1)}}`;
  };
  return { root, json: text(levels.length - 1, 0) };
}
