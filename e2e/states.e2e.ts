import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOf } from '../scripts/client.ts';
import { ROOT } from '../scripts/root.ts';
import { checkScreen, openStage, type Stage, WIDTHS } from './browser.ts';
import { packageOfFiles, TIFF, type TitledFile } from './packages.ts';

/**
 * Every screen in every state: while it waits, when the service fails or refuses, when there is nothing, and when there
 * is what it is for. A new route of the front office wants a row in SCREENS.
 */

interface Screen {
  /** Below the safe, or from the root; `{transfer}` and the like stand for what `enterHoldings` has entered. */
  readonly address: string;
  /** What shows that the screen has come, in any language. */
  readonly shows: string;
  /** The call of the API without which it has nothing to show. */
  readonly asks?: RegExp;
}

const SCREENS: Readonly<Record<string, Screen>> = {
  '/connexion': { address: '/connexion', shows: 'input[name=password]' },
  '/': { address: '/', shows: '.total' },
  '/coffres/$tenant': { address: '', shows: '.total', asks: /\/figures$/ },
  '/coffres/$tenant/journal': { address: 'journal', shows: 'tbody tr', asks: /\/operations\b/ },
  '/coffres/$tenant/journal/$id': {
    address: 'journal/{transfer}',
    shows: '#events',
    asks: /\/operations\/\w+$/,
  },
  '/coffres/$tenant/versements': { address: 'versements', shows: 'tbody tr', asks: /\/transfers\b/ },
  '/coffres/$tenant/versements/$id': {
    address: 'versements/{transfer}',
    shows: '.outcome-title',
    asks: /\/transfers\/\w+$/,
  },
  '/coffres/$tenant/deposer': { address: 'deposer', shows: '.drop' },
  '/coffres/$tenant/recherche': { address: 'recherche', shows: '.hit', asks: /\/units\?|\/units$/ },
  '/coffres/$tenant/requetes': { address: 'requetes', shows: 'textarea' },
  '/coffres/$tenant/archives/$id': {
    address: 'archives/{plan-numerise}',
    shows: '#place',
    asks: /\/units\/\w+$/,
  },
  '/coffres/$tenant/panier': { address: 'panier', shows: '.empty' },
  '/coffres/$tenant/deplacer': {
    address: 'deplacer?unite={plan-numerise}',
    shows: 'form[aria-labelledby=parents]',
    asks: /\/reclassifications\/check$/,
  },
  '/coffres/$tenant/demande': { address: 'demande?niveau=File', shows: 'form[aria-labelledby=request]' },
  '/coffres/$tenant/mises-a-disposition': {
    address: 'mises-a-disposition',
    shows: 'tbody tr',
    asks: /\/deliveries\b/,
  },
  '/coffres/$tenant/mises-a-disposition/$id': {
    address: 'mises-a-disposition/{refused delivery}',
    shows: '.outcome-title',
    asks: /\/deliveries\/\w+$/,
  },
  '/coffres/$tenant/audits': { address: 'audits', shows: 'tbody tr', asks: /\/tenants\/\d+\/audits$/ },
  '/coffres/$tenant/audits/$id': {
    address: 'audits/{audit}',
    shows: '.outcome-title',
    asks: /\/tenants\/\d+\/audits\/\w+$/,
  },
  '/coffres/$tenant/valeur-probante': {
    address: 'valeur-probante',
    shows: 'tbody tr',
    asks: /\/probative-values\b/,
  },
  '/coffres/$tenant/valeur-probante/recherche': {
    address: 'valeur-probante/recherche?niveau=File',
    shows: 'form[aria-labelledby=statement]',
  },
  '/coffres/$tenant/valeur-probante/$id': {
    address: 'valeur-probante/{statement}',
    shows: '.outcome-title',
    asks: /\/probative-values\/\w+$/,
  },
  '/coffres/$tenant/referentiels': { address: 'referentiels', shows: '.kinds a', asks: /\/referentials$/ },
  '/coffres/$tenant/referentiels/$kind': {
    address: 'referentiels/agencies',
    shows: 'tbody tr',
    asks: /\/referentials\/agencies\b/,
  },
  '/coffres/$tenant/referentiels/$kind/importer': {
    address: 'referentiels/agencies/importer',
    shows: '.file-choice',
    asks: /\/referentials$/,
  },
  '/coffres/$tenant/plate-forme': {
    address: 'plate-forme',
    shows: 'tbody tr',
    asks: /\/platform\/tenants$/,
  },
  '/coffres/$tenant/registre': { address: 'registre', shows: '#entries', asks: /\/register$/ },
  '/coffres/$tenant/registre/impression': {
    address: 'registre/impression',
    shows: 'tfoot',
    asks: /\/register\/statement/,
  },
  '/coffres/$tenant/operations': { address: 'operations', shows: 'tbody tr', asks: /\/0\/processes$/ },
  '/coffres/$tenant/operations/coffres': {
    address: 'operations/coffres',
    shows: '.safes tbody tr',
    asks: /\/v1\/processes$/,
  },
  '/coffres/$tenant/referentiels/$kind/creer': {
    address: 'referentiels/ingest-contracts/creer',
    shows: '[data-path=Name] input',
    asks: /\/ingest-contracts\/form$/,
  },
  '/coffres/$tenant/referentiels/$kind/modifier/$id': {
    address: 'referentiels/ingest-contracts/modifier/CE-EXEMPLE',
    shows: '[data-path=Name] input',
    asks: /\/ingest-contracts\/records\//,
  },
  '/coffres/$tenant/referentiels/$kind/comparer/$id': {
    address: 'referentiels/ingest-contracts/comparer/CE-EXEMPLE?avec=CE-EXEMPLE',
    shows: '.record-compared',
    asks: /\/ingest-contracts\/records\//,
  },
};

const TENANT = 0;
const EMPTY_TENANT = 2;
const OWN = { 'X-Requested-With': 'perenne' };
/** Has the form of an identifier, and is nobody's. */
const NOBODYS = 'a'.repeat(36);

/** Files that begin and end as their formats want, with nothing to be read in between. */
const SPOILT: readonly TitledFile[] = [
  {
    name: 'acte.pdf',
    title: 'acte-illisible',
    content: Buffer.from('%PDF-1.4\nrien\n%%EOF\n'),
    formatId: 'fmt/18',
    mimeType: 'application/pdf',
  },
  {
    name: 'vue.png',
    title: 'vue-illisible',
    content: Buffer.concat([
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      Buffer.alloc(40),
      Buffer.from('0000000049454e44ae426082', 'hex'),
    ]),
    formatId: 'fmt/11',
    mimeType: 'image/png',
  },
  {
    name: 'enquete.wav',
    title: 'son-illisible',
    content: Buffer.concat([Buffer.from('RIFF\x28\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(40)]),
    formatId: 'fmt/141',
    mimeType: 'audio/x-wav',
  },
];

const PLAIN: readonly TitledFile[] = [
  {
    name: 'lettre.eml',
    title: 'courrier',
    content: Buffer.from('From: adele@exemple.fr\r\nSubject: Plan\r\n\r\nBonjour\r\n'),
    formatId: 'fmt/278',
    mimeType: 'message/rfc822',
  },
  {
    name: 'releve.csv',
    title: 'tableau',
    content: Buffer.from('Commune;Habitants\nSaint-Aubin;12\n'),
    formatId: 'x-fmt/18',
    mimeType: 'text/csv',
  },
  {
    name: 'note.txt',
    title: 'texte',
    content: Buffer.from('Une note.\n'),
    formatId: 'x-fmt/111',
    mimeType: 'text/plain',
  },
];

let stage: Stage;
/** One for all: a sign-in takes as long as a screen. */
let page: Page;
/** Identifiers by the names that addresses give them. */
let holdings: Readonly<Record<string, string>>;
beforeAll(async () => {
  stage = await openStage();
  page = await stage.visitSignedIn();
  await page.clock.install();
  holdings = await enterHoldings(page);
});
afterAll(() => stage?.close());
afterEach(() => page.unrouteAll());

async function enterHoldings({ request }: Page): Promise<Record<string, string>> {
  const own = async <T>(method: 'GET' | 'POST', path: string, data?: object): Promise<T> => {
    const answer = await request.fetch(`/api/v1/tenants/${TENANT}/${path}`, { method, headers: OWN, data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  const client = clientOf(stage.service.url, stage.service.apiKey);
  const { id: transfer } = await own<{ id: string }>('POST', 'first-package');
  await client.follow(transfer, TENANT);
  const files = [TIFF, ...SPOILT, ...PLAIN];
  const entered = await client.deposit(Readable.from([await packageOfFiles('Fichiers', files)]), TENANT);
  expect((await client.follow(entered, TENANT)).status).toMatch(/OK|WARNING/);
  const { id: refused } = await own<{ id: string }>('POST', 'deliveries', { units: [NOBODYS] });
  await client.follow(refused, TENANT);
  const asked = { kind: 'integrity', perimeter: { kind: 'safe' } };
  const { id: audit } = await own<{ id: string }>('POST', 'audits', asked);
  await client.follow(audit, TENANT);
  const { id: statement } = await own<{ id: string }>('POST', 'probative-values', {
    ...{ search: { transfer: entered }, usage: 'BinaryMaster', version: 'LAST' },
  });
  await client.follow(statement, TENANT);
  const { hits } = await own<{ hits: { id: string; title: string }[] }>('GET', `units?transfer=${entered}`);
  const unitOf = ({ title }: { title: string }) => hits.find((hit) => hit.title === title)?.id ?? '';
  return {
    transfer,
    'refused delivery': refused,
    audit,
    statement,
    ...Object.fromEntries(files.map((file) => [file.title, unitOf(file)])),
  };
}

function addressOf(address: string, tenant = TENANT): string {
  const known = address.replace(/\{(.+?)\}/g, (_, name) => holdings[name] ?? expect.fail(`no ${name}`));
  return known.startsWith('/') ? known : `/coffres/${tenant}/${known}`;
}

/** Opens a screen of the table, without waiting for what it shows. */
async function open(address: string, tenant = TENANT): Promise<void> {
  await page.goto(addressOf(address, tenant));
}

const retry = () => page.getByRole('button', { name: 'Réessayer' });

/** Lets the time of the page pass until something is there: what failed is asked for again after seconds. */
async function awaitLater(selector: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.clock.fastForward(2_000);
        return page.locator(selector).count();
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBeGreaterThan(0);
}

describe('every route of the front office', () => {
  it('has its row', async () => {
    const { makeRouter } = await import(join(ROOT, 'packages', 'web', 'src', 'router.tsx'));
    expect(Object.keys(SCREENS).sort()).toEqual(Object.keys(makeRouter({}).routesByPath).sort());
  });

  const asking = Object.entries(SCREENS).filter(([, { asks }]) => asks !== undefined);
  it.each(asking)('%s waits, fails, is asked again and comes', (_, { address, shows, asks }) =>
    waitsFailsAndComes(asks as RegExp, address, shows),
  );

  it('waits and fails as a whole too, for the session', () =>
    waitsFailsAndComes(/\/session$/, 'versements', 'tbody tr'));

  it('waits and fails as a whole too, for its program', () =>
    waitsFailsAndComes(/ReferentialsPage.*\.js$/, 'referentiels', '.kinds a'));
});

const IN_HAND = WIDTHS.slice(-1);
const FAILURE = { status: 500, contentType: 'application/json', body: '{"httpCode":500}' };

/** @param asks path of what the service first holds back, then fails to give, and gives when asked again */
async function waitsFailsAndComes(asks: RegExp, address: string, shows: string): Promise<void> {
  const held: Route[] = [];
  let state: 'holding' | 'failing' | 'answering' = 'holding';
  await page.route(
    ({ pathname }) => asks.test(pathname),
    async (route) => {
      if (state === 'holding') held.push(route);
      else if (state === 'failing') await route.fulfill(FAILURE);
      else await route.fallback();
    },
  );
  await open(address);
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await awaitLater('main .loading');
  // Where there is least room; what is shown at last is looked at on a desk too.
  await checkScreen(page, `${address}, waiting for ${asks}`, IN_HAND);
  state = 'failing';
  for (const route of held) await route.fulfill(FAILURE);
  await awaitLater('.fr-alert--error');
  await checkScreen(page, `${address}, without ${asks}`, IN_HAND);
  state = 'answering';
  await retry().first().click();
  await page.locator(shows).first().waitFor();
  expect(await page.locator('.fr-alert--error').count()).toBe(0);
  await checkScreen(page, address);
}

describe('what is not there, or not for everybody', () => {
  it.each([
    ['archives/NOBODYS', '.fr-alert--error'],
    ['versements/NOBODYS', '.fr-alert--error'],
    ['journal/NOBODYS', '.fr-alert--error'],
    ['operations?fiche=NOBODYS', '.fr-alert--error'],
    ['registre?fiche=NOBODYS', '.fr-alert--error'],
    ['mises-a-disposition/NOBODYS', '.fr-alert--error'],
    ['audits/NOBODYS', '.fr-alert--error'],
    ['valeur-probante/NOBODYS', '.fr-alert--error'],
    ['referentiels/inconnu', 'h1'],
    ['referentiels/inconnu/importer', 'h1'],
    ['referentiels/ingest-contracts/modifier/INCONNU', '.fr-alert--error'],
    ['referentiels/agencies?fiche=INCONNU', '.fr-alert--error'],
    ['nulle-part', 'h1'],
    ['/nulle/part', 'h1'],
    ['/coffres/9/versements', 'h1'],
  ])('%s says that it leads nowhere, and offers no second try', async (address, says) => {
    await open(address.replace('NOBODYS', NOBODYS));
    await page.locator(`main ${says}`).first().waitFor();
    await page.locator('main .loading').waitFor({ state: 'detached' });
    expect(await retry().count()).toBe(0);
    await checkScreen(page, address);
  });

  const own = Object.entries(SCREENS).filter(([route]) => route.startsWith('/coffres/'));
  it.each(own)('%s, for a reader who may do nothing else', async (_, { address, asks }) => {
    await withRole('R4');
    // The session is a made-up one: the service is asked nothing that it would refuse the role (roles.e2e.ts).
    if (asks !== undefined && !/units|figures/.test(asks.source))
      await page.route(
        ({ pathname }) => asks.test(pathname),
        (route) => route.fulfill({ ...FAILURE, status: 403, body: FORBIDDEN }),
      );
    await open(address);
    await page.locator('main h1').waitFor();
    await page.locator('main .loading').waitFor({ state: 'detached' });
    expect(await retry().count()).toBe(0);
    await checkScreen(page, `${address} of R4`, IN_HAND);
  });

  it('an account without any right', async () => {
    await withRights([]);
    await open('/');
    await page.getByText('Aucun droit ne vous est encore ouvert.').waitFor();
    await checkScreen(page, 'no right');
  });
});

const FORBIDDEN = JSON.stringify({
  httpCode: 403,
  code: '000703',
  description: 'Votre rôle ne permet pas cela.',
});

const withRole = (role: string) =>
  withRights([{ tenant: TENANT, tenantName: 'Coffre 0', role, accessContract: null }]);

async function withRights(rights: readonly object[]): Promise<void> {
  await page.route('**/api/v1/session', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), rights } });
  });
}

describe('a screen with nothing to show', () => {
  it.each([
    ['', 'Ce coffre est encore vide'],
    ['versements', 'Ce coffre est encore vide'],
    ['recherche', 'Ce coffre ne contient pas encore d’archives'],
    ['mises-a-disposition', 'Aucune mise à disposition'],
    ['panier', 'Votre panier est vide'],
    ['valeur-probante', 'Aucun relevé de valeur probante'],
    ['deplacer', 'Aucune archive à déplacer'],
    ['referentiels/ingest-contracts', 'Ce référentiel est encore vide'],
    ['operations', 'Aucune opération dans ce coffre'],
    ['audits', 'Aucun audit dans ce coffre'],
    ['registre', 'Le registre est encore vide'],
  ])('%s of an empty safe', (address, words) => saysSo(address, words, EMPTY_TENANT));

  it.each([
    ['recherche?q=zzzz', 'Aucune archive ne répond à cette recherche'],
    ['versements?etat=FATAL', 'Aucun versement dans cet état'],
    ['journal?au=2020-01-01', 'Aucune opération ne répond'],
    ['operations?au=2020-01-01', 'Aucune opération ne répond'],
    ['audits?au=2020-01-01', 'Aucun audit ne répond'],
    ['registre?au=2020-01-01', 'Aucune entrée ne répond'],
    ['referentiels/agencies?q=zzzz', 'Aucun enregistrement'],
    ['demande?q=zzzz', /^0 unité archivistique/],
  ])('%s finds nothing', (address, words) => saysSo(address, words));
});

async function saysSo(address: string, words: string | RegExp, tenant = TENANT): Promise<void> {
  await open(address, tenant);
  await page.getByText(words).first().waitFor();
  await checkScreen(page, `${address} of ${tenant}`);
}

describe('a document', () => {
  it.each([
    ['plan-numerise', 'Les navigateurs n’affichent pas les images TIFF'],
    ['vue-illisible', 'L’aperçu n’a pas pu être chargé'],
    ['son-illisible', 'L’aperçu n’a pas pu être chargé'],
  ])('%s is to be downloaded', async (title, words) => {
    await saysSo(`archives/{${title}}`, words);
    await page.getByRole('link', { name: /^Télécharger / }).waitFor();
  });

  it('that is no PDF stands beside its download', async () => {
    await open('archives/{acte-illisible}');
    await page.locator('iframe[title="Visualisation de acte.pdf"]').waitFor();
    await page.getByRole('link', { name: 'Télécharger acte.pdf' }).waitFor();
    await checkScreen(page, 'spoilt PDF');
  });

  it.each(['courrier', 'tableau', 'texte'])('%s that the service does not give', async (title) => {
    await page.route('**/content?disposition=inline', (route) => route.fulfill(FAILURE));
    await open(`archives/{${title}}`);
    await awaitLater('.object [role=alert]');
    await checkScreen(page, `${title} not given`);
  });
});

describe('an action', () => {
  it('that signs in fails with the service', async () => {
    await page.route('**/api/v1/session', (route) =>
      route.request().method() === 'POST' ? route.fulfill(FAILURE) : route.fallback(),
    );
    await open('/connexion');
    await page.getByLabel('Adresse électronique').fill(stage.account.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill('secret');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await saysFailure('sign-in');
  });

  it('that asks for a delivery fails with the service', async () => {
    await open('recherche?q=chemin');
    await page
      .getByRole('button', { name: /^Ajouter au panier « / })
      .first()
      .click();
    await page.getByRole('link', { name: 'Panier (1)' }).click();
    await page.getByText('Certains usages').click();
    await page.route('**/deliveries', (route) => route.fulfill(FAILURE));
    await page.getByRole('button', { name: 'Demander la mise à disposition' }).click();
    await saysFailure('basket');
  });

  it('that imports a file is told its faults, line by line, and those of the service', async () => {
    await open('referentiels/agencies/importer');
    const choose = (text: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'services.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose('Identifier,Name,Description\nA,,\nB,Deux,\nB,Trois,\n');
    await page.getByText('2 lignes à corriger avant l’import.').waitFor();
    await checkScreen(page, 'faults by line');
    await choose('Identifier;Name\n');
    await page.getByText('Il manque des colonnes').waitFor();
    await checkScreen(page, 'fault of a whole file');
    await page.route(/\/agencies\/(check|import)$/, (route) => route.fulfill(FAILURE));
    await choose('Identifier,Name,Description\nA,Un,\n');
    await saysFailure('check');
  });

  async function saysFailure(name: string): Promise<void> {
    await page.getByText('Le service n’a pas répondu comme prévu').waitFor();
    await checkScreen(page, `${name} with a failing service`);
  }

  it('that opens a record shows what changed it', async () => {
    await open('referentiels/agencies?fiche=SAINT-AUBIN-LA-VELLE');
    await page.locator('.changes a').first().waitFor();
    await checkScreen(page, 'record and its changes');
  });
});

describe('in English', () => {
  let french: Page;
  beforeAll(async () => {
    french = page;
    page = await stage.visitSignedIn(undefined, 'en-GB');
  });
  afterAll(() => {
    page = french;
  });

  it.each(Object.entries(SCREENS))('%s', async (_, { address, shows }) => {
    await open(address);
    await page.locator(shows).first().waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    // Its words are the longer ones where there is the least room.
    await checkScreen(page, `${address} in English`, [390]);
  });
});
