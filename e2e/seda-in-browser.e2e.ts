import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findChromium } from '../scripts/find-chromium.ts';

/** The SEDA library as a page has it: bundled, in Chromium, without anything of Node.js. */

const SEDA = fileURLToPath(new URL('../packages/seda/', import.meta.url));

interface Bundle {
  readonly output: readonly { readonly type: string; readonly code?: string; readonly imports?: string[] }[];
}

let browser: Browser;
beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium on this machine');
  // The system's sandbox wants rights that a container has not; the page is our own.
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(() => browser?.close());

it('the example of the SEDA library runs in a page and prints what it prints elsewhere', async () => {
  const [bundle] = (await build({
    root: SEDA,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry: 'src/index.ts', formats: ['es'] } },
  })) as unknown as Bundle[];
  const [chunk, ...others] = bundle?.output ?? [];
  expect(others).toEqual([]);
  expect(chunk?.imports).toEqual([]);
  expect(chunk?.code).not.toMatch(/\bnode:|__vite-browser-external|\bprocess\.|\bBuffer\b/);

  const readme = await readFile(`${SEDA}README.md`, 'utf8');
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const [, expected] = /```text\n(.*?)```/s.exec(readme) ?? [];
  // Types of the example are few, and a page takes none.
  const script = example.replace("'@perenne/seda'", "'seda'").replaceAll(/\((\w+): \w+\)/g, '($1)');
  const page = await browser.newPage();
  const printed: string[] = [];
  page.on('console', (message) => printed.push(message.text()));
  const failed = new Promise((_, reject) => page.on('pageerror', reject));
  const url = `data:text/javascript;base64,${Buffer.from(chunk?.code ?? '').toString('base64')}`;
  const finished = page.waitForFunction('globalThis.finished === true');
  await page.setContent(
    `<script type="importmap">{"imports":{"seda":"${url}"}}</script>` +
      `<script type="module">${script}\nglobalThis.finished = true;</script>`,
  );
  await Promise.race([finished, failed]);
  expect(`${printed.join('\n')}\n`).toBe(expected);
});
