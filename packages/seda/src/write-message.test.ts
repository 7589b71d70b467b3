import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject, SedaVersion } from './records.ts';
import { ManifestGenerator } from './testing/generate.ts';
import { choicesFrom } from './testing/random.ts';
import { type Records, recordsOf } from './testing/records-of.ts';
import { hasReferee, openReferee, type Referee, WITHOUT_REFEREE } from './testing/referee.ts';
import { xmlOf } from './testing/xml-tree.ts';
import { SEDA_VERSIONS } from './versions.ts';
import { type DeliveryReply, type Transfer, type WrittenUnit, writeMessage } from './write-message.ts';
import { NoPlace } from './write-value.ts';

const versions = fc.constantFrom(...SEDA_VERSIONS);
const seeds = fc.integer({ min: 1, max: 1e6 });

async function recordsFrom(version: SedaVersion, seed: number): Promise<Records> {
  const generator = new ManifestGenerator(version);
  for (let warm = 0; warm < 20; warm++) generator.make(choicesFrom(warm));
  return recordsOf(xmlOf(generator.make(choicesFrom(seed))), 'strict');
}

/** Records as an archive has them once entered: objects in groups, units in a graph, each with one group at most. */
function messageOf(records: Records): Transfer {
  const { header } = records;
  const objects = records.objects.map(
    ({ id, kind, version, uri, digest, size, physicalId, document, ...rest }) => ({
      group: rest.enclosingGroupId,
      written: {
        id,
        kind,
        document: defined({
          ...document,
          DataObjectVersion: version,
          Uri: uri,
          MessageDigest: digest?.value,
          Algorithm: digest?.algorithm,
          Size: size,
          PhysicalId: physicalId,
        }),
      },
    }),
  );
  return {
    kind: 'ArchiveTransfer',
    version: header.version,
    comments: header.comments.map(({ text }) => text),
    date: header.date ?? '',
    messageIdentifier: header.messageIdentifier ?? '',
    ...(header.archivalAgreement === undefined ? {} : { archivalAgreement: header.archivalAgreement }),
    codeListVersions: header.codeListVersions,
    groups: records.groups.map(({ id, events }) => ({
      id,
      events,
      objects: objects.filter(({ group }) => group === id).map(({ written }) => written),
    })),
    units: records.units.map((unit) => unitOf(unit, records)),
    managementMetadata: defined({
      ArchivalProfile: header.archivalProfile,
      ServiceLevel: header.serviceLevel,
      AcquisitionInformation: header.acquisitionInformation,
      LegalStatus: header.legalStatus,
      OriginatingAgencyIdentifier: header.originatingAgency,
      SubmissionAgencyIdentifier: header.submissionAgency,
      ...header.management,
    }),
    relatedTransferReferences: [],
    archivalAgency: header.archivalAgency ?? '',
    transferringAgency: header.transferringAgency ?? '',
  };
}

function unitOf(unit: Records['units'][number], { units, links }: Records): WrittenUnit {
  const { id, profile, management, content, events } = unit;
  const group = groupOf(unit);
  const nested = units.filter(({ enclosingUnitId }) => enclosingUnitId === id);
  return {
    id,
    ...(profile === undefined ? {} : { profile }),
    management,
    content,
    events,
    links: [
      ...nested.map((each) => ({ id: `to-${each.id}`, targetId: each.id })),
      ...links.filter(({ enclosingUnitId }) => enclosingUnitId === id),
    ],
    ...(group === undefined ? {} : { groupId: group }),
  };
}

const groupOf = ({ references }: Records['units'][number]) =>
  references.find(({ kind }) => kind === 'group')?.id;
const defined = (members: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** What of the records a flat message says: nesting has become links, loose objects and their references are gone. */
function said(records: Records) {
  const { header, groups, objects, units, links } = records;
  const { comments, ...head } = header;
  const edges = [
    ...units.flatMap(({ id, enclosingUnitId }) => (enclosingUnitId ? [`${enclosingUnitId} ${id}`] : [])),
    ...links.flatMap(({ targetId, enclosingUnitId }) =>
      enclosingUnitId ? [`${enclosingUnitId} ${targetId}`] : [],
    ),
  ];
  return {
    header: { ...head, comments: comments.map(({ text }) => text) },
    groups,
    objects: objects
      .filter(({ enclosingGroupId }) => enclosingGroupId !== undefined)
      .map(({ dataObjectGroupId: _id, dataObjectGroupReferenceId: _reference, ...object }) => object)
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    units: units
      .map((unit) => {
        const { order: _order, enclosingUnitId: _enclosing, references: _references, ...told } = unit;
        return { ...told, group: groupOf(unit) };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    edges: edges.sort(),
  };
}

async function written(message: Transfer | DeliveryReply): Promise<string> {
  let text = '';
  for await (const piece of writeMessage(message)) text += piece;
  return text;
}

/** With a unit for each identifier that is referred to and belongs to what an archive does not keep. */
async function complete(message: Transfer): Promise<string> {
  const text = await written(message);
  const ids = new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  const referred = /(?:RefId|ReferenceId|SignedObjectId)>([^<]+)</g;
  const missing = new Set([...text.matchAll(referred)].flatMap(([, id]) => (id && !ids.has(id) ? [id] : [])));
  const units = [...missing].map((id) => ({ ...unitWith({}), id }));
  return written({ ...message, units: [...(message.units as WrittenUnit[]), ...units] });
}

const BARE: Transfer = {
  kind: 'ArchiveTransfer',
  version: '2.3',
  comments: [],
  date: '2026-01-15T10:00:00',
  messageIdentifier: 'M',
  codeListVersions: {},
  groups: [],
  units: [],
  managementMetadata: {},
  relatedTransferReferences: [],
  archivalAgency: 'A',
  transferringAgency: 'T',
};
const unitWith = (content: JsonObject, management: JsonObject = {}): WrittenUnit => ({
  id: 'U',
  management,
  content: { DescriptionLevel: 'Item', Title: 'x', ...content },
  events: [],
  links: [],
});

describe('a message', () => {
  it('says what the records say that it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(versions, seeds, async (version, seed) => {
        const records = await recordsFrom(version, seed);
        const again = await recordsOf(await complete(messageOf(records)), 'strict');
        const units = again.units.filter(({ id }) => records.units.some((unit) => unit.id === id));
        expect(said({ ...again, units })).toEqual(said(records));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps free metadata where they may stand', async () => {
    const content = {
      MyField: ['free', 'twice'],
      MyBlock: [{ Inner: ['a', 'b'], Deep: [{ Leaf: ['c'] }] }],
      Count: [12],
    };
    const { units } = await recordsOf(await written({ ...BARE, units: [unitWith(content)] }), 'compatible');
    expect(units[0]?.content).toMatchObject({ ...content, Count: ['12'] });
  });

  it('leaves out what is computed, and nothing of a rule else', async () => {
    const rule = {
      Rule: 'HOL-1',
      StartDate: '2000-01-01',
      HoldEndDate: '2001-01-01',
      PreventRearrangement: true,
    };
    const management = {
      HoldRule: { Rules: [{ ...rule, EndDate: '2005-01-01' }], Inheritance: { PreventRulesId: ['HOL-2'] } },
    };
    const { units } = await recordsOf(
      await written({ ...BARE, units: [unitWith({}, management)] }),
      'strict',
    );
    expect(units[0]?.management).toEqual({
      HoldRule: { Rules: [rule], Inheritance: { PreventRulesId: ['HOL-2'] } },
    });
  });

  it.each([
    ['a list where one only may stand', unitWith({ Source: ['a', 'b'] }), 'Content/Source'],
    ['an object where a text stands', unitWith({ Source: { a: 1 } }), 'Content/Source'],
    ['a text that is none of the type', unitWith({ Language: ['not a language'] }), 'Content/Language'],
    [
      'what lacks an obligatory text',
      unitWith({ PersistentIdentifier: [{ PersistentIdentifierType: 'ark' }] }),
      'Content/PersistentIdentifier/PersistentIdentifierContent',
    ],
    ['a free name that is no name', unitWith({ 'no name': ['x'] }), 'Content/no name'],
    [
      'what no element of a rule holds',
      unitWith({}, { AccessRule: { Other: 'x' } }),
      'Management/AccessRule/Other',
    ],
  ])('refuses %s', async (_, unit, path) => {
    const error = await written({ ...BARE, units: [unit] }).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(NoPlace);
    expect((error as NoPlace).path).toBe(path);
  });

  it('refuses a member of objects that the version does not know', async () => {
    const object = {
      kind: 'binary' as const,
      id: 'B',
      document: { DataObjectUse: 'x', Uri: 'a', MessageDigest: '00', Algorithm: 'SHA-512' },
    };
    const groups = [{ id: 'G', objects: [object], events: [] }];
    expect(await written({ ...BARE, groups })).toContain('<DataObjectUse>x</DataObjectUse>');
    await expect(written({ ...BARE, version: '2.2', groups })).rejects.toThrow(
      'BinaryDataObject/DataObjectUse',
    );
  });
});

describe.skipIf(!hasReferee)(hasReferee ? 'by the official schemas' : WITHOUT_REFEREE, () => {
  let referee: Referee;
  beforeAll(async () => {
    referee = await openReferee();
  });

  it('what was valid is valid again, as a transfer and as a delivery', async () => {
    await fc.assert(
      fc.asyncProperty(versions, seeds, async (version, seed) => {
        const transfer = messageOf(await recordsFrom(version, seed));
        expect(referee.fault(version, Buffer.from(await written(transfer)))).toBeUndefined();
        const delivery = deliveryOf(transfer);
        expect(referee.fault(version, Buffer.from(await written(delivery)))).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('an empty delivery is valid', async () => {
    for (const version of SEDA_VERSIONS)
      expect(
        referee.fault(version, Buffer.from(await written(deliveryOf({ ...BARE, version })))),
      ).toBeUndefined();
  });
});

function deliveryOf({
  transferringAgency: _agency,
  relatedTransferReferences: _references,
  ...message
}: Transfer): DeliveryReply {
  return {
    ...message,
    kind: 'ArchiveDeliveryRequestReply',
    messageRequestIdentifier: 'R',
    unitIdentifiers: ['U'],
    requester: 'Q',
  };
}
