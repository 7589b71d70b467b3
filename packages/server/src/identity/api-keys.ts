import { createHash, randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { counted, Instant, orNull, Text, type Told, type Tx } from '../platform/index.ts';
import { usesOf } from './credential-use.ts';

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
  /** From then on it admits nobody; absent: it lasts until it is revoked. */
  readonly expiresAt?: Date | undefined;
}

export const ApiKeyView = Type.Object(
  {
    id: Type.String({ description: 'SHA-256 of the key, hexadecimal.' }),
    ...{ label: Text, context: Text },
    ...{ createdAt: Instant, expiresAt: orNull(Instant), revokedAt: orNull(Instant) },
    lastCallAt: orNull(Instant, 'Null: nobody has called with it yet.'),
    calls: counted('Of the last 30 days.'),
  },
  { title: 'ApiKey' },
);
export type ApiKeyView = Told<typeof ApiKeyView>;

export async function storeApiKey(
  tx: Tx,
  { key, label, context, expiresAt }: NewApiKey,
  now: Date,
): Promise<void> {
  await tx.query(
    'insert into api_key (digest, label, context, created_at, expires_at) values ($1, $2, $3, $4, $5)',
    [digestOf(key), label, context, now, expiresAt ?? null],
  );
}

/** The latest first. */
export function listApiKeys(tx: Tx, now: Date): Promise<ApiKeyView[]> {
  return tx.query<ApiKeyView>(
    `select encode(digest, 'hex') as id, label, context, created_at as "createdAt", expires_at as "expiresAt",
            revoked_at as "revokedAt", "lastCallAt", calls
     from api_key ${usesOf('api_key', '$1')} order by created_at desc, digest`,
    [now],
  );
}

/** From the next call on it admits nobody. @returns false: there is none of this digest that was still good */
export async function revokeApiKey(tx: Tx, id: string, now: Date): Promise<boolean> {
  const revoked = await tx.query(
    `update api_key set revoked_at = $2 where digest = decode($1, 'hex') and revoked_at is null returning 1`,
    [id, now],
  );
  return revoked.length > 0;
}
