import type { Tx } from '../platform/index.ts';
import { digestOf } from './api-keys.ts';
import type { ContextDocument, SecurityProfileDocument } from './contexts.ts';

/** By what a call says who it comes from; each may be absent. */
export interface Presented {
  readonly key?: string | undefined;
  /** SHA-256 of the application's certificate. */
  readonly certificate?: Buffer | undefined;
  /** SHA-256 of the person's certificate. */
  readonly person?: Buffer | undefined;
}

/** What the database knows about a call: each is undefined when there is no such thing. */
export interface Credentials {
  readonly tenantExists: boolean;
  /** Identifier of the caller's context; undefined: key or certificate unknown, over or revoked. */
  readonly contextId: string | undefined;
  readonly context: ContextDocument | undefined;
  readonly profile: SecurityProfileDocument | undefined;
  /** Whether the personal certificate is registered and good. */
  readonly isPersonKnown: boolean;
}

/**
 * All that admits a call, in one statement and never from memory: a revoked key or certificate, or a context that was
 * changed, counts from the next call on. A key goes before a certificate.
 * @param tx in the administration tenant, where contexts and security profiles are
 * @param tenant undefined: the call names none
 */
export async function readCredentials(
  tx: Tx,
  administration: number,
  { key, certificate, person }: Presented,
  tenant: number | undefined,
  now: Date,
): Promise<Credentials> {
  const [row] = await tx.query<{
    tenantExists: boolean;
    contextId: string | null;
    context: ContextDocument | null;
    profile: SecurityProfileDocument | null;
    isPersonKnown: boolean;
  }>(
    `select exists (select 1 from tenant where tenant = $3::integer) as "tenantExists",
            i.context as "contextId", c.doc as context, p.doc as profile,
            exists (select 1 from certificate where digest = $5::bytea and context is null
              and revoked_at is null and not_before <= $6 and not_after > $6) as "isPersonKnown"
     from (select) one
     left join lateral (
       select context from api_key
       where digest = $2::bytea and revoked_at is null and (expires_at is null or expires_at > $6)
       union all
       select context from certificate
       where $2::bytea is null and digest = $4::bytea and context is not null
         and revoked_at is null and not_before <= $6 and not_after > $6
     ) i on true
     left join referential c on c.tenant = $1 and c.kind = 'context' and c.identifier = i.context
     left join referential p
       on p.tenant = $1 and p.kind = 'security-profile' and p.identifier = c.doc ->> 'SecurityProfile'`,
    [
      administration,
      key === undefined ? null : digestOf(key),
      tenant ?? null,
      ...[certificate ?? null, person ?? null, now],
    ],
  );
  return {
    tenantExists: row?.tenantExists ?? false,
    contextId: row?.contextId ?? undefined,
    context: row?.context ?? undefined,
    profile: row?.profile ?? undefined,
    isPersonKnown: row?.isPersonKnown ?? false,
  };
}
