import { createHash } from 'node:crypto';
import { compoundFile, SMALL_SIGNATURE_FILE } from '@perenne/pronom/testing';
import { hasReferee, openReferee, type Referee, WITHOUT_REFEREE } from '@perenne/seda/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { climbedCodes, codesOf, OUTCOMES, type OutcomeKey } from './explanation/controls.ts';
import { type Entered, ONLY_THE_REPLY, openArchive, type TestArchive } from './testing/archive.ts';
import {
  type Archived,
  content,
  custodialHistory,
  FOREIGN_CONTRACT,
  management,
  physicalObject,
  signed,
  unitProfile,
  withContract,
} from './testing/refusals/changes.ts';
import { OF_ELEMENTS } from './testing/refusals/elements.ts';
import { OF_HEADER } from './testing/refusals/header.ts';
import { OF_PACKAGE } from './testing/refusals/package.ts';
import { OF_RECEPTION } from './testing/refusals/reception.ts';
import { importRefusing } from './testing/refusals/referentials.ts';
import { changed, goodSip, type Sip, sipOf, zipOf } from './testing/sip.ts';
import { ENTRY_WORKFLOWS } from './workflows.ts';

const CASES = [...OF_RECEPTION, ...OF_HEADER, ...OF_PACKAGE, ...OF_ELEMENTS];
const MANIFEST = 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST';

let archive: TestArchive;
let archived: Archived;
let referee: Referee | undefined;
/** Everything that was said in this file, in journals and in replies. */
const said = new Set<string>();

async function enter(...deposit: Parameters<TestArchive['enter']>): Promise<Entered> {
  const entered = await archive.enter(...deposit);
  for (const { outDetail } of entered.events) said.add(outDetail);
  for (const [, code = ''] of entered.reply.matchAll(/<OutcomeDetail>([^<]*)/g)) said.add(code);
  return entered;
}

beforeAll(async () => {
  if (hasReferee) referee = await openReferee();
  else console.warn(WITHOUT_REFEREE);
  archive = await openArchive();
  await importRefusing(archive);
  const { id, status } = await enter(await zipOf(goodSip(2)));
  expect(status).toBe('OK');
  const query = { $query: [{ $eq: { '#opi': id } }], $filter: {}, $projection: {} };
  archived = { unit: (await archive.get('/access-external/v1/units', { query })).$results[0]['#id'] };
});
afterAll(() => archive?.close());

/** Groups and units that a reply names. */
const namedIn = (reply: string) =>
  [...reply.matchAll(/<(?:DataObjectGroup|ArchiveUnit) id="([^"]*)"/g)].map(([, id]) => id);

describe('a package with one fault', () => {
  it.each(CASES)(
    '$name: $refusal',
    async ({ sip = (same: Sip) => same, source, step, refusal, says = refusal, names = [], options }) => {
      const entered = await enter(source ?? (await zipOf(sip(goodSip(), archived))), options);
      expect(entered, JSON.stringify(entered.events.slice(-6))).toMatchObject({
        state: 'COMPLETED',
        status: 'KO',
        refusal,
      });
      const refusedStep = entered.events.find(
        ({ evParentId, outcome }) => evParentId === null && outcome === 'KO',
      );
      expect(refusedStep?.evType).toBe(step);
      const { workflow } = options ?? {};
      expect(entered.events.at(-1)?.outDetail).toBe(
        workflow === 'HOLDING_SCHEME' ? 'HOLDINGSCHEME.KO' : 'PROCESS_SIP_UNITARY.KO',
      );
      expect(entered.reply).toContain('<ReplyCode>KO</ReplyCode>');
      expect(entered.reply).toContain(says);
      if (entered.events.some(({ evType, outcome }) => evType === MANIFEST && outcome === 'KO'))
        expect(namedIn(entered.reply)).toEqual(names);
      const isManifestRead = !/^(SANITY_|CHECK_CONTAINER|MANIFEST_|UPLOAD_|CHECK_SEDA)/.test(refusal);
      if (isManifestRead) expect(referee?.fault('2.2', Buffer.from(entered.reply))).toBeUndefined();
      expect(await archive.leftOf(entered.id)).toEqual(ONLY_THE_REPLY);
    },
  );
});

it('warns of a size that is not the real one, and keeps the real one', async () => {
  const [file] = Object.values(goodSip().files) as [Buffer];
  const entered = await enter(await zipOf(changed(goodSip(), /<Size>\d+</, '<Size>7<')));
  expect(entered.status).toBe('WARNING');
  expect(entered.reply).toContain('CHECK_OBJECT_SIZE.WARNING');
  const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
  const groups = (await archive.get('/access-external/v1/objects', { query })).$results;
  // biome-ignore lint/suspicious/noExplicitAny: documents of the API
  const sizes = groups.map((group: any) => group['#qualifiers'][0].versions[0].Size);
  expect(sizes).toContain(file.length);
});

it('takes what the contract lets pass: unidentified formats, groups without master', async () => {
  const sip = withContract('CE-LARGE')(content(Buffer.from([0, 1, 2, 250]), 'content/1.zzz')(goodSip()));
  const entered = await enter(await zipOf(changed(sip, 'BinaryMaster_1', 'Dissemination_1')));
  expect(entered.status, JSON.stringify(entered.events.filter(({ outcome }) => outcome !== 'OK'))).toBe(
    'WARNING',
  );
  expect(entered.events.map(({ outDetail }) => outDetail)).toContain('OG_OBJECTS_FORMAT_CHECK.WARNING');
});

describe('a unit of another tenant', () => {
  it('looks like one that does not exist', async () => {
    const other = await enter(
      await zipOf(
        sipOf([{ id: 'A', level: 'RecordGrp', title: 'Ailleurs' }], [], {}, { contract: FOREIGN_CONTRACT }),
      ),
      { workflow: 'FILING_SCHEME', tenant: 2 },
    );
    expect(other.status, JSON.stringify(other.events.filter(({ outcome }) => outcome !== 'OK'))).toBe('OK');
    const query = { $query: [{ $eq: { '#opi': other.id } }], $filter: {}, $projection: {} };
    const foreign = (await archive.get('/access-external/v1/units', { tenant: 2, query })).$results[0]['#id'];
    const unknown = `${foreign.slice(0, -4)}aaaq`;
    const said = [];
    for (const id of [foreign, unknown]) {
      const entered = await enter(
        await zipOf(management(`<UpdateOperation><SystemId>${id}</SystemId></UpdateOperation>`)(goodSip())),
      );
      const control = entered.events.find(
        ({ evType }) => evType === 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST',
      );
      expect(control?.outDetail).toBe(`${MANIFEST}.NOT_FOUND_ATTACHMENT.KO`);
      expect(await archive.leftOf(entered.id)).toEqual(ONLY_THE_REPLY);
      said.push(
        entered.events
          .map(({ outDetail, evDetData }) => `${outDetail} ${evDetData?.replaceAll(id, 'ID')}`)
          .slice(0, -4),
      );
    }
    expect(said[0]).toEqual(said[1]);
  });
});

it('a context that lists the contract lets it pass', async () => {
  const entered = await enter(await zipOf(goodSip()), { context: 'CT-EVEILLE' });
  expect(entered.status).toBe('OK');
});

describe('warnings', () => {
  it('a package without objects enters, and says so', async () => {
    const entered = await enter(await zipOf(sipOf([{ id: 'A', level: 'RecordGrp', title: 'Fonds' }])));
    expect(entered.status).toBe('WARNING');
    const empty = entered.events.filter(({ outDetail }) => outDetail === 'OBJECTS_LIST_EMPTY.WARNING');
    expect(empty).toHaveLength(3);
  });

  const slides = (sectors: number) =>
    content(
      compoundFile([{ name: 'PowerPoint Document', content: Buffer.alloc(0) }], sectors),
      'content/1.ppt',
    );
  it.each([
    ['text', 'fmt/18', 'x-fmt/111', changed(goodSip(), '<FormatId>x-fmt/111<', '<FormatId>fmt/18<')],
    ['slides', 'x-fmt/111', 'fmt/126', slides(1)(goodSip())],
    // Larger than what is read in one piece.
    ['many slides', 'x-fmt/111', 'fmt/126', slides(3_000)(goodSip())],
  ])('a format that is not the declared one is replaced: %s', async (_, declared, found, sip) => {
    const entered = await enter(await zipOf(sip));
    expect(entered.status).toBe('WARNING');
    const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
    const groups = (await archive.get('/access-external/v1/objects', { query })).$results;
    const details: string[] = [];
    for (const { '#id': id } of groups) {
      const cycle = (await archive.get(`/access-external/v1/logbookobjectslifecycles/${id}`)).$results[0];
      for (const event of cycle.events as { outDetail: string; evDetData: string }[])
        if (event.outDetail === 'LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT.WARNING')
          details.push(event.evDetData);
    }
    expect(details.map((detail) => JSON.parse(detail).diff)).toMatchObject([
      { '- PUID': declared, '+ PUID': found },
    ]);
  });
});

describe('digests', () => {
  it.each(['MD5', 'SHA-1', 'SHA-256', 'SHA-384'])(
    'by %s are compared, and SHA-512 is kept',
    async (algorithm) => {
      const { files, manifest } = goodSip();
      const [file] = Object.values(files) as [Buffer];
      const digest = (name: string) =>
        createHash(name.replace('-', '').toLowerCase()).update(file).digest('hex');
      const declared = manifest.replace(
        `algorithm="SHA-512">${digest('SHA-512')}`,
        `algorithm="${algorithm}">${digest(algorithm)}`,
      );
      const entered = await enter(await zipOf({ files, manifest: declared }));
      expect(entered.status).toBe('OK');
      const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
      const groups = (await archive.get('/access-external/v1/objects', { query })).$results;
      // biome-ignore lint/suspicious/noExplicitAny: documents of the API
      const kept = groups.map((group: any) => group['#qualifiers'][0].versions[0]);
      expect(kept).toContainEqual(
        expect.objectContaining({ Algorithm: 'SHA-512', MessageDigest: digest('SHA-512') }),
      );
      const wrong = await enter(await zipOf({ files, manifest: declared.replace(digest(algorithm), 'ab') }));
      expect(wrong.refusal).toBe('CHECK_DIGEST.KO');
    },
  );
});

it('takes signed documents that declare what the contract wants, within or detached, and those of which it wants nothing', async () => {
  const declared = signed(
    ['SigningRole', 'SignedDocument'],
    ['SigningRole', 'Signature'],
    ['DetachedSigningRole', 'Timestamp'],
  );
  for (const contract of ['CE-DeclaredSignature', 'CE-DeclaredTimestamp'])
    expect((await enter(await zipOf(declared(withContract(contract)(goodSip()))))).status).toBe('OK');
  const proofAlone = signed(['SigningRole', 'AdditionalProof']);
  expect((await enter(await zipOf(proofAlone(withContract('CE-DeclaredSignature')(goodSip()))))).status).toBe(
    'OK',
  );
});

it('keeps the file of a custodial history under the identifier of its group', async () => {
  for (const [reference, id] of [
    ['DataObjectGroupReferenceId', 'G2'],
    ['DataObjectReferenceId', 'B2'],
  ] as const) {
    const entered = await enter(await zipOf(custodialHistory(reference, id)(goodSip())));
    expect(entered.status).toBe('OK');
    const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
    const units = (await archive.get('/access-external/v1/units', { query })).$results;
    const of = (title: string) => units.find(({ Title }: { Title: string }) => Title === title);
    expect(of('Pièce 1').CustodialHistory).toEqual({
      CustodialHistoryItem: ['Don'],
      CustodialHistoryFile: { [reference]: of('Pièce 2')['#object'] },
    });
  }
});

it('the reply to a unit that is not there names it by the identifier it was looked for', async () => {
  const id = `${archived.unit.slice(0, -4)}aaaq`;
  const sip = management(`<UpdateOperation><SystemId>${id}</SystemId></UpdateOperation>`)(goodSip());
  expect((await enter(await zipOf(sip))).reply).toContain(
    `<ArchiveUnit id="U1"><Management></Management><Content><SystemId>${id}<`,
  );
});

it('the reply of a cycle names its first unit, without event', async () => {
  const cyclic = changed(
    goodSip(),
    '<ArchiveUnit id="U1">',
    '<ArchiveUnit id="L"><ArchiveUnitRefId>R</ArchiveUnitRefId></ArchiveUnit><ArchiveUnit id="U1">',
  );
  const { reply } = await enter(await zipOf(cyclic));
  expect(reply).toMatch(/<ArchiveUnit id="F"><Management><\/Management><Content><SystemId>[a-z2-7]{36}</);
  expect(reply.match(/<ArchiveUnit /g)).toHaveLength(1);
  expect(reply.match(/<Event>/g)).toHaveLength(3);
});

it('an object outside any group has one of its own, which the reply names by its identifier in the archive', async () => {
  const alone = changed(goodSip(), /<DataObjectGroup id="G1">(.*?)<\/DataObjectGroup>/, '$1');
  const sip = changed(
    alone,
    '<DataObjectGroupReferenceId>G1</DataObjectGroupReferenceId>',
    '<DataObjectReferenceId>B1</DataObjectReferenceId>',
  );
  const warned = changed(sip, /<Size>\d+</, '<Size>7<');
  for (const each of [sip, warned]) {
    const { reply } = await enter(await zipOf(each));
    const [, object] = /<DataObjectSystemId>([^<]*)/.exec(reply) ?? [];
    expect(reply).toContain(`<DataObjectGroup id="${object}"><BinaryDataObject id="B1">`);
    expect(reply).toContain(
      '<FileFormatCodeListVersion>FileFormatCodeListVersion0</FileFormatCodeListVersion>',
    );
    expect(referee?.fault('2.2', Buffer.from(reply))).toBeUndefined();
  }
});

it('a physical object enters with its place, and no control of bytes', async () => {
  const entered = await enter(await zipOf(physicalObject('PhysicalMaster_1', '1 J 12')(goodSip())));
  expect(entered.status).toBe('OK');
  expect(entered.reply).toContain('<PhysicalDataObject id="P9">');
});

it('a unit that is what its profile wants enters with it', async () => {
  const entered = await enter(await zipOf(unitProfile('PU-BON')(goodSip())));
  expect(entered.status).not.toBe('KO');
  const query = {
    $roots: [],
    $query: [{ $and: [{ $eq: { '#opi': entered.id } }, { $eq: { ArchiveUnitProfile: 'PU-BON' } }] }],
    $filter: {},
    $projection: {},
  };
  expect((await archive.get('/access-external/v1/units', { query })).$results).toHaveLength(1);
});

describe('once the referential of formats has lost one', () => {
  it('its files are identified and refused as uncharted', async () => {
    const file = SMALL_SIGNATURE_FILE;
    await archive.import('/formats', file, { tenant: 1, file: 'DROID_SignatureFile_V1.xml' });
    const entered = await enter(await zipOf(goodSip()));
    expect(entered.refusal).toBe('OG_OBJECTS_FORMAT_CHECK.KO');
    expect(entered.reply).toContain('LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT.UNCHARTED.KO');
  });
});

/** What no package of this file can bring about, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  [`${MANIFEST}.ATTACHMENT_OBJECTGROUP.KO`]: 'attached-objects.integration.test.ts',
  'CHECK_ATTACHEMENT.KO': 'only what ended well is published: it guards against a restored journal',
  'UNITS_RULES_COMPUTE.KO': 'the import of rules refuses one without duration: catalogue/rules tests it',
  'STORAGE_AVAILABILITY_CHECK.STORAGE_AVAILABILITY_CHECK.KO': 'full-disk.integration.test.ts',
};

describe('the catalogue of outcomes', () => {
  const keys = Object.keys(OUTCOMES) as OutcomeKey[];
  const catalogue = keys.flatMap(codesOf);

  it('holds nothing that was not said here, but for a few', () => {
    expect(catalogue.filter((code) => !said.has(code)).sort()).toEqual(Object.keys(ELSEWHERE).sort());
  });

  it('holds all that was said here and is no success', () => {
    const known = new Set([...catalogue, ...keys.flatMap(climbedCodes)]);
    const types = new Set<string>(
      ENTRY_WORKFLOWS.flatMap(({ identifier, steps }) => [identifier, ...steps.map(({ name }) => name)]),
    );
    const strange = [...said].filter((code) => {
      const [, type = '', status = ''] = /^(.*)\.([A-Z]+)$/.exec(code) ?? [];
      const isKnown = known.has(code) || known.has(code.replace(/^LFC\./, '')) || types.has(type);
      return (status === 'KO' || status === 'WARNING') && !isKnown;
    });
    // The life cycle of an element has an event for the action, whatever its task says.
    expect(strange.filter((code) => !/^LFC\.[A-Z_]+\.(KO|WARNING)$/.test(code))).toEqual([]);
  });
});
