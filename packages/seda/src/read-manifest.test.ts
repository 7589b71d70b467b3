import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifest } from './read-manifest.ts';
import type { ArchiveUnitRecord, SedaVersion } from './records.ts';
import { SedaError } from './seda-error.ts';
import { ManifestGenerator } from './testing/generate.ts';
import { choicesFrom } from './testing/random.ts';
import { type Records, recordsOf } from './testing/records-of.ts';
import { faultOf, streamOf } from './testing/verdict.ts';
import { manifestOf } from './testing/write-records.ts';
import { everyElement, type XmlElement, xmlOf } from './testing/xml-tree.ts';
import { namespaceOf, SEDA_VERSIONS } from './versions.ts';

const versions = fc.constantFrom(...SEDA_VERSIONS);
const seeds = fc.integer({ min: 1, max: 1e6 });

/** A valid manifest, not too rich: the first ones hold everything at once. */
function manifestFrom(version: SedaVersion, seed: number): XmlElement {
  const generator = new ManifestGenerator(version);
  for (let warm = 0; warm < 20; warm++) generator.make(choicesFrom(warm));
  return generator.make(choicesFrom(seed));
}

const NS = namespaceOf('2.2');
/** A small manifest with pieces put in. */
const manifest = ({ units = '', objects = '', prolog = '', after = '' } = {}) =>
  `${prolog}<ArchiveTransfer xmlns="${NS}"><Date>2024-01-15T10:00:00</Date><MessageIdentifier>M</MessageIdentifier>` +
  `<CodeListVersions/><DataObjectPackage>${objects}<DescriptiveMetadata>${units}</DescriptiveMetadata>` +
  '<ManagementMetadata/></DataObjectPackage><ArchivalAgency><Identifier>A</Identifier></ArchivalAgency>' +
  `<TransferringAgency><Identifier>T</Identifier></TransferringAgency></ArchiveTransfer>${after}`;
const unit = (id: string, inside: string, after = '') =>
  `<ArchiveUnit id="${id}"><Content>${inside}</Content>${after}</ArchiveUnit>`;

/** Objects outside groups come when they come; nothing tells their place among groups. */
const byId = ({ objects, ...records }: Records) => ({
  ...records,
  objects: [...objects].sort((a, b) => (a.id < b.id ? -1 : 1)),
});

describe('records', () => {
  it('are the same however the bytes are cut', async () => {
    const sizes = fc.integer({ min: 1, max: 200 });
    await fc.assert(
      fc.asyncProperty(versions, seeds, sizes, async (version, seed, size) => {
        const xml = xmlOf(manifestFrom(version, seed));
        expect(await recordsOf(streamOf(xml, size), 'strict')).toEqual(await recordsOf(xml, 'strict'));
      }),
      { numRuns: 40 },
    );
  });

  it('are the same in UTF-16 and with a byte order mark', async () => {
    await fc.assert(
      fc.asyncProperty(versions, seeds, async (version, seed) => {
        const xml = xmlOf(manifestFrom(version, seed));
        const expected = await recordsOf(xml, 'strict');
        const wide = Buffer.from(`\ufeff${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le');
        expect(await recordsOf(streamOf(wide, 4_097), 'strict')).toEqual(expected);
        expect(await recordsOf(streamOf(Buffer.from(`\ufeff${xml}`)), 'strict')).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('are the same under a prefix', async () => {
    await fc.assert(
      fc.asyncProperty(versions, seeds, async (version, seed) => {
        const root = manifestFrom(version, seed);
        const expected = await recordsOf(xmlOf(root), 'strict');
        for (const element of everyElement(root))
          if (!element.name.includes(':')) element.name = `seda:${element.name}`;
        const { xmlns, ...attributes } = root.attributes;
        root.attributes = { ...attributes, 'xmlns:seda': xmlns as string };
        expect(await recordsOf(xmlOf(root), 'strict')).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['ISO-8859-1', 'latin1', 'Été à Saint-Aubin'],
    ['windows-1252', 'latin1', 'Été à Saint-Aubin'],
    ['ISO-8859-15', 'latin1', 'Été à Saint-Aubin'],
    ['US-ASCII', 'latin1', 'Ete'],
    ['UTF-16LE', 'utf16le', 'Été, œuvre, 東京'],
  ] as const)('are read in %s', async (name, encoding, title) => {
    const xml = manifest({
      prolog: `<?xml version="1.0" encoding="${name}"?>`,
      units: unit('U', `<Title>${title}</Title>`),
    });
    const mark = encoding === 'utf16le' ? '\ufeff' : '';
    const { units } = await recordsOf(streamOf(Buffer.from(mark + xml, encoding), 7), 'strict');
    expect(units[0]?.content.Title).toBe(title);
  });

  it('tell a link whose reference has blanks around it', async () => {
    const link = (reference: string) =>
      `<ArchiveUnit id="L"><ArchiveUnitRefId>${reference}</ArchiveUnitRefId></ArchiveUnit>`;
    for (const mode of ['strict', 'compatible'] as const)
      for (const [reference, padded] of [
        ['U', undefined],
        [' U', true],
        ['U\n', true],
      ] as const) {
        const { links } = await recordsOf(manifest({ units: link(reference) + unit('U', '') }), mode);
        expect(links).toEqual([{ id: 'L', order: 0, targetId: 'U', ...(padded ? { padded } : {}) }]);
      }
  });

  it('say all that a manifest of the same records needs', async () => {
    await fc.assert(
      fc.asyncProperty(versions, seeds, async (version, seed) => {
        const records = await recordsOf(xmlOf(manifestFrom(version, seed)), 'strict');
        expect(byId(await recordsOf(xmlOf(manifestOf(records)), 'strict'))).toEqual(byId(records));
      }),
      { numRuns: 80 },
    );
  });
});

describe('a refusal', () => {
  it('says the line, and the path of names to it', async () => {
    await fc.assert(
      fc.asyncProperty(versions, seeds, fc.nat(), async (version, seed, place) => {
        const root = manifestFrom(version, seed);
        const elements = everyElement(root).filter(({ name }) => !name.includes(':'));
        const element = elements[1 + (place % (elements.length - 1))] as XmlElement;
        const path = pathTo(root, element);
        // Wherever it stands, a name of no version has no place in strict mode.
        element.name = 'Unheard';
        const xml = xmlOf(root);
        const line = xml.split('\n').findIndex((text) => text.startsWith('<Unheard')) + 1;
        const fault = await faultOf(xml, 'strict');
        expect(fault).toMatchObject({ fault: 'NOT_VALID', line });
        expect(fault?.message).toMatch(/^Unheard is not allowed here in .*; expected: /);
        expect(fault?.path).toBe(path);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a doctype', manifest({ prolog: '<!DOCTYPE ArchiveTransfer>' }), /document type/],
    [
      'a doctype with entities that grow',
      manifest({
        prolog: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        units: unit('U', '<Title>&b;</Title>'),
      }),
      /document type/,
    ],
    ['an external entity', manifest({ prolog: '<!DOCTYPE x SYSTEM "file:///etc/passwd">' }), /document type/],
    ['an entity that nobody declared', manifest({ units: unit('U', '<Title>&b;</Title>') }), /entity/],
    ['an element that does not end', manifest().slice(0, -10), /unclosed|unexpected end/i],
    ['something after the end', manifest({ after: '<x/>' }), /root/i],
    ['nothing', '', /empty|root|document must contain/i],
    ['a prefix that is not declared', manifest({ units: '<q:ArchiveUnit/>' }), /prefix q is not declared/],
    ['a character that XML has not', manifest({ units: unit('U', '<Title>\u0001</Title>') }), /character/],
    [
      'an encoding that is not read',
      `<?xml version="1.0" encoding="EBCDIC-FR"?>${manifest()}`,
      /ebcdic-fr is not read/,
    ],
    [
      'bytes that are no ASCII',
      Buffer.from(
        `<?xml version="1.0" encoding="US-ASCII"?>${manifest({ units: unit('U', '<Title>é</Title>') })}`,
        'latin1',
      ),
      /not utf-8/,
    ],
    ['a text cut within a character', Buffer.from(`${manifest()}é`).subarray(0, -1), /not utf-8/],
    [
      'bytes that are not of the encoding',
      Buffer.from(manifest({ units: unit('U', '<Title>é</Title>') }), 'latin1'),
      /not utf-8/,
    ],
  ])('of %s says that it is no XML for an archive', async (_what, document, message) => {
    const fault = await faultOf(document, 'compatible');
    expect(fault).toMatchObject({ fault: 'NOT_XML' });
    expect(fault?.message).toMatch(message);
  });

  it.each([
    ['no namespace', '<ArchiveTransfer/>', 'NO_SEDA_NAMESPACE'],
    ['a namespace of others', '<ArchiveTransfer xmlns="urn:example"/>', 'NO_SEDA_NAMESPACE'],
    ['a version not read', manifest().replace('v2.2', 'v1.0'), 'UNSUPPORTED_VERSION'],
    ['another message', manifest().replaceAll('ArchiveTransfer', 'ArchiveDeliveryRequest'), 'NOT_VALID'],
  ])('of %s has its own code', async (_what, document, fault) => {
    expect(await faultOf(document, 'compatible')).toMatchObject({ fault });
  });

  it('of XML that is not well-formed comes before one of content', async () => {
    const broken = manifest({ units: `${unit('U', '<Unheard/>')}<x` });
    expect(await faultOf(broken, 'strict')).toMatchObject({ fault: 'NOT_XML' });
  });

  it.each([
    ['given twice', `${unit('U', '')}${unit('U', '')}`, 'the identifier U is given twice'],
    [
      'of a unit and of its reference',
      unit(
        'U',
        '',
        '<DataObjectReference id="U"><DataObjectGroupReferenceId>U</DataObjectGroupReferenceId></DataObjectReference>',
      ),
      'the identifier U is given twice',
    ],
    [
      'that nothing bears',
      unit(
        'U',
        '',
        '<DataObjectReference><DataObjectGroupReferenceId>G</DataObjectGroupReferenceId></DataObjectReference>',
      ),
      'the reference G names nothing in the document',
    ],
    [
      'of a unit that is not there',
      '<ArchiveUnit id="L"><ArchiveUnitRefId>U</ArchiveUnitRefId></ArchiveUnit>',
      'the reference U names nothing in the document',
    ],
  ])('of an identifier %s names it', async (_what, units, message) => {
    for (const mode of ['strict', 'compatible'] as const)
      expect(await faultOf(manifest({ units }), mode)).toMatchObject({
        fault: 'NOT_VALID',
        message,
        line: 1,
      });
  });

  it('does not come of references to what follows', async () => {
    const link = '<ArchiveUnit id="L"><ArchiveUnitRefId>U</ArchiveUnitRefId></ArchiveUnit>';
    expect(await faultOf(manifest({ units: link + unit('U', '') }), 'strict')).toBeUndefined();
  });
});

describe('hostile input', () => {
  const DEEP = 10_000;
  const open = (name: string) => `<${name}>`.repeat(DEEP);
  const close = (name: string) => `</${name}>`.repeat(DEEP);

  it.each([
    ['units', '<ArchiveUnit id="U">', `<ArchiveUnit id="U"><Content/>`.repeat(DEEP)],
    ['free metadata', '', unit('U', `<x xmlns="urn:x">${open('y')}${close('y')}</x>`)],
    ['free metadata that does not end', '', `<ArchiveUnit id="U"><Content>${open('y')}`],
  ])('of 10,000 levels of %s is refused', async (_what, _first, units) => {
    let at = 0;
    const numbered = units.replaceAll('id="U"', () => `id="U${at++}"`);
    const fault = await faultOf(manifest({ units: numbered }), 'compatible');
    expect(fault).toBeInstanceOf(SedaError);
    if (fault?.fault === 'NOT_VALID') expect(fault.message).toMatch(/nested more than 2000 levels/);
    expect(fault?.path.length).toBeLessThan(1_000);
  });

  it('nested to the limit is read', async () => {
    const units = Array.from({ length: 1_990 }, (_, at) => `<ArchiveUnit id="U${at}"><Content/>`).join('');
    expect(
      await faultOf(manifest({ units: units + '</ArchiveUnit>'.repeat(1_990) }), 'strict'),
    ).toBeUndefined();
  });

  it.each([
    ['a text', '<Title>', 'a'],
    ['an attribute', '<Title xml:lang="', 'a'],
    ['a comment', '<!--', 'a'],
    ['an instruction', '<?x ', 'a'],
    ['a name', '<', 'a'],
    ['a tag of attributes', '<Title', ' a=""'],
  ])('of %s without end stops at the limit', async (_what, start, more) => {
    const limit = 10_000;
    let given = 0;
    async function* endless() {
      yield Buffer.from(
        `${manifest().split('</DescriptiveMetadata>')[0]}<ArchiveUnit id="U"><Content>${start}`,
      );
      for (let number = 0; number < 1_000; number++) {
        const piece = Buffer.from(more.repeat(100).replaceAll(' a', () => ` a${given++}`));
        given += piece.length;
        yield piece;
      }
    }
    await expect(readManifest(endless(), {}, { maxTextLength: limit })).rejects.toThrow(SedaError);
    expect(given).toBeLessThan(limit * 4);
  });

  it('of a text of many pieces is not gathered beyond the limit', async () => {
    const title = `<Title>${'a<![CDATA[b]]>'.repeat(6_000)}</Title>`;
    const read = readManifest(streamOf(manifest({ units: unit('U', title) })), {}, { maxTextLength: 10_000 });
    await expect(read).rejects.toThrow('longer than 10000 characters');
  });

  it('of 100 MB keeps no more than its identifiers', async () => {
    const { collect, heap } = await collector();
    const body = `<Title>${'x'.repeat(4_000)}</Title>`;
    let units = 0;
    let most = 0;
    async function* stream() {
      const [head, tail] = manifest().split('</DescriptiveMetadata>');
      yield Buffer.from(head as string);
      for (let megabyte = 0; megabyte < 100; megabyte++) {
        yield Buffer.from(
          Array.from({ length: 250 }, (_, at) => unit(`unit-of-${megabyte}-${at}`, body)).join(''),
        );
        if (megabyte % 10 !== 0) continue;
        collect();
        most = Math.max(most, heap() - before);
      }
      yield Buffer.from(`</DescriptiveMetadata>${tail}`);
    }
    collect();
    const before = heap();
    await readManifest(stream(), { unit: () => units++ });
    expect(units).toBe(25_000);
    expect(most).toBeLessThan(24 * 1024 * 1024);
  }, 0);

  it('of names like those of objects does no harm', async () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];
    const inside = names.map((name) => `<o:${name}>x</o:${name}>`).join('');
    const { units } = await recordsOf(
      manifest({ units: unit('U', `<o:a xmlns:o="urn:o">${inside}</o:a>`) }),
      'compatible',
    );
    const { a } = (units[0] as ArchiveUnitRecord).content as { a: Record<string, unknown>[] };
    expect(Object.keys(a[0] ?? {}).sort()).toEqual([...names].sort());
    expect(Object.getPrototypeOf({}).x).toBeUndefined();
  });
});

/** What lives is known only after a collection. */
async function collector(): Promise<{ collect: () => void; heap: () => number }> {
  const { setFlagsFromString } = await import('node:v8');
  const { runInNewContext } = await import('node:vm');
  setFlagsFromString('--expose-gc');
  return { collect: runInNewContext('gc') as () => void, heap: () => process.memoryUsage().heapUsed };
}

/** Names of the elements from the root down to one that holds `element`. */
function pathTo(root: XmlElement, element: XmlElement): string {
  const parent = everyElement(root).find(({ children }) => children.includes(element));
  return parent ? `${pathTo(root, parent)}/${parent.name}` : '';
}
