import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip written by hand, where a packer would refuse or correct it. */
export interface HandEntry {
  readonly name: string | Buffer;
  readonly content: Buffer;
  readonly deflated?: boolean;
  /** General purpose flags. Default: none. */
  readonly flags?: number;
  readonly method?: number;
  /** What is announced instead of the truth. */
  readonly size?: number;
  readonly packedSize?: number;
  readonly crc?: number;
  /** Mode of a Unix file, with its type. */
  readonly mode?: number;
  /** Position of the local header of another entry, by its number. */
  readonly sharesWith?: number;
}

/** A zip with exactly these entries; `announced` is how many its end says that there are. */
export function zipByHand(entries: readonly HandEntry[], announced = entries.length): Buffer {
  const pieces: Buffer[] = [];
  const positions: number[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const packed = entry.deflated ? deflateRawSync(entry.content) : entry.content;
    const method = entry.method ?? (entry.deflated ? 8 : 0);
    const crc = entry.crc ?? crc32(entry.content);
    const packedSize = entry.packedSize ?? packed.length;
    const size = entry.size ?? entry.content.length;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? 0, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(0x5a2f4a00, 6);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packedSize, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const own = entry.sharesWith === undefined ? position : (positions[entry.sharesWith] as number);
    positions.push(own);
    if (entry.sharesWith === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
      pieces.push(local);
      position += local.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6);
    tail.writeUInt32LE(own, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, tail, name]));
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(announced, 8);
  end.writeUInt16LE(announced, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(position, 16);
  return Buffer.concat([...pieces, listing, end]);
}
