import type { JsonObject } from '@perenne/seda';
import type { SubCode } from '../../logbook/index.ts';
import type { IngestContract } from '../../referentials/index.ts';

/** What an ingest contract wants of signed documents (spec model.md, SignaturePolicy; docs/decisions/0013). */
export type SignaturePolicy = NonNullable<IngestContract['SignaturePolicy']>;

interface SigningInformation {
  readonly SigningRole?: readonly string[];
  readonly DetachedSigningRole?: readonly string[];
}

/** The declarations that a contract may want of a signed document, with the role that stands for each. */
const DECLARATIONS = [
  ['DeclaredSignature', 'Signature', 'MISSING_DECLARED_SIGNATURE'],
  ['DeclaredTimestamp', 'Timestamp', 'MISSING_DECLARED_TIMESTAMP'],
  ['DeclaredAdditionalProof', 'AdditionalProof', 'MISSING_DECLARED_ADDITIONAL_PROOF'],
] as const;

/** What a unit declares of its signature against the contract; undefined: nothing. */
export function signatureFault(
  content: JsonObject,
  policy: SignaturePolicy,
): { readonly subCode: SubCode; readonly text: string } | undefined {
  const signing = content.SigningInformation as SigningInformation | undefined;
  if (policy.SignedDocument === 'FORBIDDEN')
    return signing && { subCode: 'FORBIDDEN_SIGNED_DOCUMENT', text: 'SigningInformation is not accepted' };
  if (!signing)
    return policy.SignedDocument === 'MANDATORY'
      ? { subCode: 'MANDATORY_SIGNED_DOCUMENT', text: 'SigningInformation is missing' }
      : undefined;
  // A signature, a timestamp or a proof by itself is told of where its document is.
  if (!signing.SigningRole?.includes('SignedDocument')) return undefined;
  const roles = [...signing.SigningRole, ...(signing.DetachedSigningRole ?? [])];
  const missing = DECLARATIONS.find(([wanted, role]) => policy[wanted] && !roles.includes(role));
  return missing && { subCode: missing[2], text: `SigningInformation declares no ${missing[1]}` };
}
