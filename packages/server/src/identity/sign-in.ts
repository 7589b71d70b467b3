import { ArchiveError, type Clock, type Database } from '../platform/index.ts';
import { findAccount } from './accounts.ts';
import { verifyPassword } from './passwords.ts';
import { openSession } from './sessions.ts';

/** Failures after which an address waits, and how long (spec frontoffice.md C.2). */
export const MAX_FAILURES = 5;
export const BLOCKED_MS = 20 * 60_000;

/**
 * Signs a person in. An attempt is counted before its password is looked at, so that attempts made at once are all
 * counted, and whether or not the address has an account, so that the answers do not tell.
 * @returns secret of the session
 * @throws ArchiveError signInRefused, or tooManyRequests after repeated failures
 */
export async function signIn(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  email: string,
  password: string,
): Promise<string> {
  const address = email.trim().toLowerCase();
  await countAttempt(database, clock, address);
  const account = await database.outsideTenants((tx) => findAccount(tx, address));
  const right = await verifyPassword(password, account?.password);
  if (!account || !right)
    throw new ArchiveError(
      'signInRefused',
      'Adresse électronique ou mot de passe incorrect. Vérifiez votre saisie.',
    );
  await database.outsideTenants((tx) => tx.query('delete from sign_in_failure where email = $1', [address]));
  return openSession(database, clock, account.id);
}

async function countAttempt(database: Database, clock: Clock, address: string): Promise<void> {
  const now = clock.now();
  await database.outsideTenants(async (tx) => {
    // One attempt of an address at a time: two would each see the last free place.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`sign-in ${address}`]);
    const [counted] = await tx.query<{ failures: number }>(
      'select count(*) as failures from sign_in_failure where email = $1 and at > $2',
      [address, new Date(now.getTime() - BLOCKED_MS)],
    );
    if ((counted?.failures ?? 0) >= MAX_FAILURES)
      throw new ArchiveError(
        'tooManyRequests',
        `Trop d’essais infructueux pour cette adresse. Réessayez dans ${BLOCKED_MS / 60_000} minutes.`,
      );
    await tx.query('insert into sign_in_failure (email, at) values ($1, $2)', [address, now]);
  });
}
