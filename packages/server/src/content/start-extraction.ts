import { setTimeout as pause } from 'node:timers/promises';
import { extractObject } from './extract-object.ts';
import { openExtractionThread } from './extraction-threads.ts';
import type { ContentHouse } from './house.ts';
import { handBack, type Job, postpone, sweepSome, take } from './queue.ts';

/** Without a document to read a look every so often. */
const LOOK_MS = 2_000;
/** Operations that are queued or run go first, for so long at most. */
const LONGEST_WAIT_MS = 5 * 60_000;
/** Beside them a document is followed by a pause of so many times its own time. */
const PAUSES = 4;

/**
 * Reads the documents that are queued, one after another, until stopped. Every node may: each document is taken once.
 * @returns how to stop, which resolves when the document at hand is given back
 */
export function startExtraction(house: ContentHouse, node: number): () => Promise<void> {
  const { database, clock, log } = house;
  const thread = openExtractionThread();
  const stopping = new AbortController();
  const { signal } = stopping;
  const name = `${node}-${process.pid}-${clock.now().getTime()}`;
  let number = 0;
  let busySince: number | undefined;

  const wait = (ms: number) => pause(ms, undefined, { signal }).catch(() => undefined);

  /** One document, or some of a sweep. @returns false when there is nothing to do */
  async function step(): Promise<boolean> {
    if (await sweepSome(database, clock.now())) return true;
    const job = await take(database, `${name}-${++number}`, clock.now());
    if (job === undefined) return false;
    await readOne(job);
    return true;
  }

  async function readOne(job: Job): Promise<void> {
    try {
      await extractObject(house, thread, job, signal);
    } catch (error) {
      if (signal.aborted) return handBack(database, job, clock.now());
      log.warn({ err: error, object: job.object }, 'a document could not be read: it is tried again later');
      await postpone(database, job, clock.now());
    }
  }

  async function isBusy(): Promise<boolean> {
    const [row] = await database.outsideTenants((tx) =>
      tx.query<{ busy: boolean }>('select exists (select from work_queue) as busy'),
    );
    return row?.busy ?? false;
  }

  /** @returns whether a document may be read beside operations, or without any */
  async function mayRead(): Promise<boolean> {
    if (!(await isBusy())) {
      busySince = undefined;
      return true;
    }
    busySince ??= Date.now();
    return Date.now() - busySince >= LONGEST_WAIT_MS;
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        const began = Date.now();
        if ((await mayRead()) && (await step())) {
          if (busySince !== undefined) await wait(PAUSES * (Date.now() - began));
        } else {
          await thread.rest();
          await wait(LOOK_MS);
        }
      } catch (error) {
        log.warn({ err: error }, 'documents cannot be read');
        await wait(LOOK_MS);
      }
    }
    await thread.rest();
  }

  const running = run();
  return async () => {
    stopping.abort(new Error('the service stops'));
    await running;
  };
}
