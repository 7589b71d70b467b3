import { SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TenantId, Tx } from '../platform/index.ts';
import { type Entered, ONLY_THE_REPLY, openArchive, type TestArchive } from './testing/archive.ts';
import { changed, describe as described, goodSip, type Sip, sipOf, zipOf } from './testing/sip.ts';

/** What an entry is attached to changes between its control and its publication. */

const ACCESS = '/access-external/v1';
const CONTROL = 'STP_INGEST_CONTROL_SIP';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
});
afterAll(() => archive?.close());

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;

const notOk = ({ events }: Entered) => JSON.stringify(events.filter(({ outcome }) => outcome !== 'OK'));
const inTenant = <T>(work: (tx: Tx) => Promise<T>) =>
  archive.service.house.database.inTenant(0 as TenantId, work);

async function unitsOf(operation: string): Promise<Map<string, Document>> {
  const query = { $query: [{ $eq: { '#opi': operation } }], $filter: {}, $projection: {} };
  const { $results } = await archive.get(`${ACCESS}/units`, { query });
  return new Map($results.map((unit: Document) => [unit.Title, unit]));
}

/** A plan of A above B, and C beside them. */
async function enterPlan(): Promise<{ top: Document; place: Document; elsewhere: Document }> {
  const plan = sipOf([
    { id: 'A', level: 'RecordGrp', title: 'A', children: [{ id: 'B', level: 'File', title: 'B' }] },
    { id: 'C', level: 'RecordGrp', title: 'C' },
  ]);
  const entered = await archive.enter(await zipOf(plan), { workflow: 'FILING_SCHEME' });
  expect(entered.status, notOk(entered)).toBe('OK');
  const units = await unitsOf(entered.id);
  return { top: units.get('A'), place: units.get('B'), elsewhere: units.get('C') };
}

/** The good package under an archived unit: R stands for it. */
const under = (parent: Document, contract: string = SAMPLE.ingestContract): Sip =>
  changed(
    { ...goodSip(), manifest: goodSip().manifest.replace(SAMPLE.ingestContract, contract) },
    '<ArchiveUnit id="R">',
    `<ArchiveUnit id="R"><Management><UpdateOperation><SystemId>${parent['#id']}</SystemId></UpdateOperation></Management>`,
  );

/** As a reclassification does it: the parents of a unit, with all that follows from them. */
function moveUnit(
  tx: Tx,
  unit: Document,
  parent: Document,
  agencies: readonly string[] = [],
): Promise<unknown> {
  const [up, us] = [[parent['#id']], [parent['#id'], ...parent['#allunitups']]];
  return tx.query(
    `update unit set up = $2, us = $3, uds = $4, sps = sps || $5::text[], max_depth = $6, graph_at = now()
     where tenant = 0 and id = $1`,
    [unit['#id'], up, us, JSON.stringify({ '1': up }), agencies, us.length + 1],
  );
}

const removeUnit = (tx: Tx, unit: Document) =>
  tx.query('delete from unit where tenant = 0 and id = $1', [unit['#id']]);

function expectRefused(entered: Entered, says: string): void {
  expect(entered).toMatchObject({ state: 'COMPLETED', status: 'KO' });
  const refused = entered.events.filter(({ outcome }) => outcome === 'KO');
  expect(refused.map(({ outDetail }) => outDetail)).toEqual([
    'CHECK_ATTACHEMENT.KO',
    'PROCESS_SIP_UNITARY.KO',
  ]);
  expect(refused[0]?.evDetData).toContain(says);
  expect(entered.reply).toContain('<ReplyCode>KO</ReplyCode>');
  expect(entered.reply).toContain('CHECK_ATTACHEMENT.KO');
  expect(entered.reply).toContain(says);
}

describe('a parent that is gone when the entry would become visible', () => {
  it('refuses it, with a reply that says so, and leaves nothing', async () => {
    const { place } = await enterPlan();
    const waiting = await archive.enterUntil(CONTROL, await zipOf(under(place)));
    await inTenant((tx) => removeUnit(tx, place));
    const entered = await archive.goOn(waiting);
    expectRefused(entered, 'exists no more');
    expect(await archive.leftOf(entered.id)).toEqual(ONLY_THE_REPLY);
    expect(await unitsOf(entered.id)).toEqual(new Map());
  });

  it('refuses it also when it goes in the very moment of the publication', async () => {
    const { place } = await enterPlan();
    const waiting = await archive.enterUntil('STP_UNIT_STORING', await zipOf(under(place)));
    const going = archive.goOn(waiting);
    await whilePublicationWaits((tx) => removeUnit(tx, place));
    expectRefused(await going, 'exists no more');
    expect(await archive.leftOf(waiting)).toEqual(ONLY_THE_REPLY);
  });
});

/** Changes the holdings and holds the change back until the publication of an entry waits for it. */
async function whilePublicationWaits(change: (tx: Tx) => Promise<unknown>): Promise<void> {
  await inTenant(async (tx) => {
    await change(tx);
    await vi.waitFor(
      async () => {
        const blocked = await inTenant((other) => other.query('select 1 from pg_locks where not granted'));
        expect(blocked).not.toEqual([]);
      },
      { interval: 5, timeout: 60_000 },
    );
  });
}

describe('a parent that lies elsewhere when the entry becomes visible', () => {
  async function expectBelow(operation: string, place: Document, above: Document, agencies: string[]) {
    const units = await unitsOf(operation);
    const [folder, piece] = [units.get('Dossier'), units.get('Pièce 1')];
    const lineage = [place['#id'], above['#id']];
    expect(folder).toMatchObject({ '#unitups': [place['#id']], '#allunitups': lineage, '#max': 3 });
    expect([...piece['#allunitups']].sort()).toEqual([folder['#id'], ...lineage].sort());
    expect(piece['#max']).toBe(4);
    const [row] = await inTenant((tx) =>
      tx.query<{ uds: unknown }>('select uds from unit where tenant = 0 and id = $1', [piece['#id']]),
    );
    expect(row?.uds).toEqual({ '1': [folder['#id']], '2': [place['#id']], '3': [above['#id']] });
    const group = (await archive.get(`${ACCESS}/units/${piece['#id']}/objects`)).$results[0];
    expect([...group['#allunitups']].sort()).toEqual([piece['#id'], folder['#id'], ...lineage].sort());
    for (const document of [folder, piece, group])
      expect([...document['#originating_agencies']].sort()).toEqual([SAMPLE.agency, ...agencies].sort());
    const { $results } = await archive.get(`${ACCESS}/units`, {
      query: {
        $roots: [above['#id']],
        $query: [{ $eq: { Title: 'Dossier' }, $depth: 5 }],
        $filter: {},
        $projection: {},
      },
    });
    expect($results.map((unit: Document) => unit['#id'])).toContain(folder['#id']);
  }

  it('takes it along', async () => {
    const { place, elsewhere } = await enterPlan();
    const waiting = await archive.enterUntil(CONTROL, await zipOf(under(place)));
    await inTenant((tx) => moveUnit(tx, place, elsewhere, ['FRAN_AUTRE']));
    const entered = await archive.goOn(waiting);
    expect(entered.status, notOk(entered)).toBe('OK');
    await expectBelow(entered.id, place, elsewhere, ['FRAN_AUTRE']);
  });

  it('takes it along also when it is moved in the very moment of the publication', async () => {
    const { place, elsewhere } = await enterPlan();
    const waiting = await archive.enterUntil('STP_UNIT_STORING', await zipOf(under(place)));
    const going = archive.goOn(waiting);
    await whilePublicationWaits((tx) => moveUnit(tx, place, elsewhere));
    const entered = await going;
    expect(entered.status, notOk(entered)).toBe('OK');
    await expectBelow(entered.id, place, elsewhere, []);
  });

  it('is refused where the ingest contract lets nothing be attached', async () => {
    const { top, place, elsewhere } = await enterPlan();
    const Identifier = 'CE-PERIMETRE';
    await archive.import('/ingestcontracts', [
      {
        ...sampleReferentials.ingestContracts[0],
        Identifier,
        Name: Identifier,
        CheckParentId: [top['#id']],
      },
    ]);
    const waiting = await archive.enterUntil(CONTROL, await zipOf(under(place, Identifier)));
    await inTenant((tx) => moveUnit(tx, place, elsewhere));
    expectRefused(await archive.goOn(waiting), 'outside the perimeter');
    expect(await archive.leftOf(waiting)).toEqual(ONLY_THE_REPLY);
  });
});

it('a parent whose description changes meanwhile is a parent like before', async () => {
  const { place } = await enterPlan();
  const waiting = await archive.enterUntil(CONTROL, await zipOf(under(place)));
  const answer = await archive.service.asApplication('PUT', `${ACCESS}/units/${place['#id']}`, {
    headers: { Accept: 'application/json', 'X-Access-Contract-Id': await writingContract() },
    body: { $action: [{ $set: { Title: 'B, autrement' } }] },
  });
  expect(answer.status, answer.text).toBe(200);
  const entered = await archive.goOn(waiting);
  expect(entered.status, notOk(entered)).toBe('OK');
  expect((await unitsOf(entered.id)).get('Dossier')['#unitups']).toEqual([place['#id']]);
});

async function writingContract(): Promise<string> {
  const Identifier = 'CA-ECRITURE';
  await archive.import('/accesscontracts', [
    {
      ...sampleReferentials.accessContracts[0],
      Identifier,
      Name: Identifier,
      WritingPermission: true,
    },
  ]);
  return archive.identifierOf('/accesscontracts', Identifier);
}

describe('an object group that is another when the entry would become visible', () => {
  const Identifier = 'CE-TOUS-USAGES';
  beforeAll(() =>
    archive.import('/ingestcontracts', [
      {
        ...sampleReferentials.ingestContracts[0],
        Identifier,
        Name: Identifier,
        EveryDataObjectVersion: true,
      },
    ]),
  );

  async function enterAddition(): Promise<{ group: string; waiting: string }> {
    const good = await archive.enter(await zipOf(goodSip()));
    const unit = (await unitsOf(good.id)).get('Pièce 1');
    const [uri, content] = Object.entries(goodSip().files)[0] as [string, Buffer];
    const object = described({ content, extension: 'txt', formatId: 'x-fmt/111', mimeType: 'text/plain' }, 1);
    const sip = sipOf(
      [{ id: 'X', level: 'Item', title: 'x', systemId: unit['#id'], groupId: object.groupId }],
      [object],
      { [uri]: content },
      { contract: Identifier },
    );
    return { group: unit['#object'], waiting: await archive.enterUntil(CONTROL, await zipOf(sip)) };
  }

  it.each([
    ['changed', 'update object_group set version = version + 1 where tenant = 0 and id = $1'],
    ['gone', 'delete from object_group where tenant = 0 and id = $1'],
  ])('since it is %s refuses it', async (_what, change) => {
    const { group, waiting } = await enterAddition();
    await inTenant((tx) => tx.query(change, [group]));
    expectRefused(await archive.goOn(waiting), 'has changed or gone since');
    expect(await archive.leftOf(waiting)).toEqual(ONLY_THE_REPLY);
  });
});
