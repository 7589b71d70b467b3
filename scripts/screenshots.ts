import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';
import { ROOT } from './root.ts';
import { newDataFolder, removeDataFolder, type Service, startService } from './service.ts';

/**
 * `npm run screenshots`: the pictures of the documentation, taken from a service of its own with the demonstration.
 * The archives and the screens are the same each time; the dates of the operations are those of the run.
 */

const PICTURES = join(ROOT, 'docs', 'pictures');
const OWN = { 'X-Requested-With': 'perenne' };
const SAFE = '/coffres/3';
const FIRST_SAFE = '/coffres/0';
const LOADING_MS = 300_000;

const executablePath = findChromium();
if (executablePath === undefined)
  throw new Error('Pictures are taken with Chromium: apt-get install chromium, or set PERENNE_CHROMIUM.');
await mkdir(PICTURES, { recursive: true });
const dataFolder = await newDataFolder();
const service = await startService(dataFolder, { PERENNE_DEMO: '1' });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  await demonstrationLoaded(service);
  await takePictures(await signedInPage(service));
} finally {
  await browser.close();
  await service.stop();
  await removeDataFolder(dataFolder);
}

async function demonstrationLoaded({ said }: Service): Promise<void> {
  const end = Date.now() + LOADING_MS;
  while (!said().includes('tout est là')) {
    if (Date.now() > end) throw new Error(`the demonstration is not loaded:\n${said()}`);
    await pause(500);
  }
}

async function signedInPage({ url }: Service): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1_280, height: 860 },
    reducedMotion: 'reduce',
  });
  const { accounts } = JSON.parse(await readFile(join(dataFolder, 'credentials.json'), 'utf8'));
  const { email, password } = accounts[0];
  const answer = await context.request.post('/api/v1/session', { headers: OWN, data: { email, password } });
  if (!answer.ok()) throw new Error(`the sign-in is refused: ${await answer.text()}`);
  return context.newPage();
}

async function takePictures(page: Page): Promise<void> {
  await page.goto(`${SAFE}/versements?outcome=KO`);
  await page
    .getByRole('link', { name: /Relevés de chantier/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Pourquoi ce versement est refusé' }).waitFor();
  await take(page, 'refusal');

  await page.goto(`${FIRST_SAFE}/versements`);
  await page.getByRole('button', { name: 'Verser le paquet d’essai' }).click();
  await page.getByRole('link', { name: 'Consulter les archives entrées' }).waitFor();
  await take(page, 'transfer');

  await page.goto(`${SAFE}/recherche?q=lavoir`);
  await page.locator('.hit').first().waitFor();
  await take(page, 'search');
  await page
    .getByRole('link', { name: /Le lavoir de Fontvelle/ })
    .first()
    .click();
  await page.locator('main img').first().waitFor();
  await page
    .getByRole('button', { name: /^Ajouter au panier/ })
    .first()
    .click();
  await take(page, 'archive');

  await page.goto(`${SAFE}/panier`);
  await page.getByText(/^\d+ unités? archivistiques?, /).waitFor();
  await take(page, 'basket', { fullPage: true });
  await page.getByRole('button', { name: 'Demander la mise à disposition' }).click();
  await page.getByRole('link', { name: 'Télécharger le paquet' }).waitFor();
  await take(page, 'deliveries');

  await page.goto(SAFE);
  await page.getByText('Compter en').waitFor();
  await take(page, 'home', { fullPage: true });
}

async function take(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  const path = join(PICTURES, `${name}.png`);
  await page.waitForLoadState('networkidle');
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path, fullPage, animations: 'disabled', caret: 'hide' });
  console.log(path);
}
