import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asOfApi, CsvFault, readCsv } from './csv.ts';
import { receiveFile } from './received-file.ts';

const COLUMNS = ['Identifier', 'Name', 'Description'] as const;
const read = (text: string | Uint8Array) => readCsv(Buffer.from(text), COLUMNS);
const faultOf = async (text: string | Uint8Array) => {
  const error = await read(text).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CsvFault);
  return error as CsvFault;
};

describe('a referential in CSV', () => {
  it('gives each line with its number and its values, trimmed', async () => {
    expect(
      await read('Identifier,Name,Description\r\nA, Service A ,"du, texte"\r\nB,Service B,\r\n'),
    ).toEqual([
      { number: 2, values: { Identifier: 'A', Name: 'Service A', Description: 'du, texte' } },
      { number: 3, values: { Identifier: 'B', Name: 'Service B', Description: '' } },
    ]);
  });

  it('has its columns in any order, and may begin with the mark of UTF-8', async () => {
    const [line] = await read('\ufeffName,Description,Identifier\nÉtat civil,,EC\n');
    expect(line?.values).toEqual({ Identifier: 'EC', Name: 'État civil', Description: '' });
  });

  it('counts a line that goes over several lines of text as one', async () => {
    const lines = await read('Identifier,Name,Description\nA,A,"une\ndeux"\nB,B,b');
    expect(lines.map(({ number }) => number)).toEqual([2, 3]);
    expect(lines[0]?.values.Description).toBe('une\ndeux');
  });

  it.each([
    ['', 'EMPTY', 1],
    ['Identifier;Name;Description\nA;A;a', 'MISSING_COLUMNS', 1],
    ['Identifier;Name;Description\nA;"A";a', 'MISSING_COLUMNS', 1],
    ['Identifier,Name\nA,A', 'MISSING_COLUMNS', 1],
    ['Identifier,Name,Description,Colour\nA,A,a,b', 'UNKNOWN_COLUMNS', 1],
    ['Identifier,Name,Description,Name\nA,A,a,b', 'UNKNOWN_COLUMNS', 1],
    ['Identifier,"Name\nA,A,a', 'STRUCTURE', 1],
    ['Identifier,Name,Description\nA,A\n', 'BAD_LINE', 2],
    ['Identifier,Name,Description\nA,A,a,a\n', 'BAD_LINE', 2],
    ['Identifier,Name,Description\n\nA,A,a\n', 'BAD_LINE', 2],
    ['Identifier,Name,Description\nB,B,"b\nb"\nA,"A" b,a\n', 'STRUCTURE', 3],
    ['Identifier,Name,Description\nA,"never closed', 'STRUCTURE', 2],
  ])('refuses %j as %s, line %d', async (text, kind, line) => {
    expect(await faultOf(text)).toMatchObject({ kind, line });
  });

  it('tells a table in another encoding from what is no table', async () => {
    const latin = Buffer.from('Identifier,Name,Description\nEC,\xc9tat civil,', 'latin1');
    expect((await faultOf(latin)).kind).toBe('ENCODING');
    expect((await faultOf(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3', 'latin1'))).kind).toBe(
      'MISSING_COLUMNS',
    );
  });

  it('takes what spreadsheets save: semicolons, in the encoding of Western Windows', async () => {
    const saved = Buffer.from('Identifier;Name;Description\r\nEC;"\xc9tat; civil";a,b\r\n', 'latin1');
    const pieces: Uint8Array[] = [];
    for await (const piece of asOfApi(Readable.from([saved]))) pieces.push(piece);
    const [line] = await readCsv(Buffer.concat(pieces), COLUMNS);
    expect(line?.values).toEqual({ Identifier: 'EC', Name: 'État; civil', Description: 'a,b' });
  });

  it.each(['<script>alert(1)</script>', '<b>gras</b>', 'nul\0'])('refuses %j in a value', async (value) => {
    await expect(read(`Identifier,Name,Description\nA,A,"${value}"`)).rejects.toMatchObject({
      kind: 'adminBadRequest',
    });
  });

  it('is not read beyond its bound', async () => {
    async function* endless() {
      for (;;) yield Buffer.alloc(1_000);
    }
    await expect(receiveFile(endless(), 10_000)).rejects.toMatchObject({ kind: 'adminBadRequest' });
  });

  it('comes back from what a writer makes of it', async () => {
    const value = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[<>&\p{Cc}]/gu, '').trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value, value), { maxLength: 20 }), async (table) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = [COLUMNS, ...table].map((line) => line.map(quoted).join(',')).join('\n');
        const lines = await read(text);
        expect(lines.map(({ values }) => COLUMNS.map((column) => values[column]))).toEqual(table);
      }),
    );
  });
});
