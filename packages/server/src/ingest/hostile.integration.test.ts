import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfiguration, type TenantId } from '../platform/index.ts';
import { ONLY_THE_REPLY, openArchive, type TestArchive } from './testing/archive.ts';
import { changed, entriesOf, goodSip, type Sip, sipOf, tarOf, zipOf } from './testing/sip.ts';
import { type HandEntry, type HandZip64, zipByHand } from './testing/zip-by-hand.ts';

/** The time that Vitest would wait by itself, a second, is not enough on a busy machine. */
const PATIENT = { timeout: 60_000 };

const MIB = 1024 * 1024;
/** Low, so that the limits are met by small packages. */
const LIMITS = {
  ...readConfiguration({}).limits,
  packageBytes: 64 * MIB,
  unpackedBytes: 32 * MIB,
  packageEntries: 50_000,
  manifestElements: 20_000,
  unitDepth: 500,
};

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({ limits: LIMITS }, [0]);
});
afterAll(() => archive?.close());

interface Case {
  readonly name: string;
  readonly source: () => Buffer | Promise<Buffer>;
  /** Key of the first action that refuses. */
  readonly refusal: string;
  /** What the reply says of it; default: the refusal. */
  readonly says?: string;
}

const CONTAINER = 'CHECK_CONTAINER.KO';
const PATHS = 'UPLOAD_SIP.KO';
const NOT_XML = 'CHECK_SEDA.NOT_XML_FILE.KO';
const NOT_VALID = 'CHECK_SEDA.NOT_XSD_VALID.KO';

const good = goodSip();
const deflated = (sip: Sip) =>
  entriesOf(sip).map(([name, content]): HandEntry => ({ name, content, deflated: true }));
const byHand = (change: (entries: HandEntry[]) => readonly HandEntry[], announced?: number) => () =>
  zipByHand(change(deflated(good)), announced);
const asZip64 = (zip64: HandZip64) => () => zipByHand(deflated(good), undefined, zip64);
const withEntry = (entry: Partial<HandEntry>) =>
  byHand((entries) => [...entries, { name: 'content/more.txt', content: Buffer.from('more'), ...entry }]);
const named = (name: string) => withEntry({ name });
const withManifest = (manifest: string | Buffer) => () =>
  zipOf([['manifest.xml', Buffer.from(manifest)], ...Object.entries(good.files)]);

type TarHeader = Parameters<ReturnType<typeof pack>['entry']>[0];

async function tarWith(header: TarHeader, content?: Buffer): Promise<Buffer> {
  const tar = pack();
  for (const [name, bytes] of entriesOf(good)) tar.entry({ name }, bytes);
  tar.entry(header, content ?? Buffer.alloc(0));
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

const nested = (levels: number, open: (level: number) => string, close: string) =>
  Array.from({ length: levels }, (_, level) => open(level)).join('') + close.repeat(levels);
const inTitle = (text: string) => changed(good, '<Title>Pièce 1</Title>', `<Title>${text}</Title>`).manifest;
const afterContent = (text: string) =>
  changed(good, '</EndDate></Content>', `</EndDate>${text}</Content>`).manifest;
const withDoctype = (doctype: string, text: string) =>
  inTitle(text).replace('<ArchiveTransfer ', `${doctype}<ArchiveTransfer `);

/** Units U0, U1…, each below the one before by a link: flat as XML, deep as a graph. */
function chain(length: number): Sip {
  const units = Array.from(
    { length },
    (_, at) =>
      `<ArchiveUnit id="U${at}"><Content><DescriptionLevel>Item</DescriptionLevel><Title>${at}</Title></Content>` +
      (at + 1 < length
        ? `<ArchiveUnit id="L${at}"><ArchiveUnitRefId>U${at + 1}</ArchiveUnitRefId></ArchiveUnit>`
        : '') +
      '</ArchiveUnit>',
  );
  return changed(sipOf([]), '</DescriptiveMetadata>', `${units.join('')}</DescriptiveMetadata>`);
}

/** Units each above the next two: few of them, and paths without number. */
function braid(length: number): Sip {
  const units = Array.from({ length }, (_, at) => {
    const links = [at + 1, at + 2]
      .filter((below) => below < length)
      .map(
        (below) =>
          `<ArchiveUnit id="L${at}-${below}"><ArchiveUnitRefId>U${below}</ArchiveUnitRefId></ArchiveUnit>`,
      );
    return `<ArchiveUnit id="U${at}"><Content><DescriptionLevel>Item</DescriptionLevel><Title>t</Title></Content>${links.join('')}</ArchiveUnit>`;
  });
  return changed(sipOf([]), '</DescriptiveMetadata>', `${units.join('')}</DescriptiveMetadata>`);
}

const PACKAGES: readonly Case[] = [
  { name: 'noise', source: () => randomBytes(5_000), refusal: CONTAINER },
  { name: 'one byte', source: () => Buffer.from('P'), refusal: CONTAINER },
  { name: 'a text', source: () => Buffer.from('Bonjour'), refusal: CONTAINER },
  { name: 'a zip without entries', source: () => zipByHand([]), refusal: CONTAINER },
  {
    name: 'a zip of folders',
    source: () => zipByHand([{ name: 'content/', content: Buffer.alloc(0) }]),
    refusal: CONTAINER,
    says: 'EMPTY',
  },
  { name: 'a tar without entries', source: () => Buffer.alloc(10_240), refusal: CONTAINER },
  {
    name: 'a gzip of noise',
    source: () => gzipSync(randomBytes(5_000)),
    refusal: CONTAINER,
    says: 'DAMAGED',
  },
  {
    name: 'a zip cut in the middle',
    source: async () => (await zipOf(good)).subarray(0, 1_000),
    refusal: CONTAINER,
    says: 'DAMAGED',
  },
  {
    name: 'a zip without its last byte',
    source: async () => (await zipOf(good)).subarray(0, -1),
    refusal: CONTAINER,
    says: 'DAMAGED',
  },
  {
    name: 'a zip without its beginning',
    source: async () => (await zipOf(good)).subarray(7),
    refusal: CONTAINER,
  },
  {
    name: 'a tar cut in the middle',
    source: async () => (await tarOf(good)).subarray(0, 6_000),
    refusal: CONTAINER,
    says: 'DAMAGED',
  },
  {
    name: 'a tar.gz cut in the middle',
    source: async () => gzipSync(await tarOf(good)).subarray(0, 2_000),
    refusal: CONTAINER,
    says: 'DAMAGED',
  },
  {
    name: 'an encrypted zip',
    // Its key takes twelve bytes more.
    source: withEntry({ flags: 1, content: Buffer.alloc(16), size: 4 }),
    refusal: CONTAINER,
    says: 'ENCRYPTED',
  },
  { name: 'a zip encrypted the strong way', source: withEntry({ flags: 0x41 }), refusal: CONTAINER },
  {
    name: 'a method that is not read',
    source: withEntry({ method: 14 }),
    refusal: CONTAINER,
    says: 'UNSUPPORTED',
  },
  {
    name: 'a zip bomb by its ratio',
    source: withEntry({ size: 1.2 * 1024 * MIB, deflated: true, content: Buffer.alloc(MIB) }),
    refusal: CONTAINER,
    says: 'TOO_LARGE',
  },
  {
    name: 'more content than the limit',
    source: withEntry({ content: Buffer.alloc(33 * MIB), deflated: true }),
    refusal: CONTAINER,
    says: 'TOO_LARGE',
  },
  {
    name: 'a tar.gz of more content than the limit',
    source: async () => gzipSync(await tarOf([['content/zeros.txt', Buffer.alloc(40 * MIB)]])),
    refusal: CONTAINER,
    says: 'TOO_LARGE',
  },
  {
    name: 'files that share their bytes',
    source: byHand((entries) => [
      ...entries,
      ...Array.from(
        { length: 200 },
        (_, at): HandEntry => ({
          name: `content/shared${at}.txt`,
          content: entries[2]?.content as Buffer,
          deflated: true,
          sharesWith: 2,
        }),
      ),
    ]),
    refusal: CONTAINER,
    says: 'BOMB',
  },
  {
    name: 'more packed than deflate ever needs',
    source: withEntry({ content: randomBytes(300_000), size: 10, method: 8 }),
    refusal: CONTAINER,
    says: 'DAMAGED',
  },
  {
    name: 'sizes beyond all numbers',
    source: withEntry({ size: 0xffffffff, packedSize: 0xffffffff }),
    refusal: CONTAINER,
  },
  {
    name: 'more entries announced than there are',
    source: byHand((entries) => entries, 40_000),
    refusal: CONTAINER,
  },
  ...(
    [
      ['counts more entries than there are', { entries: 40_000n }, 'DAMAGED'],
      ['counts entries without number', { entries: 2n ** 64n - 1n }, 'TOO_LARGE'],
      ['puts its directory behind its own end', { listingAt: 2n ** 40n }, 'DAMAGED'],
      ['puts its directory beyond all numbers', { listingAt: 2n ** 64n - 1n }, 'DAMAGED'],
      ['is not where its locator says', { endAt: 7n }, 'DAMAGED'],
      ['lies beyond the file', { endAt: 2n ** 63n }, 'DAMAGED'],
      ['is none', { signature: 0x12345678 }, 'DAMAGED'],
    ] as const
  ).map(([lie, zip64, says]) => ({
    name: `an end of a zip64 that ${lie}`,
    source: asZip64(zip64),
    refusal: CONTAINER,
    says,
  })),
  {
    name: 'more files than the limit',
    source: () =>
      zipByHand(
        Array.from({ length: 50_001 }, (_, at) => ({ name: `content/${at}`, content: Buffer.alloc(0) })),
      ),
    refusal: CONTAINER,
    says: 'TOO_LARGE',
  },
  {
    name: 'a tar header that never ends',
    source: async () => {
      const tar = await tarWith({ name: 'content/a.txt', pax: { comment: 'c' } }, Buffer.from('a'));
      const at = tar.indexOf('PaxHeader');
      expect(at).toBeGreaterThan(0);
      tar.write(`${(30 * MIB).toString(8).padStart(11, '0')} `, at + 124, 'latin1');
      const header = tar.subarray(at, at + 512);
      header.fill(' ', 148, 156);
      let sum = 0;
      for (const byte of header) sum += byte;
      header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
      return Buffer.concat([tar.subarray(0, at + 512), Buffer.alloc(30 * MIB, 'x')]);
    },
    refusal: CONTAINER,
    says: 'DAMAGED',
  },
  // Paths and kinds of entries.
  { name: 'a path that goes up', source: named('../content/a.txt'), refusal: PATHS, says: 'FORBIDDEN_NAME' },
  { name: 'a path that goes up within', source: named('content/../../a.txt'), refusal: PATHS },
  { name: 'an absolute path', source: named('/etc/passwd'), refusal: PATHS, says: 'FORBIDDEN_NAME' },
  { name: 'a drive', source: named('C:/a.txt'), refusal: PATHS },
  { name: 'backslashes', source: named('content\\..\\a.txt'), refusal: PATHS },
  { name: 'a name with a NUL', source: named('content/a\0.txt'), refusal: PATHS },
  { name: 'a name with a line break', source: named('content/a\n.txt'), refusal: PATHS },
  {
    name: 'an accent in one character',
    source: withEntry({ name: 'content/é.txt', flags: 0x800 }),
    refusal: PATHS,
  },
  {
    name: 'an accent in two characters',
    source: withEntry({ name: 'content/é.txt'.normalize('NFD'), flags: 0x800 }),
    refusal: PATHS,
  },
  {
    name: 'a name that is no UTF-8',
    source: withEntry({ name: Buffer.from([0x63, 0xff, 0xfe]), flags: 0x800 }),
    refusal: PATHS,
  },
  { name: 'a hidden name', source: named('content/.htaccess'), refusal: PATHS },
  { name: 'an empty part', source: named('content//a.txt'), refusal: PATHS },
  { name: 'a path of 60,000 characters', source: named(`content/${'a/'.repeat(30_000)}é`), refusal: PATHS },
  { name: 'one path twice', source: named('content/1.txt'), refusal: PATHS, says: 'DUPLICATE' },
  { name: 'two manifests of one name', source: named('manifest.xml'), refusal: PATHS, says: 'DUPLICATE' },
  {
    name: 'a path that is a file and a folder',
    source: named('content/1.txt/a.txt'),
    refusal: 'CHECK_DATAOBJECTPACKAGE.MANIFEST_INFERIOR_BDO.KO',
  },
  {
    name: 'folders that differ by case',
    source: named('Content/a.txt'),
    refusal: 'CHECK_SEDA.CONTAINER_FORMAT.DIRECTORY.KO',
  },
  {
    name: 'a symbolic link in a zip',
    source: withEntry({ mode: 0o120777 }),
    refusal: CONTAINER,
    says: 'LINK',
  },
  {
    name: 'a symbolic link in a tar',
    source: () => tarWith({ name: 'content/a', type: 'symlink', linkname: '/etc/passwd' }),
    refusal: CONTAINER,
    says: 'LINK',
  },
  {
    name: 'a hard link in a tar',
    source: () => tarWith({ name: 'content/a', type: 'link', linkname: 'manifest.xml' }),
    refusal: CONTAINER,
    says: 'LINK',
  },
  {
    name: 'a device in a tar',
    source: () => tarWith({ name: 'content/a', type: 'character-device', devmajor: 1, devminor: 5 }),
    refusal: CONTAINER,
    says: 'UNSUPPORTED',
  },
  {
    name: 'a pipe in a tar',
    source: () => tarWith({ name: 'content/a', type: 'fifo' }),
    refusal: CONTAINER,
    says: 'UNSUPPORTED',
  },
  {
    name: 'a path that goes up in a tar',
    source: () => tarWith({ name: '../../a.txt' }, Buffer.from('a')),
    refusal: PATHS,
  },
  {
    name: '40,000 tiny files that nothing declares',
    source: () =>
      zipByHand([
        { name: 'manifest.xml', content: Buffer.from(good.manifest) },
        ...Array.from({ length: 40_000 }, (_, at) => ({
          name: `content/junk${at}`,
          content: Buffer.from('x'),
        })),
      ]),
    refusal: 'CHECK_DATAOBJECTPACKAGE.MANIFEST_INFERIOR_BDO.KO',
  },
  // Entries that lie.
  {
    name: 'a manifest whose size is a lie',
    source: byHand(([manifest, ...files]) => [{ ...(manifest as HandEntry), size: 100 }, ...files]),
    refusal: NOT_XML,
    says: 'size',
  },
  {
    name: 'a manifest whose checksum is a lie',
    source: byHand(([manifest, ...files]) => [{ ...(manifest as HandEntry), crc: 7 }, ...files]),
    refusal: NOT_XML,
    says: 'checksum',
  },
  {
    name: 'an object whose size is a lie',
    source: byHand(([manifest, object, ...files]) => [
      manifest as HandEntry,
      { ...(object as HandEntry), size: 3_000 },
      ...files,
    ]),
    refusal: 'CHECK_DIGEST.KO',
    says: 'LFC.CHECK_DIGEST.CALC_CHECK.INVALID.KO',
  },
  {
    name: 'an object that inflates to more than it says',
    source: byHand(([manifest, object, ...files]) => [
      manifest as HandEntry,
      { ...(object as HandEntry), content: Buffer.alloc(8 * MIB), size: 2_000 },
      ...files,
    ]),
    refusal: 'CHECK_DIGEST.KO',
  },
  // The manifest.
  { name: 'a manifest of 0 bytes', source: withManifest(''), refusal: NOT_XML },
  { name: 'a manifest of blanks', source: withManifest('  \n '), refusal: NOT_XML },
  { name: 'a manifest that is no text', source: withManifest(randomBytes(2_000)), refusal: NOT_XML },
  {
    name: 'invalid UTF-8',
    source: withManifest(
      Buffer.concat([Buffer.from(inTitle('x')).subarray(0, 1_500), Buffer.from([0xff, 0xc0])]),
    ),
    refusal: NOT_XML,
  },
  {
    name: 'UTF-16 that says it is UTF-8',
    source: withManifest(Buffer.from(good.manifest, 'utf16le')),
    refusal: NOT_XML,
  },
  {
    name: 'UTF-16 cut within a character',
    source: withManifest(
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good.manifest, 'utf16le')]).subarray(0, -1),
    ),
    refusal: NOT_XML,
  },
  { name: 'another document', source: withManifest('<html><body/></html>'), refusal: 'CHECK_SEDA.KO' },
  {
    name: 'a document type',
    source: withManifest(withDoctype('<!DOCTYPE ArchiveTransfer>', 'x')),
    refusal: NOT_XML,
  },
  {
    name: 'an entity of a file',
    source: withManifest(withDoctype('<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/passwd">]>', '&file;')),
    refusal: NOT_XML,
    says: 'document type',
  },
  {
    name: 'a billion laughs',
    source: withManifest(
      withDoctype(
        `<!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')}]>`,
        '&l9;',
      ),
    ),
    refusal: NOT_XML,
  },
  { name: 'an entity that nothing declares', source: withManifest(inTitle('&nbsp;')), refusal: NOT_XML },
  { name: 'a character that XML has not', source: withManifest(inTitle('&#0;')), refusal: NOT_XML },
  { name: 'half a character', source: withManifest(inTitle('&#xD800;')), refusal: NOT_XML },
  {
    name: '10,000 levels of units',
    source: withManifest(
      good.manifest.replace(
        /<ArchiveUnit.*<\/ArchiveUnit>/,
        nested(
          10_000,
          (level) =>
            `<ArchiveUnit id="N${level}"><Content><DescriptionLevel>Item</DescriptionLevel><Title>t</Title></Content>`,
          '</ArchiveUnit>',
        ),
      ),
    ),
    refusal: NOT_VALID,
    says: 'nested',
  },
  {
    name: '10,000 levels of elements that SEDA has not',
    source: withManifest(afterContent(nested(10_000, () => '<Deep>', '</Deep>'))),
    refusal: NOT_VALID,
    says: 'nested',
  },
  {
    name: '5,000 levels of units by links',
    source: () => zipOf(chain(5_000)),
    refusal: 'CHECK_DATAOBJECTPACKAGE.KO',
    says: 'levels deep',
  },
  {
    name: 'ancestors without number',
    source: () => zipOf(braid(400)),
    refusal: 'CHECK_DATAOBJECTPACKAGE.KO',
    says: 'ancestors',
  },
  {
    name: 'an attribute of a megabyte',
    source: withManifest(
      changed(good, '<ArchiveUnit id="R">', `<ArchiveUnit id="${'a'.repeat(MIB)}">`).manifest,
    ),
    refusal: NOT_VALID,
    says: 'identifier',
  },
  {
    name: 'a text of 3 megabytes',
    source: withManifest(inTitle('a'.repeat(3 * MIB))),
    refusal: 'CHECK_UNIT_SCHEMA.KO',
  },
  {
    name: 'a description of 17 megabytes in small fields',
    source: withManifest(afterContent(`<Note>${'a b '.repeat(2_000)}</Note>`.repeat(2_200))),
    refusal: 'CHECK_UNIT_SCHEMA.INVALID_UNIT.KO',
    says: 'longer than',
  },
  {
    name: 'more units than the limit',
    source: withManifest(
      good.manifest.replace(
        '</DescriptiveMetadata>',
        `${Array.from({ length: 20_001 }, (_, at) => `<ArchiveUnit id="M${at}"><ArchiveUnitRefId>U1</ArchiveUnitRefId></ArchiveUnit>`).join('')}</DescriptiveMetadata>`,
      ),
    ),
    refusal: 'CHECK_SEDA.KO',
    says: '20000',
  },
  {
    name: 'names of the system’s among the fields',
    source: withManifest(afterContent('<_id>x</_id>')),
    refusal: 'CHECK_UNIT_SCHEMA.INVALID_UNIT.KO',
  },
];

describe('a hostile package', () => {
  it.each(PACKAGES)(
    '$name: $refusal',
    async ({ source, refusal, says = refusal }) => {
      const entered = await archive.enter(await source());
      const told = JSON.stringify(entered.events.slice(-8)).slice(0, 3_000);
      expect(entered, told).toMatchObject({ state: 'COMPLETED', status: 'KO', refusal });
      expect(entered.reply).toContain('<ReplyCode>KO</ReplyCode>');
      expect(entered.reply).toContain(says);
      expect(await archive.leftOf(entered.id)).toEqual(ONLY_THE_REPLY);
    },
    60_000,
  );

  it('is honest after all when only its look is strange', async () => {
    const prototype = afterContent('<constructor>a</constructor><__proto__X>b</__proto__X>');
    const noise = Array.from({ length: 3_000 }, () => randomBytes(5).toString('hex'))
      .join(' ')
      .slice(0, 32_000);
    for (const manifest of [
      inTitle(noise),
      afterContent(`<Note>${noise}</Note>`.repeat(60)),
      inTitle('Émoji 🗄️ et caractères rares : ﷽ \u2028 &lt;id@hote&gt;'),
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(good.manifest.replace('UTF-8', 'UTF-16'), 'utf16le'),
      ]),
      prototype.replaceAll('__proto__X', 'toString'),
    ]) {
      const entered = await archive.enter(await withManifest(manifest)());
      expect(entered.status, JSON.stringify(entered.events.filter(({ outcome }) => outcome !== 'OK'))).toBe(
        'OK',
      );
    }
  });

  it('is read when it is an honest zip64', async () => {
    expect((await archive.enter(asZip64({})())).status).toBe('OK');
  });

  it('keeps apart two files whose names differ by case alone', async () => {
    const { manifest, files } = good;
    const [first, second] = Object.values(files) as [Buffer, Buffer];
    const named = { 'content/piece.bin': first, 'content/PIECE.bin': second };
    const rest = Object.entries(files).slice(2);
    const sip = {
      manifest: manifest
        .replace('content/1.txt', 'content/piece.bin')
        .replace('content/2.pdf', 'content/PIECE.bin'),
      files: { ...named, ...Object.fromEntries(rest) },
    };
    for (const source of [await zipOf(sip), await tarOf(sip)]) {
      const entered = await archive.enter(source);
      // The digests of the manifest tell them apart.
      expect(entered.status, JSON.stringify(entered.events.filter(({ outcome }) => outcome !== 'OK'))).toBe(
        'OK',
      );
    }
    const confused = { ...sip, manifest: sip.manifest.replace('content/PIECE.bin', 'content/Piece.bin') };
    expect((await archive.enter(await zipOf(confused))).refusal).toBe(
      'CHECK_DATAOBJECTPACKAGE.INVALID_URI.KO',
    );
  });

  it('leaves the service as it was', async () => {
    expect((await archive.enter(await zipOf(good))).status).toBe('OK');
  });
});

describe('the door', () => {
  const HEADERS = {
    'Content-Type': 'application/octet-stream',
    'X-Context-Id': 'DEFAULT_WORKFLOW',
    'X-Action': 'RESUME',
  };
  const post = async (
    headers: Record<string, string>,
    tenant = 0,
    body: Buffer | undefined = Buffer.from('x'),
  ) =>
    archive.service.asApplication('POST', '/ingest-external/v1/ingests', {
      tenant,
      ...(body ? { body } : {}),
      headers: { ...HEADERS, ...headers },
    });
  const operations = async () => {
    const [row] = await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query<{ count: number }>('select count(*)::integer as count from operation where tenant = 0'),
    );
    return row?.count;
  };
  const workspace = () =>
    readdirSync(join(archive.service.house.configuration.dataFolder, 'workspace'), {
      recursive: true,
    }).filter((path) => String(path).includes('/'));

  it('refuses before it takes anything, in the API’s own form', async () => {
    const before = await operations();
    expect(await post({ 'X-Context-Id': 'NO_WORKFLOW' })).toMatchObject({ status: 503 });
    expect((await post({ 'X-Context-Id': 'NO_WORKFLOW' })).text).toContain('<ReplyCode>KO</ReplyCode>');
    for (const [headers, tenant, status] of [
      [{ 'X-Action': 'JUMP' }, 0, 400],
      [{ 'X-Action': '' }, 0, 400],
      [{ 'Content-Type': 'text/html' }, 0, 415],
      [{}, 77, 401],
      [{ Authorization: 'Bearer nobody' }, 0, 401],
    ] as const) {
      const answer = await post(headers, tenant);
      expect(answer.status, JSON.stringify(headers)).toBe(status);
      expect(answer.json).toMatchObject({
        httpCode: status,
        code: expect.any(String),
        description: expect.any(String),
      });
    }
    expect((await post({}, 0, Buffer.alloc(0))).status).toBe(400);
    expect(await operations()).toBe(before);
    await vi.waitFor(() => expect(workspace()).toEqual([]), PATIENT);
  });

  it('refuses a package above the limit, and keeps nothing of it', async () => {
    const before = await operations();
    const answer = await post({}, 0, Buffer.alloc(LIMITS.packageBytes + 1));
    expect(answer.status).toBe(413);
    expect(await operations()).toBe(before);
    await vi.waitFor(() => expect(workspace()).toEqual([]), PATIENT);
  });

  it('keeps nothing of an upload cut in the middle', async () => {
    const before = await operations();
    const { port } = archive.service.app.server.address() as AddressInfo;
    const { apiKey } = archive.service.credentials;
    const source = await zipOf(good);
    const whole = { ...HEADERS, Authorization: `Bearer ${apiKey}`, 'X-Tenant-Id': '0' };
    for (const framing of [{ 'Content-Length': String(source.length) }, { 'Transfer-Encoding': 'chunked' }]) {
      const sent = request({
        port,
        method: 'POST',
        path: '/ingest-external/v1/ingests',
        headers: { ...whole, ...framing },
      });
      sent.on('error', () => undefined);
      sent.write(source.subarray(0, 2_000));
      await vi.waitFor(() => expect(workspace()).not.toEqual([]), PATIENT);
      sent.destroy();
      await vi.waitFor(() => expect(workspace()).toEqual([]), PATIENT);
    }
    expect(await operations()).toBe(before);
    expect((await archive.enter(source)).status).toBe('OK');
  });

  it('outlives what is no HTTP at all', async () => {
    const { port } = archive.service.app.server.address() as AddressInfo;
    for (const bytes of [randomBytes(500), Buffer.from('POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n')])
      await new Promise<void>((resolve) => {
        const socket = connect({ port, host: '127.0.0.1' }, () => socket.end(bytes));
        socket.on('error', () => undefined).on('close', () => resolve());
        socket.resume();
      });
    expect((await archive.enter(await zipOf(good))).status).toBe('OK');
  });

  it('answers 404 for replies and manifests that are not there', async () => {
    const refused = await archive.enter(randomBytes(100));
    for (const path of [
      `aeeaaaaaacaaaaabgkqgmanccb65ecaaaaaq/archivetransferreply`,
      `nothing/archivetransferreply`,
      `aeeaaaaaacaaaaabgkqgmanccb65ecaaaaaq/manifests`,
      `${refused.id}/manifests`,
    ]) {
      const answer = await archive.service.asApplication('GET', `/ingest-external/v1/ingests/${path}`, {
        headers: { Accept: 'application/octet-stream' },
      });
      expect(answer.status, path).toBe(404);
    }
  });
});
