import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { findChromium } from '../scripts/find-chromium.ts';
import { newDataFolder, removeDataFolder, type Service, startService } from '../scripts/service.ts';

export interface Account {
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

/** The real service, newly installed, and a real browser before it. */
export interface Stage {
  readonly service: Service;
  readonly account: Account;
  /** All that are in credentials.json, the administrator first. */
  readonly accounts: readonly Account[];
  /** A page of a browser that nobody used. */
  visit(locale?: string): Promise<Page>;
  /** A page where the administrator is signed in. @param url of a line to the service (line.ts) */
  visitSignedIn(url?: string, locale?: string): Promise<Page>;
  /** Kills the service as a power cut would, and starts it again at its address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const WIDTHS = [1_280, 390] as const;
/** How long a state may take to come; a busy machine is no fault. */
const PATIENCE_MS = 60_000;

/** @param environment variables of the service beside the usual ones */
export async function openStage(environment: Record<string, string> = {}): Promise<Stage> {
  const dataFolder = await newDataFolder();
  let service = await startService(dataFolder, environment);
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium on this machine');
  // The system's sandbox wants rights that a container has not; the pages are our own.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const { accounts } = JSON.parse(await readFile(join(dataFolder, 'credentials.json'), 'utf8'));
  const account = accounts[0] as Account;
  const faults: string[] = [];
  const visit = async (locale?: string): Promise<Page> =>
    pageOf(await contextOf(browser, service.url, locale), faults);
  return {
    get service() {
      return service;
    },
    account,
    accounts,
    visit,
    async visitSignedIn(url = service.url, locale?: string) {
      const context = await contextOf(browser, url, locale);
      await signInByRequest(context, account);
      return pageOf(context, faults);
    },
    async restart() {
      await service.kill();
      service = await startService(dataFolder, { ...environment, PERENNE_PORT: new URL(service.url).port });
    },
    async close() {
      await browser.close();
      await service.stop();
      await removeDataFolder(dataFolder);
      expect(faults).toEqual([]);
    },
  };
}

async function contextOf(browser: Browser, baseURL: string, locale = 'fr-FR'): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    locale,
    viewport: { width: WIDTHS[0], height: 900 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

/** Notes what no page may do: fail, or be stopped by its own security policy. */
async function pageOf(context: BrowserContext, faults: string[]): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text());
  });
  return page;
}

async function signInByRequest(context: BrowserContext, { email, password }: Account): Promise<void> {
  const answer = await context.request.post('/api/v1/session', {
    headers: { 'X-Requested-With': 'perenne' },
    data: { email, password },
  });
  expect(answer.status()).toBe(200);
}

/** The screen breaks no accessibility rule, and fits, on a desk and in a hand. */
export async function checkScreen(
  page: Page,
  name: string,
  widths: readonly number[] = WIDTHS,
): Promise<void> {
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await (await axeOf(page)).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
    expect(found, `${name} at ${width}`).toEqual([]);
    const tooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(tooWide, `${name} at ${width} is wider than the window`).toBe(false);
  }
  if (before !== null) await page.setViewportSize(before);
}

/** The rules of accessibility, once a page: to bring them into it takes as long as to apply them. */
async function axeOf(page: Page): Promise<AxeBuilder> {
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(AXE);
  // What keeps a rule is not described, only counted.
  return new AxeBuilder({ page, axeSource: '0' }).setLegacyMode().options({ resultTypes: ['violations'] });
}

/** Lets files fall on an element, as a person who drags them does. */
export async function dropFiles(
  page: Page,
  selector: string,
  files: readonly { readonly name: string; readonly content: Buffer }[],
): Promise<void> {
  const given = JSON.stringify(
    files.map(({ name, content }) => ({ name, content: content.toString('base64') })),
  );
  const dataTransfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    for (const { name, content } of ${given})
      transfer.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name));
    return transfer;
  })()`);
  for (const event of ['dragenter', 'dragover', 'drop'])
    await page.locator(selector).dispatchEvent(event, { dataTransfer });
}
