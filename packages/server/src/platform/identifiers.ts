import { randomBytes } from 'node:crypto';

/**
 * Identifiers of the archive: 22 bytes written as 36 characters of lower-case base32
 * (spec model.md 1.1): version, object type, tenant, platform, process, milliseconds, counter.
 */

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

export type TenantId = Branded<number, 'TenantId'>;
export type Guid = Branded<string, 'Guid'>;
export type UnitId = Branded<string, 'Guid'> & { readonly unit?: true };
export type GroupId = Branded<string, 'Guid'> & { readonly group?: true };
export type ObjectId = Branded<string, 'Guid'> & { readonly object?: true };
export type OperationId = Branded<string, 'Guid'> & { readonly operation?: true };

/** Object types of spec model.md 1.1, with the WORM flag that goes with each. */
const TYPES = {
  plain: { code: 0, worm: false },
  unit: { code: 1, worm: false },
  objectGroup: { code: 2, worm: false },
  object: { code: 3, worm: true },
  event: { code: 7, worm: true },
  operation: { code: 8, worm: true },
  registerSummary: { code: 10, worm: false },
  contract: { code: 11, worm: false },
  profile: { code: 12, worm: false },
  context: { code: 13, worm: false },
  registerDetail: { code: 14, worm: false },
  agency: { code: 15, worm: false },
  ontology: { code: 16, worm: false },
} as const;

export type GuidType = keyof typeof TYPES;

const LENGTH = 22;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const DIGIT_OF = new Map([...ALPHABET].map((letter, digit) => [letter, digit]));
const MAX_TENANT = 2 ** 30 - 1;
const MAX_COUNTER = 2 ** 24 - 1;

/** Makes identifiers; one per thread, told apart by `node` (16 bits given by the database) and a random process part. */
export interface GuidMaker {
  make(type: GuidType, tenant: TenantId): Guid;
}

export function guidMaker(node: number, now: () => number = Date.now): GuidMaker {
  // 22 useful bits: two threads of one node differ, and so does a node after a restart.
  const process = randomBytes(4).readUInt32BE() & 0x3fffff;
  const platform = node & 0x07ffffff;
  const bytes = Buffer.alloc(LENGTH);
  let time = 0;
  let counter = 0;
  return {
    make(type, tenant) {
      // Never goes back: a clock set back would give the same millisecond and counter twice.
      const instant = Math.max(now(), time);
      if (instant > time) {
        time = instant;
        counter = 0;
      } else if (counter === MAX_COUNTER) {
        time += 1;
        counter = 0;
      }
      counter += 1;
      const { code, worm } = TYPES[type];
      bytes[0] = 1;
      bytes[1] = code;
      bytes.writeUInt32BE(tenant, 2);
      bytes.writeUInt32BE((worm ? 0x80000000 : 0) + platform, 6);
      bytes.writeUIntBE(process, 10, 3);
      bytes.writeUIntBE(time, 13, 6);
      bytes.writeUIntBE(counter, 19, 3);
      return encode(bytes) as Guid;
    },
  };
}

const LETTERS = Buffer.from(ALPHABET, 'latin1');
const WRITTEN = Buffer.alloc(Math.ceil((LENGTH * 8) / 5));

/** Written in one piece: letters added one by one would each stay in memory as a string of its own. */
function encode(bytes: Uint8Array): string {
  let value = 0;
  let bits = 0;
  let at = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      WRITTEN[at++] = LETTERS[(value >>> bits) & 31] as number;
    }
    value &= (1 << bits) - 1;
  }
  if (bits > 0) WRITTEN[at] = LETTERS[(value << (5 - bits)) & 31] as number;
  return WRITTEN.toString('latin1');
}

function decode(text: string): Buffer | undefined {
  const bytes = Buffer.alloc(LENGTH);
  let value = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const digit = DIGIT_OF.get(letter);
    if (digit === undefined) return undefined;
    value = (value << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (value >>> bits) & 0xff;
      value &= (1 << bits) - 1;
    }
  }
  return at === LENGTH && value === 0 ? bytes : undefined;
}

/** True for a text that is an identifier in its canonical base32 form, whatever made it. */
export function isGuid(text: string): text is Guid {
  if (text.length !== 36) return false;
  const bytes = decode(text);
  return bytes !== undefined && bytes[0] === 1 && bytes.readUInt32BE(2) <= MAX_TENANT;
}

/** What an identifier says: its type's code, tenant and instant; undefined when it is none. */
export function readGuid(text: string): { type: number; tenant: TenantId; instant: Date } | undefined {
  if (!isGuid(text)) return undefined;
  const bytes = decode(text) as Buffer;
  return {
    type: bytes[1] as number,
    tenant: bytes.readUInt32BE(2) as TenantId,
    instant: new Date(bytes.readUIntBE(13, 6)),
  };
}

/** A tenant number as written in a header or a path; undefined when it is not one. */
export function readTenant(text: string): TenantId | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const tenant = Number(text);
  return tenant <= MAX_TENANT ? (tenant as TenantId) : undefined;
}
