import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { FromHashThread, ToHashThread } from './hash-threads.ts';

/** Body of a hashing thread (hash-threads.ts): pieces of one file after another, then its digest. */
let hash: Hash | undefined;

parentPort?.on('message', (message: ToHashThread) => {
  hash ??= createHash('sha512');
  if (message.kind === 'piece') {
    hash.update(new Uint8Array(message.memory, 0, message.length));
    answer({ kind: 'taken' });
  } else {
    answer({ kind: 'digest', digest: hash.digest() });
    hash = undefined;
  }
});

function answer(message: FromHashThread): void {
  parentPort?.postMessage(message);
}
