import { Readable } from 'node:stream';
import { soundFile } from '@perenne/sample';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientOf } from '../scripts/client.ts';
import { checkScreen, openStage, type Stage } from './browser.ts';
import { packageOfFiles, type TitledFile } from './packages.ts';

/** Sounds and films are played and sought in the page; the browser reads of them what it needs (RFC 9110 14). */

const TENANT = 0;
/** Long enough that no browser reads it whole before it plays. */
const SOUND_SECONDS = 1_800;
const FILM_SECONDS = 2;

let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
  page = await stage.visitSignedIn();
  const client = clientOf(stage.service.url, stage.service.apiKey);
  const prepared = await page.request.post(`/api/v1/tenants/${TENANT}/first-package/referentials`, {
    headers: { 'X-Requested-With': 'perenne' },
  });
  expect(prepared.status()).toBe(204);
  const files = [soundOf(), await filmOf(await stage.visit())];
  const id = await client.deposit(Readable.from([await packageOfFiles('Sons et films', files)]), TENANT);
  expect((await client.follow(id, TENANT)).status).toMatch(/^(OK|WARNING)$/);
});
afterAll(() => stage?.close());

function soundOf(): TitledFile {
  const bell = { pitch: 440, length: 30 };
  const { extension, ...sound } = soundFile(Array.from({ length: SOUND_SECONDS / bell.length }, () => bell));
  return { ...sound, name: `temoignage.${extension}`, title: 'temoignage' };
}

/** Some seconds of moving squares, recorded by the browser itself. */
async function filmOf(studio: Page): Promise<TitledFile> {
  const recorded = await studio.evaluate<string>(`(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    const brush = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
    recorder.start();
    const begin = performance.now();
    let frame = 0;
    await new Promise((resolve) => {
      const draw = () => {
        frame++;
        brush.fillStyle = 'hsl(' + frame * 7 + ' 80% 50%)';
        brush.fillRect((frame * 37) % 320, (frame * 53) % 180, 60, 60);
        if (performance.now() - begin < ${FILM_SECONDS * 1_000}) requestAnimationFrame(draw);
        else resolve();
      };
      draw();
    });
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  })()`);
  return {
    name: 'fete.webm',
    title: 'fete-du-lavoir',
    content: Buffer.from(recorded, 'base64'),
    formatId: 'fmt/573',
    mimeType: 'video/webm',
  };
}

/** Opens an archive, and notes what the service answers to the player. */
async function openArchive(title: string): Promise<Response[]> {
  const answers: Response[] = [];
  page.on('response', (answer) => {
    if (answer.url().includes('/content?')) answers.push(answer);
  });
  await page.goto(`/coffres/${TENANT}/recherche?q=${title}`);
  await page.locator('.hit a').first().click();
  return answers;
}

/** Plays a little, goes to a moment, and plays on from there. */
async function playAndSeek(player: 'audio' | 'video', seconds: number): Promise<void> {
  const isAt = (least: number) =>
    expect
      .poll(() => page.evaluate<number>(`document.querySelector('${player}').currentTime`), {
        timeout: 30_000,
      })
      .toBeGreaterThan(least);
  await page.locator(player).waitFor();
  await page.evaluate(`document.querySelector('${player}').play()`);
  await isAt(0.1);
  await page.evaluate(`(() => {
    const player = document.querySelector('${player}');
    const sought = new Promise((resolve) => player.addEventListener('seeked', resolve, { once: true }));
    player.currentTime = ${seconds};
    return sought;
  })()`);
  await isAt(seconds + 0.1);
  await page.evaluate(`document.querySelector('${player}').pause()`);
  expect(await page.evaluate(`document.querySelector('${player}').error`)).toBeNull();
}

const rangeOf = (answer: Response) => answer.headers()['content-range'] ?? '';

it('a sound is played, and sought without being read from its beginning', async () => {
  const answers = await openArchive('temoignage');
  await playAndSeek('audio', SOUND_SECONDS - 100);
  expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 206));
  const starts = answers.map((answer) => Number(/^bytes (\d+)-/.exec(rangeOf(answer))?.[1]));
  // A second of it is 8,000 bytes.
  expect(Math.max(...starts), starts.join()).toBeGreaterThan((SOUND_SECONDS - 400) * 8_000);
  expect(await page.evaluate(`document.querySelector('audio').duration`)).toBe(SOUND_SECONDS);
  await checkScreen(page, 'archive with a sound');
});

it('a film is played and sought', async () => {
  const answers = await openArchive('fete-du-lavoir');
  await playAndSeek('video', FILM_SECONDS / 2);
  expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 206));
  expect(answers.map(rangeOf)).toContainEqual(expect.stringMatching(/^bytes 0-\d+\/\d+$/));
  expect(await page.evaluate(`document.querySelector('video').videoWidth`)).toBe(320);
  await checkScreen(page, 'archive with a film');
});
