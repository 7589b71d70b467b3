import { type EventKey, readJournal, type Status } from '../../logbook/index.ts';
import { createTestDatabase } from '../../platform/embedded-postgres/testing.ts';
import {
  APPLICATION_ROLE,
  ArchiveError,
  type Clock,
  guidMaker,
  migrate,
  type OperationId,
  openDatabase,
  openLog,
  type Platform,
  type TenantId,
  type Tx,
} from '../../platform/index.ts';
import { runOperation } from '../engine.ts';
import { Interrupted, PublicationRefused, Stale } from '../failures.ts';
import { createOperation, type Move, moveOperation } from '../moves.ts';
import { acquire, LEASE_MS, type Lease, LeaseLost } from '../queue.ts';
import { readOperation } from '../views.ts';
import type { ChunkResult, Outcome, Run, Step, Workflow } from '../workflow.ts';
import {
  actionKey,
  effectKey,
  REFUSING,
  type Script,
  type ScriptedStep,
  stepName,
  WORKFLOW,
} from './model.ts';

/** What happens at the n-th call of a handler: its worker dies, or another takes the operation from it. */
export type Interruptions = readonly ('death' | 'theft' | undefined)[];

export interface Played {
  readonly journal: readonly string[];
  readonly status: Status;
  readonly effects: ReadonlyMap<string, number>;
  readonly published: number;
}

export interface ScriptedHouse {
  readonly platform: Platform;
  readonly clock: MovedClock;
  /** Runs a script to its end on the real database, in a tenant of its own. */
  play(script: Script, interruptions: Interruptions): Promise<Played>;
  close(): Promise<void>;
}

/** Stands still until it is moved. */
export interface MovedClock extends Clock {
  move(ms: number): void;
}

function movedClock(): MovedClock {
  let now = Date.UTC(2026, 0, 15, 9);
  return {
    now: () => new Date(now),
    move: (ms) => {
      now += ms;
    },
  };
}

async function prepareScripted(connection: Parameters<typeof migrate>[0]): Promise<void> {
  await migrate(connection);
  const { Client } = await import('pg');
  const client = new Client(connection);
  await client.connect();
  // Without any key: a second effect would not be refused, it would be counted.
  await client.query('create table scripted_effect (operation text, key text)');
  await client.query(`grant select, insert on scripted_effect to ${APPLICATION_ROLE}`);
  await client.end();
}

export async function openScriptedHouse(): Promise<ScriptedHouse> {
  const test = await createTestDatabase(prepareScripted);
  const database = openDatabase(test.connection, () => undefined);
  const clock = movedClock();
  const platform: Platform = {
    database,
    clock,
    guids: guidMaker(1),
    log: openLog('silent'),
    configuration: {} as Platform['configuration'],
  };
  let tenants = 0;
  return {
    platform,
    clock,
    play: (script, interruptions) =>
      new Play(platform, clock, ++tenants as TenantId, script).run(interruptions),
    async close() {
      await database.close();
      await test.drop();
    },
  };
}

const effect = (operation: string, key: string) => async (tx: Tx) => {
  await tx.query('insert into scripted_effect values ($1, $2)', [operation, key]);
};

/** One operation with everything that happens to it. */
class Play {
  readonly #platform: Platform;
  readonly #clock: MovedClock;
  readonly #tenant: TenantId;
  readonly #script: Script;
  readonly #workflow: Workflow;
  readonly #id: OperationId;
  #interruptions: Interruptions = [];
  #calls = 0;
  /** Runs whose lease another has taken. */
  readonly #overtaken = new WeakSet<Run>();
  /** How often the effects of a chunk came too late. */
  readonly #stale = new Map<string, number>();
  #holders = 0;
  /** The lease of whoever holds the operation now. */
  #lease: Lease | undefined;

  constructor(platform: Platform, clock: MovedClock, tenant: TenantId, script: Script) {
    this.#platform = platform;
    this.#clock = clock;
    this.#tenant = tenant;
    this.#script = script;
    this.#workflow = this.#scripted();
    this.#id = platform.guids.make('operation', tenant) as OperationId;
  }

  async run(interruptions: Interruptions): Promise<Played> {
    this.#interruptions = interruptions;
    await createOperation(this.#platform, this.#tenant, {
      id: this.#id,
      workflow: this.#workflow,
      stepByStep: this.#script.stepByStep,
      context: 'CT-TEST',
      parameters: {},
      agent: '{}',
    });
    let pauses = 0;
    for (;;) {
      this.#lease ??= await this.#take();
      if (this.#lease) {
        await this.#runLeased(this.#lease);
        continue;
      }
      const { state } = await this.#view();
      if (state === 'COMPLETED') return this.#played();
      if (state === 'PAUSE') await this.#move(this.#script.paused[pauses++] ?? 'RESUME');
      else this.#clock.move(LEASE_MS + 1);
    }
  }

  async #runLeased(lease: Lease): Promise<void> {
    try {
      await runOperation(this.#platform, () => this.#workflow, lease, new AbortController().signal, 1);
    } catch (error) {
      if (!(error instanceof Interrupted) && !(error instanceof LeaseLost)) throw error;
    }
    // Unless another has it by now, the dead worker's lease runs out.
    if (this.#lease === lease) this.#lease = undefined;
  }

  #take(): Promise<Lease | undefined> {
    return acquire(this.#platform.database, `holder ${++this.#holders}`, this.#clock.now());
  }

  async #view() {
    const view = await this.#platform.database.inTenant(this.#tenant, (tx) =>
      readOperation(tx, this.#tenant, this.#id),
    );
    if (!view) throw new Error('the operation is lost');
    return view;
  }

  async #move(move: Move): Promise<void> {
    await moveOperation(this.#platform, this.#tenant, this.#id, move).catch((error) => {
      // What its state does not allow is refused, and changes nothing.
      if (!(error instanceof ArchiveError)) throw error;
    });
  }

  #scripted(): Workflow {
    const { steps } = this.#script;
    return {
      id: WORKFLOW,
      identifier: WORKFLOW as EventKey,
      processType: 'TEST',
      comment: '',
      steps: steps.map((step, at) => this.#step(step, at, at === steps.length - 1)),
      publish: async (_run, tx) => {
        await effect(this.#id, 'published')(tx);
        const failed = (await this.#journal()).filter((event) => event === `${WORKFLOW} FATAL`).length;
        if (failed < this.#script.publicationFailures) throw new Error('no publication');
        if (this.#script.publicationRefused) throw new PublicationRefused(REFUSING, 'gone meanwhile');
      },
      tidy: async () => undefined,
    };
  }

  #step(step: ScriptedStep, at: number, isLast: boolean): Step {
    const base = {
      name: stepName(at) as EventKey,
      behavior: isLast ? ('FINALLY' as const) : ('BLOCKING' as const),
    };
    if (step.kind === 'single')
      return {
        ...base,
        kind: 'single',
        actions: step.actions.map(({ status, behavior }, index) => ({
          key: actionKey(at, index) as EventKey,
          behavior,
          run: async (run) => {
            await this.#called(run, at, step, index === step.failsAt);
            return { status, effects: effect(this.#id, effectKey(at, index)) };
          },
        })),
      };
    const keys = (step.chunks[0] ?? ['OK']).map((_, action) => actionKey(at, action));
    return {
      ...base,
      kind: 'distributed',
      actions: keys.map((key) => ({ key: key as EventKey, behavior: 'BLOCKING' })),
      ...(step.onEmpty ? { onEmpty: step.onEmpty } : {}),
      chunks: async (run) => {
        await this.#called(run, at, step, false);
        return step.chunks.length;
      },
      process: async (run: Run, chunk: number): Promise<ChunkResult> => {
        await this.#called(run, at, step, chunk === step.failsAt % step.chunks.length);
        const statuses = step.chunks[chunk] ?? [];
        const actions: [string, Outcome][] = statuses.map((status, action) => [
          actionKey(at, action),
          { status },
        ]);
        const key = effectKey(at, chunk);
        return {
          actions: Object.fromEntries(actions),
          effects: async (tx) => {
            await effect(this.#id, key)(tx);
            const times = this.#stale.get(key) ?? 0;
            if (times === (step.stale ?? 0)) return;
            this.#stale.set(key, times + 1);
            throw new Stale('somebody else was faster');
          },
        };
      },
    };
  }

  /** What every handler goes through: somebody moves the operation, a worker dies, or the handler fails. */
  async #called(run: Run, at: number, step: ScriptedStep, mayFail: boolean): Promise<void> {
    // Whoever was overtaken goes on with its work; moves are made by the time of whoever has the operation.
    if (this.#overtaken.has(run)) return;
    const told = await this.#journal();
    const executions = told.filter((event) => /^STEP_\d+ /.test(event)).length;
    const move = this.#script.during[executions];
    if (move) await this.#move(move);
    const interruption = this.#interruptions[this.#calls++];
    if (interruption === 'death') throw new Interrupted('the worker dies');
    if (interruption === 'theft' && (await this.#steal())) this.#overtaken.add(run);
    const failed = told.filter((event) => event === `${stepName(at)} FATAL`).length;
    if (mayFail && failed < step.failures) throw new Error('a technical failure');
  }

  /** While this worker stands still another does its work; then this one wakes up and goes on, too late. */
  async #steal(): Promise<boolean> {
    this.#clock.move(LEASE_MS + 1);
    const thief = await this.#take();
    if (!thief) return false;
    this.#lease = thief;
    await this.#runLeased(thief);
    return true;
  }

  async #journal(): Promise<string[]> {
    const record = await this.#platform.database.inTenant(this.#tenant, (tx) =>
      readJournal(tx, this.#tenant, this.#id),
    );
    const events = record?.events as { evType: string; outcome: string }[];
    return events.map(({ evType, outcome }) => `${evType} ${outcome}`);
  }

  async #played(): Promise<Played> {
    const rows = await this.#platform.database.outsideTenants((tx) =>
      tx.query<{ key: string; count: number }>(
        'select key, count(*) as count from scripted_effect where operation = $1 group by key',
        [this.#id],
      ),
    );
    const effects = new Map(rows.map(({ key, count }) => [key, count]));
    const published = effects.get('published') ?? 0;
    effects.delete('published');
    const { status } = await this.#view();
    return { journal: await this.#journal(), status, effects, published };
  }
}
