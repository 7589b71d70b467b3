import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf } from '../scripts/client.ts';
import { checkScreen, openStage, type Stage } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const heading = (page: Page, name: string | RegExp, level = 1) => page.getByRole('heading', { level, name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });

describe('the accession register', () => {
  it('teaches while it is empty; an entry is summed, found, read and taken away', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0');
    await link(page, 'Registre').click();
    await heading(page, 'Registre des fonds').waitFor();
    await heading(page, 'Le registre est encore vide', 2).waitFor();
    await checkScreen(page, 'empty register');

    const answer = await page.request.post('/api/v1/tenants/0/first-package', {
      headers: { 'X-Requested-With': 'perenne' },
    });
    const { id } = await answer.json();
    const client = clientOf(stage.service.url, stage.service.apiKey);
    expect((await client.follow(id, 0)).status).toMatch(/OK|WARNING/);
    await page.reload();
    await heading(page, 'Par service producteur', 2).waitFor();
    await page.getByText('1 entrée', { exact: true }).waitFor();
    await page.getByRole('columnheader', { name: 'Restant' }).first().waitFor();
    await checkScreen(page, 'register');

    await page.locator('.register-part a').click();
    await page.waitForURL(/service=/);
    await page.getByLabel('Statut').selectOption('UNSTORED');
    await heading(page, 'Aucune entrée ne répond à ces filtres', 3).waitFor();
    await checkScreen(page, 'no entry');
    await link(page, 'Effacer les filtres').click();
    await page.getByLabel('Totaux par').selectOption('annee');
    await heading(page, 'Par année de prise en charge', 2).waitFor();
    await page.locator('.register-part a').click();
    await page.waitForURL(/du=\d{4}-01-01/);
    await page.getByText('1 entrée', { exact: true }).waitFor();
    await page.getByLabel('Contrat d’entrée').selectOption({ index: 1 });
    await page.waitForURL(/contrat=/);
    await checkScreen(page, 'register by year, filtered');
    await page.getByLabel('Éliminations').selectOption('Avec');
    await heading(page, 'Aucune entrée ne répond à ces filtres', 3).waitFor();
    await page.getByRole('button', { name: /^Retirer ce critère : Contrat/ }).click();
    await page.waitForURL((url) => !url.search.includes('contrat='));
    await link(page, 'Supprimer tous les filtres').click();
    await page.getByText('1 entrée', { exact: true }).waitFor();
    await page.getByLabel('Service producteur ou identifiant').fill(id);
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=/);
    const entry = page.locator('[id^=entry-]');
    const name = await entry.textContent();
    await entry.focus();
    await page.keyboard.press('Enter');
    await heading(page, name ?? '', 3).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe(name);
    await heading(page, 'Statistiques', 4).waitFor();
    await checkScreen(page, 'entry of the register');
    await page.reload();
    await heading(page, name ?? '', 3).waitFor();
    const download = page.waitForEvent('download');
    await link(page, 'Exporter en CSV').click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('registre-des-fonds.csv');
    expect(await readFile(await file.path(), 'utf8')).toContain(id);
    await page.locator('.changes a').click();
    await heading(page, 'Événements', 2).waitFor();
  });

  it('is printed as it is filtered, with the symbolic holdings and every figure', async () => {
    const page = await stage.visitSignedIn();
    // The count of symbolic holdings is made once a day; here it is as it will be.
    await page.route(/\/register(\/statement)?(\?|$)/, async (route) => {
      const answer = await route.fetch();
      const told = await answer.json();
      const counted = { units: 12, groups: 3, objects: 4, bytes: 5000, countedAt: '2026-01-02T00:50:00.000' };
      const symbolic = [{ agency: 'SERVICE-B', name: 'Service B', ...counted }];
      await route.fulfill({ response: answer, json: { ...told, symbolic } });
    });
    await page.goto('/coffres/0/registre');
    await heading(page, 'Fonds symboliques', 2).waitFor();
    await page.getByLabel('Statut').selectOption('UNSTORED');
    await heading(page, 'Aucune entrée ne répond à ces filtres', 3).waitFor();
    await page.getByText('Service B').waitFor();
    await page.getByLabel('Statut').selectOption('STORED_AND_COMPLETED');
    await page.waitForURL(/statut=/);
    await link(page, 'Imprimer').click();
    await heading(page, 'Relevé du registre des fonds').waitFor();
    await page.getByText('Statut : En stock et complète').waitFor();
    await page.locator('tfoot').waitFor();
    expect(await page.locator('tfoot td').count()).toBe(12);
    await page.getByText('Service B').waitFor();
    await checkScreen(page, 'register for print');
    await page.emulateMedia({ media: 'print' });
    expect(
      await page.locator('.banner, .menu, .foot, .page-head button').filter({ visible: true }).count(),
    ).toBe(0);
    await page.emulateMedia({ media: 'screen' });
  });

  it('whoever may not read it has no link to it', async () => {
    const page = await stage.visitSignedIn();
    await page.route('**/api/v1/session', async (route) => {
      const answer = await route.fetch();
      const rights = [{ tenant: 0, tenantName: 'Coffre 0', role: 'R1', accessContract: null }];
      await route.fulfill({ response: answer, json: { ...(await answer.json()), rights } });
    });
    await page.goto('/coffres/0/versements');
    await heading(page, 'Versements').waitFor();
    expect(await link(page, 'Registre').count()).toBe(0);
    expect(await link(page, 'Opérations').count()).toBe(0);
  });
});
