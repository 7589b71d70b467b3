import { base64, fromBase64 } from './base64.ts';
import { type Hash, merkleTree } from './merkle-tree.ts';
import { type Chain, ENTRIES, imprintOf, linesOf, type SealedEntry } from './sealed-journal.ts';
import { equal, type ReadTimeStamp, readTimeStamp } from './time-stamp.ts';

/** What a sealed journal proves by itself: everything is computed anew from its entries. */
export interface Verdict {
  /** Root of the tree over its lines, Base64; undefined without lines. */
  readonly root: string | undefined;
  /** Root of the tree that is kept beside the lines, Base64; undefined when it cannot be read. */
  readonly keptRoot: string | undefined;
  /** Root that stands beside the earlier tokens, Base64. */
  readonly statedRoot: string | undefined;
  /** The tree that is kept is the one of the lines. */
  readonly treeIsOfLines: boolean;
  /** As many lines as are announced. */
  readonly countIsOfLines: boolean;
  /** As the journal has it, Base64. */
  readonly token: string;
  readonly timeStamp: ReadTimeStamp | undefined;
  /** What the time stamp has to be of: root and earlier tokens, SHA-512 in Base64; undefined without lines. */
  readonly imprint: string | undefined;
  /** The time stamp is of this root and of these earlier tokens. */
  readonly stampIsOfChain: boolean;
  readonly chain: Chain;
  /** All of it, and the time stamp is valid. Who signed it is for the caller to know. */
  readonly isSound: boolean;
}

const decoder = new TextDecoder();

/**
 * @param given the entries of the ZIP
 * @returns undefined when entries are missing, or can be no journal's
 */
export async function verifyJournal(given: readonly SealedEntry[], hash: Hash): Promise<Verdict | undefined> {
  const bytesOf = (name: string) => given.find((entry) => entry.name === name)?.bytes;
  const data = bytesOf(ENTRIES.data);
  const [tree, token, computing, additional] = (
    [ENTRIES.tree, ENTRIES.token, ENTRIES.computing, ENTRIES.additional] as const
  ).map((name) => {
    const bytes = bytesOf(name);
    return bytes && decoder.decode(bytes);
  });
  if (data === undefined || tree === undefined || token === undefined) return undefined;
  if (computing === undefined || additional === undefined) return undefined;
  const computed = merkleTree(linesOf(data), hash);
  const stated = propertiesOf(computing);
  const chain = chainOf(stated);
  if (chain === undefined) return undefined;
  const timeStamp = await readTimeStamp(bytesIn(token));
  const root = computed && base64(computed.root);
  const treeIsOfLines = computed !== undefined && isSameTree(tree, computed.json);
  const countIsOfLines = propertiesOf(additional).get('numberOfElements') === String(count(linesOf(data)));
  const keptRoot = rootOf(tree);
  const statedRoot = stated.get('currentHash');
  const imprint = computed && imprintOf(computed.root, chain, hash);
  const stampIsOfChain =
    imprint !== undefined &&
    statedRoot === root &&
    timeStamp !== undefined &&
    equal(timeStamp.imprint, imprint);
  const isSound = treeIsOfLines && countIsOfLines && stampIsOfChain && timeStamp?.isValid === true;
  return {
    ...{ root, keptRoot, statedRoot, treeIsOfLines, countIsOfLines, token, timeStamp },
    ...{ imprint: imprint && base64(imprint), stampIsOfChain, chain, isSound },
  };
}

/** Of the tree as it is kept. */
function rootOf(tree: string): string | undefined {
  try {
    const { Root } = JSON.parse(tree) as { readonly Root?: unknown };
    return typeof Root === 'string' ? Root : undefined;
  } catch {
    return undefined;
  }
}

function propertiesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).trimEnd()];
    }),
  );
}

function chainOf(stated: ReadonlyMap<string, string>): Chain | undefined {
  const tokens = ['', 'MinusOneMonth', 'MinusOneYear'].map((which) => {
    const value = stated.get(`previousTimestampToken${which}`);
    if (value === undefined) return undefined;
    return value === 'null' ? null : bytesIn(value).length > 0 ? value : undefined;
  });
  const [previous, minusOneMonth, minusOneYear] = tokens;
  if (previous === undefined || minusOneMonth === undefined || minusOneYear === undefined) return undefined;
  return { previous, minusOneMonth, minusOneYear };
}

/** Empty for a text that is no Base64. */
function bytesIn(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    return new Uint8Array(0);
  }
}

/** The same text, or the same tree in another layout. */
function isSameTree(kept: string, computed: string): boolean {
  if (kept === computed) return true;
  try {
    return JSON.stringify(JSON.parse(kept)) === computed;
  } catch {
    return false;
  }
}

function count(lines: Iterable<unknown>): number {
  let number = 0;
  for (const _ of lines) number += 1;
  return number;
}
