import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PronomError, parseSignatureFile } from './signature-file.ts';
import { SMALL_SIGNATURE_FILE as FILE } from './testing/small-signature-file.ts';

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
/** Tests of single bytes are functions: what they answer is compared elsewhere. */
const plain = (value: unknown) => JSON.stringify(value);

describe('a signature file', () => {
  it('is read with its version, formats, extensions and priorities', async () => {
    const { version, dateCreated, formats, signatures } = await parseSignatureFile(FILE);
    expect([version, dateCreated]).toEqual(['1', '2026-01-01T00:00:00']);
    expect(formats).toHaveLength(11);
    expect(formats[1]).toEqual({
      puid: 'fmt/90002',
      name: 'Perenne two',
      version: '2',
      mimeType: '',
      extensions: ['one', 'two'],
      hasPriorityOver: ['fmt/90001'],
      signatures: ['2'],
    });
    expect(formats[0]).toMatchObject({ group: 'Text', extensions: ['one'] });
    expect(signatures.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it('is the same however its bytes are cut', async () => {
    const expected = plain(await parseSignatureFile(FILE));
    const bytes = Buffer.from(FILE.replace('Perenne one', 'Pérenne 一'));
    const accented = plain(await parseSignatureFile(bytes.toString()));
    expect(accented).not.toBe(expected);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), async (size) => {
        expect(plain(await parseSignatureFile(pieces(bytes, size)))).toBe(accented);
      }),
      { numRuns: 20 },
    );
  });

  /** The file with something changed in it, and the line of the change. */
  const changed = (from: string, to: string): [string, number] => [
    FILE.replace(from, to),
    FILE.slice(0, FILE.indexOf(from)).split('\n').length,
  ];
  it.each<[string, string, [string, number]]>([
    ['no XML', 'NOT_XML', ['PK\x03\x04', 1]],
    ['nothing', 'NOT_XML', ['', 1]],
    ['cut off', 'NOT_XML', [FILE.slice(0, -30), FILE.slice(0, -30).split('\n').length]],
    ['with a document type', 'NOT_XML', [`<!DOCTYPE x>${FILE.split('\n').slice(1).join('\n')}`, 1]],
    ['another document', 'NOT_A_SIGNATURE_FILE', ['<html/>', 1]],
    ['of another namespace', 'NOT_A_SIGNATURE_FILE', changed('nationalarchives.gov.uk', 'example.org')],
    ['without version', 'NOT_A_SIGNATURE_FILE', changed('Version="1" xmlns', 'xmlns')],
    [
      'with a nameless signature',
      'NOT_A_SIGNATURE_FILE',
      changed('<InternalSignature ID="3"', '<InternalSignature'),
    ],
    ['with a PUID that is none', 'NOT_A_SIGNATURE_FILE', changed('fmt/90001', 'fmt-90001')],
    [
      'with an offset that is no number',
      'NOT_A_SIGNATURE_FILE',
      changed('SubSeqMinOffset="4"', 'SubSeqMinOffset="-4"'),
    ],
    ['with a test that is not understood', 'BAD_SIGNATURE', changed('4C31', '4C31[30-39]')],
  ])('that is %s is refused, with its line', async (_what, code, [text, line]) => {
    const refusal = await parseSignatureFile(text).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(PronomError);
    expect(refusal).toMatchObject({ code, line });
  });

  it('whose anchor is no byte sequence is refused at the end of its part', async () => {
    const [text, line] = changed('454E44', '45GE44');
    await expect(parseSignatureFile(text)).rejects.toMatchObject({ code: 'BAD_SIGNATURE', line: line + 1 });
  });

  it('that is not UTF-8 is refused', async () => {
    const bytes = Buffer.from(FILE.replace('Perenne one', 'Pérenne'), 'latin1');
    await expect(parseSignatureFile(pieces(bytes, 1_000))).rejects.toMatchObject({ code: 'NOT_XML' });
  });
});
