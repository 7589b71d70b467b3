import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { closing, firstPackage, opening, unitText, zipOf } from '@perenne/sample';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { ROOT } from '../scripts/root.ts';
import { checkScreen, dropFiles, openStage, type Stage } from './browser.ts';
import { HEAD, packageOfFiles, sha512, TIFF } from './packages.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function outcome(page: Page, word: 'Accepté' | 'Refusé' | RegExp): Promise<void> {
  await page.locator('.outcome-title', { hasText: word }).waitFor();
}

/** Opens the first archive that a search of the safe finds. */
async function openArchive(page: Page, words: string, tenant = 0): Promise<void> {
  await page.goto(`/coffres/${tenant}/recherche?q=${encodeURIComponent(words)}`);
  await page.locator('.hit a').first().click();
  await page.getByRole('heading', { name: 'Sa place dans le fonds' }).waitFor();
}

describe('signing in', () => {
  it('says in words what is wrong, then leads where one wanted to go', async () => {
    const page = await stage.visit();
    await page.goto('/coffres/0/recherche');
    await heading(page, 'Connexion').waitFor();
    await checkScreen(page, 'sign-in');
    await button(page, 'Se connecter').click();
    await page.getByText('Renseignez votre adresse électronique.').waitFor();
    expect(await page.locator('input:focus').getAttribute('name')).toBe('email');
    await page.getByLabel('Adresse électronique').fill(stage.account.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill('faux');
    await button(page, 'Se connecter').click();
    await page.getByText('L’adresse ou le mot de passe n’est pas le bon.').waitFor();
    await checkScreen(page, 'sign-in refused');
    await page.getByLabel('Mot de passe', { exact: true }).fill(stage.account.password);
    await button(page, 'Se connecter').click();
    await heading(page, 'Rechercher dans les archives').waitFor();
    await page.getByText('Ce coffre ne contient pas encore d’archives').waitFor();
    await checkScreen(page, 'search in an empty safe');
  });

  it('ends with the sign-out, and when the service ends it', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/');
    await button(page, 'Se déconnecter').click();
    await heading(page, 'Connexion').waitFor();
    await page.goto('/coffres/0/versements');
    await heading(page, 'Connexion').waitFor();

    const other = await stage.visitSignedIn();
    await other.goto('/coffres/0/versements');
    await heading(other, 'Versements').waitFor();
    await other.context().clearCookies();
    await link(other, 'Rechercher').click();
    await heading(other, 'Connexion').waitFor();
    await other.getByText('Connectez-vous pour ouvrir cette page.').waitFor();
  });
});

describe('an empty archive', () => {
  it('leads from nothing to a document that is read', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Ce coffre est encore vide' }).waitFor();
    await checkScreen(page, 'empty safe');
    await button(page, 'Verser le paquet d’essai').click();
    await outcome(page, 'Accepté');
    expect(await page.title()).toBe(
      'Versement «\u00a0Premier versement d’exemple\u00a0» - Coffre 0 - Pérenne',
    );
    await page.locator('.steps summary', { hasText: 'Contrôle du SIP' }).click();
    await page.getByText('Vérification des services agents').waitFor();
    await checkScreen(page, 'accepted transfer');
    await link(page, 'Consulter les archives entrées').click();
    await page.getByText('16 unités archivistiques trouvées').waitFor();
    await checkScreen(page, 'search results');

    await link(page, /Aménagement du chemin du moulin, 1952/).click();
    const picture = page.getByRole('img', { name: /^Image du document 5\.png/ });
    await picture.waitFor();
    await expect.poll(() => page.evaluate(`document.querySelector('.preview img').naturalWidth`)).toBe(160);
    await page.getByText('Héritée de').waitFor();
    expect(await page.getByText('1er janvier 2025 (échue)').count()).toBe(1);
    await button(page, 'Afficher le cycle de vie').click();
    await page.getByText('Indexation des métadonnées des unités archivistiques').waitFor();
    await page.getByText('Identification des formats').waitFor();
    await checkScreen(page, 'archive with a picture');

    await page
      .getByRole('navigation', { name: 'Vous êtes ici' })
      .getByRole('link', { name: 'Urbanisme, liasse 2' })
      .click();
    await page.getByRole('heading', { name: 'Contient 4 unités archivistiques' }).waitFor();
    await heading(page, 'Urbanisme, liasse 2').waitFor();
    await checkScreen(page, 'folder');
  });

  it('tells on the home what came and what there is, as charts, tables and a file', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/');
    await heading(page, 'Accueil').waitFor();
    await page.getByRole('img', { name: 'Entrées par mois' }).waitFor();
    expect(await page.locator('.total', { hasText: 'Fichiers' }).innerText()).toMatch(/^Fichiers\s+12/);
    await checkScreen(page, 'home');
    await button(page, 'Voir le tableau : Par service producteur').click();
    const row = page.getByRole('row', { name: /^SAINT-AUBIN-LA-VELLE/ });
    expect(await row.innerText()).toMatch(/\t1\t16\t12\t0\t/);
    await checkScreen(page, 'home with a table');
    await page.getByLabel('Compter en').selectOption('Versements');
    await page.getByText('Les formats se comptent en fichiers ou en poids.').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Télécharger en CSV : Par format de fichier').click(),
    ]);
    expect(download.suggestedFilename()).toBe('par-format.csv');
    expect((await buffer(await download.createReadStream())).toString()).toMatch(
      /^\uFEFFPUID;Format;Fichiers;Octets\r\n/,
    );
  });

  it('shows the transfers, by state', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/versements');
    await page.getByRole('table').waitFor();
    expect(await page.getByText('16 unités archivistiques, 12 fichiers').count()).toBe(1);
    await checkScreen(page, 'transfers');
    await page.getByLabel('Afficher').selectOption('Interrompus par une erreur technique');
    await page.getByRole('heading', { name: 'Aucun versement dans cet état' }).waitFor();
    await checkScreen(page, 'no transfer in a state');
    await link(page, 'Afficher tous les versements').click();
    await page.getByRole('table').waitFor();
  });
});

describe('the logbook', () => {
  it('tells every operation, by category and outcome, with its events', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/journal');
    await page.getByRole('table').waitFor();
    await checkScreen(page, 'logbook');
    await page.getByLabel('Catégorie').selectOption('Données de base');
    await expect.poll(() => new URL(page.url()).search).toBe('?categorie=MASTERDATA');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      link(page, 'Exporter en CSV').click(),
    ]);
    const lines = String(await buffer(await download.createReadStream()))
      .trim()
      .split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.slice(1)) expect(line).toMatch(/^[a-z0-9]+;MASTERDATA;/);
    await page.locator('td a').first().click();
    await page.getByRole('heading', { name: 'Événements' }).waitFor();
    await checkScreen(page, 'operation');
    await page.goto('/coffres/0/journal?au=2020-01-01');
    await page.getByRole('heading', { name: 'Aucune opération ne répond' }).waitFor();
    await checkScreen(page, 'no operation');
  });
});

describe('a document', () => {
  it('that is a text is read in the page', async () => {
    const page = await stage.visitSignedIn();
    await openArchive(page, 'pièce 3');
    const text = page.getByRole('region', { name: 'Visualisation de 3.txt' });
    await text.getByText('Saint-Aubin-la-Velle').first().waitFor();
    await checkScreen(page, 'archive with a text');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      link(page, 'Télécharger 3.txt').click(),
    ]);
    expect(download.suggestedFilename()).toBe('3.txt');
    expect((await buffer(await download.createReadStream())).length).toBe(1_500);
  });

  it('that is a PDF is shown by the browser', async () => {
    const page = await stage.visitSignedIn();
    const answered = page.waitForResponse((response) => response.url().includes('disposition=inline'));
    await openArchive(page, 'pièce 1');
    const answer = await answered;
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toBe('application/pdf');
    await page.locator('iframe[title="Visualisation de 1.pdf"]').waitFor();
    await checkScreen(page, 'archive with a PDF');
  });
});

describe('a deposit', () => {
  it('by drag and drop is followed to its outcome, and its reply downloaded', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/deposer');
    await heading(page, 'Déposer un versement').waitFor();
    await checkScreen(page, 'deposit');
    await dropFiles(page, '.drop', [{ name: 'notes.docx', content: Buffer.from('no package') }]);
    await page.getByText('n’est pas un paquet accepté').waitFor();
    await checkScreen(page, 'deposit refused before it is sent');
    await dropFiles(page, '.drop', [{ name: 'été 2026.zip', content: await buffer(firstPackage(2)) }]);
    await outcome(page, 'Accepté');
    await page.getByText('été 2026.zip').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      link(page, 'Télécharger l’accusé (ATR)').click(),
    ]);
    expect((await buffer(await download.createReadStream())).toString()).toContain('<ArchiveTransferReply');
    await link(page, 'Consulter les archives entrées').click();
    await page.getByText('16 unités archivistiques trouvées').waitFor();
    await link(page, 'chercher dans tout le coffre').click();
    await page.getByText('32 unités archivistiques trouvées').waitFor();
  });

  it('that is refused says why, and what to do', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/deposer');
    const chooser = page.waitForEvent('filechooser');
    await button(page, 'Choisir un fichier').click();
    const content = await buffer(firstPackage(3, 'CONTRAT-INCONNU'));
    await (await chooser).setFiles({ name: 'refuse.zip', mimeType: 'application/zip', buffer: content });
    await outcome(page, 'Refusé');
    await page.getByRole('heading', { name: 'Pourquoi ce versement est refusé' }).waitFor();
    await page.getByText('Le contrat d’entrée du bordereau n’existe pas dans ce coffre.').waitFor();
    await page.getByText('Vérifiez que vous déposez dans le bon coffre').waitFor();
    const opened = page.locator('.step[open]');
    expect(await opened.count()).toBe(1);
    expect(await opened.innerText()).toContain('Échec de la vérification');
    await checkScreen(page, 'refused transfer');
    await page.getByRole('link', { name: 'Versements' }).first().click();
    await page.getByLabel('Afficher').selectOption('Refusés');
    await page.getByText('Rien n’est entré').waitFor();
  });

  it('that is refused for one of its archives names it', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/deposer');
    await dropFiles(page, '.drop', [{ name: 'rules.zip', content: await packageWithUnknownRule() }]);
    await outcome(page, 'Refusé');
    await page.getByText('Le bordereau nomme une règle de gestion que ce coffre ne connaît pas.').waitFor();
    await button(page, 'Nommer les éléments concernés').click();
    await page.getByText('Unité archivistique Dossier2').waitFor();
    await page.getByText('La règle de gestion APP-INCONNUE n’existe pas').waitFor();
    await checkScreen(page, 'refused archives');
  });

  it('that is no package at all is refused in words too', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/deposer');
    await dropFiles(page, '.drop', [{ name: 'damaged.zip', content: Buffer.from('PK\u0003\u0004 cut') }]);
    await outcome(page, 'Refusé');
    await page.getByText('il est abîmé, chiffré ou incomplet').waitFor();
  });
});

describe('a delivery', () => {
  it('goes from the basket to a package that holds what was chosen', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/panier');
    await page.getByRole('heading', { name: 'Votre panier est vide' }).waitFor();
    await checkScreen(page, 'empty basket');
    await page.goto('/coffres/0/mises-a-disposition');
    await page.getByRole('heading', { name: 'Aucune mise à disposition' }).waitFor();
    await page.goto('/coffres/0/recherche?q=pièce 3');
    await button(page, /^Ajouter au panier « /)
      .first()
      .click();
    await link(page, 'Panier (1)').waitFor();
    await openArchive(page, 'Urbanisme, liasse 2');
    await button(page, 'Ajouter au panier « Urbanisme, liasse 2 »').click();
    await page.reload();
    await link(page, 'Panier (2)').click();
    await page.getByRole('heading', { name: '2 archives dans le panier' }).waitFor();
    await page.getByText(/^6 unités archivistiques, 5 fichiers/).waitFor();
    await page.getByText('Avec tout ce que ces archives contiennent').click();
    await page.getByText(/^2 unités archivistiques, 1 fichier /).waitFor();
    await page.getByText('Avec tout ce que ces archives contiennent').click();
    await page.getByText('Certains usages').click();
    await checkScreen(page, 'basket');
    await page.getByText('Tous les fichiers').click();
    await page.getByLabel('Version du SEDA').selectOption('SEDA 2.2');
    await page.getByLabel('Garder les noms d’origine des fichiers').check();
    await page.getByLabel('Ranger les fichiers dans des dossiers').check();
    await button(page, 'Demander la mise à disposition').click();
    await page.locator('.outcome-title', { hasText: 'Disponible' }).waitFor();
    await link(page, 'Panier').waitFor();
    await checkScreen(page, 'delivery');
    const files = await filesOf(await downloaded(page, 'Télécharger le paquet'));
    const manifest = String(files.get('manifest.xml'));
    expect(manifest).toContain('fr:gouv:culture:archivesdefrance:seda:v2.2');
    expect(manifest.match(/<Content>/g)).toHaveLength(6);
    for (const [, digest, uri] of objectsOf(manifest))
      expect(sha512(files.get(uri ?? '') as Buffer), uri).toBe(digest);
    expect(objectsOf(manifest)).toHaveLength(5);
    for (const [, , uri] of objectsOf(manifest)) expect(uri).toMatch(/^Content\/(.+\/)?\d+\.(txt|pdf|png)$/);
    expect([...files.keys()]).toContainEqual(expect.stringMatching(/^Content\/Urbanisme.*\/\d+\.png$/));
    await link(page, 'Mises à disposition').first().click();
    await page.getByRole('table').waitFor();
    await checkScreen(page, 'deliveries');
  });

  it('of a whole search has its address, and says why there is none', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/recherche?niveau=File');
    await link(page, 'Demander toutes ces archives').click();
    await heading(page, 'Demander une mise à disposition').waitFor();
    expect(new URL(page.url()).search).toBe('?niveau=File');
    await page.getByText('Certains usages').click();
    await page.getByLabel('Original numérique').selectOption('Ne pas joindre');
    await page.getByText(/^6 unités archivistiques, 0 fichier /).waitFor();
    await button(page, 'Demander la mise à disposition').click();
    await page.locator('.outcome-title', { hasText: 'Disponible' }).waitFor();
    const files = await filesOf(await downloaded(page, 'Télécharger le paquet'));
    expect([...files.keys()]).toEqual(['manifest.xml']);
  });
});

describe('a document that no browser knows', () => {
  it('is shown in words: a mail, a table; a picture of another kind is to be downloaded', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/deposer');
    await dropFiles(page, '.drop', [{ name: 'bureau.zip', content: await packageOfOfficeFiles() }]);
    await outcome(page, /^Accepté/);
    await openArchive(page, 'courrier-hostile');
    const mail = page.getByRole('region', { name: /^Visualisation de / });
    await mail.getByText('Réponse de la mairie').waitFor();
    await mail.getByText('Bonjour & bienvenue').waitFor();
    await mail.getByText('plan.pdf (4 octets)').waitFor();
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    expect(await mail.locator('script, img, iframe, a').count()).toBe(0);
    await checkScreen(page, 'archive with a mail');

    await openArchive(page, 'releve-mensuel');
    const table = page.getByRole('region', { name: /^Visualisation de / }).getByRole('table');
    await table.getByRole('columnheader', { name: 'Commune' }).waitFor();
    expect(await table.getByRole('row').count()).toBe(201);
    await page.getByText('Début du tableau : 200 lignes').waitFor();
    await checkScreen(page, 'archive with a table');

    await openArchive(page, 'plan-numerise');
    await page.getByText('n’affichent pas les images TIFF').waitFor();
    await link(page, 'Télécharger plan.tif').waitFor();
  });
});

async function downloaded(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), link(page, name).click()]);
  return buffer(await download.createReadStream());
}

/** Files of a package, by name. */
async function filesOf(zip: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const opened = await yauzl.fromBufferPromise(zip);
  for await (const entry of opened.eachEntry())
    if (!entry.fileName.endsWith('/'))
      files.set(entry.fileName, await buffer(await opened.openReadStreamPromise(entry)));
  return files;
}

/** Digest and address of each object of a manifest. */
const objectsOf = (manifest: string) =>
  [...manifest.matchAll(/<BinaryDataObject .*?<\/BinaryDataObject>/gs)].map(([object]) => [
    object,
    /<MessageDigest[^>]*>(\w+)</.exec(object)?.[1],
    /<Uri>([^<]+)</.exec(object)?.[1],
  ]);

const HOSTILE = [
  'From: =?utf-8?q?Ad=C3=A8le?= <adele@exemple.fr>',
  'To: bo@exemple.fr',
  'Subject: =?utf-8?q?R=C3=A9ponse_de_la_mairie?=',
  'Date: Mon, 2 Mar 2026 10:00:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Bonjour &amp; bienvenue</p><script>window.hostile = 1</script>',
  '<img src="x" onerror="window.hostile = 2"><a href="javascript:window.hostile = 3">ici</a>',
  '--b',
  'Content-Type: application/pdf; name="plan.pdf"',
  'Content-Disposition: attachment; filename="plan.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERg==',
  '--b--',
  '',
].join('\r\n');

/** A mail that would run something, a long table and a picture that browsers do not show. */
function packageOfOfficeFiles(): Promise<Buffer> {
  const lines = Array.from({ length: 400 }, (_, at) => `Saint-Aubin ${at};${at * 3}`);
  return packageOfFiles('Fichiers de bureau', [
    {
      name: 'lettre.eml',
      title: 'courrier-hostile',
      content: Buffer.from(HOSTILE),
      formatId: 'fmt/278',
      mimeType: 'message/rfc822',
    },
    {
      name: 'releve.csv',
      title: 'releve-mensuel',
      content: Buffer.from(`Commune;Habitants\n${lines.join('\n')}\n`),
      formatId: 'x-fmt/18',
      mimeType: 'text/csv',
    },
    TIFF,
  ]);
}

/** Two folders without files, of which the second names a rule that no safe has. */
async function packageWithUnknownRule(): Promise<Buffer> {
  const head = { ...HEAD, messageIdentifier: 'Versement sans règle', comment: 'Règle inconnue' };
  const rules = [
    { category: 'AppraisalRule', rule: 'APP-INCONNUE', start: '2020-01-01', finalAction: 'Keep' },
  ];
  const units = [
    unitText({ id: 'Dossier1', level: 'File', title: 'Premier dossier' }),
    unitText({ id: 'Dossier2', level: 'File', title: 'Second dossier', rules }),
  ].join('');
  const manifest = `${opening(head)}<DescriptiveMetadata>${units}</DescriptiveMetadata>${closing(head)}`;
  return zipOf([{ path: 'manifest.xml', content: Buffer.from(manifest) }], new Date(2026, 0, 15));
}

describe('addresses', () => {
  it('keep a search, which can be shared', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/recherche');
    await page.getByLabel('Mots recherchés').fill('deliberation');
    await page.getByLabel('À partir de').fill('31/02/1950');
    await button(page, 'Rechercher').click();
    await page.getByText('Cette date n’est pas reconnue').waitFor();
    await page.getByLabel('À partir de').fill('1990');
    await button(page, 'Rechercher').click();
    await page.locator('.hit').first().waitFor();
    expect(new URL(page.url()).search).toBe('?q=deliberation&debut=1990');
    await page.reload();
    await page.locator('.hit').first().waitFor();
    expect(await page.getByLabel('Mots recherchés').inputValue()).toBe('deliberation');
    await page.goto('/coffres/0/recherche?q=zzzz');
    await page.getByRole('heading', { name: 'Aucune archive ne répond à cette recherche' }).waitFor();
    await checkScreen(page, 'nothing found');
  });

  it('keep what was chosen in the tree, by keyboard, and in the facets', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/2/versements');
    await button(page, 'Verser le paquet d’essai').click();
    await outcome(page, 'Accepté');
    await page.goto('/coffres/2/recherche');
    await page.getByRole('treeitem').first().waitFor();
    await checkScreen(page, 'search with its tree');
    await page.getByRole('tree').focus();
    const active = () =>
      page.evaluate(
        `document.getElementById(document.querySelector('[role=tree]').getAttribute('aria-activedescendant'))?.innerText`,
      );
    await expect.poll(active).toBeTruthy();
    const known = page.locator('[role=treeitem]:not([aria-busy])');
    const top = await known.count();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => known.count()).toBeGreaterThan(top);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Retirer ce critère : Sous cet élément/ }).waitFor();
    expect(new URL(page.url()).search).toMatch(/^\?sous=[a-z2-7]{36}$/);
    await page.locator('.facet-value').first().click();
    await expect.poll(() => new URL(page.url()).search).toMatch(/niveau=/);
    await page.reload();
    await page.locator('.facet-value[aria-pressed=true]').waitFor();
    await checkScreen(page, 'search narrowed');
  });

  it('that lead nowhere say so', async () => {
    const page = await stage.visitSignedIn();
    for (const [address, words] of [
      ['/coffres/0/archives/inconnue', 'Cette unité archivistique n’existe pas, ou ne vous est pas ouverte.'],
      ['/coffres/0/versements/inconnu', 'Aucun versement inconnu dans ce coffre.'],
      ['/coffres/9/versements', 'Le coffre 9 n’existe pas, ou ne vous est pas ouvert.'],
      ['/nulle/part', 'Cette adresse ne mène à rien.'],
    ] as const) {
      await page.goto(address);
      await page.getByText(words).waitFor();
      await checkScreen(page, address);
    }
  });
});

describe('what a browser loads first', () => {
  const assets = join(ROOT, 'packages', 'web', 'dist', 'assets');

  it('is at most 250 KB of script, compressed, for the home of whoever is signed in', async () => {
    const page = await stage.visitSignedIn();
    const sizes = new Map<string, Promise<number>>();
    page.on('response', (answer) => {
      if (answer.request().resourceType() !== 'script') return;
      sizes.set(
        answer.url(),
        answer.body().then((body) => gzipSync(body).length),
      );
    });
    await page.goto('/coffres/0', { waitUntil: 'networkidle' });
    const loaded = await Promise.all(sizes.values());
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(250_000);
  });

  it('has neither the typeface of the State nor any other', async () => {
    const names = await readdir(assets);
    expect(names.filter((name) => /\.(woff2?|ttf|otf)$/.test(name))).toEqual([]);
    for (const name of names.filter((each) => each.endsWith('.css')))
      expect(await readFile(join(assets, name), 'utf8')).not.toMatch(/@font-face|font-family:\s*Marianne/i);
  });
});
