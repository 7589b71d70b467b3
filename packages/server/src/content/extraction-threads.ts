import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CollectedText } from './collected-text.ts';
import type { Kind } from './formats.ts';
import { NotExtractable, type Reason } from './not-extractable.ts';

/**
 * Documents are read in a thread of their own: what a hostile one wants of time and memory ends the thread, and the next
 * document finds another.
 */

export interface ToThread {
  readonly kind: Kind;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export type FromThread =
  | ({ readonly kind: 'text' } & CollectedText)
  | { readonly kind: 'not-extractable'; readonly reason: Reason };

export interface Bounds {
  /** For one document, ms. */
  readonly time: number;
  /** Objects of JavaScript, MB. */
  readonly heap: number;
  /** Buffers, the document's own bytes among them, bytes: V8 does not bound them. */
  readonly buffers: number;
}

export const BOUNDS: Bounds = { time: 60_000, heap: 256, buffers: 512 * 1024 * 1024 };

/** How often the buffers of the thread are looked at, ms. */
const LOOK_MS = 50;

export interface ExtractionThread {
  /**
   * @param bytes are given away @param signal gives the document up
   * @throws NotExtractable for the document's own faults; the signal's reason
   */
  extract(kind: Kind, bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<CollectedText>;
  /** Ends the thread, whose memory is given back; the next document starts another. */
  rest(): Promise<void>;
}

export function openExtractionThread(bounds: Bounds = BOUNDS): ExtractionThread {
  let thread: Worker | undefined;

  function started(): Worker {
    const worker = new Worker(new URL('./extraction-thread.ts', import.meta.url), {
      name: 'extraction',
      resourceLimits: { maxOldGenerationSizeMb: bounds.heap, maxYoungGenerationSizeMb: 16 },
    });
    worker.unref();
    // Between two documents nobody else listens.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (thread === worker) thread = undefined;
    });
    return worker;
  }

  async function rest(): Promise<void> {
    const worker = thread;
    thread = undefined;
    await worker?.terminate();
  }

  return {
    async extract(kind, bytes, signal) {
      signal.throwIfAborted();
      thread ??= started();
      const worker = thread;
      const over = new AbortController();
      const given = AbortSignal.any([signal, over.signal]);
      const clock = setTimeout(() => over.abort(new NotExtractable('TIME_LIMIT')), bounds.time);
      const watch = watchBuffers(worker, bounds.buffers, over);
      try {
        const answered = answerOf(worker, given);
        worker.postMessage({ kind, bytes } satisfies ToThread, [bytes.buffer]);
        const answer = await answered;
        if (answer.kind === 'not-extractable') throw new NotExtractable(answer.reason);
        return { text: answer.text, isCut: answer.isCut };
      } catch (error) {
        if (given.aborted) {
          await rest();
          throw given.reason;
        }
        throw error;
      } finally {
        clearTimeout(clock);
        watch.stop();
      }
    },
    rest,
  };
}

/** @throws NotExtractable MEMORY_LIMIT when the thread dies of it; other deaths as they are */
async function answerOf(worker: Worker, signal: AbortSignal): Promise<FromThread> {
  const settled = new AbortController();
  const listening = { signal: AbortSignal.any([signal, settled.signal]) };
  try {
    return await Promise.race([
      once(worker, 'message', listening).then(([answer]) => answer as FromThread),
      once(worker, 'exit', listening).then(([code]) => {
        throw new Error(`the thread that reads documents ended with ${code}`);
      }),
    ]);
  } catch (error) {
    // `once` rejects with what the thread died of.
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_WORKER_OUT_OF_MEMORY' ? new NotExtractable('MEMORY_LIMIT', error) : error;
  } finally {
    settled.abort();
  }
}

function watchBuffers(worker: Worker, most: number, over: AbortController): { stop(): void } {
  let watching = true;
  const look = async () => {
    while (watching) {
      await pause(LOOK_MS, undefined, { ref: false });
      // A thread that starts or ends has no statistics.
      const held = await worker.getHeapStatistics().catch(() => undefined);
      if (watching && held !== undefined && held.external_memory > most)
        over.abort(new NotExtractable('MEMORY_LIMIT'));
    }
  };
  void look();
  return {
    stop() {
      watching = false;
    },
  };
}
