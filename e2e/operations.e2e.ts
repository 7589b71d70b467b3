import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf } from '../scripts/client.ts';
import { checkScreen, openStage, type Stage } from './browser.ts';
import { packageOfFiles, TIFF } from './packages.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const page = await stage.visitSignedIn();
  const answer = await page.request.post('/api/v1/tenants/0/first-package', {
    headers: { 'X-Requested-With': 'perenne' },
  });
  await client().follow((await answer.json()).id, 0);
});
afterAll(() => stage?.close());

const client = () => clientOf(stage.service.url, stage.service.apiKey);
const heading = (page: Page, name: string | RegExp, level = 1) => page.getByRole('heading', { level, name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const panel = (page: Page) => page.locator('.record');

/** A transfer that waits after its first step. @returns its identifier */
async function pausedTransfer(name: string): Promise<string> {
  const answer = await fetch(`${stage.service.url}/ingest-external/v1/ingests`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${stage.service.apiKey}`,
      'X-Tenant-Id': '0',
      'Content-Type': 'application/octet-stream',
      'X-Context-Id': 'DEFAULT_WORKFLOW',
      'X-Action': 'NEXT',
    },
    body: new Uint8Array(await packageOfFiles(name, [TIFF])),
  });
  expect(answer.status).toBe(202);
  const id = answer.headers.get('x-request-id') ?? '';
  expect(await client().follow(id, 0)).toMatchObject({ state: 'PAUSE' });
  return id;
}

/** Opens the confirmation of a move, which is looked at, and gives it. */
async function move(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  const dialog = page.locator('dialog');
  await dialog.waitFor();
  await checkScreen(page, `confirmation of ${label}`);
  await dialog.getByRole('button', { name: label }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('the operations', () => {
  it('are held back before an intervention, and go on when that is over', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/operations');
    await page.getByText('Retenir des opérations').click();
    await page.getByText('Tâches planifiées').click();
    await page.getByText('Sécurisation du journal des opérations').waitFor();
    expect(await page.getByText(/^[A-Z]+(_[A-Z]+)+$/).count()).toBe(0);
    await checkScreen(page, 'operations to be held back');
    await move(page, 'Retenir');
    await page.getByText('Toutes les opérations : opérations retenues', { exact: false }).waitFor();
    await checkScreen(page, 'operations held back');
    await move(page, 'Lever la retenue');
    await page.getByText('opérations retenues depuis', { exact: false }).waitFor({ state: 'detached' });
  });

  it('are found from the menu; one is moved step by step to its end, after a confirmation each', async () => {
    const id = await pausedTransfer('Etapes');
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0');
    await page.getByRole('link', { name: 'Opérations', exact: true }).click();
    await heading(page, 'Gestion des opérations').waitFor();
    const first = page.locator('tbody tr').first();
    await first.getByText('En pause').waitFor();
    await checkScreen(page, 'operations');
    await first.getByRole('link').click();
    await heading(page, /./, 2).waitFor();
    expect(new URL(page.url()).searchParams.get('fiche')).toBe(id);
    await panel(page).getByText('1 sur', { exact: false }).waitFor();
    await checkScreen(page, 'operation');
    await move(page, 'Passer à l’étape suivante');
    await panel(page).getByText('2 sur', { exact: false }).waitFor();
    await move(page, 'Reprendre jusqu’à la fin');
    await panel(page)
      .getByText(/^(Conforme|Réserve)$/)
      .waitFor();
    expect(await panel(page).getByRole('button').count()).toBe(1);
    await page.reload();
    await panel(page).locator('h2').waitFor();
    await link(page, 'Voir ses événements dans le journal').click();
    await heading(page, 'Événements', 2).waitFor();
  });

  it('are filtered, and the filters are in the address; one is cancelled by keyboard', async () => {
    const id = await pausedTransfer('Annulation');
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/operations');
    await page.getByLabel('État').selectOption('PAUSE');
    await page.getByText(/^1 opération\./).waitFor();
    expect(new URL(page.url()).searchParams.get('etat')).toBe('PAUSE');
    await page.getByLabel('Identifiant de l’opération').fill(id);
    await page.keyboard.press('Enter');
    await page.waitForURL(/identifiant=/);
    await page.locator('tbody a').focus();
    await page.keyboard.press('Enter');
    await panel(page).waitFor();
    const cancel = button(page, 'Annuler l’opération');
    await cancel.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    // The element, not the role: a closed dialog has no role any more while its `close` event is still to come.
    await page.locator('dialog').waitFor({ state: 'detached' });
    // Nothing was done, the panel is still there, and the focus is where it was.
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Annuler l’opération');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler l’opération' }).focus();
    await page.keyboard.press('Enter');
    await panel(page).getByText('Refusé').waitFor();
    await page.getByText('Aucune opération ne répond').waitFor();
    await checkScreen(page, 'no operation left');
  });

  it('whoever may not move them sees no button', async () => {
    const id = await pausedTransfer('Lecture');
    const page = await stage.visitSignedIn();
    await page.route('**/api/v1/session', async (route) => {
      const answer = await route.fetch();
      const rights = [{ tenant: 0, tenantName: 'Coffre 0', role: 'R2', accessContract: null }];
      await route.fulfill({ response: answer, json: { ...(await answer.json()), rights } });
    });
    await page.goto(`/coffres/0/operations?fiche=${id}`);
    await panel(page).getByText('En pause').waitFor();
    expect(await panel(page).getByRole('button').count()).toBe(1);
    await checkScreen(page, 'operation of an archivist');
  });

  it('one that moved meanwhile says so', async () => {
    const id = await pausedTransfer('Course');
    const page = await stage.visitSignedIn();
    await page.goto(`/coffres/0/operations?fiche=${id}`);
    await button(page, 'Annuler l’opération').click();
    expect(await client().move(id, 0, 'CANCEL')).toBeLessThan(300);
    await client().follow(id, 0);
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler l’opération' }).click();
    await panel(page).getByText('Refusé').waitFor();
    await page.getByText('a changé d’état', { exact: false }).waitFor();
    await checkScreen(page, 'operation that moved');
  });

  it('are on the home while they run or wait, and lead to their panel; a producing service sees its transfers', async () => {
    const id = await pausedTransfer('Accueil');
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0');
    await heading(page, 'Opérations en cours', 2).waitFor();
    const part = page.locator('section', { has: page.locator('#running') });
    await part.getByText(/attend(ent)? une décision/).waitFor();
    // What the archive does by itself may be under way beside it, and is soon over.
    const others = async () =>
      (await part.locator('tbody tr').count()) - (await part.getByText('En pause').count());
    await expect.poll(others, { timeout: 60_000 }).toBe(0);
    await checkScreen(page, 'home with an operation that waits');
    await part.locator(`#process-${id}`).focus();
    await page.keyboard.press('Enter');
    await panel(page).getByText('En pause').waitFor();
    await page.route('**/api/v1/session', async (route) => {
      const answer = await route.fetch();
      const rights = [{ tenant: 0, tenantName: 'Coffre 0', role: 'R1', accessContract: null }];
      await route.fulfill({ response: answer, json: { ...(await answer.json()), rights } });
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('/coffres/0');
    await heading(page, 'Derniers versements', 2).waitFor();
    expect(await heading(page, 'Opérations en cours', 2).count()).toBe(0);
    expect(asked.filter((address) => address.includes('/processes'))).toEqual([]);
  });
});
