import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen, openStage, type Stage } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const statusOf = async (key: string) =>
  (
    await fetch(`${stage.service.url}/admin-external/v1/agencies`, {
      headers: { Authorization: `Bearer ${key}`, 'X-Tenant-Id': '0' },
    })
  ).status;

describe('the platform', () => {
  it('is given a safe, which is there at once; a number that is taken is refused', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/1');
    await page.getByRole('link', { name: 'Plate-forme' }).click();
    await page.getByRole('heading', { level: 1, name: 'Plate-forme' }).waitFor();
    await page.locator('tbody tr').first().waitFor();
    await checkScreen(page, 'platform');
    await page.getByLabel('Numéro').fill('7');
    await page.getByLabel('Nom', { exact: false }).fill('Préfecture');
    await button(page, 'Créer le coffre').click();
    await page.getByText('Le coffre est créé').waitFor();
    await page.getByRole('cell', { name: 'Préfecture' }).waitFor();
    await page.getByLabel('Numéro').fill('7');
    await page.getByLabel('Nom', { exact: false }).fill('Encore');
    await button(page, 'Créer le coffre').click();
    await page.getByText('Le numéro de coffre 7 est pris.').waitFor();
    await checkScreen(page, 'number that is taken');
  });

  it('gives a key that is shown once, admits, and is revoked', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/1/plate-forme');
    await page.getByLabel('Libellé').fill('Application de paie');
    await page.getByLabel('Contexte applicatif').fill('CT-000001');
    await button(page, 'Créer la clé').click();
    const key = await page.locator('form .identifier').textContent();
    expect(await statusOf(key ?? '')).not.toBe(401);
    await checkScreen(page, 'new key');
    await page.reload();
    const row = page.getByRole('row').filter({ hasText: 'Application de paie' });
    await row.getByText('En service').waitFor();
    expect(await page.getByText(key ?? '').count()).toBe(0);
    await row.getByRole('button').click();
    await checkScreen(page, 'revocation');
    await page.getByRole('dialog').getByRole('button', { name: 'Révoquer', exact: true }).click();
    await row.getByText('Révoqué').waitFor();
    expect(await statusOf(key ?? '')).toBe(401);
  });

  it('switches the search inside the documents of a safe off, once that is confirmed, and on', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/1/plate-forme');
    const row = page.getByRole('row').filter({ hasText: 'Coffre 2' });
    await row.getByText('document lu').waitFor();
    await row.getByRole('button').click();
    const dialog = page.locator('dialog');
    await dialog.getByText('Les textes extraits sont supprimés').waitFor();
    await checkScreen(page, 'search inside documents');
    await dialog.getByRole('button', { name: 'Désactiver', exact: true }).click();
    await row.getByText('Désactivée').waitFor();
    await row.getByRole('button').click();
    await row.getByText('document lu').waitFor();
  });

  it('is in no menu but that of the administration', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0');
    await page.getByRole('link', { name: 'Journal' }).waitFor();
    expect(await page.getByRole('link', { name: 'Plate-forme' }).count()).toBe(0);
  });
});
