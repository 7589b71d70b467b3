import type { MadeFile } from './files.ts';
import type { Random } from './random.ts';

/** Points on each side. */
const SIDE = 160;

/** A photograph, nearly: a mosaic of greys in eight by eight points (ITU-T T.81, baseline, with a JFIF 1.01 header). */
export function jpegFile(random: Random): MadeFile {
  const content = Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    segment(0xe0, Buffer.from('4a46494600010100000100010000', 'hex')),
    segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(8)])),
    segment(0xc0, Buffer.from([8, SIDE >> 8, SIDE & 255, SIDE >> 8, SIDE & 255, 1, 1, 0x11, 0])),
    segment(
      0xc4,
      Buffer.from([0, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ),
    // One code among the finer details: there are none.
    segment(0xc4, Buffer.from([0x10, 1, ...Array<number>(15).fill(0), 0])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    mosaic(Array.from({ length: (SIDE / 8) ** 2 }, () => random.below(256) - 128)),
    Buffer.from('ffd9', 'hex'),
  ]);
  return { extension: 'jpg', formatId: 'fmt/43', mimeType: 'image/jpeg', content };
}

function segment(marker: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data]);
}

/** Codes of the number of bits of a difference, those of ITU-T T.81, table K.3. */
const SIZE_CODES = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110'];
const END_OF_BLOCK = '0';

/** Each level as its difference from the one before, in so many bits; a negative one less one. */
function mosaic(levels: readonly number[]): Buffer {
  let before = 0;
  let bits = '';
  for (const level of levels) {
    const difference = level - before;
    before = level;
    const size = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
    const value = difference < 0 ? difference + 2 ** size - 1 : difference;
    bits += SIZE_CODES[size] + (size === 0 ? '' : value.toString(2).padStart(size, '0')) + END_OF_BLOCK;
  }
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? [];
  // What would read as a marker is followed by a zero.
  return Buffer.from(
    bytes.map((byte) => Number.parseInt(byte, 2)).flatMap((byte) => (byte === 255 ? [255, 0] : [byte])),
  );
}
