import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileIdentifier, type Identifier } from './identifier.ts';
import { BUDGET, fits } from './signature.ts';
import { type PronomFormat, parseSignatureFile, type SignatureFile } from './signature-file.ts';
import { fileFor } from './testing/file-for.ts';
import { sampleOf } from './testing/sample-of.ts';

const FULL = fileURLToPath(
  new URL('../../../../shared/corpus/formats/DROID_SignatureFile_V122.xml', import.meta.url),
);
const isHere = existsSync(FULL);

/**
 * Signatures whose files another format is named for: PRONOM gives neither priority, so the extension decides, or where
 * both have it the first of the file.
 */
const NAMED_FOR_ANOTHER: readonly {
  readonly signature: string;
  readonly answer: string;
  readonly reason: string;
}[] = [
  { signature: '3406', answer: 'fmt/101', reason: 'CityGML has no priority over XML; .gml tells it' },
  {
    signature: '3444',
    answer: 'fmt/101',
    reason: 'xdomea 4.0.0 has no priority over XML and the same extension',
  },
  { signature: '3448', answer: 'fmt/101', reason: 'FieldWorks has no priority over XML; .fwdata tells it' },
  {
    signature: '3453',
    answer: 'fmt/353',
    reason: 'Kodak DCS has no priority over TIFF and the same extension',
  },
  {
    signature: '3454',
    answer: 'fmt/353',
    reason: 'Kodak DCS 3 has no priority over TIFF and the same extension',
  },
];
const LIKE_ITS_RIVAL = /the same extension/;

/** A file made for each signature of PRONOM, as siegfried does. */
describe.skipIf(!isHere)(
  `the signature file of PRONOM${isHere ? '' : ' (left out: ../shared/corpus is not here)'}`,
  () => {
    let file: SignatureFile;
    let identifier: Identifier;
    const owners = new Map<string, PronomFormat[]>();

    beforeAll(async () => {
      file = await parseSignatureFile(createReadStream(FULL));
      identifier = compileIdentifier(file);
      for (const format of file.formats)
        for (const id of format.signatures) owners.set(id, [...(owners.get(id) ?? []), format]);
    });

    /** `puid` itself, and the formats that have priority over it, over these, and so on. */
    function preferredTo(puid: string): Set<string> {
      const found = new Set([puid]);
      for (const each of found)
        for (const { puid: other, hasPriorityOver } of file.formats)
          if (hasPriorityOver.includes(each)) found.add(other);
      return found;
    }

    it('is read whole', () => {
      expect(file.version).toBe('122');
      expect(file.formats).toHaveLength(2_544);
      expect(file.signatures).toHaveLength(2_242);
    });

    it('tells a file made for each signature, whatever fills it', { timeout: 0 }, () => {
      const wrong: string[] = [];
      const byName = new Set<string>();
      const otherwise = new Map<string, string | undefined>();
      for (const signature of file.signatures)
        for (const filler of [0xa5, 0x5a]) {
          const made = fileFor(signature, filler);
          const formats = owners.get(signature.id) ?? [];
          if (!made || !identifier.signatures(sampleOf(made)).includes(signature.id)) {
            wrong.push(`signature ${signature.id} is not found`);
            continue;
          }
          const right = new Set(formats.flatMap(({ puid }) => [...preferredTo(puid)]));
          const answer = identifier.identify(sampleOf(made))?.puid;
          if (answer === undefined || !right.has(answer)) otherwise.set(signature.id, answer);
          const extension = formats.flatMap(({ extensions }) => extensions)[0];
          const named = identifier.identify(sampleOf(made, extension))?.puid;
          if (extension !== undefined && (named === undefined || !right.has(named))) byName.add(signature.id);
        }
      expect(wrong).toEqual([]);
      expect(Object.fromEntries(otherwise)).toEqual(
        Object.fromEntries(NAMED_FOR_ANOTHER.map(({ signature, answer }) => [signature, answer])),
      );
      expect([...byName]).toEqual(
        NAMED_FOR_ANOTHER.filter(({ reason }) => LIKE_ITS_RIVAL.test(reason)).map(
          ({ signature }) => signature,
        ),
      );
    });

    it('tries a bounded number of places, also on hostile bytes', { timeout: 0 }, () => {
      const full = 65_536;
      const hostile = [0x00, 0x20, 0xff, 0x41].map((filler) => new Uint8Array(full).fill(filler));
      // What opens the signatures that may be continued anywhere, over and over.
      for (const text of [
        '<?xml version="1.0"?><',
        '%PDF-1.4 obj stream',
        'PK\x03\x04\x14\x00',
        '{\\rtf1\\ansi',
      ])
        hostile.push(Buffer.from(text.repeat(Math.ceil(full / text.length)).slice(0, full), 'latin1'));
      for (const bytes of hostile) {
        let tried = 0;
        for (const signature of file.signatures) {
          const work = { places: BUDGET };
          fits(signature, bytes, bytes, work);
          tried += BUDGET - work.places;
        }
        // Between three and five million in these; each signature alone may try BUDGET places.
        expect(tried).toBeLessThan(20_000_000);
      }
    });
  },
);
