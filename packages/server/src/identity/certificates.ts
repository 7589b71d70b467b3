import { createHash, X509Certificate } from 'node:crypto';
import { Type } from 'typebox';
import { ArchiveError, counted, Instant, orNull, Text, type Told, type Tx } from '../platform/index.ts';
import { usesOf } from './credential-use.ts';

/**
 * Certificates of applications (bound to one context) and of persons (spec security-and-scale.md 3.1, 4). A caller is
 * known by its exact certificate: that the holder has the private key is for TLS to establish, here or at the proxy.
 */

/** @throws ArchiveError certificateRefused: neither PEM nor DER of one X.509 certificate */
export function readCertificate(text: string): X509Certificate {
  const certificate = certificateOf(text);
  if (!certificate)
    throw new ArchiveError('certificateRefused', 'Envoyez un certificat X.509, en PEM ou en DER base64.');
  return certificate;
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;
/** Longest certificate looked at, characters; those with the largest keys in use have a tenth. */
const LONGEST = 50_000;

/**
 * A certificate as headers and files carry it: PEM with its line breaks, with blanks in their place (Apache httpd) or
 * URL-encoded (nginx), or the base64 of its DER or of its PEM.
 * @returns undefined when it is none, or several
 */
export function certificateOf(given: string): X509Certificate | undefined {
  if (given.length > LONGEST) return undefined;
  try {
    const text = given.includes('%') ? decodeURIComponent(given) : given;
    const blocks = [...text.matchAll(PEM)];
    if (blocks.length > 1) return undefined;
    return new X509Certificate(Buffer.from(blocks[0]?.[1] ?? text, 'base64'));
  } catch {
    return undefined;
  }
}

/** By which a certificate is found again. */
export function digestOfCertificate(certificate: { readonly raw: Uint8Array }): Buffer {
  return createHash('sha256').update(certificate.raw).digest();
}

export interface NewCertificate {
  readonly certificate: X509Certificate;
  /** For people: what or whom it is for. */
  readonly label: string;
  /** Identifier of the application's context; null: of a person. */
  readonly context: string | null;
}

export const CertificateView = Type.Object(
  {
    id: Type.String({ description: 'SHA-256 of the DER, hexadecimal.' }),
    label: Text,
    context: orNull(Text, 'Identifier of the application’s context; null: of a person.'),
    ...{ subject: Text, issuer: Text, serial: Text },
    status: Type.Enum(['VALID', 'EXPIRED', 'REVOKED']),
    ...{ notBefore: Instant, notAfter: Instant, createdAt: Instant, revokedAt: orNull(Instant) },
    lastCallAt: orNull(Instant, 'Null: nobody has called with it yet.'),
    calls: counted('Of the last 30 days.'),
  },
  { title: 'Certificate' },
);
export type CertificateView = Told<typeof CertificateView>;

/** @throws ArchiveError certificateRefused: it is over already; identityConflict: it is known already, revoked or not */
export async function storeCertificate(
  tx: Tx,
  { certificate, label, context }: NewCertificate,
  now: Date,
): Promise<CertificateView> {
  if (certificate.validToDate <= now)
    throw new ArchiveError(
      'certificateRefused',
      `Ce certificat a expiré le ${certificate.validTo} : demandez-en un autre à son autorité.`,
    );
  const digest = digestOfCertificate(certificate);
  const stored = await tx.query(
    `insert into certificate
       (digest, context, label, der, subject, issuer, serial, not_before, not_after, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning 1`,
    [
      ...[digest, context, label, certificate.raw],
      ...[certificate.subject ?? '', certificate.issuer ?? '', certificate.serialNumber],
      ...[certificate.validFromDate, certificate.validToDate, now],
    ],
  );
  if (stored.length === 0)
    throw new ArchiveError('identityConflict', 'Ce certificat est déjà enregistré, ou a été révoqué.');
  const [view] = await listCertificates(tx, now, digest);
  return view as CertificateView;
}

/** All of them, or the one of a digest; the latest first. */
export function listCertificates(tx: Tx, now: Date, digest?: Buffer): Promise<CertificateView[]> {
  return tx.query<CertificateView>(
    `select encode(digest, 'hex') as id, label, context, subject, issuer, serial,
            case when revoked_at is not null then 'REVOKED' when not_after <= $1 then 'EXPIRED' else 'VALID' end as status,
            not_before as "notBefore", not_after as "notAfter", created_at as "createdAt", revoked_at as "revokedAt",
            "lastCallAt", calls
     from certificate ${usesOf('certificate', '$1')} where $2::bytea is null or digest = $2 order by created_at desc, digest`,
    [now, digest ?? null],
  );
}

/** From the next call on it admits nobody. @returns false: there is none of this digest that was still good */
export async function revokeCertificate(tx: Tx, id: string, now: Date): Promise<boolean> {
  const revoked = await tx.query(
    `update certificate set revoked_at = $2 where digest = decode($1, 'hex') and revoked_at is null returning 1`,
    [id, now],
  );
  return revoked.length > 0;
}
