import type { Platform } from '../platform/index.ts';
import { runOperation } from './engine.ts';
import { Interrupted, isInterruption } from './failures.ts';
import { acquire, handBack, LEASE_MS, type Lease, LeaseLost, renew, WORK_CHANNEL } from './queue.ts';
import type { Workflow } from './workflow.ts';

/** Operations that one worker runs at once: one waits for disks while another computes. */
const OPERATIONS_AT_ONCE = 2;

/** Without news from the database a look every so often: work of a dead worker announces itself to nobody. */
const POLL_MS = 2_000;

export interface Worker {
  /** Stops taking work and gives back what it holds, at the next pause of each; resolves when all is given back. */
  stop(): Promise<void>;
}

/** Takes operations from the queue and runs them, until stopped. `node` tells workers apart in journals. */
export async function startWorker<House extends Platform>(
  house: House,
  workflows: readonly Workflow<House>[],
  node: number,
): Promise<Worker> {
  const { database, clock, log } = house;
  const holder = `${node}-${process.pid}-${house.guids.make('plain', 0 as never)}`;
  const byId = new Map(workflows.map((workflow) => [workflow.id, workflow]));
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let looking: Promise<void> = Promise.resolve();
  let taken = 0;

  async function work(lease: Lease): Promise<void> {
    const lost = new AbortController();
    const heartbeat = setInterval(() => {
      renew(database, lease, clock.now()).catch((error: Error) => {
        // A missed beat is made good by the next; only another holder ends the run.
        if (error instanceof LeaseLost) lost.abort(error);
        else log.warn({ err: error, operation: lease.operation }, 'heartbeat missed');
      });
    }, LEASE_MS / 3);
    try {
      const signal = AbortSignal.any([lost.signal, stopping.signal]);
      await runOperation(house, (id) => byId.get(id), lease, signal, node);
    } catch (error) {
      const level = isInterruption(error, stopping.signal) ? 'info' : 'error';
      log[level]({ err: error, operation: lease.operation }, 'operation interrupted');
      if (stopping.signal.aborted) await handBack(database, lease).catch(() => undefined);
    } finally {
      clearInterval(heartbeat);
    }
  }

  async function look(): Promise<void> {
    while (running.size < OPERATIONS_AT_ONCE && !stopping.signal.aborted) {
      const lease = await acquire(database, `${holder}-${++taken}`, clock.now());
      if (!lease) return;
      const task = work(lease).finally(() => {
        running.delete(task);
        wake();
      });
      running.add(task);
    }
  }

  function wake(): void {
    // One look at a time: two would each count the free places.
    looking = looking
      .then(look)
      .catch((error: Error) => log.warn({ err: error }, 'the queue cannot be read'));
  }

  const unlisten = await database.listen(WORK_CHANNEL, wake);
  const poll = setInterval(wake, POLL_MS);
  wake();
  return {
    async stop() {
      clearInterval(poll);
      stopping.abort(new Interrupted('the service stops'));
      await looking;
      await Promise.all(running);
      await unlisten();
    },
  };
}
