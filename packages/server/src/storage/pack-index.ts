import type { StoredContainer } from './copies.ts';
import { INDEX_SUFFIX } from './names.ts';
import type { Offer } from './offer.ts';

/** The index beside a pack, which says what the pack holds. */

/** The file: a line about the pack, then one for each entry in the pack's order. */
export function indexFile(pack: StoredContainer, lines: readonly string[]): Buffer {
  const { container, size, digest } = pack;
  const head = JSON.stringify({ container, size, sha512: digest.toString('hex'), entries: lines.length });
  return Buffer.from(`${head}\n${lines.join('')}`);
}

/** What an index says of one entry. */
export interface IndexedEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-512, hexadecimal. */
  readonly sha512: string;
}

/** @returns SHA-512 of the pack, and its entries */
export function readIndex(index: Buffer): { readonly digest: Buffer; readonly entries: IndexedEntry[] } {
  const [head = '', ...lines] = index.toString('utf8').trimEnd().split('\n');
  const { sha512 } = JSON.parse(head) as { sha512: string };
  return { digest: Buffer.from(sha512, 'hex'), entries: lines.map((line) => JSON.parse(line)) };
}

/** The index as the first offer has it that can give it; undefined: there is none, or no pack. Never fails. */
export async function indexOf(offers: readonly Offer[], container: string): Promise<Buffer | undefined> {
  for (const offer of offers) {
    const index = await indexOn(offer, container).catch(() => undefined);
    if (index !== undefined) return index;
  }
  return undefined;
}

async function indexOn(offer: Offer, container: string): Promise<Buffer> {
  const copy = await offer.open(container + INDEX_SUFFIX);
  try {
    const bytes = Buffer.allocUnsafe(copy.size);
    await copy.read(bytes, 0);
    return bytes;
  } finally {
    await copy.close();
  }
}
