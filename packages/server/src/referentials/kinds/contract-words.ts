import type { DocumentKind } from './document-kind.ts';

/** Members of `evDetData` that contracts share (spec api.md 6.3.3). */
export const CONTRACT_KEYS = {
  EMPTY_REQUIRED_FIELD: 'Mandatory Fields',
  IDENTIFIER_DUPLICATION: 'Duplicate Field',
  NOT_IN_ENUM: 'Not in Enum',
  CONTRACT_NOT_FOUND: 'Contract not found',
  AGENCY_NOT_FOUND: 'Agency not found',
  PROFILE_NOT_FOUND: 'Profile not found',
  FILEFORMAT_NOT_FOUND: 'Incorrect Field and value',
  VALIDATION_ERROR: 'Validation error',
} as const;

/** The words that the three kinds of contracts differ by: one name. */
export function contractWords(
  collection: 'AccessContract' | 'IngestContract' | 'ManagementContract',
  name: 'access' | 'ingest' | 'management',
): DocumentKind['words'] {
  const subject = `${name.charAt(0).toUpperCase()}${name.slice(1)} contract`;
  return {
    check: `${name}ContractCheck`,
    keys: CONTRACT_KEYS,
    bare: `${collection} service error`,
    duplicate: (identifier) => `The contract ${identifier} already exists in database`,
    mandatory: ([field]) => `The field ${field} is mandatory`,
    subject,
    importing: `Import ${name} contracts error > `,
    updating: `Update ${name} contract error > `,
  };
}

/** Detail of a contract's update: one text of all the lines, put end to end. */
export const contractUpdateDetail =
  (collection: string) => (identifier: string, lines: readonly string[]) => ({
    [collection]: { identifier, updatedDiffs: lines.join('') },
  });
