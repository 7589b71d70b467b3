import type { Writable } from 'node:stream';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { Client, type ClientConfig, Pool, type PoolClient, type PoolConfig, types } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TenantId } from './identifiers.ts';
import type { Tables } from './tables.ts';

// Counts and sizes (int8) fit a JavaScript number up to 2^53: far above any archive's.
types.setTypeParser(types.builtins.INT8, (text) => Number(text));

/** Role of every statement of the service: row-level security applies to it (docs/decisions/0002). */
export const APPLICATION_ROLE = 'perenne_app';

/** Composes statements (query language, lists); it has no connection: run them with `Tx.run`. */
export const compose = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** One open transaction. Values are always bound, never written into the text. */
export interface Tx {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs a statement made with `compose`. */
  run<Row>(statement: {
    compile(): { readonly sql: string; readonly parameters: readonly unknown[] };
    execute(): Promise<Row[]>;
  }): Promise<Row[]>;
  /** Opens `COPY … FROM STDIN`; only on tables without row-level security (staging). */
  copyInto(statement: string): Writable;
}

export interface Database {
  /** A transaction that sees one tenant's rows and no other's. */
  inTenant<T>(tenant: TenantId, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A transaction that reads, and sees one state of the tenant's rows however many statements it makes. When `left`
   * aborts, the statement under way is cancelled, and `work` fails with it.
   */
  readTenant<T>(tenant: TenantId, work: (tx: Tx) => Promise<T>, left: AbortSignal): Promise<T>;
  /** A transaction on tables that belong to no tenant (queue, accounts, tenants); customers' tables are empty to it. */
  outsideTenants<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `wake` at each NOTIFY on `channel`, and after a lost connection was opened anew. Returns how to stop. */
  listen(channel: string, wake: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The database is not there, or went away within a transaction: nothing of it is committed, or all, unseen. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super(`the database does not answer: ${(cause as Error).message}`, { cause });
  }
}

export function openDatabase(connection: PoolConfig, onError: (error: Error) => void): Database {
  const pool = new Pool({ max: 10, ...connection, application_name: 'perenne' });
  // An idle connection that breaks is replaced by the pool; unhandled, its event would end the process.
  pool.on('error', onError);

  async function transaction<T>(
    tenant: string,
    work: (tx: Tx, client: PoolClient) => Promise<T>,
    begin = 'begin',
  ): Promise<T> {
    const client = await pool.connect().catch((error) => {
      throw new DatabaseUnavailable(error);
    });
    let broken: Error | undefined;
    try {
      await client.query(begin);
      await client.query(`set local role ${APPLICATION_ROLE}`);
      await client.query(`select set_config('perenne.tenant', $1, true)`, [tenant]);
      const result = await work(txOf(client), client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      // A connection that cannot even roll back is gone, whatever the first sign of it was.
      throw broken === undefined ? error : new DatabaseUnavailable(error);
    } finally {
      client.release(broken);
    }
  }

  return {
    inTenant: (tenant, work) => transaction(String(tenant), work),
    readTenant: (tenant, work, left) =>
      transaction(
        String(tenant),
        (tx, client) => cancelledBy(left, connection, client, () => work(tx)),
        'begin isolation level repeatable read read only',
      ),
    outsideTenants: (work) => transaction('', work),
    listen: (channel, wake) => listen(pool, channel, wake, onError),
    close: () => pool.end(),
  };
}

/**
 * Runs `work` on a connection whose statement is cancelled when `left` aborts: by a connection of its own, since those
 * of the pool may all be waiting. It is over before the connection serves others.
 */
async function cancelledBy<T>(
  left: AbortSignal,
  connection: ClientConfig,
  client: PoolClient,
  work: () => Promise<T>,
): Promise<T> {
  left.throwIfAborted();
  const { rows } = await client.query<{ process: number }>('select pg_backend_pid() as process');
  let cancelled: Promise<void> | undefined;
  const cancel = () => {
    cancelled = cancelStatement(connection, rows[0]?.process as number);
  };
  left.addEventListener('abort', cancel, { once: true });
  try {
    return await work();
  } finally {
    left.removeEventListener('abort', cancel);
    await cancelled;
  }
}

/** Nothing depends on its success: what is not cancelled ends by itself. */
async function cancelStatement(connection: ClientConfig, process: number): Promise<void> {
  const other = new Client(connection);
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query('select pg_cancel_backend($1)', [process]);
  } catch {
    // The database has gone, and the statement with it.
  } finally {
    await other.end().catch(() => undefined);
  }
}

function txOf(client: PoolClient): Tx {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await client.query(text, values as unknown[])).rows as Row[],
    run: async (statement) => {
      const { sql, parameters } = statement.compile();
      return (await client.query(sql, parameters as unknown[])).rows;
    },
    copyInto: (statement) => client.query(copyFrom(statement)),
  };
}

const RECONNECT_MS = 1_000;

async function listen(pool: Pool, channel: string, wake: () => void, onError: (error: Error) => void) {
  let client: PoolClient | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const opened = await pool.connect();
    if (stopped) return opened.release();
    client = opened;
    opened.on('notification', wake);
    opened.on('error', (error) => {
      onError(error);
      // A connection that was given back may still tell of its end.
      if (client !== opened) return;
      client = undefined;
      opened.release(error);
      retry();
    });
    await opened.query(`listen ${channel}`);
  }

  function retry(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      connect().then(wake, (error: Error) => {
        onError(error);
        retry();
      });
    }, RECONNECT_MS);
  }

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    client?.release(true);
    client = undefined;
  };
}
