import { SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import {
  type DepositOptions,
  type Entered,
  ONLY_THE_REPLY,
  openArchive,
  type TestArchive,
} from './testing/archive.ts';
import { changed, goodSip, type Sip, sipOf, zipOf } from './testing/sip.ts';

/** Units attached to archived ones (spec ingest.md 9). */

const ACCESS = '/access-external/v1';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
});
afterAll(() => archive?.close());

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;
type Workflow = 'DEFAULT_WORKFLOW' | 'FILING_SCHEME' | 'HOLDING_SCHEME';

const notOk = ({ events }: Entered) => JSON.stringify(events.filter(({ outcome }) => outcome !== 'OK'));
const enter = async (sip: Sip, options?: DepositOptions) => archive.enter(await zipOf(sip), options);
const refusal = (code: string) => `CHECK_DATAOBJECTPACKAGE.${code}.KO`;
const byId = (id: string) => `<SystemId>${id}</SystemId>`;
const byKey = (name: string, value: string) =>
  `<ArchiveUnitIdentifierKey><MetadataName>${name}</MetadataName><MetadataValue>${value}</MetadataValue></ArchiveUnitIdentifierKey>`;

async function unitsOf(operation: string): Promise<Map<string, Document>> {
  const query = { $query: [{ $eq: { '#opi': operation } }], $filter: {}, $projection: {} };
  const { $results } = await archive.get(`${ACCESS}/units`, { query });
  return new Map($results.map((unit: Document) => [unit.Title, unit]));
}

/** Two units, the second below the first, with more in their descriptions. */
async function enterTree(workflow: Workflow, more = '', titles = ['Haut', 'Bas'] as const) {
  const [top, below] = titles;
  const tree = sipOf([
    { id: 'A', level: 'RecordGrp', title: top, children: [{ id: 'B', level: 'File', title: below }] },
  ]);
  const sip = more === '' ? tree : changed(tree, `<Title>${below}</Title>`, `<Title>${below}</Title>${more}`);
  const entered = await enter(sip, { workflow });
  expect(entered.status, notOk(entered)).not.toBe('KO');
  const units = await unitsOf(entered.id);
  return { operation: entered.id, top: units.get(top), below: units.get(below) };
}

/** A package of P, which stands for an archived unit, with C below it. */
const attached = (update: string, contract: string = SAMPLE.ingestContract): Sip =>
  changed(
    sipOf(
      [{ id: 'P', level: 'File', title: 'Ignoré', children: [{ id: 'C', level: 'File', title: 'Enfant' }] }],
      [],
      {},
      { contract },
    ),
    '<ArchiveUnit id="P">',
    `<ArchiveUnit id="P"><Management><UpdateOperation>${update}</UpdateOperation></Management>`,
  );

let contracts = 0;
/** A new ingest contract. @returns its identifier */
async function contractWith(more: object): Promise<string> {
  const Identifier = `CE-RATTACHEMENT-${++contracts}`;
  await archive.import('/ingestcontracts', [
    { ...sampleReferentials.ingestContracts[0], Identifier, Name: Identifier, ...more },
  ]);
  return Identifier;
}

async function rowOf(id: string): Promise<Document> {
  const [row] = await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
    tx.query('select up, us, uds, sps, max_depth from unit where tenant = 0 and id = $1', [id]),
  );
  return row;
}

describe('the parent named by a key', () => {
  let below: Document;
  beforeAll(async () => {
    const more =
      '<OriginatingSystemId>REF-42</OriginatingSystemId><Description>Un fonds d’essai</Description>' +
      '<Keyword><KeywordContent>Cadastre ancien</KeywordContent></Keyword><StartDate>1850-02-03</StartDate>';
    ({ below } = await enterTree('DEFAULT_WORKFLOW', more));
  });

  it.each([
    ['OriginatingSystemId', 'REF-42'],
    ['Description', 'Un fonds d’essai'],
    ['Keyword.KeywordContent', 'Cadastre ancien'],
    ['StartDate', '1850-02-03'],
  ])('%s = %s', async (name, value) => {
    const entered = await enter(attached(byKey(name, value)));
    expect(entered.status, notOk(entered)).toBe('WARNING');
    const child = (await unitsOf(entered.id)).get('Enfant');
    expect(child['#unitups']).toEqual([below['#id']]);
    expect(entered.reply).toContain(`<ArchiveUnit id="P">`);
  });

  it('is any field that can be searched, technical ones too', async () => {
    for (const name of ['#id', '#ID']) {
      const entered = await enter(attached(byKey(name, below['#id'])));
      expect(entered.status, notOk(entered)).toBe('WARNING');
    }
  });

  it.each([
    ['nothing has the value', byKey('OriginatingSystemId', 'REF-00'), 'NOT_FOUND_ATTACHMENT', 'REF-00'],
    // A part of a text is not the text.
    ['nothing has the whole value', byKey('Description', 'fonds'), 'NOT_FOUND_ATTACHMENT', 'fonds'],
    ['several have the value', byKey('DescriptionLevel', 'File'), 'TOO_MANY_FOUND_ATTACHMENT', 'File'],
    ['the value is empty', byKey('OriginatingSystemId', ''), 'EMPTY_KEY_ATTACHMENT', 'OriginatingSystemId'],
    ['no field is named so', byKey('#inconnu', 'x'), 'ERROR_PARSE_ATTACHMENT', '#inconnu'],
    ['no name is made so', byKey('$or', 'x'), 'ERROR_PARSE_ATTACHMENT', '$or'],
    ['the field takes no such value', byKey('#max', 'haut'), 'ERROR_PARSE_ATTACHMENT', 'haut'],
    ['the identifier is none', byId('REF-42'), 'INVALID_GUID_ATTACHMENT', 'REF-42'],
  ])('is refused when %s', async (_what, update, code, says) => {
    const entered = await enter(attached(update));
    expect(entered).toMatchObject({ status: 'KO', refusal: refusal(code) });
    expect(entered.reply).toContain(`CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST.${code}.KO`);
    expect(entered.reply).toContain(says);
    expect(await archive.leftOf(entered.id)).toEqual(ONLY_THE_REPLY);
  });
});

describe('kinds of tree', () => {
  const RANK = { DEFAULT_WORKFLOW: 0, FILING_SCHEME: 1, HOLDING_SCHEME: 2 } as const;
  const kinds = Object.keys(RANK) as Workflow[];
  const parents = new Map<Workflow, Document>();
  beforeAll(async () => {
    for (const kind of kinds) parents.set(kind, (await enterTree(kind)).below);
  });

  it.each(kinds.flatMap((child) => kinds.map((parent) => [child, parent] as const)))(
    'a unit of %s under one of %s',
    async (workflow, kind) => {
      const parent = parents.get(kind);
      const entered = await enter(attached(byId(parent['#id'])), { workflow });
      if (RANK[kind] >= RANK[workflow]) {
        expect(entered.status, notOk(entered)).not.toBe('KO');
        expect((await unitsOf(entered.id)).get('Enfant')['#unitups']).toEqual([parent['#id']]);
        return;
      }
      expect(entered).toMatchObject({ status: 'KO', refusal: refusal('UNAUTHORIZED_ATTACHMENT') });
      for (const said of ['ExistingUnitType', 'IngestUnitType', parent['#unitType']])
        expect(entered.reply).toContain(said);
    },
  );
});

describe('the ingest contract', () => {
  it('lets attach below its nodes alone, when it names some', async () => {
    const inside = await enterTree('FILING_SCHEME');
    const outside = await enterTree('FILING_SCHEME');
    const contract = await contractWith({ CheckParentId: [inside.top['#id']] });
    for (const unit of [inside.top, inside.below]) {
      const entered = await enter(attached(byId(unit['#id']), contract));
      expect(entered.status, notOk(entered)).toBe('WARNING');
    }
    const refused = await enter(attached(byId(outside.below['#id']), contract));
    expect(refused).toMatchObject({ status: 'KO', refusal: refusal('UNAUTHORIZED_ATTACHMENT') });
    // It does not want an attachment.
    expect((await enter(sipWith(contract))).status).toBe('WARNING');
  });

  it('wants an archived unit, where it wants an attachment: a group is none', async () => {
    const contract = await contractWith({ CheckParentLink: 'REQUIRED' });
    const { below } = await enterTree('FILING_SCHEME');
    expect(await enter(sipWith(contract))).toMatchObject({
      status: 'KO',
      refusal: refusal('ATTACHMENT_REQUIRED'),
    });
    const good = await enter(goodSip());
    const group = (await unitsOf(good.id)).get('Pièce 1')['#object'];
    const toGroup = changed(
      sipWith(contract),
      '</Content></ArchiveUnit>',
      `</Content><DataObjectGroup><DataObjectGroupExistingReferenceId>${group}</DataObjectGroupExistingReferenceId></DataObjectGroup></ArchiveUnit>`,
    );
    expect(await enter(toGroup)).toMatchObject({ status: 'KO', refusal: refusal('ATTACHMENT_REQUIRED') });
    expect((await enter(attached(byId(below['#id']), contract))).status).toBe('WARNING');
  });

  it('forbids attachments, and not its own node', async () => {
    const { top, below } = await enterTree('FILING_SCHEME');
    const contract = await contractWith({ CheckParentLink: 'UNAUTHORIZED', LinkParentId: top['#id'] });
    expect(await enter(attached(byId(below['#id']), contract))).toMatchObject({
      status: 'KO',
      refusal: refusal('UNAUTHORIZED_ATTACHMENT_BY_CONTRACT'),
    });
    const entered = await enter(sipWith(contract));
    expect(entered.status, notOk(entered)).toBe('WARNING');
    expect((await unitsOf(entered.id)).get('Racine')['#unitups']).toEqual([top['#id']]);
  });

  it('puts every root below its node, those under archived units too', async () => {
    const node = await enterTree('FILING_SCHEME');
    const other = await enterTree('HOLDING_SCHEME');
    // Where the contract lets attach says nothing of its own node.
    const contract = await contractWith({
      LinkParentId: node.below['#id'],
      CheckParentId: [other.top['#id']],
    });
    const sip = changed(
      attached(byId(other.below['#id']), contract),
      '<Title>Enfant</Title></Content>',
      '<Title>Enfant</Title></Content><ArchiveUnit id="D"><Content><DescriptionLevel>Item</DescriptionLevel><Title>Petit-enfant</Title></Content></ArchiveUnit>',
    );
    const entered = await enter(sip);
    expect(entered.status, notOk(entered)).toBe('WARNING');
    const units = await unitsOf(entered.id);
    const [child, grandchild] = [units.get('Enfant'), units.get('Petit-enfant')];
    const above = [other.below, node.below].map((unit) => unit['#id']).sort();
    const tops = [other.top, node.top].map((unit) => unit['#id']).sort();
    expect([...child['#unitups']].sort()).toEqual(above);
    const { us, uds } = await rowOf(grandchild['#id']);
    expect([...us].sort()).toEqual([child['#id'], ...above, ...tops].sort());
    expect(sortedLists(uds)).toEqual({ '1': [child['#id']], '2': above, '3': tops });
    expect(grandchild['#max']).toBe(4);
    const control = entered.events.find(({ evType }) => evType === 'CHECK_DATAOBJECTPACKAGE');
    expect(JSON.parse(control?.evDetData ?? '')._up.sort()).toEqual(above);
    const [first] = (await archive.get(`${ACCESS}/logbookunitlifecycles/${child['#id']}`)).$results[0].events;
    expect(JSON.parse(first.evDetData)._up.sort()).toEqual(above);
  });

  it('has a node whose kind must fit, as that of any parent', async () => {
    const { below } = await enterTree('DEFAULT_WORKFLOW');
    const contract = await contractWith({ LinkParentId: below['#id'] });
    const entered = await enter(sipWith(contract), { workflow: 'FILING_SCHEME' });
    expect(entered).toMatchObject({ status: 'KO', refusal: refusal('UNAUTHORIZED_ATTACHMENT') });
  });
});

const sipWith = (contract: string) =>
  sipOf([{ id: 'U', level: 'File', title: 'Racine' }], [], {}, { contract });

const sortedLists = (lists: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...list].sort()]));

describe('what is archived', () => {
  it('is no child: its parents are its own', async () => {
    const { below } = await enterTree('DEFAULT_WORKFLOW');
    const sip = changed(
      sipOf([{ id: 'Q', level: 'File', title: 'Autre', children: [{ id: 'P', level: 'File', title: 'x' }] }]),
      '<ArchiveUnit id="P">',
      `<ArchiveUnit id="P"><Management><UpdateOperation>${byId(below['#id'])}</UpdateOperation></Management>`,
    );
    expect(await enter(sip)).toMatchObject({
      status: 'KO',
      refusal: refusal('MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED'),
    });
  });

  it('stays as it is, whatever is written for it; ToDelete and FullUpdate say nothing', async () => {
    const { below, operation } = await enterTree('FILING_SCHEME');
    const cycle = await archive.get(`${ACCESS}/logbookunitlifecycles/${below['#id']}`);
    const sip = changed(
      attached(
        `${byId(below['#id'])}<ToDelete><ArchiveUnitRefId>C</ArchiveUnitRefId></ToDelete><FullUpdate>true</FullUpdate>`,
      ),
      '<Title>Ignoré</Title>',
      '<Title>Ignoré</Title><Description>Rien n’en reste</Description>',
    );
    const entered = await enter(sip);
    expect(entered.status, notOk(entered)).toBe('WARNING');
    expect((await unitsOf(operation)).get('Bas')).toEqual(below);
    expect(await archive.get(`${ACCESS}/logbookunitlifecycles/${below['#id']}`)).toEqual(cycle);
    const query = { $query: { $eq: { Opi: entered.id } }, $filter: {}, $projection: {} };
    const path = `/admin-external/v1/accessionregisters/${SAMPLE.agency}/accessionregisterdetails`;
    expect((await archive.get(path, { query })).$results[0].TotalUnits.ingested).toBe(1);
  });

  it('brings its agencies down on what is attached to it', async () => {
    const agencies = `${sampleReferentials.agencies.trimEnd()}\nFRAN_AUTRE,Autre service,\n`;
    await archive.import('/agencies', agencies, { file: 'agencies.csv' });
    const { below } = await enterTree('FILING_SCHEME');
    const sip = changed(
      attached(byId(below['#id'])),
      `<OriginatingAgencyIdentifier>${SAMPLE.agency}<`,
      '<OriginatingAgencyIdentifier>FRAN_AUTRE<',
    );
    const entered = await enter(sip);
    expect(entered.status, notOk(entered)).toBe('WARNING');
    const child = (await unitsOf(entered.id)).get('Enfant');
    expect(child['#originating_agency']).toBe('FRAN_AUTRE');
    expect([...child['#originating_agencies']].sort()).toEqual(['FRAN_AUTRE', SAMPLE.agency].sort());
  });
});
