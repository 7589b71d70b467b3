import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './root.ts';

/**
 * Runs a Node.js program in the project's folder, on our own terminal; it ends with us.
 * @returns its exit code, or 128 and the number of the signal that ended it
 */
export async function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGHUP'];
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  // Ctrl-C reaches the child by the terminal; we stay to tell the outcome.
  const wait = () => undefined;
  process.on('SIGINT', wait);
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal as NodeJS.Signals]));
    });
  } finally {
    process.off('SIGINT', wait);
    for (const signal of signals) process.off(signal, forward);
  }
}
