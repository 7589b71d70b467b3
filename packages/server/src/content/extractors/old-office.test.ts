import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../collected-text.ts';
import type { Kind } from '../formats.ts';
import { NotExtractable } from '../not-extractable.ts';
import {
  compound,
  outlookMessage,
  presentation,
  richText,
  wordDocument,
  workbook,
} from '../testing/old-office.ts';
import { extract } from './index.ts';

const textOf = async (kind: Kind, { content }: { readonly content: Buffer }) =>
  (await collect((sink) => extract(kind, content, sink))).text;

const letters = fc.string({ unit: fc.constantFrom(...'abcxyzéèçœŒ’–ЖΩ漢語 '), maxLength: 60 });
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

describe('Word before 2007', () => {
  it('is read in the order of its table of pieces, whatever their widths', async () => {
    const piece = fc.oneof(
      letters.map((text) => ({ text, isWide: true })),
      fc
        .string({ unit: fc.constantFrom(...'abcéèç '), maxLength: 60 })
        .map((text) => ({ text, isWide: false })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
        const read = await textOf('word-binary', wordDocument(pieces));
        expect(words(read)).toEqual(words(pieces.map(({ text }) => text).join('')));
      }),
    );
  });

  it('shows what came of a field, not what it is reckoned by, fields within fields included', async () => {
    const made = wordDocument([
      { text: 'page \x13 IF \x13 PAGE \x147\x15 > 1 \x14sept\x15 de huit\r', isWide: true },
      { text: 'Objet\x07Montant\x07', isWide: false },
    ]);
    expect(await textOf('word-binary', made)).toBe('page sept de huit\nObjet Montant');
  });

  it('is not read under a password', async () => {
    const made = wordDocument([{ text: 'secret', isWide: true }], { isEncrypted: true });
    await expect(textOf('word-binary', made)).rejects.toMatchObject({ reason: 'ENCRYPTED' });
  });
});

describe('Excel before 2007', () => {
  it('reads the strings that cells share wherever a record ends within one', async () => {
    const cut = fc.record({
      text: letters,
      cuts: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { maxLength: 12 }), async (strings) => {
        const read = await textOf('excel-binary', workbook('Feuille', strings));
        expect(words(read)).toEqual(words(['Feuille', ...strings.map(({ text }) => text)].join('\n')));
      }),
    );
  });
});

describe('PowerPoint before 2007', () => {
  it('reads slides as the last edit left them, without their masters', async () => {
    const made = presentation('Ancienne digue', 'Nouvelle digue', 'Modifiez le style du titre');
    expect(await textOf('powerpoint-binary', made)).toBe('Nouvelle digue');
  });
});

describe('Outlook', () => {
  it('reads subject, text, and what is attached', async () => {
    const made = outlookMessage({
      subject: 'Curage du bief',
      body: 'Voir la note.',
      attachment: {
        name: 'note.doc',
        mimeType: 'application/msword',
        content: wordDocument([{ text: 'Vannes à remplacer', isWide: false }]).content,
      },
    });
    const read = await textOf('outlook', made);
    for (const text of ['Curage du bief', 'Voir la note.', 'note.doc', 'Vannes à remplacer'])
      expect(read).toContain(text);
  });

  it('keeps the message when what is attached cannot be read', async () => {
    const attachment = { name: 'note.doc', mimeType: 'application/msword', content: Buffer.from('nothing') };
    const made = outlookMessage({ subject: 'Curage', body: 'Voir.', attachment });
    expect(await textOf('outlook', made)).toContain('note.doc');
  });
});

describe('RTF', () => {
  it('reads any text, written in Unicode with its substitutes', async () => {
    const written = (text: string) =>
      Array.from({ length: text.length }, (_, at) => {
        const unit = text.charCodeAt(at);
        return unit < 0x80 ? text[at] : `\\u${unit > 0x7fff ? unit - 0x1_0000 : unit}?`;
      }).join('');
    await fc.assert(
      fc.asyncProperty(letters, async (text) => {
        expect(words(await textOf('rich-text', richText(written(text))))).toEqual(words(text));
      }),
    );
  });

  it.each([
    ['paragraphs and cells', 'un\\par deux\\cell trois\\row', 'un\ndeux trois'],
    ['bytes of its code page', "Pr\\'e9fecture", 'Préfecture'],
    [
      'bytes of the code page of a font',
      "{\\fonttbl{\\f0\\fcharset204 A;}}{\\f0\\'cc\\'e8\\'f0} \\'e9",
      'Мир é',
    ],
    [
      'no fonts, styles, pictures, unknown destinations',
      '{\\fonttbl{\\f0 Arial;}}{\\stylesheet{Normal;}}{\\pict 00ff}{\\*\\inconnu caché}vu',
      'vu',
    ],
    ['what came of a field', '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt mairie}}', 'mairie'],
    ['no passage marked as deleted', 'gard\\u233?{\\deleted ôté}', 'gardé'],
    ['braces, and bytes that are no text', 'a\\{b\\}{\\*\\data\\bin3 }}x}c', 'a{b}c'],
    ['as many substitutes as it says', '{\\uc3\\u233xyz}t\\u233?', 'été'],
    ['comments apart from the words around', 'mot{\\*\\annotation note}', 'mot\nnote'],
  ])('reads %s', async (_, body, text) => {
    expect(await textOf('rich-text', richText(body))).toBe(text);
  });
});

describe('what is broken', () => {
  const made: readonly (readonly [Kind, Buffer])[] = [
    ['word-binary', wordDocument([{ text: 'Un texte assez long pour être coupé', isWide: true }]).content],
    ['excel-binary', workbook('Feuille', [{ text: 'été 漢語', cuts: [4] }]).content],
    ['powerpoint-binary', presentation('avant', 'après', 'masque').content],
    ['rich-text', richText("{\\fonttbl{\\f0 A;}}\\u233?\\'e9\\bin2 ab").content],
    [
      'outlook',
      outlookMessage({
        subject: 'Objet',
        body: 'Texte',
        attachment: { name: 'a.txt', mimeType: 'text/plain', content: Buffer.from('joint') },
      }).content,
    ],
  ];

  it('is never read without end, nor beyond its own bytes', async () => {
    const change = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...made),
        change,
        fc.option(fc.nat()),
        async ([kind, bytes], changes, cut) => {
          const broken = Buffer.from(cut === null ? bytes : bytes.subarray(0, cut % bytes.length));
          for (const [at, value] of changes) if (broken.length > 0) broken[at % broken.length] = value;
          const read = await textOf(kind, { content: broken }).catch((error: Error) => error);
          expect(typeof read === 'string' || read instanceof Error).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each(['word-binary', 'excel-binary', 'powerpoint-binary', 'outlook'] as const)(
    'is said to be so when it is a compound file of something else: %s',
    async (kind) => {
      const other = { content: compound({ Autre: Buffer.from('autre chose') }) };
      await expect(textOf(kind, other)).rejects.toThrow(NotExtractable);
    },
  );
});
