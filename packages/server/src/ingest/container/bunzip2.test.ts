import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bunzip2 } from './bunzip2.ts';
import { PackageFault } from './package-file.ts';

/** Made by bzip2 1.0.8: `printf 'Versement de la commune\n' | bzip2`. */
const SHORT = 'QlpoOTFBWSZTWeu/Z40AAAJTgAAQQAABAC4HngAgADFMAAFDNTJ6j0cdbaRg9XiJ+9MtURYu5IpwoSHXfs8a';
/** Likewise of five million zeros at level 1: many blocks, runs of 255, one symbol. */
const ZEROS = 'QlpoMTFBWSZTWabi8/QAJkvAAsAACAAACCAAMMwFKaapEUbAoijxdyRThQkKbi8/QA==';

async function inflated(source: Uint8Array, piece = 7): Promise<Buffer> {
  async function* pieces() {
    for (let at = 0; at < source.length; at += piece) yield source.subarray(at, at + piece);
  }
  const made: Buffer[] = [];
  for await (const each of bunzip2(pieces())) made.push(each);
  return Buffer.concat(made);
}

const packed = (text: string) => Buffer.from(text, 'base64');
const TEXT = 'Versement de la commune\n';

describe('bunzip2', () => {
  it('inflates, in whatever pieces the input comes, and several streams one after another', async () => {
    expect((await inflated(packed(SHORT), 1)).toString()).toBe(TEXT);
    const twice = Buffer.concat([packed(SHORT), packed(SHORT)]);
    expect((await inflated(twice)).toString()).toBe(TEXT + TEXT);
    expect((await inflated(packed(ZEROS))).equals(Buffer.alloc(5_000_000))).toBe(true);
  });

  it('ignores what follows the last stream', async () => {
    expect((await inflated(Buffer.concat([packed(SHORT), Buffer.from('tail')]))).toString()).toBe(TEXT);
  });

  it('hands over a piece at a time: whoever reads can stop', async () => {
    let size = 0;
    for await (const piece of bunzip2(
      (async function* () {
        yield packed(ZEROS);
      })(),
    )) {
      size += piece.length;
      if (size > 300_000) break;
    }
    expect(size).toBeLessThan(600_000);
  });

  it('refuses what is cut, changed or no bzip2 at all, and never makes anything else of it', async () => {
    const whole = packed(SHORT);
    for (let length = 0; length < whole.length; length++)
      await expect(inflated(whole.subarray(0, length))).rejects.toThrow(PackageFault);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length * 8 - 1), async (bit) => {
        const changed = Buffer.from(whole);
        const at = bit >> 3;
        changed[at] = (changed[at] as number) ^ (1 << (bit & 7));
        const made = await inflated(changed).catch((error) => {
          if (!(error instanceof PackageFault)) throw error;
          return Buffer.from(TEXT);
        });
        // A bit that pads the end, or another block size, changes nothing.
        expect(made.toString()).toBe(TEXT);
      }),
      { numRuns: 400 },
    );
  });

  it('ends on any symbols whatever: a run that would never end is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 20, maxLength: 400 }), async (tail) => {
        // A sound beginning of a block, so that the tables and symbols are reached.
        const hostile = Buffer.concat([packed(SHORT).subarray(0, 24), tail]);
        await inflated(hostile).catch((error) => expect(error).toBeInstanceOf(PackageFault));
      }),
      { numRuns: 400 },
    );
  });
});
