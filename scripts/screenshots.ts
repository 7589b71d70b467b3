import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { firstPackage } from '@perenne/sample';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';
import { ROOT } from './root.ts';
import { newDataFolder, removeDataFolder, type Service, startService } from './service.ts';

/** `npm run screenshots`: the pictures of the documentation, taken from a service of its own. */

const PICTURES = join(ROOT, 'docs', 'pictures');
const OWN = { 'X-Requested-With': 'perenne' };
const SAFE = '/coffres/0';
/** A package that names this contract is refused. */
const UNKNOWN_CONTRACT = 'CONTRAT-2019';

const executablePath = findChromium();
if (executablePath === undefined)
  throw new Error('Pictures are taken with Chromium: apt-get install chromium, or set PERENNE_CHROMIUM.');
await mkdir(PICTURES, { recursive: true });
const dataFolder = await newDataFolder();
const service = await startService(dataFolder);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  await takePictures(await signedInPage(service));
} finally {
  await browser.close();
  await service.stop();
  await removeDataFolder(dataFolder);
}

async function signedInPage({ url }: Service): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'fr-FR',
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
  await page.goto(`${SAFE}/versements`);
  await page.getByRole('button', { name: 'Verser le paquet d’essai' }).click();
  await page.getByRole('link', { name: 'Consulter les archives entrées' }).waitFor();
  await take(page, 'transfer');

  await page.goto(`${SAFE}/recherche?q=deliberations 1959`);
  await page.locator('.hit a').first().click();
  await page.getByText('Héritée de').waitFor();
  await page.getByRole('region', { name: /^Visualisation/ }).waitFor();
  await take(page, 'archive');

  await page.goto(`${SAFE}/deposer`);
  await page.locator('input[type=file]').setInputFiles({
    name: 'versement-2019.zip',
    mimeType: 'application/zip',
    buffer: await buffer(firstPackage(2, UNKNOWN_CONTRACT)),
  });
  await page.getByRole('heading', { name: 'Pourquoi ce versement est refusé' }).waitFor();
  await take(page, 'refusal');
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(PICTURES, `${name}.png`);
  await page.screenshot({ path });
  console.log(path);
}
