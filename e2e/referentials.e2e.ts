import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen, dropFiles, openStage, type Stage } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const heading = (page: Page, name: string | RegExp, level = 1) => page.getByRole('heading', { level, name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const choose = (page: Page, text: string, name = 'services.csv') =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const HEADER = 'Identifier,Name,Description\n';
const AGENCIES = Array.from({ length: 25 }, (_, at) => `FR-${String(at + 10)},Service ${at + 1},Texte\n`);

describe('the referentials', () => {
  it('a table is checked, corrected, imported, searched and read', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0');
    await link(page, 'Référentiels').click();
    await heading(page, 'Référentiels').waitFor();
    await link(page, 'Services agents').waitFor();
    await checkScreen(page, 'referentials');
    await link(page, 'Services agents').click();
    await heading(page, 'Services agents').waitFor();
    await heading(page, 'Ce référentiel est encore vide', 2).waitFor();
    await checkScreen(page, 'empty referential');

    await link(page, 'Importer un fichier').click();
    await heading(page, /^Importer un fichier/).waitFor();
    const template = page.waitForEvent('download');
    await link(page, 'Télécharger un fichier modèle').click();
    expect((await template).suggestedFilename()).toBe('agencies-template.csv');
    await choose(page, `${HEADER}A,,\nB,Deux,\nB,Trois,\n`);
    await page.getByText('2 lignes à corriger avant l’import.').waitFor();
    await page.getByRole('cell', { name: 'Une valeur obligatoire manque.' }).waitFor();
    expect(await button(page, 'Importer ce fichier').count()).toBe(0);
    await checkScreen(page, 'faults of a file');
    await choose(page, 'Identifier;Name\n');
    await page.getByText('Il manque des colonnes').waitFor();

    await choose(page, HEADER + AGENCIES.join(''));
    await page.getByText('Le contrôle n’a trouvé aucune erreur').waitFor();
    await checkScreen(page, 'checked file');
    await button(page, 'Importer ce fichier').click();
    await heading(page, 'Le référentiel est à jour', 2).waitFor();
    await checkScreen(page, 'imported file');
    await link(page, 'Voir le référentiel').click();

    await page.getByText('25 enregistrements').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(20);
    await button(page, 'Page suivante').click();
    await link(page, 'FR-34').waitFor();
    // Rows and columns are as the person wants them, at the next visit too.
    await page.getByLabel('Lignes par page').selectOption('50');
    await page.getByText('Colonnes affichées').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'Description' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('columnheader', { name: 'Description' }).waitFor({ state: 'detached' });
    await checkScreen(page, 'chosen rows and columns');
    await page.reload();
    await link(page, 'FR-34').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(25);
    expect(await page.getByRole('columnheader', { name: 'Description' }).count()).toBe(0);
    await page.getByText('Colonnes affichées').click();
    await button(page, 'Revenir aux colonnes habituelles').click();
    await page.getByRole('columnheader', { name: 'Description' }).waitFor();
    await page.getByLabel('Lignes par page').selectOption('20');
    await page.getByLabel('Identifiant ou nom').fill('service 7');
    await page.keyboard.press('Enter');
    await page.getByText('1 enregistrement', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('service 7');

    await link(page, 'FR-16').click();
    await heading(page, 'Service 7', 2).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Service 7');
    await page.locator('.changes a').first().waitFor();
    await checkScreen(page, 'record of a referential');
    await page.reload();
    await heading(page, 'Service 7', 2).waitFor();
    // The list comes after the record, at times: who closes the record returns to its row.
    await link(page, 'FR-16').waitFor();
    await page.keyboard.press('Escape');
    await heading(page, 'Service 7', 2).waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('FR-16');

    const download = page.waitForEvent('download');
    await link(page, 'Exporter en CSV').click();
    expect((await download).suggestedFilename()).toBe('agencies.csv');
  });

  it('documents are filtered and shown in words; a refusal says why, under its operation', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/referentiels/access-contracts/importer');
    const contract = {
      ...{ Identifier: 'AC-FERME', Name: 'Lecture fermée', Status: 'INACTIVE' },
      ...{ EveryOriginatingAgency: true, DataObjectVersion: ['BinaryMaster'] },
    };
    await heading(page, /Contrats d’accès$/).waitFor();
    const open = { ...contract, Identifier: 'AC-OUVERT', Name: 'Lecture ouverte', Status: 'ACTIVE' };
    await choose(page, JSON.stringify([contract, open]), 'contrats.json');
    await button(page, 'Importer ce fichier').click();
    await heading(page, 'Le référentiel est à jour', 2).waitFor();
    await choose(page, JSON.stringify([contract]), 'contrats.json');
    await heading(page, 'Ce fichier serait refusé', 2).waitFor();
    await page.getByText('L’identifiant AC-FERME est déjà pris.').waitFor();
    expect(await button(page, 'Importer ce fichier').count()).toBe(0);
    await checkScreen(page, 'documents that would be refused');

    const template = page.waitForEvent('download');
    await link(page, 'Télécharger un modèle pour tableur (CSV)').click();
    const header = await readFile(await (await template).path(), 'utf8');
    const nothing = ';'.repeat(header.split(';').length - 3);
    await choose(page, `${header}AC-TABLE;Table;${nothing}\nAC-FERME;Prise;${nothing}\n`, 'contrats.csv');
    await page.locator('#refusals ~ ul strong', { hasText: 'Ligne 3' }).waitFor();

    // Somebody else takes the identifier between the check and the import.
    const late = { ...contract, Identifier: 'AC-TARD' };
    await dropFiles(page, '.drop', [{ name: 'contrats.json', content: Buffer.from(JSON.stringify([late])) }]);
    await heading(page, 'Ce que ce fichier changerait', 2).waitFor();
    const taken = await page.request.post('/api/v1/tenants/0/referentials/access-contracts/records', {
      headers: { 'X-Requested-With': 'perenne' },
      data: late,
    });
    expect(taken.status()).toBe(201);
    await button(page, 'Importer ce fichier').click();
    await heading(page, 'Le fichier est refusé, rien n’a changé', 2).waitFor();
    await page.getByText('The contract AC-TARD already exists in database').first().waitFor();
    await checkScreen(page, 'refused import');
    await page.goto('/coffres/0/referentiels/access-contracts?statut=INACTIVE&fiche=AC-FERME');
    await heading(page, 'Lecture fermée', 2).waitFor();
    await page.getByText('Original numérique', { exact: true }).waitFor();
    expect(await page.getByLabel('Statut').inputValue()).toBe('INACTIVE');
    await checkScreen(page, 'access contracts');
    await page.getByLabel('Statut').selectOption('ACTIVE');
    await link(page, 'AC-OUVERT').waitFor();
    expect(await link(page, 'AC-FERME').count()).toBe(0);
  });

  it('every one of the administration tenant can be opened', async () => {
    const page = await stage.visitSignedIn(undefined, 'en-GB');
    await page.goto('/coffres/1/referentiels');
    await heading(page, 'Reference data').waitFor();
    await link(page, 'Security profiles').waitFor();
    const names = await page.locator('.kinds a').allTextContents();
    expect(names.length).toBe(14);
    for (const name of names) {
      await link(page, 'Reference data').first().click();
      await page.locator('.kinds').getByRole('link', { name, exact: true }).click();
      await heading(page, name).waitFor();
      await page
        .getByText(/^[\d,]+ (records?|elements)$/)
        .first()
        .waitFor();
      await checkScreen(page, name);
    }
  });
});
