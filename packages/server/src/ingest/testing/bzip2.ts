/**
 * Packs as bzip2 without compressing well: sorted rotations, one code length for all symbols. Enough to make
 * packages for tests where no bzip2 is installed.
 */
export function bzip2(content: Buffer): Buffer {
  const bits = new BitWriter();
  bits.write(0x425a68, 24);
  bits.write(0x39, 8);
  let combined = 0;
  for (let at = 0; at < content.length; at += BLOCK) {
    const crc = writeBlock(bits, content.subarray(at, at + BLOCK));
    combined = ((combined << 1) | (combined >>> 31)) ^ crc;
  }
  bits.write(0x177245, 24);
  bits.write(0x385090, 24);
  bits.write(combined >>> 16, 16);
  bits.write(combined & 0xffff, 16);
  return bits.bytes();
}

/** Short blocks: rotations are sorted the plain way. */
const BLOCK = 20_000;
const CODE_LENGTH = 9;
const GROUP = 50;

class BitWriter {
  readonly #bytes: number[] = [];
  #held = 0;
  #count = 0;

  write(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) {
      this.#held = (this.#held << 1) | ((value >>> bit) & 1);
      if (++this.#count < 8) continue;
      this.#bytes.push(this.#held);
      this.#held = this.#count = 0;
    }
  }

  bytes(): Buffer {
    while (this.#count > 0) this.write(0, 1);
    return Buffer.from(this.#bytes);
  }
}

function writeBlock(bits: BitWriter, plain: Buffer): number {
  const crc = checksum(plain);
  const block = withRuns(plain);
  const twice = Buffer.concat([block, block]);
  const length = block.length;
  const order = Array.from({ length }, (_, at) => at).sort((a, b) =>
    twice.compare(twice, b, b + length, a, a + length),
  );
  const column = order.map((start) => block[(start + length - 1) % length] as number);
  const used = [...new Set(block)].sort((a, b) => a - b);
  const symbols = moveToFront(column, used);
  bits.write(0x314159, 24);
  bits.write(0x265359, 24);
  bits.write(crc >>> 16, 16);
  bits.write(crc & 0xffff, 16);
  bits.write(0, 1);
  bits.write(order.indexOf(0), 24);
  const rows = Array.from({ length: 16 }, (_, row) => used.filter((byte) => byte >> 4 === row));
  for (const row of rows) bits.write(row.length > 0 ? 1 : 0, 1);
  for (const row of rows)
    if (row.length > 0)
      for (let low = 0; low < 16; low++) bits.write(row.some((byte) => (byte & 15) === low) ? 1 : 0, 1);
  const groups = Math.ceil(symbols.length / GROUP);
  bits.write(2, 3);
  bits.write(groups, 15);
  for (let group = 0; group < groups; group++) bits.write(0, 1);
  for (let table = 0; table < 2; table++) {
    bits.write(CODE_LENGTH, 5);
    for (let symbol = 0; symbol < used.length + 2; symbol++) bits.write(0, 1);
  }
  for (const symbol of symbols) bits.write(symbol, CODE_LENGTH);
  return crc;
}

/** Four equal bytes are followed by how many more there are. */
function withRuns(plain: Buffer): Buffer {
  const out: number[] = [];
  for (let at = 0; at < plain.length; ) {
    const byte = plain[at] as number;
    let run = 1;
    while (run < 259 && plain[at + run] === byte) run++;
    for (let each = 0; each < Math.min(run, 4); each++) out.push(byte);
    if (run >= 4) out.push(run - 4);
    at += run;
  }
  return Buffer.from(out);
}

/** Ranks after the last use, runs of rank 0 in bijective base 2, and the end symbol. */
function moveToFront(column: readonly number[], used: readonly number[]): number[] {
  const front = [...used];
  const symbols: number[] = [];
  let zeros = 0;
  const flush = () => {
    for (; zeros > 0; zeros = (zeros - 1) >> 1) symbols.push(zeros & 1 ? 0 : 1);
  };
  for (const byte of column) {
    const rank = front.indexOf(byte);
    if (rank === 0) {
      zeros++;
      continue;
    }
    flush();
    symbols.push(rank + 1);
    front.unshift(...front.splice(rank, 1));
  }
  flush();
  symbols.push(used.length + 1);
  return symbols;
}

function checksum(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return ~crc >>> 0;
}
