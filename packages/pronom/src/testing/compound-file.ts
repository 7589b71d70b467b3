/** A stream of a compound file to be made. */
export interface MadeStream {
  readonly name: string;
  readonly content: Uint8Array;
}

const SECTOR = 512;
/** At least this long: shorter streams lie elsewhere. */
const LONG = 4_096;

/** A compound file: header, the streams, then `room` empty sectors, then its directory. */
export function compoundFile(streams: readonly MadeStream[], room = 0): Buffer {
  const header = Buffer.alloc(SECTOR);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 30);
  const sectors: Buffer[] = [];
  const entries = [entry('Root Entry', 5, 0xfffffffe, 0)];
  for (const { name, content } of streams) {
    entries.push(entry(name, 2, sectors.length, Math.max(content.length, LONG)));
    const bytes = Buffer.alloc(Math.ceil(Math.max(content.length, LONG) / SECTOR) * SECTOR);
    bytes.set(content);
    for (let at = 0; at < bytes.length; at += SECTOR) sectors.push(bytes.subarray(at, at + SECTOR));
  }
  for (let at = 0; at < room; at++) sectors.push(Buffer.alloc(SECTOR));
  header.writeUInt32LE(sectors.length, 48);
  const directory = Buffer.alloc(Math.ceil((entries.length * 128) / SECTOR) * SECTOR);
  Buffer.concat(entries).copy(directory);
  return Buffer.concat([header, ...sectors, directory, Buffer.alloc(room * SECTOR, 0xff)]);
}

function entry(name: string, kind: number, sector: number, size: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 'utf16le');
  bytes.writeUInt16LE((name.length + 1) * 2, 64);
  bytes[66] = kind;
  bytes.writeUInt32LE(sector, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}
