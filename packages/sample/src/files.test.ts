import { crc32, inflateRawSync, inflateSync } from 'node:zlib';
import { BUILT_IN, compileIdentifier, SAMPLE_SIZE } from '@perenne/pronom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MadeFile, pdfFile, pngFile, textFile, xmlFile } from './files.ts';
import { jpegFile } from './jpeg.ts';
import { odtFile } from './open-document.ts';
import { randomFrom } from './random.ts';

const seeds = fc.integer();
const titles = fc.string({ unit: fc.constantFrom('a', 'é', '’', 'œ', '(', ')', '\\', ' ', '1') });

describe('a text', () => {
  it('has as many bytes as asked, and is UTF-8 to the last of them', () => {
    fc.assert(
      fc.property(seeds, titles, fc.nat(3_000), (seed, title, size) => {
        const { content } = textFile(randomFrom(seed), title, size);
        expect(content.length).toBe(size);
        expect(() => new TextDecoder('utf-8', { fatal: true }).decode(content)).not.toThrow();
      }),
    );
  });
});

describe('a page', () => {
  it('has its parts where its table says', () => {
    fc.assert(
      fc.property(seeds, titles, (seed, title) => {
        const text = pdfFile(randomFrom(seed), title).content.toString('latin1');
        const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
        expect(text.slice(start, start + 5)).toBe('xref\n');
        const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) =>
          Number(offset),
        );
        expect(offsets.length).toBeGreaterThan(4);
        for (const [at, offset] of offsets.entries())
          expect(text.slice(offset).startsWith(`${at + 1} 0 obj\n`)).toBe(true);
        const [, length, stream = ''] = /\/Length (\d+) >>\nstream\n(.*?)\nendstream/s.exec(text) ?? [];
        expect(stream.length).toBe(Number(length));
        // Parentheses that are part of a line are escaped: those left are pairs.
        const open = stream.replace(/\\[\\()]/g, '').replace(/[^()]/g, '');
        expect(open).toMatch(/^(\(\))*$/);
      }),
    );
  });
});

describe('a picture', () => {
  it('as PNG has chunks with their checksums, and all of its points', () => {
    const { content } = pngFile(randomFrom(1));
    const chunks = new Map<string, Buffer>();
    for (let at = 8; at < content.length; ) {
      const length = content.readUInt32BE(at);
      const body = content.subarray(at + 4, at + 8 + length);
      expect(content.readUInt32BE(at + 8 + length)).toBe(crc32(body));
      chunks.set(body.subarray(0, 4).toString(), body.subarray(4));
      at += 12 + length;
    }
    expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
    const side = (chunks.get('IHDR') as Buffer).readUInt32BE(0);
    expect(inflateSync(chunks.get('IDAT') as Buffer).length).toBe(side * (side * 3 + 1));
  });

  it('as JPEG has segments that follow each other to its points, in which no marker stands', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { content } = jpegFile(randomFrom(seed));
        expect(content.readUInt16BE(0)).toBe(0xffd8);
        const markers: number[] = [];
        let at = 2;
        while (markers.at(-1) !== 0xda) {
          expect(content[at]).toBe(0xff);
          markers.push(content[at + 1] as number);
          at += 2 + content.readUInt16BE(at + 2);
        }
        expect(markers).toEqual([0xe0, 0xdb, 0xc0, 0xc4, 0xc4, 0xda]);
        const points = content.subarray(at, -2).toString('hex').match(/../g)?.join(' ') ?? '';
        expect(points).not.toMatch(/ff (?!00)/);
        expect(content.readUInt16BE(content.length - 2)).toBe(0xffd9);
      }),
    );
  });
});

describe('each kind of file', () => {
  const inflate = (packed: Uint8Array, size: number) =>
    inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  const odt = {
    puid: 'fmt/291',
    name: 'OpenDocument Text',
    version: '1.2',
    mimeType: 'application/vnd.oasis.opendocument.text',
    extensions: ['odt'],
    hasPriorityOver: [],
    signatures: [],
  };
  const identifier = compileIdentifier({ ...BUILT_IN, formats: [...BUILT_IN.formats, odt] }, { inflate });
  const identified = ({ content, extension }: MadeFile) =>
    identifier.identify({
      head: content.subarray(0, SAMPLE_SIZE),
      tail: content.subarray(-SAMPLE_SIZE),
      size: content.length,
      extension,
    });

  it.each([
    ['txt', (seed: number) => textFile(randomFrom(seed), 'Délibération', 1_000)],
    ['pdf', (seed: number) => pdfFile(randomFrom(seed), 'Délibération')],
    ['png', (seed: number) => pngFile(randomFrom(seed))],
    ['jpg', (seed: number) => jpegFile(randomFrom(seed))],
    ['xml', (seed: number) => xmlFile(randomFrom(seed), 'Délibération')],
    ['odt', (seed: number) => odtFile(randomFrom(seed), 'Délibération')],
  ])('%s is of the format that it says, and the same for the same seed', async (extension, make) => {
    for (const seed of [1, 2, 3]) {
      const made = await make(seed);
      expect(made.extension).toBe(extension);
      expect(identified(made)?.puid).toBe(made.formatId);
      expect(made.content.equals((await make(seed)).content)).toBe(true);
    }
  });
});
