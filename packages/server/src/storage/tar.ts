/**
 * Headers of TAR entries: POSIX.1-1988 ustar, with a POSIX.1-2001 (PAX) record for names over 100 bytes.
 * Plain files only; written so that the same entries always make the same bytes.
 */

export const BLOCK = 512;
/** Two empty blocks end an archive. */
export const END_OF_ARCHIVE = 2 * BLOCK;

/** ustar writes sizes in eleven octal digits. */
export const MAX_SIZE = 8 ** 11 - 1;
const MAX_USTAR_NAME = 100;

/** Fields of a header: first byte, bytes (the last of a number is a zero). */
const SIZE = { at: 124, digits: 11 };
const TIME = { at: 136, digits: 11 };
const SUM = { at: 148, digits: 6 };
const ZERO = 48;

/** Bytes that bring an entry's content to a whole number of blocks. */
export function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/**
 * Makes headers, 512 bytes, or 1,536 with a PAX record in front: ASCII name, then size of the content in bytes,
 * up to MAX_SIZE. A header is good until the next is made: it lies in the same bytes, since a pack has thousands.
 * @param time modification time of all entries, seconds since 1970
 */
export function tarHeaders(time: number): (name: string, size: number) => Buffer {
  const plain = ustar(time, '0');
  return (name, size) => {
    if (name.length <= MAX_USTAR_NAME) return plain(name, size);
    const record = paxRecord('path', name);
    const padded = Buffer.alloc(record.length + padding(record.length));
    padded.write(record, 'latin1');
    const extended = ustar(time, 'x')('PaxHeader', record.length);
    return Buffer.concat([extended, padded, plain(name.slice(0, MAX_USTAR_NAME), size)]);
  };
}

/** `<length of the record, itself included> <key>=<value>\n` */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return length + rest;
}

/** Only name, size and sum differ from header to header; the sum of the other bytes is known once. */
function ustar(time: number, type: '0' | 'x'): (name: string, size: number) => Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write('0000644', 100, 'latin1');
  header.write('0000000', 108, 'latin1');
  header.write('0000000', 116, 'latin1');
  writeOctal(header, time, TIME);
  header.write(type, 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  // The sum is taken with its own field, eight bytes, blank.
  const common = header.reduce((sum, byte) => sum + byte, 8 * 32);
  header.write('\0 ', SUM.at + SUM.digits, 'latin1');
  return (name, size) => {
    let sum = common + writeOctal(header, size, SIZE);
    for (let at = 0; at < MAX_USTAR_NAME; at += 1) {
      const code = at < name.length ? name.charCodeAt(at) : 0;
      header[at] = code;
      sum += code;
    }
    writeOctal(header, sum, SUM);
    return header;
  };
}

/** Writes a number with leading zeros; @returns the sum of the bytes written */
function writeOctal(into: Buffer, value: number, { at, digits }: { at: number; digits: number }): number {
  let rest = value;
  let sum = 0;
  for (let digit = at + digits - 1; digit >= at; digit -= 1) {
    const code = ZERO + (rest % 8);
    into[digit] = code;
    sum += code;
    rest = Math.floor(rest / 8);
  }
  return sum;
}
