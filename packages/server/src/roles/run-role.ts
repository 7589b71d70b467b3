import { parentPort, workerData } from 'node:worker_threads';
import type { Role } from '../platform/index.ts';
import type { FromRole, RoleData, ToRole } from './messages.ts';

/** A role at work in this thread. */
export interface RunningRole {
  readonly port?: number;
  /** Takes nothing more, ends what is under way, closes its connections. */
  drain(): Promise<void>;
  /** Told which roles of the process are not up. */
  down?(roles: readonly Role[]): void;
}

/** Body of a role's thread: starts it, tells the supervisor, drains when told, and lets the thread end. */
export function runRole(start: (data: RoleData) => Promise<RunningRole>): void {
  const port = parentPort;
  if (!port) throw new Error('a role runs in a worker thread of main.ts');
  const tell = (message: FromRole) => port.postMessage(message);
  const starting = start(workerData as RoleData);
  starting.then(
    (role) => tell({ kind: 'ready', ...(role.port === undefined ? {} : { port: role.port }) }),
    (error: NodeJS.ErrnoException) => {
      tell({ kind: 'failed', message: error.message, code: error.code });
      port.close();
    },
  );
  port.on('message', async (message: ToRole) => {
    const role = await starting.catch(() => undefined);
    if (message.kind === 'down') return role?.down?.(message.roles);
    await role?.drain();
    port.close();
  });
}
