import { readdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { firstPackage } from '@perenne/sample';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkScreen, openStage, type Stage } from './browser.ts';
import { type Line, openLine } from './line.ts';

/** Deposits over a line that is cut in the middle of a package. */

let stage: Stage;
let line: Line;
beforeAll(async () => {
  stage = await openStage();
  line = await openLine(stage.service.url);
  // What the package relies on.
  const page = await stage.visitSignedIn();
  await page.goto('/');
  await page.getByRole('button', { name: 'Verser le paquet d’essai' }).click();
  await accepted(page);
});
afterAll(async () => {
  await line?.close();
  await stage?.close();
});

const accepted = (page: Page) => page.locator('.outcome-title', { hasText: 'Accepté' }).waitFor();
const CUT = 'La connexion est interrompue. L’envoi reprendra de lui-même, là où il s’est arrêté.';

/** A package on a disk: chosen again, it is the same file. */
async function packageNamed(name: string, seed: number): Promise<string> {
  const path = join(stage.service.dataFolder, '..', name);
  await writeFile(path, await buffer(firstPackage(seed)));
  return path;
}

async function choose(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choisir un fichier' }).click();
  await (await chooser).setFiles(path);
}

/** The line is cut once a part of the package lies in the service. */
async function cutInTheMiddle(page: Page, path: string): Promise<void> {
  line.hold(6_000);
  await choose(page, path);
  await expect.poll(partsInTheService, { timeout: 60_000 }).toBe(1);
  line.cut();
  await page.getByText(CUT).waitFor();
}

async function partsInTheService(): Promise<number> {
  const workspace = join(stage.service.dataFolder, 'workspace');
  const names = await readdir(workspace, { recursive: true });
  const parts = names.filter((name) => basename(name) === 'package');
  const sizes = await Promise.all(parts.map((name) => stat(join(workspace, name))));
  return sizes.filter(({ size }) => size > 0).length;
}

/** Offsets at which the page goes on with its uploads. */
function offsetsOf(page: Page): number[] {
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}

async function depositPage(): Promise<Page> {
  const page = await stage.visitSignedIn(line.url);
  // Leaving a page that sends is asked about.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto('/coffres/0/deposer');
  await page.getByRole('button', { name: 'Choisir un fichier' }).waitFor();
  return page;
}

it('a deposit goes on after the line was cut and the service killed', async () => {
  const page = await depositPage();
  const offsets = offsetsOf(page);
  await cutInTheMiddle(page, await packageNamed('coupure.zip', 11));
  await checkScreen(page, 'upload that waits for the line');
  await stage.restart();
  line.mend();
  await accepted(page);
  await page.getByText('coupure.zip').first().waitFor();
  expect(offsets[0]).toBe(0);
  expect(offsets.at(-1)).toBeGreaterThan(0);
});

it('a deposit goes on in a new page where the same file is chosen again', async () => {
  const page = await depositPage();
  const path = await packageNamed('rechargement.zip', 12);
  await cutInTheMiddle(page, path);
  await page.reload();
  await page.getByRole('heading', { name: 'Un envoi est interrompu' }).waitFor();
  await page.getByText('rechargement.zip').waitFor();
  await checkScreen(page, 'deposit with an interrupted upload');
  const offsets = offsetsOf(page);
  line.mend();
  await choose(page, path);
  await accepted(page);
  expect(offsets[0]).toBeGreaterThan(0);
});

it('an interrupted deposit is given up, by keyboard', async () => {
  const page = await depositPage();
  await cutInTheMiddle(page, await packageNamed('abandon.zip', 13));
  await page.reload();
  const giveUp = page.getByRole('button', { name: 'Abandonner l’envoi de abandon.zip' });
  await giveUp.focus();
  await page.keyboard.press('Enter');
  await giveUp.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('button', { name: 'Choisir un fichier' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Un envoi est interrompu' }).count()).toBe(0);
  line.mend();
});
