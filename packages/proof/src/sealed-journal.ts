import { base64, fromBase64 } from './base64.ts';
import { type Hash, merkleTree } from './merkle-tree.ts';
import type { TimeStamper } from './time-stamp.ts';

/** Names of the entries of a sealed journal, in their order (spec operations.md 15.2). */
export const ENTRIES = {
  data: 'data.txt',
  tree: 'merkleTree.json',
  token: 'token.tsp',
  computing: 'computing_information.txt',
  additional: 'additional_information.txt',
} as const;

/** From the first instant to before the last; technical dates, `2023-01-01T00:00:00.000`. */
export interface Interval {
  readonly start: string;
  readonly end: string;
}

/** Tokens of earlier journals, Base64, into which this one is linked; null: none. */
export interface Chain {
  readonly previous: string | null;
  readonly minusOneMonth: string | null;
  readonly minusOneYear: string | null;
}

export interface SealedEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SealedJournal {
  /** Root of the tree, Base64. */
  readonly root: string;
  /** TimeStampResp, DER, Base64. */
  readonly token: string;
  /** In the order in which they stand in the ZIP, which stores them as they are. */
  readonly entries: readonly SealedEntry[];
}

const LINE_FEED = 0x0a;
const encoder = new TextEncoder();

/**
 * Seals a journal: the tree over its lines, and a time stamp over the root and the tokens before it.
 * @param data lines, each ended by a line feed; at least one
 */
export async function sealJournal(
  data: Uint8Array,
  interval: Interval,
  chain: Chain,
  stamper: TimeStamper,
  hash: Hash,
): Promise<SealedJournal> {
  const lines = [...linesOf(data)];
  const tree = merkleTree(lines, hash);
  if (tree === undefined) throw new RangeError('a journal without lines is not sealed');
  const root = base64(tree.root);
  const token = base64(await stamper(imprintOf(tree.root, chain, hash)));
  const texts: readonly (readonly [string, string])[] = [
    [ENTRIES.tree, tree.json],
    [ENTRIES.token, token],
    [ENTRIES.computing, computingInformation(root, chain)],
    [ENTRIES.additional, additionalInformation(lines.length, interval)],
  ];
  return {
    root,
    token,
    entries: [
      { name: ENTRIES.data, bytes: data },
      ...texts.map(([name, text]) => ({ name, bytes: encoder.encode(text) })),
    ],
  };
}

/** What the time stamp is of: the root, then the tokens that there are. */
export function imprintOf(
  root: Uint8Array,
  { previous, minusOneMonth, minusOneYear }: Chain,
  hash: Hash,
): Uint8Array {
  const tokens = [previous, minusOneMonth, minusOneYear].filter((token) => token !== null);
  return hash(root, ...tokens.map(fromBase64));
}

/** Lines without their line feeds; views of the bytes. */
export function* linesOf(data: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < data.length; ) {
    const end = data.indexOf(LINE_FEED, from);
    const to = end === -1 ? data.length : end;
    yield data.subarray(from, to);
    from = to + 1;
  }
}

function computingInformation(root: string, { previous, minusOneMonth, minusOneYear }: Chain): string {
  return properties({
    currentHash: root,
    previousTimestampToken: previous,
    previousTimestampTokenMinusOneMonth: minusOneMonth,
    previousTimestampTokenMinusOneYear: minusOneYear,
  });
}

function additionalInformation(elements: number, { start, end }: Interval): string {
  return properties({
    numberOfElements: elements,
    startDate: start,
    endDate: end,
    securisationVersion: 'V1',
  });
}

const properties = (members: Readonly<Record<string, unknown>>) =>
  Object.entries(members)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
