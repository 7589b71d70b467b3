import { copyFile, stat, truncate } from 'node:fs/promises';

const MAX_BYTES = 16 * 1024 ** 2;
const PERIOD_MS = 60_000;

/**
 * Keeps the server's log bounded: past 16 MB it is copied to `<file>.1` and emptied in place, since the
 * server writes to it at the end, whatever its length.
 */
export async function rotateLog(file: string, maxBytes = MAX_BYTES): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= maxBytes) return;
  await copyFile(file, `${file}.1`);
  await truncate(file);
}

/** Looks at the log every minute. @returns how to end it */
export function keepRotating(file: string, log: (line: string) => void): () => void {
  const timer = setInterval(() => {
    rotateLog(file).catch((error: Error) => log(`the database's log cannot be rotated: ${error.message}`));
  }, PERIOD_MS);
  timer.unref();
  return () => clearInterval(timer);
}
