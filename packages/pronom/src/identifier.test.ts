import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN } from './built-in.ts';
import { compileIdentifier, type Identifier, SAMPLE_SIZE } from './identifier.ts';
import { parseSignatureFile } from './signature-file.ts';
import { fileFor } from './testing/file-for.ts';
import { sampleOf } from './testing/sample-of.ts';
import { SMALL_SIGNATURE_FILE } from './testing/small-signature-file.ts';

let identifier: Identifier;
beforeAll(async () => {
  identifier = compileIdentifier(await parseSignatureFile(SMALL_SIGNATURE_FILE));
});
const identified = (file: string | Uint8Array, extension?: string) =>
  identifier.identify(sampleOf(typeof file === 'string' ? Buffer.from(file, 'latin1') : file, extension));

// No text: what a signature does not tell, nothing tells.
const B = '\x01';

describe('a format is told by its signature', () => {
  it.each([
    ['at the start', `PERI${B}`, 'fmt/90001'],
    ['but not a byte later', `${B}PERI`, undefined],
    ['with a fragment one byte on', `PERI${B}2`, 'fmt/90002'],
    ['with a fragment three bytes on', `PERI${B}${B}${B}2`, 'fmt/90002'],
    ['the fragment too far is the lesser format', `PERI${B.repeat(4)}2`, 'fmt/90001'],
    ['the fragment too near is too', `PERI2${B}`, 'fmt/90001'],
    ['at the least of its offsets, and at the very end', `${B.repeat(4)}VARIEND`, 'fmt/90003'],
    ['at the most of its offsets from both ends', `${B.repeat(8)}VARI${B}END${B}${B}`, 'fmt/90003'],
    ['but not beyond, from the start', `${B.repeat(9)}VARIEND`, undefined],
    ['but not beyond, from the end', `${B.repeat(4)}VARIEND${B.repeat(3)}`, undefined],
    ['with one sequence of two', `${B.repeat(4)}VARI`, undefined],
    ['anywhere', `${B.repeat(50_000)}ANYWHER${B}${B}THN`, 'x-fmt/90004'],
    ['anywhere, its second part far off', `${B}ANYWHER${B.repeat(60_000)}THN`, 'x-fmt/90004'],
    ['but not when its second part is too near', `ANYWHER${B}THN`, undefined],
    ['with a range, an exclusion and a mask', 'TE5A\x80TS', 'fmt/90005'],
    ['at the ends of a range', 'TE0A\xffTS', 'fmt/90005'],
    ['but not outside the range', 'TE:A\x80TS\x01', undefined],
    ['but not with what is excluded', 'TE5\x00\x80TS', undefined],
    ['but not without the bit', 'TE5A\x01TS', undefined],
    ['from the end, the last part of it first', `${B}FIR${B}LAS${B}${B}`, 'fmt/90006'],
    ['from the end, but not nearer than it says', `${B}FIR${B}LAS${B}`, undefined],
    ['from the end, but not farther than it says', `${B}FIR${B}LAS${B.repeat(5)}`, undefined],
    ['by one of alternative fragments', `${B}${B}LL1ANCHOR`, 'fmt/90007'],
    ['by the other', `${B}${B}LL2${B}ANCHOR`, 'fmt/90007'],
    ['its offset counted to the outermost fragment', `${B.repeat(6)}LL1${B}ANCHOR`, 'fmt/90007'],
    ['which may not be too near', `${B}LL1ANCHOR`, undefined],
    ['nor missing', `${B}${B}${B}L1ANCHOR`, undefined],
  ])('%s', (_what, file, puid) => {
    expect(identified(file)?.puid).toBe(puid);
    if (puid) expect(identified(file)?.basis).toBe('signature');
  });

  it('and says its name, version and media types', () => {
    expect(identified(`PERI${B}`)).toEqual({
      puid: 'fmt/90001',
      name: 'Perenne one',
      version: '1',
      mimeType: 'application/x-one, application/one',
      basis: 'signature',
    });
  });

  it('at the end of a long file, of which the middle is not looked at', () => {
    const long = new Uint8Array(3 * SAMPLE_SIZE).fill(1);
    long.set(Buffer.from('FIR'), long.length - 20);
    long.set(Buffer.from('LAS'), long.length - 5);
    expect(identified(long)?.puid).toBe('fmt/90006');
    long.fill(1);
    long.set(Buffer.from('ANYWHER00THN'), SAMPLE_SIZE + 10);
    expect(identified(long)).toBeUndefined();
  });

  it('only when the whole of it is there', () => {
    const files = ['PERI', `${B.repeat(4)}VARIEND`, `ANYWHER${B}${B}THN`, 'TE5A\x80TS', `${B}${B}LL1ANCHOR`];
    for (const file of files) {
      const whole = identified(file)?.puid;
      expect(whole).toBeDefined();
      for (let length = 0; length < file.length; length++)
        expect(identified(file.slice(0, length))?.puid, `${length} bytes of ${file}`).not.toBe(whole);
    }
  });
});

describe('of several formats', () => {
  it('the one with priority stands, whatever the extension', () => {
    expect(identified(`PERI${B}2`, 'one')?.puid).toBe('fmt/90002');
  });

  it('the extension decides where none has priority, else the first of the file', () => {
    expect(identified(`${B}${B}LL1ANCHOR`, 'TWN')?.puid).toBe('fmt/90008');
    expect(identified(`${B}${B}LL1ANCHOR`, 'xyz')?.puid).toBe('fmt/90007');
  });

  it('every signature that fits is told on its own', () => {
    expect(identifier.signatures(sampleOf(Buffer.from(`PERI${B}2`, 'latin1')))).toEqual(['1', '2']);
  });
});

describe('without a signature', () => {
  it.each([
    ['the extension of a format that has none', B, 'uns', 'fmt/90009', 'extension'],
    ['the extension, in any case of letters', B, 'UNS', 'fmt/90009', 'extension'],
    [
      'the extension of a format whose signature does not fit, as a last resort',
      B,
      'var',
      'fmt/90003',
      'extension',
    ],
    ['the bytes of a text', 'Délibération\r\n', undefined, 'x-fmt/111', 'text'],
    ['the bytes of a text with its extension', 'a;b\n', 'txt', 'x-fmt/111', 'text'],
    ['the extension of a kind of text', 'a;b\n', 'csv', 'x-fmt/18', 'extension'],
    [
      'the bytes of a text, its extension being of a format with a signature',
      'a;b\n',
      'var',
      'x-fmt/111',
      'text',
    ],
  ])('%s tells', (_what, file, extension, puid, basis) => {
    expect(identified(file, extension)).toMatchObject({ puid, basis });
  });

  it('nothing else tells: unknown bytes, unknown extensions, an empty file', () => {
    expect(identified(B)).toBeUndefined();
    expect(identified(B, 'xyz')).toBeUndefined();
    expect(identified('')).toBeUndefined();
    expect(identified('', 'uns')?.puid).toBe('fmt/90009');
    expect(identified('', '__proto__')).toBeUndefined();
  });
});

it('any bytes get an answer', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.option(fc.string(), { nil: undefined }),
      (file, extension) => {
        expect(() => identified(file, extension)).not.toThrow();
      },
    ),
  );
});

describe('the table of the commonest formats', () => {
  const own = compileIdentifier(BUILT_IN);

  it('tells each of its formats by each of its signatures', () => {
    const owners = new Map(BUILT_IN.formats.flatMap((format) => format.signatures.map((id) => [id, format])));
    for (const signature of BUILT_IN.signatures) {
      const format = owners.get(signature.id);
      const answer = own.identify(sampleOf(fileFor(signature, 0xa5) as Uint8Array, format?.extensions[0]));
      expect(answer?.puid, `signature ${signature.id}`).toBe(format?.puid);
    }
  });

  it('names each format once, and gives priorities over formats that it has', () => {
    const puids = BUILT_IN.formats.map(({ puid }) => puid);
    expect(new Set(puids).size).toBe(puids.length);
    for (const puid of BUILT_IN.formats.flatMap(({ hasPriorityOver }) => hasPriorityOver))
      expect(puids).toContain(puid);
  });
});
