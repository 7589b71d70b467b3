/**
 * Loaded before an entry that with-node.mjs starts: when the launcher is gone (killed outright), the entry
 * is asked to end as by SIGTERM.
 */
import { isMainThread } from 'node:worker_threads';

// Processes that the entry starts inherit this file by their options; the launcher is not their parent.
if (isMainThread && process.env.PERENNE_LAUNCHER === String(process.ppid) && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
delete process.env.PERENNE_LAUNCHER;
