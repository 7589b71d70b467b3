import { mailFile, SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../http/testing/open-service.ts';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { describe as described, sipOf, zipOf } from '../ingest/testing/sip.ts';
import { personOf } from '../service/testing/persons.ts';
import { startExtraction } from './start-extraction.ts';
import {
  asPdf,
  docxDocument,
  htmlDocument,
  odtDocument,
  pdfDocument,
  pdfOfEndlessPages,
  pdfUnderPassword,
  run,
  textDocument,
} from './testing/documents.ts';
import { outlookMessage, presentation, richText, wordDocument, workbook } from './testing/old-office.ts';

/** What documents say is found a little after their entry, by who may read them and by nobody else. */

type Made = ReturnType<typeof pdfDocument>;

let archive: TestArchive;
/** Identifiers of contracts in the second tenant, which numbers them itself. */
let foreign: string;
let foreignAccess: string;
/** Two nodes. */
let stops: (() => Promise<void>)[];
let operator: Awaited<ReturnType<typeof personOf>>;
let reader: Awaited<ReturnType<typeof personOf>>;

const DOCUMENTS: Readonly<Record<string, Made | Promise<Made>>> = {
  pdf: pdfDocument(
    'Procès-verbal du conseil : réfection du lavoir des Trois-Fontaines',
    'Deuxième page, girouette',
  ),
  odt: odtDocument(
    '<text:h>Séance</text:h><text:p>Le maire propose une <text:s/>passerelle sur le ruisseau.</text:p>',
  ),
  docx: docxDocument(
    `${run('Rapport sur les tourbières')}<w:p><w:r><w:t>Avis de la </w:t></w:r><w:r><w:t>commission</w:t></w:r><w:del><w:r><w:delText>supprimé</w:delText></w:r></w:del></w:p>`,
  ),
  html: htmlDocument('<p>Le <b>camp</b>anile &amp; son horloge</p><script>var invisible;</script>'),
  txt: textDocument('Registre des péages de la chaussée'),
  latin: textDocument(Buffer.from('Inventaire des médailles', 'latin1')),
  english: textDocument(
    'The minutes of the meetings are to be read by all who were there, as it was agreed at the time.',
  ),
  eml: mailFile({
    from: 'Mairie <mairie@exemple.fr>',
    to: ['Archives <archives@exemple.fr>'],
    subject: 'Bornage du pré communal',
    sent: '2024-05-02T09:00:00Z',
    messageId: 'm1@exemple.fr',
    body: 'Ci-joint le plan cadastral.',
    attachment: { name: 'arrete.pdf', file: pdfDocument('Arrêté sur les palissades') },
  }),
  doc: wordDocument([
    { text: 'Cahier des charges de la ', isWide: false },
    { text: 'scierie – œuvre', isWide: true },
  ]),
  xls: workbook('Jachères', [{ text: 'Parcelle du Vieux Moulin à huile', cuts: [9] }]),
  ppt: presentation('Esquisse des berges', 'Aménagement des berges', 'Modifiez le masque'),
  rtf: richText("Ordonnance sur les glac\\'e9s\\par {\\*\\inconnu dissimulé}"),
  msg: outlookMessage({
    subject: 'Curage du bief',
    body: 'Voir la pièce.',
    attachment: { name: 'piece.txt', mimeType: 'text/plain', content: Buffer.from('Vannage à reprendre') },
  }),
  loop: pdfOfEndlessPages(),
  locked: pdfUnderPassword(),
  broken: asPdf(Buffer.from('%PDF-1.4\nnothing of what follows is a document\n')),
  scan: pdfDocument(''),
};

async function deposit(documents: Readonly<Record<string, Made | Promise<Made>>>, tenant = 0): Promise<void> {
  const names = Object.keys(documents);
  const made = await Promise.all(Object.values(documents));
  const objects = made.map((file, at) => described(file, at + 1));
  const units = names.map((title, at) => ({
    id: `U${at}`,
    level: 'Item' as const,
    title,
    startDate: '2020-01-01',
    endDate: '2020-01-01',
    groupId: objects[at]?.groupId as string,
  }));
  const files = Object.fromEntries(objects.map(({ uri }, at) => [uri, (made[at] as Made).content]));
  const heading = tenant === 0 ? {} : { contract: foreign };
  const { status, refusal } = await archive.enter(await zipOf(sipOf(units, objects, files, heading)), {
    tenant,
  });
  expect(['OK', 'WARNING'], refusal).toContain(status);
}

/** Waits until nothing is left to read. */
async function read(tenant = 0): Promise<void> {
  await vi.waitFor(
    async () => {
      const left = await archive.service.house.database.inTenant(tenant as never, (tx) =>
        tx.query('select 1 from content_queue where tenant = $1', [tenant]),
      );
      expect(left).toEqual([]);
    },
    { timeout: 90_000, interval: 50 },
  );
}

async function titles(
  query: object,
  { tenant = 0, contract = SAMPLE.accessContract as string } = {},
): Promise<string[]> {
  const answer = await archive.service.asApplication('GET', '/access-external/v1/units', {
    tenant,
    body: { $roots: [], $query: [query], $projection: {} },
    headers: { Accept: 'application/json', 'X-Access-Contract-Id': contract },
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.json.$results.map(({ Title }: { Title: string }) => Title).sort();
}

const states = () =>
  archive.service.house.database.inTenant(0 as never, (tx) =>
    tx.query<{ title: string; state: string; reason: string | null }>(
      `select u.content ->> 'Title' as title, c.state, c.reason from object_content c
       join unit u on u.tenant = c.tenant and u.og = c.object_group where c.tenant = 0`,
    ),
  );

beforeAll(async () => {
  archive = await openArchive();
  const { service } = archive;
  foreign = await archive.identifierOf('/ingestcontracts', sampleReferentials.ingestContracts[0].Name, 2);
  foreignAccess = await archive.identifierOf(
    '/accesscontracts',
    sampleReferentials.accessContracts[0].Name,
    2,
  );
  stops = [1, 2].map((node) => startExtraction(service.house, node));
  operator = await personOf(service, 'exploitant', [{ tenant: 1, role: 'R5' }]);
  reader = await personOf(service, 'lectrice', [
    { tenant: 0, role: 'R1' },
    { tenant: 2, role: 'R1' },
  ]);
  await deposit(DOCUMENTS);
  await deposit({ ailleurs: textDocument('Le lavoir de la commune voisine') }, 2);
  await read();
  await read(2);
}, 120_000);
afterAll(async () => {
  await Promise.all((stops ?? []).map((stop) => stop()));
  await archive?.close();
});

describe('a word inside a document', () => {
  it.each([
    ['lavoirs', ['pdf']],
    ['girouette', ['pdf']],
    ['PASSERELLES ruisseau', ['odt']],
    ['tourbiere', ['docx']],
    ['commission avis', ['docx']],
    ['campanile', ['html']],
    ['péages', ['txt']],
    ['médailles', ['latin']],
    ['meeting minute', ['english']],
    ['the meetings', ['english']],
    ['cadastral', ['eml']],
    ['palissade', ['eml']],
    ['communal bornage', ['eml']],
    ['scieries œuvres', ['doc']],
    ['parcelle moulin', ['xls']],
    ['aménagement berge', ['ppt']],
    ['esquisse', []],
    ['masque', []],
    ['glacé', ['rtf']],
    ['dissimulé', []],
    ['bief vannages', ['msg']],
    ['supprimé', []],
    ['invisible', []],
    ['les', []],
    ['lavoir palissade', []],
  ])('%s is found by its unit', async (words, found) => {
    expect(await titles({ $match_all: { '#content': words } })).toEqual(found);
  });

  it('is found by any of several words, by phrases and by the small language of $search', async () => {
    expect(await titles({ $match: { '#content': 'lavoir palissade' } })).toEqual(['eml', 'pdf']);
    expect(await titles({ $match_phrase: { '#content': 'réfection du lavoir' } })).toEqual(['pdf']);
    expect(await titles({ $match_phrase: { '#content': 'lavoir réfection' } })).toEqual([]);
    expect(await titles({ $match_phrase_prefix: { '#content': 'refection du lav' } })).toEqual(['pdf']);
    expect(await titles({ $search: { '#content': 'passer* | "son horloge"' } })).toEqual(['html', 'odt']);
    expect(await titles({ $search: { '#content': 'lavoir + -girouette' } })).toEqual([]);
  });

  it('goes with the other conditions', async () => {
    expect(
      await titles({
        $and: [{ $match: { '#content': 'lavoir palissade' } }, { $match: { Title: 'pdf' } }],
      }),
    ).toEqual(['pdf']);
    expect(
      await titles({ $and: [{ $exists: 'Title' }, { $not: [{ $match: { '#content': 'lavoir' } }] }] }),
    ).not.toContain('pdf');
  });

  it('is asked for by words alone, and of units alone', async () => {
    for (const query of [
      { $eq: { '#content': 'lavoir' } },
      { $exists: '#content' },
      { $wildcard: { '#content': 'lav*' } },
    ]) {
      const { status, json } = await archive.service.asApplication('GET', '/access-external/v1/units', {
        body: { $roots: [], $query: [query], $projection: {} },
        headers: { Accept: 'application/json', 'X-Access-Contract-Id': SAMPLE.accessContract },
      });
      expect([status, json.description]).toEqual([400, expect.stringContaining('#content is searched with')]);
    }
  });
});

describe('a document without text', () => {
  it('is told with its reason', async () => {
    const unread = (await states()).filter(({ state }) => state === 'NOT_EXTRACTABLE');
    expect(Object.fromEntries(unread.map(({ title, reason }) => [title, reason]))).toEqual({
      loop: 'NO_TEXT',
      locked: 'ENCRYPTED',
      broken: 'DAMAGED',
      scan: 'NO_TEXT',
    });
  });
});

describe('in the front office', () => {
  const search = (query: string, tenant = 0) =>
    reader(`/tenants/${tenant}/units?${query}`).then(({ status, json, text }: Answer) => {
      expect(status, text).toBe(200);
      return json.hits as { title: string; excerpt?: { pieces: { text: string; isMarked: boolean }[] } }[];
    });

  it('words are looked for inside documents when that is asked, and stand marked in an excerpt', async () => {
    expect(await search('q=lavoirs')).toEqual([]);
    const [hit] = await search('q=lavoirs&inside=true');
    expect(hit?.title).toBe('pdf');
    expect(hit?.excerpt?.pieces).toEqual([
      { text: 'Procès-verbal du conseil : réfection du ', isMarked: false },
      { text: 'lavoir', isMarked: true },
      { text: expect.stringContaining(' des Trois-Fontaines'), isMarked: false },
    ]);
  });

  it('one word may stand in the description and another in a document; the last one may be a beginning', async () => {
    expect((await search('q=pdf%20giroue&inside=true')).map(({ title }) => title)).toEqual(['pdf']);
    expect(await search('q=odt%20palissade&inside=true')).toEqual([]);
    const [hit] = await search('q=odt&inside=true');
    expect([hit?.title, hit?.excerpt]).toEqual(['odt', undefined]);
  });

  it('facets count the same', async () => {
    const { json } = await reader('/tenants/0/units/facets?q=lavoir&inside=true');
    expect(json.counted).toBe(1);
  });

  it('a document that says what marks are made of marks nothing', async () => {
    await deposit({ ruse: textDocument('avant \u0001<mark>ruse\u0002 </mark> &lt;b&gt; estacade après') });
    await read();
    const [hit] = await search('q=estacade&inside=true');
    expect(hit?.excerpt?.pieces.filter(({ isMarked }) => isMarked)).toEqual([
      { text: 'estacade', isMarked: true },
    ]);
    expect(hit?.excerpt?.pieces.map(({ text }) => text).join('')).toMatch(/^avant .*ruse .*estacade après$/);
  });
});

describe('who may not read a document', () => {
  const contract = (identifier: string, more: object) =>
    archive.import('/accesscontracts', [
      {
        Identifier: identifier,
        Name: identifier,
        Status: 'ACTIVE',
        EveryOriginatingAgency: true,
        EveryDataObjectVersion: true,
        ...more,
      },
    ]);
  const asked = { $match: { '#content': 'lavoir' } };
  const seen = async (accessContract: string) => {
    const person = await personOf(archive.service, accessContract.toLowerCase(), [
      { tenant: 0, role: 'R1', accessContract },
    ]);
    const { json } = await person('/tenants/0/units?q=lavoir&inside=true');
    return json.hits.map(({ title, excerpt }: { title: string; excerpt?: unknown }) => [
      title,
      excerpt !== undefined,
    ]);
  };

  it('finds nothing by it: by usage, by agency, by place in the tree', async () => {
    await archive.import(
      '/agencies',
      `Identifier,Name,Description\n${SAMPLE.agency},Commune,\nAUTRE,Autre,\n`,
      { file: 'agencies.csv' },
    );
    const [unit] = (
      await archive.get('/access-external/v1/units', {
        query: { $roots: [], $query: [{ $match: { Title: 'pdf' } }], $projection: { $fields: { '#id': 1 } } },
      })
    ).$results;
    await contract('CA-USAGE', { EveryDataObjectVersion: false, DataObjectVersion: ['Dissemination'] });
    await contract('CA-MASTER', { EveryDataObjectVersion: false, DataObjectVersion: ['BinaryMaster'] });
    await contract('CA-AUTRE', { EveryOriginatingAgency: false, OriginatingAgencies: ['AUTRE'] });
    await contract('CA-SIENS', { EveryOriginatingAgency: false, OriginatingAgencies: [SAMPLE.agency] });
    await contract('CA-SANS', { ExcludedRootUnits: [unit['#id']] });
    await contract('CA-JOURNAL', { AccessLog: 'ACTIVE' });
    for (const hidden of ['CA-USAGE', 'CA-AUTRE', 'CA-SANS']) {
      expect(await titles(asked, { contract: hidden }), hidden).toEqual([]);
      expect(await seen(hidden), hidden).toEqual([]);
    }
    for (const open of ['CA-MASTER', 'CA-SIENS']) {
      expect(await titles(asked, { contract: open }), open).toEqual(['pdf']);
      expect(await seen(open), open).toEqual([['pdf', true]]);
    }
    // A passage that is read would be written down nowhere.
    expect(await seen('CA-JOURNAL')).toEqual([['pdf', false]]);
  });

  it('has another tenant: each finds its own alone', async () => {
    expect(await titles(asked, { tenant: 2, contract: foreignAccess })).toEqual(['ailleurs']);
    expect(await titles(asked)).toEqual(['pdf']);
  });
});

describe('the operator', () => {
  const BASE = '/platform/tenants/2/content';

  it('sees how far documents are read, switches the search off and on, and has them read again', async () => {
    expect((await operator(BASE)).json).toEqual({
      searched: true,
      waiting: 0,
      postponed: 0,
      sweeping: false,
      extracted: 1,
      notExtractable: {},
    });
    const off = await operator(BASE, { method: 'PUT', body: { searched: false } });
    expect(off.json).toMatchObject({ searched: false, extracted: 0, waiting: 0 });
    const refused = await reader('/tenants/2/units?q=lavoir&inside=true');
    expect([refused.status, refused.json.code]).toEqual([400, '000720']);
    await deposit({ pendant: textDocument('Une digue') }, 2);
    expect((await operator(BASE)).json).toMatchObject({ waiting: 0, extracted: 0 });
    await operator(BASE, { method: 'PUT', body: { searched: true } });
    await vi.waitFor(
      async () =>
        expect((await operator(BASE)).json).toMatchObject({ extracted: 2, sweeping: false, waiting: 0 }),
      { timeout: 30_000, interval: 50 },
    );
    expect((await operator(`${BASE}/extraction`, { method: 'POST' })).status).toBe(202);
    await vi.waitFor(
      async () =>
        expect((await operator(BASE)).json).toMatchObject({ extracted: 2, sweeping: false, waiting: 0 }),
      { timeout: 30_000, interval: 50 },
    );
  });

  it('is nobody else, and asks of tenants that are there', async () => {
    expect((await reader(BASE)).status).toBe(403);
    expect((await operator('/platform/tenants/77/content')).status).toBe(404);
    expect((await operator('/platform/tenants/77/content/extraction', { method: 'POST' })).status).toBe(404);
    expect((await operator(BASE, { method: 'PUT', body: { searched: 'no' } })).status).toBe(400);
  });
});

describe('a text', () => {
  it('goes with its object', async () => {
    await deposit({ perdu: textDocument('Un moulin à foulon') });
    await read();
    const query = { $match: { '#content': 'foulon' } };
    expect(await titles(query)).toEqual(['perdu']);
    await archive.service.house.database.inTenant(0 as never, (tx) =>
      tx.query(
        `delete from placement where tenant = 0 and category = 'objects' and name in (
           select object from content_part where tenant = 0 and text like '%foulon%')`,
      ),
    );
    expect(await titles(query)).toEqual([]);
  });
});
