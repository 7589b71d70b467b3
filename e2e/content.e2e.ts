import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientOf } from '../scripts/client.ts';
import { checkScreen, openStage, type Stage } from './browser.ts';
import { packageOfFiles } from './packages.ts';

/** A word that is only inside a document finds its unit, and stands marked. */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

it('a word inside a document is found when documents are searched, and marked in its passage', async () => {
  const page = await stage.visitSignedIn();
  const client = clientOf(stage.service.url, stage.service.apiKey);
  // It brings the referentials that packages want.
  const first = await page.request.post('/api/v1/tenants/0/first-package', {
    headers: { 'X-Requested-With': 'perenne' },
  });
  await client.follow((await first.json()).id, 0);
  const file = {
    name: 'seance.txt',
    title: 'Séance du 12 mai',
    content: Buffer.from('Le conseil décide la réfection de la passerelle <b>du ruisseau</b>.\n'),
    formatId: 'x-fmt/111',
    mimeType: 'text/plain',
  };
  const entered = await client.deposit(Readable.from([await packageOfFiles('Séances', [file])]), 0);
  expect((await client.follow(entered, 0)).status).toMatch(/OK|WARNING/);
  await expect
    .poll(
      async () => {
        const answer = await page.request.get('/api/v1/tenants/0/units?q=passerelle&inside=true');
        return (await answer.json()).hits?.length;
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await page.goto('/coffres/0/recherche?q=passerelles');
  await page.getByText('Aucun', { exact: false }).first().waitFor();
  await page.getByText('Chercher aussi dans les documents').click();
  await page.getByRole('button', { name: 'Rechercher', exact: true }).click();
  await page.getByRole('link', { name: 'Séance du 12 mai' }).waitFor();
  expect(await page.locator('.hit-excerpt mark').allTextContents()).toEqual(['passerelle']);
  expect(page.url()).toContain('documents=oui');
  await checkScreen(page, 'passage of a document');
});
