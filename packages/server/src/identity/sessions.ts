import { randomBytes } from 'node:crypto';
import type { Clock, Database } from '../platform/index.ts';
import { type Person, readPerson } from './accounts.ts';
import { digestOf } from './api-keys.ts';

/** A session without use ends after this, ms (spec frontoffice.md C.4). */
export const IDLE_MS = 60 * 60_000;
/** However much it is used, ms. */
export const LONGEST_MS = 10 * 3_600_000;
/** A use is written down this often at most: not at every picture of a page. */
const NOTE_EVERY_MS = 60_000;

/**
 * @param account whose password was verified
 * @returns secret of the session, for the person's cookie alone
 */
export async function openSession(database: Database, clock: Clock, account: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const now = clock.now();
  await database.outsideTenants((tx) =>
    tx.query(
      'insert into session (digest, account, created_at, used_at, expires_at) values ($1, $2, $3, $3, $4)',
      [digestOf(secret), account, now, new Date(now.getTime() + IDLE_MS)],
    ),
  );
  return secret;
}

/** The person whose session it is, which lives on; undefined when it is unknown, over, or its account switched off. */
export async function useSession(
  database: Database,
  clock: Clock,
  secret: string,
): Promise<Person | undefined> {
  const now = clock.now();
  return database.outsideTenants(async (tx) => {
    const digest = digestOf(secret);
    const [session] = await tx.query<{ account: string; created: Date; used: Date }>(
      'select account, created_at as created, used_at as used from session where digest = $1 and expires_at > $2',
      [digest, now],
    );
    if (!session) return undefined;
    if (now.getTime() - session.used.getTime() >= NOTE_EVERY_MS)
      await tx.query('update session set used_at = $2, expires_at = $3 where digest = $1', [
        digest,
        now,
        new Date(Math.min(now.getTime() + IDLE_MS, session.created.getTime() + LONGEST_MS)),
      ]);
    return readPerson(tx, session.account);
  });
}

export async function closeSession(database: Database, secret: string): Promise<void> {
  await database.outsideTenants((tx) =>
    tx.query('delete from session where digest = $1', [digestOf(secret)]),
  );
}

/** Takes away the sessions that are over and the failed sign-ins that count no more. */
export async function sweepSessions(database: Database, clock: Clock): Promise<void> {
  const now = clock.now();
  await database.outsideTenants(async (tx) => {
    await tx.query('delete from session where expires_at <= $1', [now]);
    await tx.query('delete from sign_in_failure where at <= $1', [new Date(now.getTime() - 24 * 3_600_000)]);
  });
}
