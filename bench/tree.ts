import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manyUnits } from '@perenne/sample';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../scripts/find-chromium.ts';
import { type Archive, prepare, TENANT } from './archive.ts';
import { type Figure, say } from './figures.ts';
import { median, p95 } from './timing.ts';

/** The tree beside a search, in a real browser: a node of very many children is opened, and gone through to its end. */

const CHILDREN = 10_000;
const OPENINGS = 30;
/** Issue of the screens: to the next paint. */
const TARGET_MS = 200;
const PATIENCE_MS = 60_000;

export async function tree(archive: Archive): Promise<Figure[]> {
  const { client, service } = archive;
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium on this machine (apt-get install chromium)');
  await prepare(archive);
  say(`a folder of ${CHILDREN} units is entered`);
  const operation = await client.deposit(
    manyUnits({ units: CHILDREN, objectSize: 256, seed: 1, perFolder: CHILDREN }),
    TENANT,
  );
  const { status } = await client.follow(operation, TENANT);
  if (status !== 'OK') throw new Error(`the transfer ${operation} ended ${status}`);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ baseURL: service.url, locale: 'fr-FR' });
    context.setDefaultTimeout(PATIENCE_MS);
    const { accounts } = JSON.parse(await readFile(join(service.dataFolder, 'credentials.json'), 'utf8'));
    const { email, password } = accounts[0];
    const answer = await context.request.post('/api/v1/session', {
      headers: { 'X-Requested-With': 'perenne' },
      data: { email, password },
    });
    if (!answer.ok()) throw new Error(`sign-in refused: ${answer.status()}`);
    const page = await context.newPage();
    say('it is opened by key and by click, and gone through to its end');
    const byKey: number[] = [];
    const byClick: number[] = [];
    const toEnd: number[] = [];
    for (let at = 0; at < OPENINGS; at++) {
      await fresh(page);
      byKey.push(await untilPainted(page, 'keydown', () => page.keyboard.press('ArrowRight'), 1));
      toEnd.push(await untilPainted(page, 'keydown', () => page.keyboard.press('End'), CHILDREN));
      await fresh(page);
      byClick.push(await untilPainted(page, 'click', () => page.locator('.tree-turn').first().click(), 1));
    }
    return [
      ...figures(`tree node of ${CHILDREN} children opened by key, to the next paint`, byKey),
      ...figures(`tree node of ${CHILDREN} children opened by click, to the next paint`, byClick),
      ...figures('from its first child to its last (End), to the next paint', toEnd),
    ];
  } finally {
    await browser.close();
  }
}

function figures(name: string, measures: readonly number[]): Figure[] {
  const common = { unit: 'ms', better: 'lower', target: TARGET_MS } as const;
  return [
    { ...common, name: `${name}, median`, value: median(measures) },
    { ...common, name: `${name}, p95`, value: p95(measures) },
  ];
}

/** The search page newly loaded, so that nothing of the branch is known, at rest, the focus on the tree. */
async function fresh(page: Page): Promise<void> {
  await page.goto(`/coffres/${TENANT}/recherche`, { waitUntil: 'networkidle' });
  await page.locator('[role=treeitem][aria-level="1"][aria-expanded]').waitFor();
  await page.getByRole('tree').focus();
}

/**
 * From the time stamp of the event to the paint after the child with that number stands in the list.
 * @param position `aria-posinset` of a known child, from 1
 * @returns milliseconds, by the clock of the page
 */
async function untilPainted(
  page: Page,
  event: 'keydown' | 'click',
  act: () => Promise<void>,
  position: number,
): Promise<number> {
  await page.evaluate(`window.painted = new Promise((resolve) => {
    let from;
    const look = () => {
      if (from === undefined) return;
      const child = document.querySelector(
        '[role=treeitem][aria-level="2"][aria-setsize="${CHILDREN}"][aria-posinset="${position}"]:not([aria-busy])');
      if (child === null) return;
      observer.disconnect();
      // A task that follows a frame runs when that frame is painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - from);
        port2.postMessage(0);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    addEventListener('${event}', ({ timeStamp }) => { from = timeStamp; }, { capture: true, once: true });
  }); undefined`);
  await act();
  return page.evaluate<number>('window.painted');
}
