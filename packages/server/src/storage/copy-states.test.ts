import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LookOptions, lookAtCopies } from './copy-states.ts';
import type { CopyReader, Offer } from './offer.ts';
import { StorageError } from './storage-error.ts';

const CONTAINER = '0/objects/op/000001.tar';

/** An offer with one copy; `reading` may fail, or never answer. */
function offerWith(bytes: Buffer | undefined, reading?: (position: number) => Promise<void>): Offer {
  const open = async (): Promise<CopyReader> => {
    if (bytes === undefined) throw new StorageError('MISSING', 'not found');
    return {
      size: bytes.length,
      async read(into, position) {
        await reading?.(position);
        if (position + into.length > bytes.length) throw new StorageError('SIZE_MISMATCH', 'too short');
        into.set(bytes.subarray(position, position + into.length));
      },
      close: async () => undefined,
    };
  };
  return { id: 'offer-1', open } as unknown as Offer;
}

const options = (look: LookOptions['look'] = 'integrity', patience = 10_000): LookOptions => ({
  ...{ look, patience, signal: new AbortController().signal },
});
const sha512 = (bytes: Uint8Array) => hash('sha512', bytes, 'buffer');

describe('copies on an offer', () => {
  it('are hashed entry by entry, in whatever order they are asked for', async () => {
    const bytes = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 31 + (at >> 9)) & 255));
    const places = fc.array(
      fc.record({ offset: fc.nat(2_999_000), size: fc.oneof(fc.nat(900), fc.constant(1_500_000)) }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(places, async (asked) => {
        const states = await lookAtCopies(offerWith(bytes), CONTAINER, asked, options());
        expect(states).toEqual(
          asked.map(({ offset, size }) =>
            offset + size <= bytes.length
              ? { kind: 'read', digest: sha512(bytes.subarray(offset, offset + size)) }
              : { kind: 'faulty', fault: 'SIZE_MISMATCH' },
          ),
        );
      }),
      { numRuns: 8 },
    );
  });

  it('are missing, of another length, or there', async () => {
    const one = [{ offset: null, size: 5 }];
    const of = (bytes: Buffer | undefined) =>
      lookAtCopies(offerWith(bytes), CONTAINER, one, options('existence'));
    expect(await of(undefined)).toEqual([{ kind: 'faulty', fault: 'MISSING' }]);
    expect(await of(Buffer.from('1234'))).toEqual([{ kind: 'faulty', fault: 'SIZE_MISMATCH' }]);
    expect(await of(Buffer.from('123456'))).toEqual([{ kind: 'faulty', fault: 'SIZE_MISMATCH' }]);
    expect(await of(Buffer.from('12345'))).toEqual([{ kind: 'there' }]);
  });

  it('spoil nothing beside them: a bad sector is that of one entry', async () => {
    const bytes = Buffer.alloc(3_000, 7);
    const offer: Offer = {
      ...offerWith(bytes),
      open: async (container) => {
        const copy = await offerWith(bytes).open(container);
        const isBad = (into: Uint8Array, position: number) =>
          position <= 1_500 && position + into.length > 1_500;
        return {
          ...copy,
          read: async (into, position) => {
            if (isBad(into, position)) throw new StorageError('IO', 'bad sector');
            await copy.read(into, position);
          },
        };
      },
    };
    const places = [0, 1_000, 2_000].map((offset) => ({ offset, size: 1_000 }));
    const whole = { kind: 'read', digest: sha512(bytes.subarray(0, 1_000)) };
    const states = await lookAtCopies(offer, CONTAINER, places, options());
    expect(states).toEqual([whole, { kind: 'faulty', fault: 'UNREADABLE' }, whole]);
  });

  it('say nothing of an offer that does not answer: the look fails', async () => {
    const never = () => new Promise<never>(() => undefined);
    const place = [{ offset: 0, size: 10 }];
    const silent = offerWith(Buffer.alloc(100), never);
    await expect(lookAtCopies(silent, CONTAINER, place, options('integrity', 20))).rejects.toMatchObject({
      ...{ code: 'IO', offer: 'offer-1', container: CONTAINER },
    });
    const unopened = { ...silent, open: never } as Offer;
    await expect(lookAtCopies(unopened, CONTAINER, place, options('existence', 20))).rejects.toMatchObject({
      code: 'IO',
    });
  });

  it('are given up when the service stops', async () => {
    const stopping = new AbortController();
    const offer = offerWith(Buffer.alloc(100), async () => stopping.abort(new Error('the service stops')));
    const look = { ...options(), signal: stopping.signal };
    await expect(lookAtCopies(offer, CONTAINER, [{ offset: 0, size: 10 }], look)).rejects.toThrow(
      'the service stops',
    );
  });
});
