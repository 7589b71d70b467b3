import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { BLOCK, END_OF_ARCHIVE, padding, tarHeaders } from './tar.ts';

const name = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019._-'), minLength: 1, maxLength: 200 })
  .filter((text) => !text.startsWith('.'));
const entries = fc.array(fc.tuple(name, fc.uint8Array({ maxLength: 2000 })), { maxLength: 8 });

describe('TAR entries', () => {
  it('are read by another reader as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(8 ** 11 - 1), async (written, time) => {
        const headerOf = tarHeaders(time);
        const archive = Buffer.concat([
          ...written.flatMap(([name, bytes]) => [
            Buffer.from(headerOf(name, bytes.length)),
            bytes,
            Buffer.alloc(padding(bytes.length)),
          ]),
          Buffer.alloc(END_OF_ARCHIVE),
        ]);
        expect(archive.length % BLOCK).toBe(0);
        const read = [];
        for await (const entry of Readable.from([archive]).pipe(extract()))
          read.push([entry.header.name, entry.header.mtime?.getTime(), await buffer(entry)]);
        expect(read).toEqual(written.map(([name, bytes]) => [name, time * 1000, Buffer.from(bytes)]));
      }),
    );
  });
});
