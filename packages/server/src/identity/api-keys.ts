import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../platform/index.ts';
import type { ContextDocument, SecurityProfileDocument } from './contexts.ts';

/**
 * Keys of applications: 256 random bits, known to their holder alone. The database has their SHA-256, so that a
 * lookup compares digests: the time it takes says nothing of a key that is near.
 */
export function makeApiKey(): string {
  return `perenne_${randomBytes(32).toString('base64url')}`;
}

export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export interface NewApiKey {
  readonly key: string;
  /** For people: what the key is for. */
  readonly label: string;
  readonly context: string;
}

export async function storeApiKey(tx: Tx, { key, label, context }: NewApiKey, now: Date): Promise<void> {
  await tx.query('insert into api_key (digest, label, context, created_at) values ($1, $2, $3, $4)', [
    digestOf(key),
    label,
    context,
    now,
  ]);
}

/** What the database knows about a call: each is undefined when there is no such thing. */
export interface Credentials {
  readonly tenantExists: boolean;
  /** Identifier of the key's context; undefined: unknown or revoked key. */
  readonly contextId: string | undefined;
  readonly context: ContextDocument | undefined;
  readonly profile: SecurityProfileDocument | undefined;
}

/**
 * All that admits a call, in one statement and never from memory: a revoked key, or a context that was changed,
 * counts from the next call on.
 * @param tx in the administration tenant, where contexts and security profiles are
 * @param key undefined: no key was sent
 * @param tenant undefined: the call names none
 */
export async function readCredentials(
  tx: Tx,
  administration: number,
  key: string | undefined,
  tenant: number | undefined,
): Promise<Credentials> {
  const [row] = await tx.query<{
    tenantExists: boolean;
    contextId: string | null;
    context: ContextDocument | null;
    profile: SecurityProfileDocument | null;
  }>(
    `select exists (select 1 from tenant where tenant = $3::integer) as "tenantExists",
            k.context as "contextId", c.doc as context, p.doc as profile
     from (select) one
     left join api_key k on k.digest = $2::bytea and k.revoked_at is null
     left join referential c on c.tenant = $1 and c.kind = 'context' and c.identifier = k.context
     left join referential p
       on p.tenant = $1 and p.kind = 'security-profile' and p.identifier = c.doc ->> 'SecurityProfile'`,
    [administration, key === undefined ? null : digestOf(key), tenant ?? null],
  );
  return {
    tenantExists: row?.tenantExists ?? false,
    contextId: row?.contextId ?? undefined,
    context: row?.context ?? undefined,
    profile: row?.profile ?? undefined,
  };
}
