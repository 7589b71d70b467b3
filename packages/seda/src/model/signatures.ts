import { element as el, many, sequence } from '../particles.ts';
import { type ComplexType, complex } from '../types.ts';
import { SIGNER, VALIDATOR } from './agents.ts';
import type { Has } from './edition.ts';
import {
  CODE_WITH_ATTRIBUTES,
  DETACHED_SIGNING_ROLE,
  DIGEST,
  INSTANT,
  list,
  NON_EMPTY,
  opt,
  REFERENCE,
  SIGNING_ROLE,
  someOf,
} from './values.ts';

/* Signatures up to 2.2, signing information after (spec seda.md 5.8). */

export const SIGNATURE = complex(
  'SignatureType',
  sequence(
    someOf('Signer', SIGNER),
    el('Validator', VALIDATOR),
    opt('Masterdata', CODE_WITH_ATTRIBUTES),
    el(
      'ReferencedObject',
      complex(
        'ReferencedObjectType',
        sequence(el('SignedObjectId', REFERENCE), el('SignedObjectDigest', DIGEST)),
      ),
    ),
  ),
);

export function signingInformation({ compatible }: Has, open: ComplexType): ComplexType {
  const description = complex(
    'SignatureDescriptionType',
    sequence(opt('Signer', SIGNER), opt('Validator', VALIDATOR), opt('SigningType', NON_EMPTY)),
  );
  const timestamping = complex(
    'TimestampingInformationType',
    sequence(opt('TimeStamp', INSTANT), opt('AdditionalTimestampingInformation', NON_EMPTY)),
  );
  const proof = complex('AdditionalProofType', list('AdditionalProofInformation', NON_EMPTY));
  return complex(
    'SigningInformationType',
    sequence(
      someOf('SigningRole', SIGNING_ROLE),
      list('DetachedSigningRole', DETACHED_SIGNING_ROLE),
      many(el('SignedDocumentReferenceId', REFERENCE, 'drop')),
      list('SignatureDescription', description),
      list('TimestampingInformation', timestamping),
      list('AdditionalProof', proof),
      // The official schema gives it an abstract type: no document can have it.
      compatible ? opt('Extended', open) : undefined,
    ),
  );
}
