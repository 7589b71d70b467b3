import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BOUNDS, type Bounds, type ExtractionThread, openExtractionThread } from './extraction-threads.ts';
import { kindOf } from './formats.ts';
import { odtDocument, pdfBomb, pdfDocument, textDocument } from './testing/documents.ts';

/** What hostile documents cost: their bounds, and the thread, never the service. */

const MB = 1024 * 1024;
/** For what ends by another bound than that of time, on a machine that does other things. */
const PATIENCE_MS = 110_000;
let thread: ExtractionThread;
const never = new AbortController().signal;

beforeEach(() => within({}));
afterEach(() => thread.rest());

function within(bounds: Partial<Bounds>): void {
  thread = openExtractionThread({ ...BOUNDS, ...bounds });
}

function read({ content, formatId }: ReturnType<typeof textDocument>, signal = never) {
  return thread.extract(kindOf(formatId) as 'text', new Uint8Array(content), signal);
}

async function isReadAfter(): Promise<void> {
  expect(await read(textDocument('Après la tempête'))).toEqual({ text: 'Après la tempête', isCut: false });
}

describe('a document that wants more than it may have', () => {
  it('of buffers ends the thread, and the next is read', async () => {
    within({ buffers: 48 * MB });
    await expect(read(pdfBomb(160 * MB))).rejects.toMatchObject({ reason: 'MEMORY_LIMIT' });
    await isReadAfter();
  });

  it('of objects likewise', async () => {
    within({ heap: 24, time: PATIENCE_MS });
    const open = '<text:span>'.repeat(800_000);
    const document = await odtDocument(`<text:p>${open}${'</text:span>'.repeat(800_000)}</text:p>`);
    await expect(read(document)).rejects.toMatchObject({ reason: 'MEMORY_LIMIT' });
    await isReadAfter();
  });

  it('of time likewise', async () => {
    within({ time: 2_000 });
    await expect(read(pdfBomb(64 * MB))).rejects.toMatchObject({ reason: 'TIME_LIMIT' });
    // A thread that starts on a busy machine may itself take longer than this one may.
    await vi.waitFor(isReadAfter, { timeout: PATIENCE_MS });
  });

  it('unpacked is too large', async () => {
    const document = await odtDocument(`<text:p>${' '.repeat(257 * MB)}</text:p>`);
    await expect(read(document)).rejects.toMatchObject({
      reason: expect.stringMatching(/TOO_LARGE|MEMORY_LIMIT/),
    });
    await isReadAfter();
  });
});

it('a document that is given up says why, and the next is read', async () => {
  const stopping = new AbortController();
  const reading = read(pdfBomb(24 * MB), stopping.signal);
  stopping.abort(new Error('the service stops'));
  await expect(reading).rejects.toThrow('the service stops');
  await isReadAfter();
});

it('documents that follow each other are read by one thread', async () => {
  for (const words of ['premier', 'deuxième', 'troisième'])
    expect((await read(pdfDocument(words))).text).toBe(words);
});
