import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf } from '../scripts/client.ts';
import { checkScreen, openStage, type Stage } from './browser.ts';

/** Records of the referentials, made and changed by forms (spec frontoffice.md B.18 to B.27). */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ PERENNE_DEMO: '1' });
});
afterAll(() => stage?.close());

const OWN = { 'X-Requested-With': 'perenne' };
const heading = (page: Page, name: string | RegExp, level = 1) => page.getByRole('heading', { level, name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const button = (page: Page, name: string | RegExp, exact = false) =>
  page.getByRole('button', { name, exact });
const api = (path: string, tenant = 0) => `/api/v1/tenants/${tenant}/referentials/${path}`;
const save = (page: Page) => button(page, 'Enregistrer', true).click();
const focused = (page: Page) => page.evaluate('document.activeElement.closest("[data-path]")?.dataset.path');

async function read(page: Page, path: string, tenant = 0): Promise<Record<string, unknown>> {
  const answer = await page.request.get(api(path, tenant));
  expect(answer.status()).toBe(200);
  return answer.json();
}

async function begin(page: Page, kind: string, name: string, tenant = 0): Promise<void> {
  await page.goto(`/coffres/${tenant}/referentiels/${kind}/creer`);
  await page.getByLabel('Nom *').fill(name);
  const identifier = page.locator('[data-path=Identifier] input');
  if ((await identifier.count()) > 0) await identifier.fill(`E2E-${kind}`);
  const description = page.getByLabel('Description *');
  if ((await description.count()) > 0) await description.fill(`Décrit : ${name}`);
}

describe('a contract', () => {
  it('is made by keyboard alone', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/referentiels/access-contracts');
    const create = link(page, 'Créer un contrat d’accès');
    await create.waitFor();
    await checkScreen(page, 'list with creation');
    await create.focus();
    await page.keyboard.press('Enter');
    await heading(page, 'Créer un contrat d’accès').waitFor();
    await checkScreen(page, 'new access contract');
    await page.locator('[data-path=Identifier] input').focus();
    await page.keyboard.type('AC-CLAVIER');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Au clavier');
    // Description, status, then the choice of all agencies.
    for (let at = 0; at < 3; at += 1) await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('EveryOriginatingAgency');
    await page.keyboard.press('Space');
    await page.locator('[data-path=OriginatingAgencies]').waitFor({ state: 'detached' });
    // What is typed is told in a sentence, and counted before it is saved.
    await page.getByText(/Ce contrat ouvre les archives de tous les services producteurs/).waitFor();
    await button(page, 'Que voit ce contrat').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Ce coffre n’a pas encore d’unité archivistique.').waitFor();
    await page.getByText('Toute modification des unités archivistiques').waitFor();
    await checkScreen(page, 'simulated contract');
    await button(page, 'Enregistrer', true).focus();
    await page.keyboard.press('Enter');
    await heading(page, 'Au clavier', 2).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Au clavier');
    await page.locator('.changes a').first().waitFor();
    expect(await read(page, 'access-contracts/records/AC-CLAVIER')).toMatchObject({
      ...{ Name: 'Au clavier', EveryOriginatingAgency: true, Status: 'INACTIVE' },
    });
  });

  it('that is refused says it beside the field, and keeps what was typed', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/referentiels/access-contracts/creer');
    await heading(page, 'Créer un contrat d’accès').waitFor();
    await save(page);
    await page.getByText('3 champs à corriger').waitFor();
    expect(await focused(page)).toBe('Identifier');
    expect(await page.getByText('Ce champ est obligatoire.').count()).toBe(3);
    await checkScreen(page, 'empty fields');

    await page.locator('[data-path=Identifier] input').fill('AC-REFUS');
    await page.locator('[data-path=Name] input').fill('Refusé');
    await page.locator('[data-path=OriginatingAgencies] input').fill('INCONNU');
    await page.keyboard.press('Enter');
    await button(page, 'Retirer INCONNU').waitFor();
    await save(page);
    await page.getByText('Pas dans les services agents de ce coffre : INCONNU.').waitFor();
    expect(await focused(page)).toBe('OriginatingAgencies');
    expect(await page.locator('[data-path=Name] input').inputValue()).toBe('Refusé');
    await checkScreen(page, 'refused field');
    expect((await page.request.get(api('access-contracts/records/AC-REFUS'))).status()).toBe(404);

    await button(page, 'Retirer INCONNU').click();
    await page.locator('[data-path=EveryOriginatingAgency] label').click();
    await save(page);
    await heading(page, 'Refusé', 2).waitFor();
  });

  it('changed by two people at once: the second is told, keeps what was typed, and can take it up', async () => {
    const page = await stage.visitSignedIn();
    await begin(page, 'management-contracts', 'Gestion');
    await page.getByText('Définir (Stockage)').click();
    await page.getByLabel('Stratégie des objets').selectOption('default');
    const copies = page.getByText(/2 copies, une par offre \(offer-fs-1, offer-fs-2\)\.$/);
    await expect.poll(() => copies.count()).toBe(3);
    await checkScreen(page, 'management contract and its copies');
    await save(page);
    await heading(page, 'Gestion', 2).waitFor();
    await expect.poll(() => page.locator('.record').filter({ has: copies }).count()).toBe(1);
    await link(page, 'Modifier').click();
    await heading(page, 'Modifier E2E-management-contracts').waitFor();
    await page.locator('[data-path=Name] input').fill('Ma saisie');
    const id = 'management-contracts/records/E2E-management-contracts';
    const other = await page.request.put(api(id), {
      headers: OWN,
      data: { version: 0, set: { Description: 'Celle d’un autre' }, unset: [] },
    });
    expect(other.status()).toBe(200);
    await save(page);
    await heading(page, /vient d’être modifié par quelqu’un d’autre/, 2).waitFor();
    expect(await page.locator('[data-path=Name] input').inputValue()).toBe('Ma saisie');
    await checkScreen(page, 'overtaken edit');
    await button(page, 'Reprendre ma saisie').click();
    await page.getByText('Description : Celle d’un autre').waitFor();
    await checkScreen(page, 'taken up');
    await save(page);
    await heading(page, 'Ma saisie', 2).waitFor();
    expect(await read(page, id)).toMatchObject({ Name: 'Ma saisie', Description: 'Celle d’un autre' });

    await button(page, 'Activer').click();
    await button(page, 'Désactiver').waitFor();
    expect(await read(page, id)).toMatchObject({ Status: 'ACTIVE' });
    await button(page, 'Désactiver').click();
    await button(page, 'Confirmer la désactivation').click();
    await button(page, 'Activer').waitFor();
    await checkScreen(page, 'record with its actions');
  });

  it('of entries has its formats, its signatures and its management contract', async () => {
    const page = await stage.visitSignedIn();
    await begin(page, 'ingest-contracts', 'Entrée');
    await page.locator('[data-path=EveryFormatType] label').click();
    await page.locator('[data-path=FormatType] input').fill('fmt/18');
    await page.keyboard.press('Enter');
    await page.getByText('Définir (Signature)').click();
    await page.getByLabel('Documents signés *').selectOption('FORBIDDEN');
    await page.locator('[data-path="SignaturePolicy.DeclaredSignature"]').waitFor({ state: 'detached' });
    await checkScreen(page, 'new ingest contract');
    await page.locator('[data-path=ManagementContractId] input').fill('MC-NULLE-PART');
    await save(page);
    await page.getByText('Pas dans les contrats de gestion de ce coffre : MC-NULLE-PART.').waitFor();
    await page.locator('[data-path=ManagementContractId] input').fill('');
    await save(page);
    await heading(page, 'Entrée', 2).waitFor();
    await page.getByText('Aucun versement n’a encore nommé ce contrat.').waitFor();
    // One that came without a description is told beside the field what to do, and loses nothing.
    const undescribed = { Identifier: 'IC-MUET', Name: 'Muet', EveryFormatType: true };
    const sent = await page.request.post(api('ingest-contracts/records'), {
      headers: OWN,
      data: undescribed,
    });
    expect(sent.status()).toBe(201);
    await page.goto('/coffres/0/referentiels/ingest-contracts/modifier/IC-MUET');
    await save(page);
    const description = page.locator('[data-path=Description]');
    await description.getByText('Ce champ est obligatoire.').waitFor();
    await description.getByText(/en reçoit une dès qu’il est modifié/).waitFor();
    expect(await focused(page)).toBe('Description');
    await page.goto('/coffres/0/referentiels/ingest-contracts?fiche=E2E-ingest-contracts');
    expect(await read(page, 'ingest-contracts/records/E2E-ingest-contracts')).toMatchObject({
      ...{ EveryFormatType: false, FormatType: ['fmt/18'], SignaturePolicy: { SignedDocument: 'FORBIDDEN' } },
    });
    await link(page, 'Tester ce contrat').click();
    await page.getByText(/Essai du contrat d’entrée E2E-ingest-contracts/).waitFor();
    expect(await page.getByRole('radio', { name: /Un essai à blanc/ }).isChecked()).toBe(true);
    await checkScreen(page, 'a contract that is tried');
  });
});

describe('a position', () => {
  it('is chosen in the tree, and shown with its title', async () => {
    const page = await stage.visitSignedIn();
    const sent = await page.request.post('/api/v1/tenants/0/first-package', { headers: OWN });
    const { id } = await sent.json();
    const client = clientOf(stage.service.url, stage.service.apiKey);
    expect((await client.follow(id, 0)).status).toMatch(/OK|WARNING/);

    await begin(page, 'access-contracts', 'Une branche');
    await page.locator('[data-path=EveryOriginatingAgency] label').click();
    const field = page.locator('[data-path=RootUnits]');
    await field.locator('summary').click();
    const node = field.getByRole('treeitem').first();
    // A row that is still to come stands for nothing that could be chosen.
    const title = (await node.locator('.tree-name').textContent()) ?? '';
    await node.click();
    await field.locator('.form-chosen').getByText(title).waitFor();
    expect(await node.getAttribute('aria-selected')).toBe('true');
    await checkScreen(page, 'position chosen in the tree');
    // The same key gives it up and takes it again.
    for (const count of [0, 1]) {
      await field.getByRole('tree').press('Enter');
      await expect.poll(() => field.locator('.form-chosen li').count()).toBe(count);
    }
    await save(page);
    await heading(page, 'Une branche', 2).waitFor();
    await button(page, 'Que voit ce contrat').click();
    await page.getByText(/Ce contrat montre \d+ des \d+ unités archivistiques/).waitFor();
    await checkScreen(page, 'record with its position, simulated');
    await page.locator('.record .position').getByRole('link', { name: title }).click();
    await page.waitForURL(/archives/);
  });
});

describe('a form', () => {
  it('is not left by mistake, serves several times, and begins like another record', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/referentiels/agencies/creer');
    const [identifier, name] = [
      page.locator('[data-path=Identifier] input'),
      page.locator('[data-path=Name] input'),
    ];
    await identifier.fill('FR-A');
    await name.fill('Service A');
    await link(page, 'Annuler').click();
    await page.locator('dialog').waitFor();
    await checkScreen(page, 'leaving with something unsaved');
    await button(page, 'Continuer la saisie').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await name.inputValue()).toBe('Service A');
    await button(page, 'Enregistrer et créer le suivant').click();
    await page.getByText('« FR-A » est enregistré').waitFor();
    expect(await focused(page)).toBe('Identifier');
    expect(await name.inputValue()).toBe('');
    await identifier.fill('FR-B');
    await link(page, 'Annuler').click();
    await button(page, 'Abandonner ma saisie').click();
    await heading(page, 'Services agents').waitFor();

    await page.goto('/coffres/0/referentiels/agencies?fiche=FR-A');
    await link(page, 'Dupliquer').click();
    await heading(page, 'Créer un service agent').waitFor();
    expect([await identifier.inputValue(), await name.inputValue()]).toEqual(['', 'Service A']);
    await link(page, 'Annuler').click();
    await heading(page, 'Services agents').waitFor();
    expect((await page.request.get(api('agencies/records/FR-B'))).status()).toBe(404);
  });
});

describe('the security of applications', () => {
  it('profiles take their permissions from the whole list, contexts their contracts from each safe', async () => {
    const page = await stage.visitSignedIn();
    await begin(page, 'security-profiles', 'Lecture seule', 1);
    // What a kind of application needs comes whole, and is changed then.
    await button(page, 'Application versante').click();
    await page.getByRole('checkbox', { name: 'Versements : Créer ingests:create', checked: true }).waitFor();
    await page.getByLabel('Tous les accès').check({ force: true });
    await page.getByText('le tableau ne sert à rien').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    await page.getByLabel('Tous les accès').uncheck({ force: true });
    await page.getByLabel('Chercher dans le tableau').fill('unites ARCHIVISTIQUES lire');
    const units = page.getByRole('row', { name: /^Unités archivistiques units / });
    await units.getByRole('checkbox', { name: /Lire units:read$/ }).focus();
    await page.keyboard.press('Space');
    await page.getByText(/^\d+ permissions choisies sur \d+\. \d+ services affichés sur \d+\.$/).waitFor();
    await checkScreen(page, 'new security profile');
    await save(page);
    await heading(page, 'Lecture seule', 2).waitFor();
    const shown = page.locator('.record').getByRole('row', { name: /^Unités archivistiques units / });
    expect(await shown.getByRole('cell').first().textContent()).toBe('Lireunits:read');
    await checkScreen(page, 'security profile and its permissions');
    const profile = await read(page, 'security-profiles/records/E2E-security-profiles', 1);
    expect(profile.Permissions).toEqual(expect.arrayContaining(['ingests:create', 'units:read']));
    expect(profile).toMatchObject({ FullAccess: false });

    const reading = {
      Identifier: 'E2E-LECTURE',
      Name: 'Consultation',
      FullAccess: false,
      Permissions: ['units:read'],
    };
    const posted = await page.request.post(api('security-profiles/records', 1), {
      headers: OWN,
      data: reading,
    });
    expect(posted.status()).toBe(201);
    await link(page, 'Comparer avec un autre').click();
    await page.getByLabel('À comparer avec').fill('E2E-LECTURE');
    await page.keyboard.press('Enter');
    await page.getByText('2 différences').waitFor();
    await page.getByText('1 valeur en commun').first().waitFor();
    await checkScreen(page, 'two profiles side by side');

    await begin(page, 'contexts', 'Application', 1);
    await page.locator('[data-path=SecurityProfile] input').fill('Lecture seule');
    await button(page, 'Ajouter une permission').click();
    await page.locator('[data-path="Permissions.0.tenant"] input').fill('99');
    await checkScreen(page, 'new context');
    await save(page);
    await page.getByText('Ce coffre n’existe pas : 99.').waitFor();
    await page.locator('[data-path="Permissions.0.tenant"] input').fill('0');
    const contracts = page.locator('[data-path="Permissions.0.AccessContracts"]');
    await contracts.locator('option[value=AC-CLAVIER]').waitFor({ state: 'attached' });
    await contracts.locator('input').fill('Au clavier');
    await contracts.locator('option[value=AC-CLAVIER]').waitFor({ state: 'attached' });
    await contracts.getByRole('button', { name: 'Ajouter' }).click();
    await button(page, 'Retirer AC-CLAVIER').waitFor();
    await save(page);
    await heading(page, 'Application', 2).waitFor();
    expect(await read(page, 'contexts/records/E2E-contexts', 1)).toMatchObject({
      SecurityProfile: 'E2E-security-profiles',
      Permissions: [{ tenant: 0, AccessContracts: ['AC-CLAVIER'] }],
    });
    await page.getByText('Ni clé ni certificat en service').waitFor();
    await button(page, 'Essayer').click();
    await page.getByText('Aucune clé ni aucun certificat n’est en service.').waitFor();
    await button(page, 'Modifier les coffres et les contrats').click();
    await button(page, 'Retirer AC-CLAVIER').click();
    await checkScreen(page, 'context and its permissions');
    await save(page);
    await expect.poll(() => page.locator('.record form.record-form').count()).toBe(0);
    expect(await read(page, 'contexts/records/E2E-contexts', 1)).toMatchObject({
      Permissions: [{ tenant: 0 }],
    });
  });
});

describe('a profile', () => {
  const RNG =
    '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="a"><empty/></element></start></grammar>';

  it('of archives takes its file, and gives it back', async () => {
    const page = await stage.visitSignedIn();
    await begin(page, 'archival-profiles', 'Profil');
    await page.getByLabel('Format *').selectOption('RNG');
    await save(page);
    await heading(page, 'Profil', 2).waitFor();
    const file = (text: string) =>
      page
        .locator('.record input[type=file]')
        .setInputFiles({ name: 'profil.rng', mimeType: 'application/xml', buffer: Buffer.from(text) });
    await file('<a/>');
    await heading(page, 'Le fichier n’est pas joint', 2).waitFor();
    await file(RNG);
    const download = page.waitForEvent('download');
    await link(page, 'Télécharger le fichier joint').click();
    expect((await download).suggestedFilename()).toMatch(/\.rng$/);
    await checkScreen(page, 'archival profile with its file');
  });

  it('of units refuses what is no schema, and fields that the vocabulary has not', async () => {
    const page = await stage.visitSignedIn();
    await begin(page, 'archive-unit-profiles', 'Unité');
    const schema = page.locator('[data-path=ControlSchema] textarea');
    await schema.fill('{');
    await save(page);
    await page.getByText('Ce n’est pas un schéma JSON (draft 4).').waitFor();
    await schema.fill(JSON.stringify({ type: 'object', properties: { Nulle_Part: { type: 'string' } } }));
    await save(page);
    await page.getByText('Pas dans l’ontologie : Nulle_Part.').waitFor();
    await schema.fill(JSON.stringify({ type: 'object', properties: { Title: { type: 'string' } } }));
    await checkScreen(page, 'new archive unit profile');
    await save(page);
    await heading(page, 'Unité', 2).waitFor();
  });
});

describe('whoever may not edit', () => {
  it('sees no form, and is refused by the service', async () => {
    const page = await stage.visitSignedIn();
    await page.goto('/coffres/0/referentiels/contexts/creer');
    await page.getByText('ne permet pas de créer ou de modifier').waitFor();
    expect(await page.locator('form.record-form').count()).toBe(0);

    const archivist = stage.accounts.find(({ role }) => role === 'R2');
    if (archivist === undefined) throw new Error('the demonstration has an archivist');
    const other = await stage.visit();
    const { email, password } = archivist;
    await other.request.post('/api/v1/session', { headers: OWN, data: { email, password } });
    await other.goto('/coffres/3/referentiels/rules');
    await heading(other, 'Règles de gestion').waitFor();
    expect(await link(other, /^Créer/).count()).toBe(0);
    await other.goto('/coffres/3/referentiels/access-contracts/creer');
    await other
      .locator('main')
      .getByText(/ne permet pas/)
      .first()
      .waitFor();
    expect(await other.locator('form.record-form').count()).toBe(0);
    const sent = await other.request.post(api('access-contracts/records', 3), {
      headers: OWN,
      data: { Name: 'X' },
    });
    expect(sent.status()).toBe(403);
  });
});
