import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryNames, type Foldable, plainName } from './entry-names.ts';

/** What a package may hold (spec ingest.md 3.2). */
const ALLOWED = /^Content(\/[a-zA-Z0-9\-_@]+(\.[a-zA-Z0-9\-_@]+)*)+$/;
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 150 }),
  fc.constantFrom(
    '',
    'a.pdf',
    'A.PDF',
    'a_2.pdf',
    '../../etc/passwd',
    'C:\\x\\é.txt',
    'nul.txt',
    '…',
    'a..b',
  ),
);

/** Units u0 … un, each under units before it, each with a group of its own. */
const tree = fc
  .array(fc.record({ title: fc.option(name), up: fc.array(fc.nat()), file: name }), {
    minLength: 1,
    maxLength: 25,
  })
  .map((rows) =>
    rows.map(({ title, up, file }, at) => ({
      id: `u${at}`,
      unit: { title, og: `g${at}`, up: at === 0 ? [] : up.map((each) => `u${each % at}`) } as Foldable,
      file,
    })),
  );

describe('names of files in a package', () => {
  it('can be unpacked anywhere and entered again, and no two are the same', () => {
    fc.assert(
      fc.property(tree, fc.boolean(), fc.boolean(), (rows, originalNames, withTree) => {
        const units = new Map(rows.map(({ id, unit }) => [id, unit]));
        const parents = new Set(rows.flatMap(({ unit }) => unit.up));
        const names = new EntryNames({ originalNames, tree: withTree }, units, parents);
        const paths = rows.flatMap(({ file }, at) =>
          ['BinaryMaster_1', 'Dissemination_1'].map((DataObjectVersion) =>
            names.of(`g${at}`, {
              _id: `id${at}${DataObjectVersion}`,
              DataObjectVersion,
              FileInfo: { Filename: file },
            }),
          ),
        );
        for (const path of paths) {
          expect(path).toMatch(ALLOWED);
          expect(path.length).toBeLessThan(300);
        }
        const lower = paths.map((path) => path.toLowerCase());
        expect(new Set(lower).size).toBe(paths.length);
        for (const path of lower) expect(lower.some((other) => other.startsWith(`${path}/`))).toBe(false);
      }),
    );
  });

  it('stay what they were when they are plain', () => {
    expect(plainName('Plan_2014.PDF', 100)).toBe('Plan_2014.PDF');
    expect(plainName('Délibération n° 12 — œuvre.pdf', 100)).toBe('Deliberation_n_12_oeuvre.pdf');
    expect(plainName('CON.txt', 100)).toBe('_CON.txt');
    expect(plainName('..', 100)).toBe('');
  });
});
