import type { Database, Log } from '../platform/index.ts';

/** Calls of applications, by key or certificate: what tells which of them are in use (spec frontoffice.md B.25). */

/** Calls that are counted in one statement: those of this time. */
const TOGETHER_MS = 10_000;
/** Days that a count of calls goes back. */
export const COUNTED_DAYS = 30;

interface Uses {
  calls: number;
  last: Date;
}

export interface CallCounter {
  /** Counts a call, whatever becomes of it; now and then writes down what was counted. */
  count(digest: Buffer, now: Date): Promise<void>;
  /** Writes down what was counted. */
  close(): Promise<void>;
}

/** A count that fails is logged and forgotten: no call is refused for it. */
export function openCallCounter(database: Database, log: Log): CallCounter {
  let counted = new Map<string, Uses>();
  let written = 0;

  async function write(): Promise<void> {
    const rows = [...counted].sort(([a], [b]) => (a < b ? -1 : 1));
    counted = new Map();
    if (rows.length === 0) return;
    const names = rows.map(([name]) => name.split(' ') as [string, string]);
    try {
      await database.outsideTenants((tx) =>
        tx.query(
          `insert into credential_use (digest, day, calls, last_at)
           select decode(digest, 'hex'), day, calls, last_at
           from unnest($1::text[], $2::date[], $3::bigint[], $4::timestamptz[]) as u(digest, day, calls, last_at)
           on conflict (digest, day) do update set calls = credential_use.calls + excluded.calls,
             last_at = greatest(credential_use.last_at, excluded.last_at)`,
          [
            names.map(([digest]) => digest),
            names.map(([, day]) => day),
            rows.map(([, { calls }]) => calls),
            rows.map(([, { last }]) => last),
          ],
        ),
      );
    } catch (error) {
      log.warn({ err: error }, 'calls of applications were not counted');
    }
  }

  return {
    async count(digest, now) {
      const name = `${digest.toString('hex')} ${now.toISOString().slice(0, 10)}`;
      const uses = counted.get(name) ?? { calls: 0, last: now };
      counted.set(name, { calls: uses.calls + 1, last: now });
      if (Math.abs(now.getTime() - written) < TOGETHER_MS) return;
      written = now.getTime();
      await write();
    },
    close: write,
  };
}

/** Joined to `api_key` or `certificate`: the columns "lastCallAt" (null: never) and "calls". @param now its parameter */
export const usesOf = (table: 'api_key' | 'certificate', now: string) => `
  left join lateral (
    select max(last_at) as "lastCallAt",
           coalesce(sum(calls) filter (where day > ${now}::timestamptz::date - ${COUNTED_DAYS}), 0)::integer as calls
    from credential_use where digest = ${table}.digest) used on true`;
