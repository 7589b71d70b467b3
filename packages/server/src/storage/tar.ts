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

/** Bytes that bring an entry's content to a whole number of blocks. */
export function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/**
 * The header, 512 bytes, or 1,536 with a PAX record in front.
 * @param name ASCII
 * @param size bytes of the content, up to MAX_SIZE
 * @param time modification time, seconds since 1970
 */
export function tarHeader(name: string, size: number, time: number): Buffer {
  if (name.length <= MAX_USTAR_NAME) return ustar(name, size, time, '0');
  const record = paxRecord('path', name);
  const padded = Buffer.alloc(BLOCK);
  padded.write(record, 'latin1');
  const short = name.slice(0, MAX_USTAR_NAME);
  return Buffer.concat([ustar('PaxHeader', record.length, time, 'x'), padded, ustar(short, size, time, '0')]);
}

/** `<length of the record, itself included> <key>=<value>\n` */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return length + rest;
}

function ustar(name: string, size: number, time: number, type: '0' | 'x'): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, MAX_USTAR_NAME, 'latin1');
  header.write('0000644', 100, 'latin1');
  header.write('0000000', 108, 'latin1');
  header.write('0000000', 116, 'latin1');
  header.write(octal(size), 124, 'latin1');
  header.write(octal(time), 136, 'latin1');
  // The sum is taken with its own field blank.
  header.write('        ', 148, 'latin1');
  header.write(type, 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function octal(value: number): string {
  return value.toString(8).padStart(11, '0');
}
