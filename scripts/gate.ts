import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';

/**
 * A gate in the database of a service under test: it holds up the one transaction in which an operation passes a
 * given boundary. Whoever kills the service meanwhile kills it there, at no other instant.
 */

const LOCK = 7_291_900;

/** A boundary: the index of the step that comes next, or the completion. */
export type Boundary = number | 'completion';

export interface Gate {
  /** Closes it at a boundary, for every operation. */
  close(boundary: Boundary): Promise<void>;
  /** Resolves when somebody waits at it. */
  someoneWaits(): Promise<void>;
  /** Lets through, and does not hold up any more. */
  open(): Promise<void>;
}

/** @param client superuser's session, which holds the gate */
export async function buildGate(client: Client): Promise<Gate> {
  await client.query(`
    create table test_gate (next_step integer, completion boolean not null);
    create function test_gate_pass() returns trigger language plpgsql security definer as $$
      begin
        if exists (select from public.test_gate g where
                     case when g.completion then new.state = 'COMPLETED'
                          else new.next_step = g.next_step and new.next_step <> old.next_step end) then
          perform pg_advisory_xact_lock_shared(${LOCK});
        end if;
        return new;
      end $$;
    create trigger test_gate before update on operation for each row execute function test_gate_pass();`);
  return {
    async close(boundary) {
      await client.query('select pg_advisory_lock($1)', [LOCK]);
      const isCompletion = boundary === 'completion';
      await client.query('insert into test_gate values ($1, $2)', [
        isCompletion ? null : boundary,
        isCompletion,
      ]);
    },
    async someoneWaits() {
      for (;;) {
        const { rows } = await client.query(
          `select from pg_locks where locktype = 'advisory' and objid = $1 and not granted
             and database = (select oid from pg_database where datname = current_database())`,
          [LOCK],
        );
        if (rows.length > 0) return;
        await pause(20);
      }
    },
    async open() {
      await client.query('delete from test_gate');
      await client.query('select pg_advisory_unlock($1)', [LOCK]);
    },
  };
}
