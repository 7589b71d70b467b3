import { buffer } from 'node:stream/consumers';
import { firstPackage } from '@perenne/sample';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './browser.ts';

/** The main journeys by keyboard alone (spec frontoffice.md F.2, themes 7 and 12). */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  // What the journeys look for, and the references of the packages that they deposit.
  const page = await stage.visitSignedIn();
  await page.goto('/coffres/0');
  await page.getByRole('button', { name: 'Verser le paquet d’essai' }).click();
  await outcome(page, 'Accepté');
});
afterAll(() => stage?.close());

const MOST_PRESSES = 120;

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
/** A page that came, and led the focus to its title. */
const arrived = (page: Page, title: string | RegExp) =>
  heading(page, title).and(page.locator(':focus')).waitFor();
const outcome = (page: Page, word: string) => page.locator('.outcome-title', { hasText: word }).waitFor();

/** What names the element that has the focus: its label, or what it shows; nothing of a whole page or its title. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  if (element.tabIndex < 0) return '';
  const labels = [...(element.labels ?? [])].map((label) => label.innerText);
  const names = [element.getAttribute('aria-label') ?? '', ...labels, element.innerText ?? ''];
  return names.join(' ').replace(/\\s+/g, ' ').trim();
})()`;

const HAS_VISIBLE_FOCUS = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
})()`;

/** Goes on with Tab to what bears a name, and sees that it is reached, as somebody without a mouse does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    if (name.test(await page.evaluate<string>(FOCUSED))) {
      expect(await page.evaluate(HAS_VISIBLE_FOCUS), `focus on ${name}`).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}`);
}

/** Goes to what bears a name and presses a key on it. */
async function press(page: Page, name: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

async function type(page: Page, name: RegExp, words: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(words);
}

async function deposit(page: Page, content: Buffer): Promise<void> {
  await press(page, /^Déposer/);
  await arrived(page, 'Déposer un versement');
  // Asked for well before the key, which is faster than the browser learns that its dialog is awaited.
  const chooser = page.waitForEvent('filechooser');
  await press(page, /^Choisir un fichier/);
  await (await chooser).setFiles({ name: 'versement.zip', mimeType: 'application/zip', buffer: content });
}

async function downloaded(page: Page, name: RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, name)]);
  return buffer(await download.createReadStream());
}

async function start(): Promise<Page> {
  const page = await stage.visitSignedIn();
  await page.goto('/coffres/0');
  await heading(page, 'Accueil').waitFor();
  return page;
}

describe('by keyboard alone', () => {
  it('one signs in and signs out', async () => {
    const page = await stage.visit();
    await page.goto('/coffres/0/versements');
    await heading(page, 'Connexion').waitFor();
    await type(page, /^Adresse électronique/, stage.account.email);
    await type(page, /^Mot de passe/, stage.account.password);
    await page.keyboard.press('Enter');
    await heading(page, 'Versements').waitFor();
    await press(page, /^Se déconnecter/);
    await heading(page, 'Connexion').waitFor();
  });

  it('one deposits a transfer, follows it and has its reply', async () => {
    const page = await start();
    await deposit(page, await buffer(firstPackage(2)));
    await outcome(page, 'Accepté');
    await press(page, /^Contrôle du SIP/);
    await page.getByText('Vérification des services agents').waitFor();
    expect(String(await downloaded(page, /^Télécharger l’accusé/))).toContain('<ArchiveTransferReply');
    await press(page, /^Consulter les archives entrées/);
    await page.getByText('16 unités archivistiques trouvées').waitFor();
  });

  it('one understands a refusal and deposits again', async () => {
    const page = await start();
    await deposit(page, await buffer(firstPackage(3, 'CONTRAT-INCONNU')));
    await outcome(page, 'Refusé');
    await page.getByText('Le contrat d’entrée du bordereau n’existe pas dans ce coffre.').waitFor();
    await press(page, /^Déposer un paquet corrigé/);
    await arrived(page, 'Déposer un versement');
  });

  it('one searches by typing and reads a document', async () => {
    const page = await start();
    await press(page, /^Rechercher/);
    await arrived(page, 'Rechercher dans les archives');
    await type(page, /^Mots recherchés/, 'délibérations');
    await type(page, /^À partir de/, '1950');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).search).toContain('debut=1950');
    await page.locator('.hit').first().waitFor();
    await press(page, /^Registre des délibérations, 1959/);
    await arrived(page, /Registre des délibérations, 1959/);
    await tabTo(page, /^Visualisation de 3\.txt/);
    await press(page, /^Afficher le cycle de vie/);
    await page.getByText('Identification des formats').waitFor();
  });

  it('one fills the basket and has it delivered', async () => {
    const page = await start();
    await page.goto('/coffres/0/recherche?q=délibérations');
    await page.locator('.hit').first().waitFor();
    await press(page, /^Ajouter au panier « /, 'Space');
    await press(page, /^Panier \(1\)/);
    await arrived(page, 'Panier');
    await press(page, /^Demander la mise à disposition/);
    await outcome(page, 'Disponible');
    expect((await downloaded(page, /^Télécharger le paquet/)).subarray(0, 2).toString()).toBe('PK');
    await press(page, /^Se déconnecter/);
    await heading(page, 'Connexion').waitFor();
    expect(await page.evaluate('Object.keys(sessionStorage).join()')).not.toContain('panier');
  });

  it('one goes from the logbook to an operation', async () => {
    const page = await start();
    await press(page, /^Journal/);
    await page.getByRole('table').waitFor();
    await tabTo(page, /^Catégorie/);
    // Typing chooses in a list.
    await page.keyboard.type('Données');
    await expect.poll(() => new URL(page.url()).search).toBe('?categorie=MASTERDATA');
    // Until the answer comes the list shows what it did.
    await page.locator('tbody tr').first().filter({ hasText: 'Données de base' }).waitFor();
    const first = await page.locator('tbody a').first().innerText();
    await press(page, new RegExp(`^${first.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
    await page.getByRole('heading', { name: 'Événements' }).waitFor();
  });

  it('one leaps to the content, and a new page takes the focus to its title', async () => {
    const page = await start();
    await page.goto('/coffres/0/versements');
    await page.getByRole('table').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Aller au contenu');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('contenu');
    await page.keyboard.press('Tab');
    await press(page, /^Rechercher/);
    await arrived(page, 'Rechercher dans les archives');
  });
});
