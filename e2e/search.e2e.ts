import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf } from '../scripts/client.ts';
import { checkScreen, openStage, type Stage } from './browser.ts';
import { packageOfFiles } from './packages.ts';

/** Searches of many results, with criteria of every kind, kept and exported; queries written by hand. */

const PIECES = 230;
const title = (number: number) => `Pièce ${String(number).padStart(3, '0')}`;

let stage: Stage;
let page: Page;
/** Address of the search that finds the pieces. */
let all: string;
beforeAll(async () => {
  stage = await openStage();
  page = await stage.visitSignedIn();
  const client = clientOf(stage.service.url, stage.service.apiKey);
  // It brings the referentials that packages want.
  const first = await page.request.post('/api/v1/tenants/0/first-package', {
    headers: { 'X-Requested-With': 'perenne' },
  });
  await client.follow((await first.json()).id, 0);
  const files = Array.from({ length: PIECES }, (_, at) => ({
    name: `piece-${at + 1}.txt`,
    title: title(at + 1),
    content: Buffer.from(`Texte de la pièce ${at + 1}.\n`),
    formatId: 'x-fmt/111',
    mimeType: 'text/plain',
  }));
  const entered = await client.deposit(Readable.from([await packageOfFiles('Cent pièces', files)]), 0);
  expect((await client.follow(entered, 0)).status).toMatch(/OK|WARNING/);
  all = `/coffres/0/recherche?versement=${entered}`;
});
afterAll(() => stage?.close());

const button = (name: string | RegExp) => page.getByRole('button', { name });
const link = (name: string | RegExp) => page.getByRole('link', { name });
const hit = (number: number) =>
  page.locator('.results-box').getByRole('link', { name: title(number), exact: true });
const found = (units: number) =>
  page.getByText(new RegExp(`^${units} unités? archivistiques? trouvées?$`)).waitFor();
const unfold = (name: string) => page.locator('.beside summary', { hasText: name }).click();

describe('the results of a search', () => {
  it('are all there, and only those that are seen are drawn', async () => {
    await page.goto(`${all}&tri=title`);
    await found(PIECES);
    await hit(1).waitFor();
    expect(await page.locator('.results-box .hit').count()).toBeLessThan(40);
    await checkScreen(page, 'many results');

    await hit(1).focus();
    await page.keyboard.press('End');
    await hit(PIECES).waitFor();
    // What had the focus still has it, far above.
    expect(await page.evaluate('document.activeElement.textContent')).toBe(title(1));
    expect(await hit(100).count()).toBe(0);
    const last = page.locator('.results-box .hit', { has: page.getByRole('link', { name: title(PIECES) }) });
    expect(await last.getAttribute('aria-posinset')).toBe(String(PIECES));
    await page.keyboard.press('Home');

    await page.getByLabel('Aller au résultat n°').fill('0');
    await button('Aller').click();
    await page.getByText(`Saisissez un nombre de 1 à ${PIECES}.`).waitFor();
    await checkScreen(page, 'no such result');
    await page.getByLabel('Aller au résultat n°').fill('120');
    await page.keyboard.press('Enter');
    await hit(120).waitFor();
    await hit(120).click();
    await page.getByRole('heading', { level: 1, name: title(120) }).waitFor();
    await page.goBack();
    await hit(120).waitFor();
  });

  it('are passed over by a key', async () => {
    await page.goto(all);
    await found(PIECES);
    await link('Passer la liste des résultats').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.closest('.results-box') === null`)).toBe(true);
  });

  it('are counted when the count is ready, and the list does not wait for it', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/units/count?*', async (route) => {
      await held;
      await route.fallback();
    });
    await page.route('**/units/facets*', async (route) => {
      await held;
      await route.fallback();
    });
    await page.goto(`${all}&tri=-title`);
    await hit(PIECES).waitFor();
    await page.getByText('Plus de 50 unités archivistiques, comptage en cours…').waitFor();
    await checkScreen(page, 'count under way');
    release();
    await found(PIECES);
    await page.unrouteAll();
  });

  it('that cannot be read on are asked for again', async () => {
    await page.goto(`${all}&tri=title`);
    await found(PIECES);
    await hit(1).waitFor();
    await page.route('**/units?*', (route) => route.fulfill({ status: 500, body: '{}' }));
    await hit(1).focus();
    await page.keyboard.press('End');
    await page.locator('.fr-alert--error').waitFor();
    await checkScreen(page, 'page that fails');
    await page.unrouteAll();
    await button('Réessayer').click();
    await hit(PIECES).waitFor();
    expect(await page.locator('.fr-alert--error').count()).toBe(0);
  });

  it('are exported as they are found', async () => {
    await page.goto(`${all}&tri=-title`);
    await found(PIECES);
    const download = page.waitForEvent('download');
    await link('Exporter en CSV').click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('recherche-0.csv');
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(PIECES + 1);
    expect(lines[1]).toContain(`;${title(PIECES)};`);
  });
});

describe('results that are chosen', () => {
  const box = (number: number) => page.getByRole('checkbox', { name: `Sélectionner ${title(number)}` });
  const linesOf = async (exporting: string) => {
    const download = page.waitForEvent('download');
    await link(exporting).click();
    return (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\n').slice(1);
  };

  it('are some of them, or all but some, and are exported as such', async () => {
    await page.goto(`${all}&tri=title`);
    await found(PIECES);
    await box(2).focus();
    await page.keyboard.press('Space');
    await box(4).check();
    await page.getByText('2 unités archivistiques sélectionnées').waitFor();
    await checkScreen(page, 'chosen results');
    const some = await linesOf('Exporter la sélection en CSV');
    expect(some.map((line) => line.split(';')[5])).toEqual([title(2), title(4)]);
    await button('Tout sélectionner').click();
    await box(3).uncheck();
    await page.getByText('Tous les résultats sont sélectionnés, sauf 1').waitFor();
    const others = await linesOf('Exporter la sélection en CSV');
    expect(others).toHaveLength(PIECES - 1);
    expect(others.some((line) => line.includes(title(3)))).toBe(false);
    await button('Tout désélectionner').click();
    await link('Exporter en CSV').waitFor();
    expect(await box(2).isChecked()).toBe(false);
  });

  it('are seen beside the list, by tabs, and left by Escape', async () => {
    await page.goto(`${all}&tri=title`);
    await button(`Aperçu de « ${title(1)} »`).focus();
    await page.keyboard.press('Enter');
    const beside = page.locator('dialog.unit-preview');
    const tab = (name: string) => beside.getByRole('tab', { name });
    await tab('Informations').waitFor();
    await checkScreen(page, 'preview of a result');
    await tab('Informations').focus();
    await page.keyboard.press('ArrowLeft');
    await beside.getByRole('tab', { name: 'Cycle de vie', selected: true }).waitFor();
    await tab('Objets').click();
    await beside.getByRole('heading', { name: 'piece-1.txt' }).waitFor();
    await checkScreen(page, 'objects of a previewed result');
    await page.keyboard.press('Escape');
    await beside.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Aperçu');
  });
});

describe('the tree beside a search', () => {
  it('tells what is found where, is searched, and shows its plans alone', async () => {
    await page.goto('/coffres/0/recherche');
    const node = page.locator('.beside .tree-line').first();
    const name = (await node.locator('.tree-name').textContent()) ?? '';
    expect(await node.locator('.tree-count').count()).toBe(0);
    await page.getByLabel('Chercher dans l’arbre').fill('zzz');
    await page.keyboard.press('Enter');
    await page.getByText('Aucun élément de l’arbre n’a ces mots').waitFor();
    await page.getByLabel('Chercher dans l’arbre').fill(name);
    await page.keyboard.press('Enter');
    await page.locator('.nodes-found button', { hasText: name }).first().click();
    await page.waitForURL(/sous=/);
    await page.goto('/coffres/0/recherche?q=pièce');
    await page.locator('.tree-count').first().waitFor();
    await checkScreen(page, 'tree with counts');
    await page.getByText('Arbres de positionnement et plans de classement seulement').click();
    await page.getByText('Aucun arbre ni plan accessible avec ce contrat.').waitFor();
  });
});

describe('criteria', () => {
  it('are about any field, suit its type, and say what is wrong', async () => {
    await page.goto(all);
    await unfold('Critère sur un champ');
    const add = button('Ajouter le critère').first();
    await add.click();
    await page.getByText('Ce champ n’est pas dans le vocabulaire').waitFor();
    await page.getByLabel('Champ').fill('Intitulé');
    await page.getByLabel('Condition').selectOption('contient les mots');
    await add.click();
    await page.getByText('Renseignez une valeur.').waitFor();
    await checkScreen(page, 'criterion without value');
    await page.getByLabel('Valeur').fill('007 ; 008');
    await page.keyboard.press('Enter');
    await found(2);
    await button('Retirer ce critère : Intitulé contient les mots « 007 » ou « 008 »').waitFor();

    await page.getByLabel('Champ').fill('#approximate_creation_date');
    await page.locator('.criterion-form').getByLabel(/^De/).fill('hier');
    await add.click();
    await page.getByText('Cette date n’est pas reconnue').waitFor();
    await page.locator('.criterion-form').getByLabel(/^De/).fill('2020');
    await add.click();
    await button(/^Retirer ce critère : Date d’entrée à partir du 2020/).waitFor();
    await found(2);
    await checkScreen(page, 'two criteria');
    await page.reload();
    await found(2);
    await button(/^Retirer ce critère : Date d’entrée/).click();
    await button(/^Retirer ce critère : Intitulé/).click();
    await found(PIECES);
  });

  it('are about rules, and tell what is not computed', async () => {
    await page.goto(all);
    await unfold('Critère sur les règles');
    const add = button('Ajouter le critère').last();
    await add.click();
    await page.getByText('Renseignez au moins une condition sur les règles.').waitFor();
    await page.getByLabel(/^Règle/).fill('INCONNUE');
    await add.click();
    await page.getByText('Le code INCONNUE n’existe pas dans cette catégorie.').waitFor();
    await checkScreen(page, 'unknown rule');
    await page.getByLabel(/^Règle/).fill('');
    await page.getByText('hérite d’au moins une règle').click();
    await add.click();
    await page.getByText(/Les règles héritées de \d+ unités archivistiques ne sont pas calculées/).waitFor();
    await checkScreen(page, 'rules that are not computed');
    await link('Voir ces unités').click();
    await found(PIECES);
    await button(/^Retirer ce critère : Durée d’utilité administrative : est en attente de calcul/).waitFor();
  });

  it('are counted by category, once the rules are computed', async () => {
    await page.goto(all);
    await found(PIECES);
    await unfold('Répartition par règle de gestion');
    const facet = (name: string | RegExp) => page.locator('.beside').getByRole('button', { name });
    await facet(`En attente de calcul ${PIECES}`).waitFor();
    await checkScreen(page, 'facets of rules');
    await button('Calculer les règles héritées').click();
    await checkScreen(page, 'computation to confirm');
    await page.locator('dialog').getByRole('button', { name: 'Lancer le calcul' }).click();
    await page.getByText(/Demande enregistrée sous le numéro/).waitFor();
    await link('Suivre dans le journal').click();
    await page.getByRole('heading', { level: 1, name: /règles héritées/i }).waitFor();
    const operation = page.url().split('/').at(-1) ?? '';
    const client = clientOf(stage.service.url, stage.service.apiKey);
    expect((await client.follow(operation, 0)).status).toBe('OK');
    await page.goto(all);
    await unfold('Répartition par règle de gestion');
    await page.getByText(`Règles calculées pour ${PIECES} unités.`).waitFor();
    await facet(/^Sans règle/).click();
    await page.waitForURL(/criteres=/);
    expect(await facet(/^Sans règle/).getAttribute('aria-pressed')).toBe('true');
    await facet(/^Sans règle/).click();
    await page.waitForURL((url) => !url.search.includes('criteres'));
  });
});

describe('saved searches', () => {
  it('are named, survive the sign-out, and are renamed, replaced and deleted', async () => {
    await page.goto(`${all}&q=pièce 012&tri=-title`);
    await unfold('Mes recherches');
    await page.getByText('Aucune recherche enregistrée.').waitFor();
    await page.getByLabel('Nom de la recherche').fill('La douzième');
    await button('Enregistrer cette recherche').click();
    await page.getByText('La recherche « La douzième » est enregistrée.').waitFor();
    await page.getByLabel('Nom de la recherche').fill('la DOUZIÈME');
    await button('Enregistrer cette recherche').click();
    await page.getByText(/déjà une nommée/).waitFor();
    await checkScreen(page, 'name of a search that is taken');

    await button('Se déconnecter').click();
    page = await stage.visitSignedIn();
    await page.goto('/coffres/0/recherche');
    await unfold('Mes recherches');
    await link('La douzième').click();
    await page.waitForURL(/q=pi.*tri=-title/);
    await hit(12).waitFor();

    await page.locator('.saved-actions > summary').click();
    await button('Renommer').click();
    await page.locator('.saved-actions').getByLabel('Nom de la recherche').fill('Celle de mars');
    await page.keyboard.press('Enter');
    await page.getByText('La recherche s’appelle maintenant « Celle de mars ».').waitFor();
    await page.goto(`${all}&q=pièce 013`);
    await unfold('Mes recherches');
    await page.locator('.saved-actions > summary').click();
    await button('Remplacer par la recherche affichée').click();
    await checkScreen(page, 'replacement to confirm');
    await page.locator('dialog').getByRole('button', { name: 'Remplacer par la recherche affichée' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await link('Celle de mars').click();
    await hit(13).waitFor();
    await button('Supprimer').click();
    await page.locator('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await page.getByText('Aucune recherche enregistrée.').waitFor();
  });
});

describe('a move', () => {
  it('says what it cannot do beside the field, takes the archive where it shall be, and is followed', async () => {
    await page.goto(`${all}&tri=title`);
    await hit(7).click();
    await link('Déplacer ou rattacher').click();
    await page.getByRole('heading', { name: '1 archive à déplacer' }).waitFor();
    const [, moved = ''] = /unite=(\w+)/.exec(page.url()) ?? [];
    const paste = async (id: string) => {
      await page.getByLabel('Rattacher à').first().fill(id);
      await page.keyboard.press('Enter');
    };
    await paste(moved);
    await page.getByText('La cible se trouve sous l’unité déplacée.').waitFor();
    await checkScreen(page, 'move below itself');
    await button(`Retirer ${moved}`).click();
    await paste('a'.repeat(36));
    await page.getByText(`La position ${'a'.repeat(36)} est introuvable.`).waitFor();
    await button(`Retirer ${'a'.repeat(36)}`).click();

    await page.getByText('Choisir dans l’arbre des fonds').click();
    const place = page.getByRole('treeitem').filter({ hasText: /\S/, hasNotText: 'Pièce' }).first();
    const name = (await place.textContent()) as string;
    await place.click();
    await page.locator('.form-chosen').getByText(name).waitFor();
    await start();
    await checkScreen(page, 'move that is done');
    await page.goto(`/coffres/0/archives/${moved}`);
    await page.locator('.place-tree a').first().waitFor();
    expect(await page.locator('.place-tree a').allTextContents()).toEqual([name]);

    await link('Déplacer ou rattacher').click();
    await page.getByRole('checkbox').check();
    await start();
    await button('Continuer').click();
    await page.getByText('Au sommet du fonds : rien à retirer.').waitFor();
  });

  async function start(): Promise<void> {
    await button('Lancer le déplacement').click();
    await page.locator('dialog').getByRole('button', { name: 'Lancer le déplacement' }).click();
    await page.getByText('Le déplacement est fait.').waitFor();
  }

  it('is about all that was set aside', async () => {
    await page.goto(`${all}&tri=title`);
    for (const number of [8, 9]) await button(`Ajouter au panier « ${title(number)} »`).click();
    await link('Panier (2)').click();
    await link('Déplacer ou rattacher ces archives').click();
    await page.getByRole('heading', { name: '2 archives à déplacer' }).waitFor();
    await checkScreen(page, 'move of a selection');
  });
});

describe('a query written by hand', () => {
  it('is answered with its time and size; what is wrong stands beside it', async () => {
    await page.goto('/coffres/0/recherche');
    await link('Écrire une requête DSL').click();
    await page.getByRole('heading', { level: 1, name: 'Requêtes DSL' }).waitFor();
    await page.getByLabel('Partir d’un exemple').selectOption('Valeur exacte d’un champ');
    await button('Envoyer').click();
    await page.getByText(/résultats? reçus? sur .* ms, /).waitFor();
    await page.locator('.query-answer', { hasText: '"$hits"' }).waitFor();
    await checkScreen(page, 'answered query');

    const query = page.getByLabel('Requête (JSON)');
    await query.fill('{\n  "$query": ]\n}');
    await button('Envoyer').click();
    await page.getByText('Ce n’est pas du JSON : erreur à la ligne 2, colonne 13.').waitFor();
    expect(await page.evaluate('document.activeElement.selectionStart')).toBe(14);
    await checkScreen(page, 'no JSON');

    await query.fill('{"$query": [{"$like": {"Title": "x"}}], "$projection": {}}');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Requête refusée (code 000601)').waitFor();
    await page.getByText(/NO_VIABLE_ALTERNATIVE/).waitFor();
    await checkScreen(page, 'refused query');
    await query.fill('{"$query":[],"$projection":{}}');
    await button('Mettre en forme').click();
    expect(await query.inputValue()).toBe('{\n  "$query": [],\n  "$projection": {}\n}');
  });
});
