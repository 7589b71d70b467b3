import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen, openStage, type Stage } from './browser.ts';

/** Records of the referentials that files replace, one by one, and what a file would change (spec frontoffice.md B.21 to B.24). */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const OWN = { 'X-Requested-With': 'perenne' };
const heading = (page: Page, name: string | RegExp, level = 1) => page.getByRole('heading', { level, name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const button = (page: Page, name: string | RegExp, exact = false) =>
  page.getByRole('button', { name, exact });
const field = (page: Page, path: string) =>
  page.locator(`[data-path="${path}"] :is(input, select, textarea)`);
const api = (path: string, tenant = 0) => `/api/v1/tenants/${tenant}/referentials/${path}`;
const save = (page: Page) => button(page, 'Enregistrer', true).click();
const choose = (page: Page, text: string) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: 'services.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

async function post(page: Page, path: string, data: object, tenant = 0): Promise<void> {
  const answer = await page.request.post(api(path, tenant), { headers: OWN, data });
  expect(answer.status(), await answer.text()).toBe(201);
}

const NOTICE = `<eac-cpf xmlns="urn:isbn:1-931666-33-4"><control><recordId>FR-21</recordId></control><cpfDescription>
  <identity><entityType>corporateBody</entityType><nameEntry><part>Rues et chaussées</part></nameEntry></identity>
  <description><occupation><term>paveur</term></occupation></description></cpfDescription></eac-cpf>`;

describe('an agency', () => {
  it('is made, changed and removed; whoever comes second is told so', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/referentiels/agencies');
    await link(page, 'Créer un service agent').click();
    await heading(page, 'Créer un service agent').waitFor();
    await save(page);
    await page.getByText('2 champs à corriger').waitFor();
    await checkScreen(page, 'new agency');
    await field(page, 'Identifier').fill('FR-1');
    await field(page, 'Name').fill('Mairie');
    await page.keyboard.press('Enter');
    await heading(page, 'Mairie', 2).waitFor();
    await page.locator('.changed ins', { hasText: 'Mairie' }).waitFor();

    await link(page, 'Modifier').click();
    await field(page, 'Name').fill('Ville');
    const other = await page.request.put(api('agencies/records/FR-1'), {
      ...{ headers: OWN, data: { version: 0, set: { Description: 'Depuis 1790' }, unset: [] } },
    });
    expect(other.status()).toBe(200);
    await save(page);
    await page.getByText('Cet enregistrement vient d’être modifié par quelqu’un d’autre').waitFor();
    await button(page, 'Reprendre ma saisie sur la version actuelle').click();
    await page.getByText('Description : Depuis 1790').waitFor();
    await save(page);
    await heading(page, 'Ville', 2).waitFor();
    await page.locator('.record dd', { hasText: 'Depuis 1790' }).waitFor();
    await checkScreen(page, 'agency');

    await button(page, 'Supprimer').click();
    await page.locator('dialog').waitFor();
    await checkScreen(page, 'removal of an agency');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await button(page, 'Supprimer').click();
    await button(page, 'Supprimer définitivement').click();
    await heading(page, 'Ville', 2).waitFor({ state: 'detached' });
    await page.getByText('0 enregistrement', { exact: true }).waitFor();
  });

  it('in use is not removed, and says by what', async () => {
    const page = await stage.visitSignedIn();
    await post(page, 'agencies/records', { Identifier: 'FR-2', Name: 'Voirie' });
    const contract = { Identifier: 'AC-2', Name: 'Voirie', OriginatingAgencies: ['FR-2'] };
    await post(page, 'access-contracts/records', contract);
    await page.goto('/coffres/0/referentiels/agencies?fiche=FR-2');
    await page.getByText('1 contrat d’accès (AC-2)').waitFor();
    await button(page, 'Supprimer').click();
    await button(page, 'Supprimer définitivement').click();
    await page.getByText('Un contrat ou le registre des fonds nomme encore FR-2.').waitFor();
    await checkScreen(page, 'agency in use');

    const under = { SuperiorAgencies: ['FR-2'], FromDate: '2020-01-01', EarlierAgencies: ['PAVE'] };
    await post(page, 'agencies/records', { Identifier: 'FR-21', Name: 'Chaussées', ...under });
    await page.goto('/coffres/0/referentiels/agencies?fiche=FR-2');
    await heading(page, '1 service placé dessous', 4).waitFor();
    await page.getByText('(depuis le 1er janvier 2020)').waitFor();
    await link(page, 'Chaussées').click();
    await heading(page, 'Chaussées', 2).waitFor();
    await page.getByText('PAVE (absent du référentiel)').waitFor();
    await checkScreen(page, 'agency and its place');

    await post(page, 'agencies/records', { Identifier: 'FR-22', Name: 'Pavage', FromDate: '2019-01-01' });
    await page.goto('/coffres/0/referentiels/agencies?fiche=FR-2');
    await button(page, 'Fusionner dans un autre service…').click();
    await field(page, 'LaterAgencies').fill('FR-2');
    await button(page, 'Fusionner', true).click();
    await page.getByText('Un service ne peut pas fusionner dans lui-même.').waitFor();
    await link(page, 'AC-2').last().waitFor();
    await page.keyboard.press('Escape');
    await page.goto('/coffres/0/referentiels/agencies?fiche=FR-22');
    await button(page, 'Fusionner dans un autre service…').click();
    await field(page, 'LaterAgencies').fill('FR-2');
    await field(page, 'ToDate').fill('2019-12-31');
    await page.getByText('« Pavage » cesse d’exister après le 31 décembre 2019').waitFor();
    await checkScreen(page, 'merge of an agency');
    const meanwhile = await page.request.put(api('agencies/records/FR-2'), {
      ...{ headers: OWN, data: { version: 0, set: { Description: 'Depuis 1790' }, unset: [] } },
    });
    expect(meanwhile.status()).toBe(200);
    await button(page, 'Fusionner', true).click();
    await page.getByText('L’une des deux fiches vient d’être modifiée par quelqu’un d’autre').waitFor();
    await button(page, 'Fusionner', true).click();
    await page.getByText('La fusion est faite.').waitFor();
    await link(page, 'Voir l’opération').waitFor();
    await checkScreen(page, 'agency that was merged');
    await page.getByRole('status').getByRole('link', { name: 'Voirie' }).click();
    await heading(page, 'A remplacé', 4).waitFor();
    await page.getByText('(du 1er janvier 2019 au 31 décembre 2019)').waitFor();
    const merged = await page.request.delete(api('agencies/records/FR-22?version=1'), { headers: OWN });
    expect(merged.status()).toBe(200);

    await link(page, 'Voir tout ce qui est dessous dans la liste').click();
    await page.getByText('2 enregistrements', { exact: true }).waitFor();
    expect(await page.getByLabel('Placés sous').inputValue()).toBe('FR-2');

    await page.goto('/coffres/0/referentiels/agencies/importer');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'notice.xml', mimeType: 'text/xml', buffer: Buffer.from(NOTICE) });
    await heading(page, 'Modifiés : 1', 3).waitFor();
    await page.getByText('+ Name : Rues et chaussées').waitFor();
    await page.getByText('ne garde pas : FR-21: description/occupation').waitFor();
    await checkScreen(page, 'preview of a notice');
    await button(page, 'Importer ce fichier').click();
    await heading(page, 'Le référentiel est à jour', 2).waitFor();
    await page.goto('/coffres/0/referentiels/agencies?fiche=FR-21');
    const download = page.waitForEvent('download');
    await link(page, 'Télécharger la notice (EAC-CPF)').click();
    expect((await download).suggestedFilename()).toBe('FR-21.xml');
    const gone = await page.request.delete(api('agencies/records/FR-21?version=1'), { headers: OWN });
    expect(gone.status()).toBe(200);
  });
});

describe('a file that replaces a referential', () => {
  it('is shown as what it would change, given up, and refused once somebody has overtaken it', async () => {
    const page = await stage.visitSignedIn();
    await post(page, 'agencies/records', { Identifier: 'FR-3', Name: 'Parcs' });
    await page.goto('/coffres/0/referentiels/agencies/importer');
    const table = 'Identifier,Name,Description\nFR-2,Voirie et réseaux,\nFR-4,Écoles,\n';
    await choose(page, table);
    await heading(page, 'Ce que ce fichier changerait', 2).waitFor();
    await heading(page, 'Supprimés : 1', 3).waitFor();
    await page.getByRole('cell', { name: 'FR-3', exact: true }).waitFor();
    await page.getByText('+ Name : Voirie et réseaux').waitFor();
    await page.getByText('Services modifiés que des contrats d’accès nomment : FR-2').waitFor();
    await checkScreen(page, 'preview of a file');
    await button(page, 'Renoncer à ce fichier').click();
    await heading(page, 'Ce que ce fichier changerait', 2).waitFor({ state: 'detached' });

    await choose(page, table);
    await heading(page, 'Supprimés : 1', 3).waitFor();
    await post(page, 'agencies/records', { Identifier: 'FR-5', Name: 'Eaux' });
    await button(page, 'Importer ce fichier').click();
    await page.getByText('Le référentiel a changé depuis cet aperçu').waitFor();
    await checkScreen(page, 'overtaken import');
    await button(page, 'Comparer de nouveau').click();
    await heading(page, 'Supprimés : 2', 3).waitFor();
    await button(page, 'Importer ce fichier').click();
    await heading(page, 'Le référentiel est à jour', 2).waitFor();

    await choose(page, 'Identifier,Name,Description\nFR-4,Écoles,\n');
    await heading(page, 'Ce fichier serait refusé', 2).waitFor();
    await page.getByText('Un contrat ou le registre des fonds nomme encore FR-2.').waitFor();
    expect(await button(page, 'Importer ce fichier').count()).toBe(0);
    await checkScreen(page, 'file that would be refused');
  });
});

describe('a rule', () => {
  it('is controlled beside each field; the list is sorted by its columns', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/referentiels/rules/creer');
    await field(page, 'RuleId').fill('APP 1');
    await field(page, 'RuleType').selectOption('AppraisalRule');
    await field(page, 'RuleValue').fill('Dossiers');
    await save(page);
    await page.getByText('L’identifiant n’a ni espace ni accent.').waitFor();
    await field(page, 'RuleId').fill('APP-1');
    await save(page);
    await page.getByText('2 champs à corriger').waitFor();
    await checkScreen(page, 'new rule');
    await field(page, 'RuleDuration').fill('10');
    await field(page, 'RuleMeasurement').selectOption('YEAR');
    await save(page);
    await heading(page, 'Dossiers', 2).waitFor();
    const rule = { RuleId: 'APP-2', RuleType: 'AppraisalRule', RuleValue: 'Actes' };
    await post(page, 'rules/records', { ...rule, RuleDuration: '18', RuleMeasurement: 'MONTH' });

    await page.goto('/coffres/0/referentiels/rules');
    const first = () => page.locator('tbody tr').first().getByRole('link');
    await link(page, 'Durée').click();
    await page.locator('th[aria-sort=ascending]', { hasText: 'Durée' }).waitFor();
    await expect.poll(() => first().textContent()).toBe('APP-2');
    await link(page, 'Durée').press('Enter');
    await page.locator('th[aria-sort=descending]', { hasText: 'Durée' }).waitFor();
    await expect.poll(() => first().textContent()).toBe('APP-1');
    expect(new URL(page.url()).searchParams.get('tri')).toBe('-RuleDuration');
    await checkScreen(page, 'sorted rules');
  });
});

describe('griffins, scenarios and vocabulary', () => {
  it('are made one by one', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/1/referentiels/griffins/creer');
    for (const [name, value] of Object.entries({
      ...{ Identifier: 'GR-1', Name: 'Outil', ExecutableName: 'outil', ExecutableVersion: '1.0' },
    }))
      await field(page, name).fill(value);
    await checkScreen(page, 'new griffin');
    await save(page);
    await heading(page, 'Outil', 2).waitFor();

    await page.goto('/coffres/0/referentiels/preservation-scenarios/creer');
    await field(page, 'Identifier').fill('PSC-1');
    await field(page, 'Name').fill('Analyses');
    await page.getByLabel('Analyse', { exact: true }).first().check({ force: true });
    await page.getByLabel('Définir (Griffon par défaut)').check({ force: true });
    await field(page, 'DefaultGriffin.GriffinIdentifier').fill('GR-9');
    await field(page, 'DefaultGriffin.Timeout').fill('60');
    await field(page, 'DefaultGriffin.MaxSize').fill('1000000');
    await button(page, 'Ajouter une ligne (Détail des actions)').click();
    await field(page, 'DefaultGriffin.ActionDetail.0.Type').first().selectOption('ANALYSE');
    await save(page);
    await page.getByText('Pas dans les griffons : GR-9.').waitFor();
    await checkScreen(page, 'new scenario');
    await field(page, 'DefaultGriffin.GriffinIdentifier').fill('GR-1');
    await save(page);
    await heading(page, 'Analyses', 2).waitFor();
    // A format leads to what treats it, where that may be read.
    const step = { GriffinIdentifier: 'GR-1', Timeout: 60, MaxSize: 1_000_000, Debug: false };
    const byFormat = { ...step, FormatList: ['fmt/18'], ActionDetail: [{ Type: 'ANALYSE' }] };
    const scenario = { Identifier: 'PSC-2', Name: 'Des PDF', ActionList: ['ANALYSE'] };
    await post(page, 'preservation-scenarios/records', { ...scenario, GriffinByFormat: [byFormat] });
    await page.goto('/coffres/0/referentiels/formats?fiche=fmt%2F18');
    await page.getByText('1 griffon appelé par ces scénarios (GR-1)').waitFor();
    await page.locator('.record').getByRole('link', { name: 'PSC-2' }).click();
    await heading(page, 'Des PDF', 2).waitFor();

    await page.goto('/coffres/1/referentiels/ontologies/creer');
    await field(page, 'Identifier').fill('Cadastre');
    await field(page, 'ShortName').fill('Référence cadastrale');
    await field(page, 'Type').selectOption('KEYWORD');
    await page.getByLabel('Unités archivistiques').check({ force: true });
    await checkScreen(page, 'new vocabulary entry');
    await save(page);
    await heading(page, 'Référence cadastrale', 2).waitFor();
    await checkScreen(page, 'vocabulary entry');
    await page.goto('/coffres/1/referentiels/ontologies?fiche=Title');
    await page.getByText('Aucune archive n’en porte une valeur.').waitFor();
    await page.getByText(/^Compté dans ce que vous consultez de vos \d+ coffres\.$/).waitFor();
    expect(await button(page, 'Supprimer').count()).toBe(0);
    await page.getByText('1 élément du schéma', { exact: true }).click();
    await checkScreen(page, 'vocabulary and its use');
    await page.locator('.record details').getByRole('link', { name: 'Title' }).click();
    await page.waitForURL(/referentiels\/schema\?/);
    await page.locator('.record').getByText('Chemin dans l’API').waitFor();

    // What is of the vocabulary may stand in the schema of a safe.
    await page.goto('/coffres/0/referentiels/schema');
    await button(page, 'Déplier Addressee').click();
    await link(page, 'BirthPlace').first().waitFor();
    await link(page, 'Ajouter un élément').click();
    await field(page, 'Path').fill('Parcelles.Cadastre');
    await field(page, 'ShortName').fill('Parcelle');
    await field(page, 'Description').fill('Où l’on a bâti');
    await field(page, 'Cardinality').selectOption('MANY');
    await save(page);
    await page.getByText('Ce qui contient Parcelles.Cadastre n’est pas dans le schéma').waitFor();
    await field(page, 'Path').fill('Cadastre');
    await save(page);
    await heading(page, 'Parcelle', 2).waitFor();
    await page.locator('.record').getByText('Mot clé').waitFor();
    await checkScreen(page, 'element of the schema');
    await button(page, 'Supprimer').click();
    await button(page, 'Supprimer définitivement').click();
    await expect.poll(() => page.locator('.record').count()).toBe(0);
  });
});
