import { PackageFault } from './package-file.ts';

/**
 * bzip2, which Node.js lacks. Written here because the libraries there are (all after micro-bunzip) hang on a run
 * whose length overflows and inflate a whole input piece before anybody can stop them; a transfer may be hostile.
 */

/** Most bytes that one block can take packed: 900,000 symbols of 20 bits, with its tables. */
const BLOCK_ROOM = 3 * 1024 * 1024;
/** Bytes that follow the input in memory, so that a read past its end sees zeros. */
const PADDING = 8;
const PIECE = 256 * 1024;

const BLOCK_MAGIC = [0x314159, 0x265359] as const;
const END_MAGIC = [0x177245, 0x385090] as const;
const LONGEST_CODE = 20;
const GROUP_SIZE = 50;
const MOST_SELECTORS = 18_002;
/** A longer run of runs would pass the largest block. */
const LONGEST_RUN_CODE = 20;

/**
 * Inflates bzip2 as it comes, one block in memory at a time; what follows the last stream is ignored.
 * @throws PackageFault DAMAGED; what the source throws
 */
export async function* bunzip2(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const bits = new BitReader(source);
  await bits.fill();
  do {
    const block = new Uint32Array(readHeader(bits) * 100_000);
    let combined = 0;
    for (;;) {
      await bits.fill();
      const [high, low] = [bits.read(24), bits.read(24)];
      if (high === END_MAGIC[0] && low === END_MAGIC[1]) break;
      if (high !== BLOCK_MAGIC[0] || low !== BLOCK_MAGIC[1]) throw damaged('a block does not begin as one');
      const announced = bits.read32();
      const { count, origin } = readBlock(bits, block);
      bits.confirm();
      const crc = yield* unwound(block, count, origin);
      if (crc !== announced) throw damaged('the checksum of a block is wrong');
      combined = ((combined << 1) | (combined >>> 31)) ^ crc;
    }
    if (bits.read32() !== combined >>> 0) throw damaged('its checksum is wrong');
    bits.confirm();
    bits.align();
    await bits.fill();
  } while (bits.startsStream());
}

const damaged = (why: string) => new PackageFault('DAMAGED', `The bzip2 cannot be inflated: ${why}.`);

/** Size of the blocks, hundreds of thousands of bytes. */
function readHeader(bits: BitReader): number {
  if (!bits.startsStream()) throw damaged('it does not begin as one');
  bits.read(24);
  const level = bits.read(8) - 0x30;
  if (level < 1 || level > 9) throw damaged('its block size is none');
  return level;
}

/** Bits of the input, most significant first, with a whole block always ahead. */
class BitReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #bytes: Buffer = Buffer.alloc(PADDING);
  /** Bytes of input in `#bytes`; zeros follow. */
  #length = 0;
  /** Position, bits. */
  #at = 0;
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async fill(): Promise<void> {
    const used = this.#at >>> 3;
    if (this.#ended || this.#length - used >= BLOCK_ROOM) return;
    const pieces: Uint8Array[] = [this.#bytes.subarray(used, this.#length)];
    let length = this.#length - used;
    while (length < BLOCK_ROOM) {
      const { value, done } = await this.#source.next();
      if (done) {
        this.#ended = true;
        break;
      }
      pieces.push(value);
      length += value.length;
    }
    this.#bytes = Buffer.concat([...pieces, Buffer.alloc(PADDING)]);
    this.#length = length;
    this.#at &= 7;
  }

  /** Up to 24 bits, without passing them. */
  peek(count: number): number {
    const at = this.#at >>> 3;
    const bytes = this.#bytes;
    const window =
      ((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number);
    return (window << (this.#at & 7)) >>> (32 - count);
  }

  skip(count: number): void {
    this.#at += count;
  }

  read(count: number): number {
    const value = this.peek(count);
    this.#at += count;
    return value;
  }

  read32(): number {
    return this.read(16) * 0x1_0000 + this.read(16);
  }

  align(): void {
    this.#at = (this.#at + 7) & ~7;
  }

  startsStream(): boolean {
    return (this.#at >>> 3) + 4 <= this.#length && this.peek(24) === 0x425a68;
  }

  /** @throws PackageFault when more was read than there is */
  confirm(): void {
    if (this.#at > this.#length * 8) throw damaged('it is cut short');
  }
}

interface Codes {
  readonly shortest: number;
  /** Largest code of each length; -1 where there is none. */
  readonly limit: Int32Array;
  /** What is taken off a code of each length to give its rank. */
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
}

/** Reads a block up to its last column, which it leaves in `block` with the links that sort it. */
function readBlock(bits: BitReader, block: Uint32Array): { count: number; origin: number } {
  if (bits.read(1) === 1) throw damaged('its blocks are randomised, which is obsolete');
  const origin = bits.read(24);
  const used = readUsedBytes(bits);
  const tables = bits.read(3);
  if (tables < 2 || tables > 6) throw damaged('a block has an impossible number of tables');
  const selectors = readSelectors(bits, tables);
  const codes = Array.from({ length: tables }, () => readCodes(bits, used.length + 2));
  const counts = new Uint32Array(256);
  const count = readSymbols(bits, { used, selectors, codes, block, counts });
  if (origin >= count) throw damaged('a block begins outside itself');
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const here = counts[byte] as number;
    counts[byte] = sum;
    sum += here;
  }
  for (let at = 0; at < count; at++) {
    const byte = (block[at] as number) & 0xff;
    const place = counts[byte] as number;
    block[place] = (block[place] as number) | (at << 8);
    counts[byte] = place + 1;
  }
  return { count, origin };
}

function readUsedBytes(bits: BitReader): Uint8Array {
  const rows = bits.read(16);
  const used: number[] = [];
  for (let row = 0; row < 16; row++) {
    if (!(rows & (0x8000 >>> row))) continue;
    const columns = bits.read(16);
    for (let column = 0; column < 16; column++)
      if (columns & (0x8000 >>> column)) used.push(row * 16 + column);
  }
  if (used.length === 0) throw damaged('a block uses no byte');
  return Uint8Array.from(used);
}

function readSelectors(bits: BitReader, tables: number): Uint8Array {
  const announced = bits.read(15);
  if (announced === 0) throw damaged('a block has no selector');
  const selectors = new Uint8Array(Math.min(announced, MOST_SELECTORS));
  const front = Uint8Array.from({ length: tables }, (_, at) => at);
  for (let at = 0; at < announced; at++) {
    let rank = 0;
    while (bits.read(1) === 1) if (++rank >= tables) throw damaged('a selector names no table');
    const table = front[rank] as number;
    front.copyWithin(1, 0, rank);
    front[0] = table;
    // Encoders exist that write more than any block needs.
    if (at < selectors.length) selectors[at] = table;
  }
  return selectors;
}

function readCodes(bits: BitReader, symbols: number): Codes {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    for (;;) {
      if (length < 1 || length > LONGEST_CODE) throw damaged('a code has an impossible length');
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  const limit = new Int32Array(LONGEST_CODE + 1).fill(-1);
  const base = new Int32Array(LONGEST_CODE + 1);
  const ordered = new Uint16Array(symbols);
  let rank = 0;
  let code = 0;
  for (let each = 1; each <= LONGEST_CODE; each++) {
    base[each] = code - rank;
    for (let symbol = 0; symbol < symbols; symbol++)
      if (lengths[symbol] === each) {
        ordered[rank++] = symbol;
        code++;
      }
    limit[each] = code - 1;
    code <<= 1;
  }
  return { shortest: Math.min(...lengths), limit, base, symbols: ordered };
}

interface Symbols {
  readonly used: Uint8Array;
  readonly selectors: Uint8Array;
  readonly codes: readonly Codes[];
  readonly block: Uint32Array;
  /** How often each byte occurs; filled here. */
  readonly counts: Uint32Array;
}

/** Bytes of the block, one in each element. @returns how many */
function readSymbols(bits: BitReader, { used, selectors, codes, block, counts }: Symbols): number {
  const end = used.length + 1;
  const front = Uint8Array.from(used);
  let count = 0;
  let run = 0;
  let runBits = 0;
  for (let group = 0; ; group++) {
    if (group >= selectors.length) throw damaged('a block has more symbols than selectors');
    const table = codes[selectors[group] as number] as Codes;
    for (let left = GROUP_SIZE; left > 0; left--) {
      const symbol = readSymbol(bits, table);
      if (symbol <= 1) {
        if (runBits > LONGEST_RUN_CODE) throw damaged('a run is longer than any block');
        run += (symbol + 1) << runBits++;
        continue;
      }
      if (runBits > 0) {
        const byte = front[0] as number;
        if (count + run > block.length) throw damaged('a block is longer than announced');
        counts[byte] = (counts[byte] as number) + run;
        block.fill(byte, count, count + run);
        count += run;
        run = runBits = 0;
      }
      if (symbol === end) return count;
      if (count >= block.length) throw damaged('a block is longer than announced');
      const byte = front[symbol - 1] as number;
      front.copyWithin(1, 0, symbol - 1);
      front[0] = byte;
      counts[byte] = (counts[byte] as number) + 1;
      block[count++] = byte;
    }
  }
}

function readSymbol(bits: BitReader, { shortest, limit, base, symbols }: Codes): number {
  const window = bits.peek(LONGEST_CODE);
  for (let length = shortest; length <= LONGEST_CODE; length++) {
    const code = window >>> (LONGEST_CODE - length);
    if (code > (limit[length] as number)) continue;
    const symbol = symbols[code - (base[length] as number)];
    if (symbol === undefined) break;
    bits.skip(length);
    return symbol;
  }
  throw damaged('a code is no symbol');
}

/** CRC-32 with the most significant bit first, as bzip2 has it. */
const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/** Follows the links of a block and unwinds its runs: after four equal bytes, how many more. @returns its checksum */
function* unwound(block: Uint32Array, count: number, origin: number): Generator<Buffer, number> {
  let piece = Buffer.allocUnsafe(PIECE);
  let filled = 0;
  let crc = -1;
  let link = (block[origin] as number) >>> 8;
  let last = -1;
  let equal = 0;
  for (let left = count; left > 0; left--) {
    const entry = block[link] as number;
    const byte = entry & 0xff;
    link = entry >>> 8;
    let copies = 1;
    let value = byte;
    if (equal === 4) {
      copies = byte;
      value = last;
      equal = 0;
    } else if (byte === last) equal++;
    else {
      last = byte;
      equal = 1;
    }
    for (; copies > 0; copies--) {
      crc = (crc << 8) ^ (CRC_TABLE[(crc >>> 24) ^ value] as number);
      piece[filled++] = value;
      if (filled < PIECE) continue;
      yield piece;
      piece = Buffer.allocUnsafe(PIECE);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
  return ~crc >>> 0;
}
