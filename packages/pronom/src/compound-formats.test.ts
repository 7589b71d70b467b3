import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN } from './built-in.ts';
import { compoundFormat } from './compound-formats.ts';
import { compileIdentifier, SAMPLE_SIZE, type Sample, wantedRange } from './identifier.ts';
import { compoundFile } from './testing/compound-file.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
function sampleOf(content: Buffer): Sample {
  const head = content.subarray(0, SAMPLE_SIZE);
  const wanted = wantedRange(head);
  return {
    head,
    tail: content.subarray(-SAMPLE_SIZE),
    size: content.length,
    ...(wanted
      ? {
          middle: {
            offset: wanted.offset,
            bytes: content.subarray(wanted.offset, wanted.offset + wanted.length),
          },
        }
      : {}),
  };
}
const puidOf = (name: string, hex = '', room = 0) =>
  compoundFormat(
    sampleOf(
      compoundFile(
        [
          { name: '1Table', content: bytes('') },
          { name, content: bytes(hex) },
        ],
        room,
      ),
    ),
  );

const WORD_97 = 'eca5 c100 0000 0000 0000';
const VISIO = `${Buffer.from('Visio (TM) Drawing\r\n').toString('hex')} 000000000000`;
const EXCEL_97 = '0908 1000 0006 0500 0000 0000 0000 0000 0000 0000';

describe('formats whose files are compound', () => {
  it.each([
    ['WordDocument', `${WORD_97} 0000`, 'fmt/40'],
    ['WordDocument', `${WORD_97} 0100`, 'x-fmt/45'],
    ['WordDocument', `${WORD_97} 0001`, 'fmt/754'],
    ['WordDocument', 'dca5 6500', 'fmt/39'],
    ['WordDocument', '0000 0000', 'fmt/609'],
    ['Workbook', `${EXCEL_97} 4200 0200`, 'fmt/61'],
    ['Workbook', `${EXCEL_97} 6000 0000`, 'x-fmt/17'],
    ['Book', '0908 0800 0005 0500', 'fmt/59'],
    ['PowerPoint Document', '', 'fmt/126'],
    ['__properties_version1.0', '', 'x-fmt/430'],
    ['WordDocument', `${WORD_97} 0101`, 'fmt/755'],
    ['VisioDocument', '', 'fmt/442'],
    ...([
      ['03', 'fmt/1509'],
      ['04', 'fmt/1510'],
      ['05', 'x-fmt/113'],
      ['06', 'x-fmt/258'],
      ['0b', 'fmt/443'],
      ['63', 'fmt/442'],
    ].map(([version, puid]) => ['VisioDocument', `${VISIO} ${version}`, puid]) as [string, string, string][]),
    ['PerfectOffice_MAIN', '', 'fmt/892'],
    ['\u0005HwpSummaryInformation', '', 'fmt/1084'],
    ['EncryptedPackage', '', 'fmt/494'],
  ])('a stream %s that begins with %s: %s', (name, hex, puid) => {
    expect(puidOf(name, hex)).toBe(puid);
  });

  it('are told wherever their directory lies, as long as it is kept on the way', () => {
    for (const room of [1, 100, 1_000, 5_000]) {
      expect(puidOf('PowerPoint Document', '', room)).toBe('fmt/126');
      expect(puidOf('WordDocument', `${WORD_97} 0000`, room)).toBe('fmt/40');
    }
  });

  it('are told before the signature that they share, and by it when nothing else tells', () => {
    const identifier = compileIdentifier(BUILT_IN);
    const found = (name: string) =>
      identifier.identify(sampleOf(compoundFile([{ name, content: bytes('') }])));
    expect(found('PowerPoint Document')).toMatchObject({ puid: 'fmt/126', basis: 'container' });
    expect(found('Catalog')).toMatchObject({ puid: 'fmt/111', basis: 'signature' });
    // Of the table in use there is no such format.
    expect(found('EncryptedPackage')).toMatchObject({ puid: 'fmt/111' });
  });

  it('are nothing when they are cut or changed, wherever', () => {
    const whole = compoundFile([{ name: 'WordDocument', content: bytes(`${WORD_97} 0000`) }]);
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }),
        (length, changes) => {
          const changed = Buffer.from(whole);
          for (const [at, byte] of changes) changed[at] = byte;
          expect(() => compoundFormat(sampleOf(changed))).not.toThrow();
          expect(() => compoundFormat(sampleOf(changed.subarray(0, length)))).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });
});
