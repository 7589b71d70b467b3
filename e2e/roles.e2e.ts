import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen, openStage, type Stage } from './browser.ts';

/** Each role signs in to the demonstration, sees what it may and not what it may not (spec frontoffice.md A.1). */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ PERENNE_DEMO: '1' });
});
afterAll(() => stage?.close());

const TENANT = 3;
const OWN = { 'X-Requested-With': 'perenne' };
/** Pages of the menu by the roles that have them; with what they say to whoever has not. */
const PAGES = [
  { name: 'Versements', address: 'versements', roles: ['R1', 'R2', 'R3', 'R5'] },
  {
    name: 'Déposer',
    address: 'deposer',
    roles: ['R2', 'R3', 'R5'],
    refusal: 'Un archiviste de votre organisation peut y déposer un premier versement.',
  },
  { name: 'Rechercher', address: 'recherche', roles: ['R1', 'R2', 'R3', 'R4', 'R5'] },
  {
    name: 'Mises à disposition',
    address: 'mises-a-disposition',
    roles: ['R2', 'R3', 'R5'],
    refusal: 'Votre rôle dans ce coffre ne permet pas les mises à disposition',
  },
  {
    name: 'Valeur probante',
    address: 'valeur-probante',
    roles: ['R3', 'R5'],
    refusal: 'Votre rôle dans ce coffre ne permet pas d’établir de relevé de valeur probante',
  },
  {
    name: 'Panier',
    address: 'panier',
    roles: ['R2', 'R3', 'R5'],
    refusal: 'Votre rôle dans ce coffre ne permet pas les mises à disposition',
  },
  {
    name: 'Journal',
    address: 'journal',
    roles: ['R2', 'R3', 'R5'],
    refusal: 'Votre rôle dans ce coffre ne permet pas cette action.',
  },
  {
    name: 'Audits',
    address: 'audits',
    roles: ['R3', 'R5'],
    refusal: 'Votre rôle dans ce coffre ne permet pas les audits',
  },
  {
    name: 'Référentiels',
    address: 'referentiels',
    roles: ['R3', 'R5'],
    refusal: 'Votre rôle dans ce coffre ne permet pas cette action.',
  },
] as const;

async function signIn(role: string): Promise<Page> {
  const account = stage.accounts.find((each) => each.role === role && each.email !== stage.account.email);
  const { email, password } = account ?? stage.account;
  const page = await stage.visit();
  await page.goto(`/coffres/${TENANT}/recherche`);
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rechercher dans les archives' }).waitFor();
  return page;
}

describe('a person of the role', () => {
  it.each(['R1', 'R2', 'R3', 'R4', 'R5'])('%s sees what it may, and not what it may not', async (role) => {
    const page = await signIn(role);
    const menu = page.getByRole('navigation', { name: 'Menu principal' });
    await menu.getByRole('link', { name: 'Rechercher' }).waitFor();
    for (const { name, roles } of PAGES)
      expect(await menu.getByRole('link', { name }).count(), `${name} for ${role}`).toBe(
        (roles as readonly string[]).includes(role) ? 1 : 0,
      );
    await checkScreen(page, `search of ${role}`);
    for (const each of PAGES) {
      if ((each.roles as readonly string[]).includes(role) || !('refusal' in each)) continue;
      await page.goto(`/coffres/${TENANT}/${each.address}`);
      await page.getByText(each.refusal).waitFor();
    }
  });

  it.each(['R1', 'R4'])('%s is refused by the service itself', async (role) => {
    const page = await signIn(role);
    const ask = (path: string, data: object) =>
      page.request.post(`/api/v1/tenants/${TENANT}/${path}`, { headers: OWN, data });
    expect((await ask('deliveries', { search: {} })).status()).toBe(403);
    expect((await ask('first-package', {})).status()).toBe(403);
    expect((await page.request.get('/api/v1/tenants/0/units')).status()).toBe(403);
  });

  it('R5 chooses between the safes, others have one', async () => {
    const page = await signIn('R5');
    expect(await page.getByLabel('Coffre affiché').locator('option').count()).toBe(4);
    const other = await signIn('R2');
    expect(await other.getByLabel('Coffre affiché').count()).toBe(0);
    await other.goto('/coffres/0/recherche');
    await other.getByText('Le coffre 0 n’existe pas, ou ne vous est pas ouvert.').waitFor();
  });
});
