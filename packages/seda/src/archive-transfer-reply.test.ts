import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Reply,
  type ReplyEvent,
  type ReplyGroup,
  writeArchiveTransferReply,
} from './archive-transfer-reply.ts';
import { hasReferee, openReferee, type Referee, WITHOUT_REFEREE } from './testing/referee.ts';
import { elementsOf, everyElement, parseXml, textOf, type XmlElement } from './testing/xml-tree.ts';
import { SEDA_VERSIONS } from './versions.ts';

async function written(reply: Reply): Promise<string> {
  let text = '';
  for await (const piece of writeArchiveTransferReply(reply)) text += piece;
  return text;
}

const DATE = '2026-01-15T09:00:00.000Z';
const event = (outcome: string, more: Partial<ReplyEvent> = {}): ReplyEvent => ({
  typeCode: 'CHECK_DIGEST',
  type: 'Vérification de l’empreinte des objets',
  dateTime: '2026-01-15T09:00:00.000',
  outcome,
  outcomeDetail: `CHECK_DIGEST.${outcome}`,
  outcomeDetailMessage: `Vérification de l’empreinte : ${outcome}`,
  ...more,
});

/** An entry of two groups and three units that ended so. */
function replyOf(replyCode: 'OK' | 'WARNING' | 'KO', more: Partial<Reply> = {}): Reply {
  const events =
    replyCode === 'OK' ? [] : [event(replyCode, { detailData: '{"evDetTechData":"a < b & c"}' })];
  const groups: ReplyGroup[] = ['1', '2'].map((at) => ({
    id: `G${at}`,
    systemId: `group-${at}`,
    objects: [
      { kind: 'binary', id: `B${at}`, systemId: `binary-${at}`, version: 'BinaryMaster_1' },
      { kind: 'physical', id: `P${at}`, systemId: `physical-${at}`, version: 'PhysicalMaster_1' },
    ],
    events: events.map((each) => ({ ...each, objectReference: `B${at}` })),
  }));
  return {
    version: '2.2',
    date: DATE,
    messageIdentifier: 'aeeaaaaaacaabbbb',
    archivalAgreement: 'CE-EXEMPLE',
    codeListVersions: { ReplyCodeListVersion: 'R1' },
    groups,
    units: ['1', '2', '3'].map((at) => ({
      id: `U${at}`,
      systemId: `unit-${at}`,
      ...(replyCode === 'OK' ? {} : { events: at === '1' ? events : [] }),
    })),
    archivalProfile: 'PR-1',
    replyCode,
    events,
    messageRequestIdentifier: 'Versement 1',
    grantDate: DATE,
    archivalAgency: 'A',
    transferringAgency: 'T',
    ...more,
  };
}

const named = (root: XmlElement, name: string) => everyElement(root).filter((each) => each.name === name);

describe('a reply', () => {
  it('of success names each unit, group and object with its identifier in the archive', async () => {
    const root = parseXml(await written(replyOf('OK')));
    expect(root.name).toBe('ArchiveTransferReply');
    expect(elementsOf(root).map(({ name }) => name)).toEqual([
      'Date',
      'MessageIdentifier',
      'ArchivalAgreement',
      'CodeListVersions',
      'DataObjectPackage',
      'ReplyCode',
      'MessageRequestIdentifier',
      'GrantDate',
      'ArchivalAgency',
      'TransferringAgency',
    ]);
    expect(named(root, 'ArchiveUnit').map(({ attributes }) => attributes.id)).toEqual(['U1', 'U2', 'U3']);
    expect(named(root, 'SystemId').map(textOf)).toEqual(['unit-1', 'unit-2', 'unit-3']);
    expect(named(root, 'DataObjectSystemId').map(textOf)).toEqual([
      'binary-1',
      'physical-1',
      'binary-2',
      'physical-2',
    ]);
    expect([...named(root, 'Event'), ...named(root, 'Management')]).toEqual([]);
  });

  it('of refusal tells why, at the operation, the groups and the units', async () => {
    const text = await written(replyOf('KO'));
    expect(text).toContain('{"evDetTechData":"a &lt; b &amp; c"}');
    const root = parseXml(text);
    expect(named(root, 'Event')).toHaveLength(1 + 2 + 1);
    expect(named(root, 'DataObjectReferenceId').map(textOf)).toEqual(['B1', 'B2']);
    expect(named(root, 'EventDetailData').map(textOf)[0]).toBe('{"evDetTechData":"a < b & c"}');
    expect(named(root, 'Management').map((each) => elementsOf(each).length)).toEqual([1, 0, 0]);
  });

  it('says any text as it is, but for what XML cannot hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
        const root = parseXml(
          await written(replyOf('OK', { messageRequestIdentifier: text, comment: text })),
        );
        const legal = text
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML has not
          .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
        expect(named(root, 'Comment').map(textOf).join('').trim()).toBe(legal.trim());
      }),
    );
  });

  it('of a hundred thousand units is written in pieces', async () => {
    let asked = 0;
    function* units() {
      for (let at = 0; at < 100_000; at++) {
        asked += 1;
        yield { id: `U${at}`, systemId: `unit-${at}` };
      }
    }
    let most = 0;
    let pieces = 0;
    for await (const piece of writeArchiveTransferReply(replyOf('OK', { units: units() }))) {
      most = Math.max(most, piece.length);
      pieces += 1;
    }
    expect(asked).toBe(100_000);
    expect(pieces).toBeGreaterThan(50);
    expect(most).toBeLessThan(100_000);
  });
});

describe.skipIf(!hasReferee)(
  `a reply is valid against the official schemas${hasReferee ? '' : ` (${WITHOUT_REFEREE})`}`,
  () => {
    let referee: Referee;
    beforeAll(async () => {
      referee = await openReferee();
    });

    it.each(
      SEDA_VERSIONS.flatMap((version) =>
        (['OK', 'WARNING', 'KO'] as const).map((code) => ({ version, code })),
      ),
    )('in $version when the outcome is $code', async ({ version, code }) => {
      const fault = async (more: Partial<Reply>) =>
        referee.fault(version, Buffer.from(await written(replyOf(code, { version, ...more }))));
      expect(await fault({})).toBeUndefined();
      expect(
        await fault({ codeListVersions: {}, archivalAgreement: '', events: [], replyCode: `Test ${code}` }),
      ).toBeUndefined();
      expect(
        await fault({ groups: [], units: [], messageRequestIdentifier: '', comment: 'à lire' }),
      ).toBeUndefined();
    });

    it('unless nothing was read of the manifest, not even its agencies', async () => {
      const { archivalAgency: _archival, transferringAgency: _transferring, ...unread } = replyOf('KO');
      expect(referee.fault('2.2', Buffer.from(await written(unread)))).toMatch(/ArchivalAgency/);
    });
  },
);
