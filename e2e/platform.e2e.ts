import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAuthority } from '../packages/server/src/http/testing/certificates.ts';
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

/** Two certificates of one application, as its authority gives them. */
async function certificates(): Promise<[string, string]> {
  const authority = await makeAuthority('Autorité');
  try {
    const [first, second] = [await authority.issue('ged'), await authority.issue('ged')];
    return [first.cert, second.cert];
  } finally {
    await authority.close();
  }
}

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
    const form = page.getByRole('form', { name: 'Créer une clé' });
    await form.getByLabel('Libellé').fill('Application de paie');
    await form.getByLabel('Contexte applicatif').fill('CT-000001');
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

  it('takes a certificate, which is renewed by another', async () => {
    const [first, second] = await certificates();
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/1/plate-forme');
    const form = page.locator('form[aria-labelledby=new-certificate]');
    await form.getByLabel('Libellé').fill('GED');
    await form.getByLabel('Contexte applicatif').fill('CT-999999');
    await form.locator('textarea').fill('-----BEGIN');
    await button(page, 'Ajouter le certificat').click();
    await form.locator('.fr-alert--error').waitFor();
    await checkScreen(page, 'refused certificate');
    await form.getByLabel('Contexte applicatif').fill('CT-000001');
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: 'ged.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(first) });
    await button(page, 'Ajouter le certificat').click();
    await page.getByText('Le certificat est ajouté').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'GED' });
    await row.getByRole('button', { name: 'Renouveler' }).click();
    expect(await form.getByLabel('Contexte applicatif').inputValue()).toBe('CT-000001');
    await form.locator('textarea').fill(second);
    await checkScreen(page, 'renewed certificate');
    await button(page, 'Ajouter le certificat').click();
    await expect.poll(() => row.count()).toBe(2);
    await row.last().getByRole('button', { name: 'Révoquer' }).click();
    await page.locator('dialog').getByRole('button', { name: 'Révoquer', exact: true }).click();
    await row.getByText('Révoqué').waitFor();
  });

  it('is in no menu but that of the administration', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0');
    await page.getByRole('link', { name: 'Journal' }).waitFor();
    expect(await page.getByRole('link', { name: 'Plate-forme' }).count()).toBe(0);
  });
});
