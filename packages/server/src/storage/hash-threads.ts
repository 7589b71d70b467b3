import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { BUFFER } from './buffers.ts';

/**
 * SHA-512 of large files in threads of their own: the copies of a file are verified side by side, and the thread that
 * stores goes on meanwhile. One core does about 500 MB/s, less than the disks that it reads from.
 */

export type ToHashThread =
  | { readonly kind: 'piece'; readonly memory: SharedArrayBuffer; readonly length: number }
  | { readonly kind: 'end' };
export type FromHashThread =
  | { readonly kind: 'taken' }
  | { readonly kind: 'digest'; readonly digest: Uint8Array };

/** Threads that are kept for the next file; they keep no process alive. */
const KEPT = availableParallelism();
const idle: Worker[] = [];

/** One file on its way through a thread. One call at a time; after an error only `abandon`. */
export interface ThreadHash {
  /** Hashes the first bytes of a memory, which must not change until it returns. */
  update(memory: SharedArrayBuffer, length: number): Promise<void>;
  /** SHA-512; the thread is free for another file. */
  digest(): Promise<Buffer>;
  /** Gives the file up. Idempotent; after `digest` it does nothing. */
  abandon(): Promise<void>;
}

export function beginThreadHash(): ThreadHash {
  const thread = idle.pop() ?? new Worker(new URL('./hash-thread.ts', import.meta.url), { name: 'hash' });
  thread.ref();
  let held = true;
  return {
    async update(memory, length) {
      await ask(thread, { kind: 'piece', memory, length });
    },
    async digest() {
      const answer = await ask(thread, { kind: 'end' });
      if (answer.kind !== 'digest') throw new Error('the hashing thread did not answer with a digest');
      held = false;
      thread.unref();
      if (idle.length < KEPT) idle.push(thread);
      else await thread.terminate();
      return Buffer.from(answer.digest);
    },
    async abandon() {
      if (!held) return;
      held = false;
      // It holds half a file.
      await thread.terminate();
    },
  };
}

/**
 * @param size bytes of the file
 * @param read fills `into` with the bytes from `position` on
 * @throws what `read` throws
 */
export async function hashInThread(
  size: number,
  read: (into: Uint8Array, position: number) => Promise<void>,
): Promise<Buffer> {
  const hash = beginThreadHash();
  try {
    return await feed(hash, size, read);
  } finally {
    await hash.abandon();
  }
}

/** The next piece is read while one is hashed. */
async function feed(
  hash: ThreadHash,
  size: number,
  read: (into: Uint8Array, position: number) => Promise<void>,
): Promise<Buffer> {
  const memories = [new SharedArrayBuffer(BUFFER), new SharedArrayBuffer(BUFFER)] as const;
  let hashed: Promise<void> = Promise.resolve();
  for (let position = 0, turn = 0; position < size; position += BUFFER, turn = 1 - turn) {
    const memory = memories[turn as 0 | 1];
    const length = Math.min(BUFFER, size - position);
    await read(new Uint8Array(memory, 0, length), position);
    await hashed;
    hashed = hash.update(memory, length);
    // A failure of the thread is thrown by the next round's `await`.
    hashed.catch(() => undefined);
  }
  await hashed;
  return hash.digest();
}

async function ask(thread: Worker, message: ToHashThread): Promise<FromHashThread> {
  // `once` rejects when the thread dies by an error.
  const answered = once(thread, 'message');
  thread.postMessage(message);
  const [answer] = await answered;
  return answer as FromHashThread;
}
