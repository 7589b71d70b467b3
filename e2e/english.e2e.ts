import { buffer } from 'node:stream/consumers';
import { firstPackage } from '@perenne/sample';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGLISH as ADVICE } from '../packages/server/src/ingest/explanation/advice.en.ts';
import { FRENCH as FRENCH_ADVICE } from '../packages/server/src/ingest/explanation/advice.fr.ts';
import { ENGLISH } from '../packages/web/src/texts/en/index.ts';
import { FRENCH } from '../packages/web/src/texts/fr/index.ts';
import { checkScreen, openStage, type Stage } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

function stringsOf(room: object): string[] {
  return Object.values(room).flatMap((value) =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? stringsOf(value) : [],
  );
}

const english = new Set(stringsOf(ENGLISH));
/** What is said in French alone. */
const french = new Set(
  [...stringsOf(FRENCH), ...stringsOf(FRENCH_ADVICE)].filter((words) => !english.has(words)),
);

/** What a page says in its own language: texts and names, without what is marked as of another one. */
const WORDS = `(() => {
  const isOwn = (element) => element.closest('[lang]') === document.documentElement;
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (walker.currentNode.parentElement && isOwn(walker.currentNode.parentElement))
      texts.push(walker.currentNode.data);
  for (const name of ['aria-label', 'title', 'placeholder'])
    for (const element of document.querySelectorAll('[' + name + ']'))
      if (isOwn(element)) texts.push(element.getAttribute(name));
  return texts.map((text) => text.trim()).filter((text) => text !== '');
})()`;

/** The screen is right on a desk and in a hand, and says nothing of the French dictionary. */
async function checkEnglish(page: Page, name: string): Promise<void> {
  expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  const said = await page.evaluate<string[]>(WORDS);
  expect(
    said.filter((text) => french.has(text)),
    name,
  ).toEqual([]);
  await checkScreen(page, name);
}

describe('in English', () => {
  it('one signs in, submits, follows, searches, reads and has it delivered', async () => {
    const page = await stage.visit('en-US');
    await page.goto('/coffres/0/versements');
    await heading(page, 'Sign in').waitFor();
    await checkEnglish(page, 'sign-in');
    await page.getByLabel('Email address').fill(stage.account.email);
    await page.getByLabel('Password', { exact: true }).fill(stage.account.password);
    await button(page, 'Sign in').click();
    await page.getByRole('heading', { name: 'This safe is still empty' }).waitFor();
    expect(await page.title()).toBe('Transfers - Safe 0 - Pérenne');
    await checkEnglish(page, 'empty safe');
    await button(page, 'Submit the sample package').click();
    await page.locator('.outcome-title', { hasText: 'Accepted' }).waitFor();
    await page.locator('.steps summary', { hasText: 'Validation of the SIP' }).click();
    expect(await page.getByText('Vérification des services agents').getAttribute('lang')).toBe('fr');
    await checkEnglish(page, 'accepted transfer');
    await page.goto('/coffres/0');
    await page.getByRole('img', { name: 'Accessions by month' }).waitFor();
    await checkEnglish(page, 'home');
    await page.goto('/coffres/0/recherche?q=moulin');
    await page.locator('.hit').first().waitFor();
    await checkEnglish(page, 'search');
    await page.locator('.hit a').first().click();
    await page.getByRole('heading', { name: 'Its place in the fonds' }).waitFor();
    await button(page, 'Show the life cycle').click();
    await page.locator('.history-events').first().waitFor();
    await checkEnglish(page, 'archive');
    await button(page, /^Add to basket/).click();
    await link(page, 'Basket (1)').click();
    await page.getByRole('heading', { name: '1 archive unit in the basket' }).waitFor();
    await checkEnglish(page, 'basket');
    await button(page, 'Request the package').click();
    await link(page, 'Download the package').waitFor();
    await checkEnglish(page, 'delivery');
    await page
      .getByRole('navigation', { name: 'Main menu' })
      .getByRole('link', { name: 'Dissemination' })
      .click();
    await page.getByRole('table').waitFor();
    await checkEnglish(page, 'deliveries');
  });

  it('a refusal is explained, and the logbook keeps its own language', async () => {
    const page = await stage.visitSignedIn(undefined, 'en-GB');
    await page.goto('/coffres/0/deposer');
    await heading(page, 'Submit a transfer').waitFor();
    await checkEnglish(page, 'deposit');
    await page.locator('input[type=file]').setInputFiles({
      name: 'transfer.zip',
      mimeType: 'application/zip',
      buffer: await buffer(firstPackage(2, 'UNKNOWN-CONTRACT')),
    });
    await page.getByRole('heading', { name: 'Why this transfer is refused' }).waitFor();
    await page.getByRole('heading', { name: ADVICE['CHECK_HEADER.CONTRACT_UNKNOWN'].cause }).waitFor();
    await checkEnglish(page, 'refused transfer');
    await page.goto('/coffres/0/journal');
    await page.getByRole('table').waitFor();
    await checkEnglish(page, 'logbook');
    await page.locator('tbody a').first().click();
    await page.getByRole('heading', { name: 'Events' }).waitFor();
    await checkEnglish(page, 'operation');
    await page.goto('/coffres/0/versements/unknown');
    await page.getByText('This safe has no such transfer').waitFor();
    expect(await page.getByText('Aucun versement unknown dans ce coffre.').getAttribute('lang')).toBe('fr');
    await page.goto('/coffres/0/nulle-part');
    await heading(page, 'Page not found').waitFor();
    await checkEnglish(page, 'unknown page');
  });
});

describe('the language', () => {
  it('changes where one is, keeps what is typed, and is remembered', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/recherche');
    await page.getByLabel('Mots recherchés').fill('moulin');
    await button(page, 'EN - English').click();
    await heading(page, 'Search the archives').waitFor();
    expect(await page.getByLabel('Words searched for').inputValue()).toBe('moulin');
    expect(await page.title()).toBe('Search the archives - Safe 0 - Pérenne');
    await checkEnglish(page, 'search that was French');
    await page.reload();
    await heading(page, 'Search the archives').waitFor();
    await button(page, 'FR - Français').click();
    await heading(page, 'Rechercher dans les archives').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('fr');
  });
});

describe('a narrow screen', () => {
  it('unfolds its menu with a button, and folds it on another page', async () => {
    const page = await stage.visitSignedIn();
    await page.setViewportSize({ width: 390, height: 900 });
    await page.goto('/coffres/0/recherche');
    await heading(page, 'Rechercher dans les archives').waitFor();
    const menu = page.getByRole('navigation', { name: 'Menu principal' });
    expect(await menu.count()).toBe(0);
    await button(page, 'Menu').press('Enter');
    expect(await button(page, 'Menu').getAttribute('aria-expanded')).toBe('true');
    await button(page, 'Se déconnecter').waitFor();
    await checkScreen(page, 'unfolded menu');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    expect(await menu.count()).toBe(0);
    expect(await page.locator(':focus').innerText()).toBe('Menu');
    await button(page, 'Menu').press('Enter');
    await menu.getByRole('link', { name: 'Versements' }).press('Enter');
    await heading(page, 'Versements').waitFor();
    expect(await button(page, 'Menu').getAttribute('aria-expanded')).toBe('false');
    expect(await menu.count()).toBe(0);
  });
});
