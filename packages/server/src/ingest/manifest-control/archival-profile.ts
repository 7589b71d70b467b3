import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { archivalProfileFile, findArchivalProfile } from '../../referentials/index.ts';
import type { EntryRun } from '../entry.ts';
import { manifestOf } from '../reception/sanity.ts';
import type { ProfileControl, ProfileVerdict } from './profile-process.ts';

/** libxml2 holds the whole document, some six times its text: above this it would take the service's memory. */
const MOST_BYTES = 100 * 1024 * 1024;
/** Ten times what the largest manifest takes; only a pattern made for it takes longer. */
const MOST_MS = 60_000;

/**
 * Validates the manifest by the file of an archival profile (RELAX NG or XSD).
 * @returns why it does not conform, or cannot be controlled; undefined when it conforms
 */
export async function checkByProfile(run: EntryRun, id: string): Promise<string | undefined> {
  const { database, storage } = run.house;
  const { profile, file } = await database.inTenant(run.tenant, async (tx) => {
    const found = await findArchivalProfile(tx, run.tenant, id);
    return { profile: found, file: found && (await archivalProfileFile(tx, storage, run.tenant, found)) };
  });
  if (!profile) return `The profile ${id} is not in the referential`;
  if (!file) return `The profile ${id} has no file`;
  const manifest = await manifestText(run);
  if (!manifest) return `The control by an archival profile takes manifests up to ${MOST_BYTES} bytes`;
  return validateByProfile({ format: profile.Format, file, manifest }, run.signal);
}

/**
 * Validates in a process of its own: a pattern of the profile can take any time for a value made for it, what else the
 * worker does must go on meanwhile, and a thread that is ended within WebAssembly takes its process with it (V8's
 * "Check failed: (location_) != nullptr").
 * @returns why it does not conform, or that the control took too long
 * @throws what the signal says when it is aborted
 */
export async function validateByProfile(
  control: ProfileControl,
  signal: AbortSignal,
  milliseconds = MOST_MS,
): Promise<string | undefined> {
  const patience = AbortSignal.timeout(milliseconds);
  const child = fork(fileURLToPath(new URL('./profile-process.ts', import.meta.url)), {
    // The options of Node.js are those of this process (scripts/node-flags.mjs), its secrets are not passed on.
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const isOver = new AbortController();
  try {
    child.send(control);
    const until = AbortSignal.any([signal, patience, isOver.signal]);
    const [verdict] = await Promise.race([
      once(child, 'message', { signal: until }),
      once(child, 'exit', { signal: until }).then(([code]) => {
        throw new Error(`the control by a profile ended with ${code}`);
      }),
    ]);
    return (verdict as ProfileVerdict).fault;
  } catch (error) {
    signal.throwIfAborted();
    if (!patience.aborted) throw error;
    return `The control by the archival profile was given up after ${milliseconds / 1_000} s`;
  } finally {
    isOver.abort();
    child.kill('SIGKILL');
  }
}

/** The manifest as it came; undefined when it is too large. */
async function manifestText(run: EntryRun): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of manifestOf(run)) {
    size += piece.length;
    if (size > MOST_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
