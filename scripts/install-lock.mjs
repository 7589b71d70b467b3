/** One installation at a time in a folder. Plain JavaScript for Node.js 18, without dependencies. */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 200;
const CLAIM_POLL_MS = 5;

/**
 * Runs `work` while no other process runs its own under the same lock file; one left by a process that is
 * gone is taken over.
 * @param {string} path
 * @param {() => Promise<void>} work
 * @param {() => void} onWait called once when another has it
 */
export async function withLock(path, work, onWait) {
  const token = randomUUID();
  const draft = `${path}.draft-${token}`;
  writeFileSync(draft, `${process.pid} ${token}`);
  try {
    for (let waited = false; !(await take(path, draft)); await delay(POLL_MS)) {
      if (!waited) onWait();
      waited = true;
    }
    try {
      await work();
    } finally {
      rmSync(path);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes a lock unless a living process holds it. A stale one is removed by whoever holds a second lock,
 * named after it: of two starts that saw it, the slower would else remove what the faster has put there.
 * @returns {Promise<boolean>}
 */
async function take(path, draft) {
  for (;;) {
    if (placed(draft, path)) return true;
    const holder = read(path);
    if (holder === undefined) continue;
    if (isAlive(holder.pid)) return false;
    const claim = `${path}.claim-${holder.token}`;
    if (!(await take(claim, draft))) {
      await delay(CLAIM_POLL_MS);
      continue;
    }
    try {
      if (read(path)?.token === holder.token) rmSync(path);
    } finally {
      rmSync(claim);
    }
  }
}

/** A hard link appears whole or not at all, and never over another. */
function placed(draft, path) {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Holder of a lock, undefined when there is none; what is no lock has no process. */
function read(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  const [, pid, token] = /^(\d+) ([\w-]{36})$/.exec(text) ?? [];
  return { pid: Number(pid ?? 0), token: token ?? 'unreadable' };
}

function isAlive(pid) {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
