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

/** What the end of a zip64 announces; the usual end before it then says that the numbers stand there. */
export interface HandZip64 {
  readonly entries?: bigint;
  readonly listingSize?: bigint;
  readonly listingAt?: bigint;
  /** Where the locator says that the end lies. */
  readonly endAt?: bigint;
  readonly signature?: number;
}

/** A zip with exactly these entries; `announced` is how many its end says that there are. */
export function zipByHand(
  entries: readonly HandEntry[],
  announced = entries.length,
  zip64?: HandZip64,
): Buffer {
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
  if (zip64) {
    end.fill(0xff, 8, 20);
    const truth = { entries: announced, listingSize: listing.length, listingAt: position };
    return Buffer.concat([...pieces, listing, zip64End(zip64, truth), end]);
  }
  end.writeUInt16LE(announced, 8);
  end.writeUInt16LE(announced, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(position, 16);
  return Buffer.concat([...pieces, listing, end]);
}

interface Truth {
  readonly entries: number;
  readonly listingSize: number;
  readonly listingAt: number;
}

/** The end of a zip64 and the locator that leads to it. */
function zip64End(told: HandZip64, { entries, listingSize, listingAt }: Truth): Buffer {
  const end = Buffer.alloc(56);
  end.writeUInt32LE(told.signature ?? 0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(told.entries ?? BigInt(entries), 24);
  end.writeBigUInt64LE(told.entries ?? BigInt(entries), 32);
  end.writeBigUInt64LE(told.listingSize ?? BigInt(listingSize), 40);
  end.writeBigUInt64LE(told.listingAt ?? BigInt(listingAt), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(told.endAt ?? BigInt(listingAt + listingSize), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end, locator]);
}
