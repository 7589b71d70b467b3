import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { collect } from './collected-text.ts';
import type { FromThread, ToThread } from './extraction-threads.ts';
import { extract } from './extractors/index.ts';
import { NotExtractable } from './not-extractable.ts';

/** Body of the thread in which documents are read (extraction-threads.ts): one after another. */

// On Linux it is the thread that yields to the others; elsewhere it would be the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

parentPort?.on('message', async ({ kind, bytes }: ToThread) => {
  answer(
    await collect((sink) => extract(kind, bytes, sink)).then(
      ({ text, isCut }): FromThread =>
        text === '' ? { kind: 'not-extractable', reason: 'NO_TEXT' } : { kind: 'text', text, isCut },
      // Readers fail in as many ways as documents are broken.
      (error: unknown): FromThread => ({
        kind: 'not-extractable',
        reason: error instanceof NotExtractable ? error.reason : 'DAMAGED',
      }),
    ),
  );
});

function answer(message: FromThread): void {
  parentPort?.postMessage(message);
}
