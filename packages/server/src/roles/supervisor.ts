import { Worker } from 'node:worker_threads';
import type { Log, Role } from '../platform/index.ts';
import type { FromRole, RoleData, ToRole } from './messages.ts';

/** The roles of a process, each in a thread of its own. */
export interface Supervisor {
  /** Port on which the role `api` answers; undefined when it is not of this process. */
  readonly port: number | undefined;
  /** Ends the roles: no new work, what is under way to its next pause. */
  drain(): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A role that has worked this long starts over with a short pause when it dies. */
const STEADY_MS = 60_000;

/**
 * Room for new objects of a thread, MB. By default it is 48 for each, most of which stays resident when nothing happens;
 * with less the collections of an entry cost a tenth of its time.
 */
const YOUNG_MB: Readonly<Record<Role, number>> = { api: 24, worker: 48 };

interface Thread {
  worker: Worker;
  up: boolean;
  pause: number;
  timer?: NodeJS.Timeout;
}

/**
 * Starts the roles and waits until each is ready. One that dies afterwards is started again, after a pause that grows
 * with each death.
 * @throws Error of a role that cannot start; the others are ended
 */
export async function superviseRoles(roles: readonly Role[], data: RoleData, log: Log): Promise<Supervisor> {
  const threads = new Map<Role, Thread>();
  let draining = false;

  function tellWhoIsDown(): void {
    const down = roles.filter((role) => !threads.get(role)?.up);
    for (const { worker, up } of threads.values()) if (up) send(worker, { kind: 'down', roles: down });
  }

  function start(role: Role, pause: number): Promise<number | undefined> {
    const worker = new Worker(new URL(`./${role}.ts`, import.meta.url), {
      workerData: data,
      name: role,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB[role] },
    });
    const thread: Thread = { worker, up: false, pause };
    threads.set(role, thread);
    const startedAt = Date.now();
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromRole) => {
        if (message.kind === 'failed')
          return reject(Object.assign(new Error(message.message), { code: message.code }));
        thread.up = true;
        tellWhoIsDown();
        resolve(message.port);
      });
      worker.on('error', (error) => {
        log.error({ err: error, role }, 'a role died');
        reject(error);
      });
      worker.on('exit', () => {
        const wasUp = thread.up;
        thread.up = false;
        if (draining) return;
        tellWhoIsDown();
        if (wasUp || pause > 0) again(role, thread, Date.now() - startedAt >= STEADY_MS);
      });
    });
  }

  function again(role: Role, thread: Thread, wasSteady: boolean): void {
    const pause = wasSteady
      ? FIRST_PAUSE_MS
      : Math.min(Math.max(thread.pause * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    log.warn({ role, pause }, 'the role is started again');
    thread.timer = setTimeout(() => {
      // Its failure is told by its exit, which starts it again.
      start(role, pause).catch((error: Error) => log.error({ err: error, role }, 'the role does not start'));
    }, pause);
  }

  async function drain(): Promise<void> {
    draining = true;
    await Promise.all(
      [...threads.values()].map(async ({ worker, up, timer }) => {
        clearTimeout(timer);
        if (!up) return worker.terminate();
        const ended = new Promise((resolve) => worker.once('exit', resolve));
        send(worker, { kind: 'drain' });
        return ended;
      }),
    );
  }

  try {
    const ports = await Promise.all(roles.map((role) => start(role, 0)));
    return { port: ports[roles.indexOf('api')], drain };
  } catch (error) {
    await drain();
    throw error;
  }
}

const send = (worker: Worker, message: ToRole) => worker.postMessage(message);
