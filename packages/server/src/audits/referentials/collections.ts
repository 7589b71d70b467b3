import type { TenantId, Tx } from '../../platform/index.ts';
import { type KindName, recordsOf } from '../../referentials/index.ts';

/** What is kept of a referential, in the database and on the offers (spec api.md 6.5, model.md 17). */
export interface AuditedCollection {
  /** As it is asked for: `ACCESS_CONTRACT`. */
  readonly name: string;
  /** In the names of its copies: `AccessContract`. */
  readonly file: string;
  /** One for the whole platform, audited in the tenant of administration. */
  readonly isOfPlatform: boolean;
  /** Kept in the database alone, where it follows from the entries: an audit finds no copy. */
  readonly isNotCopied?: true;
  /** What the last copy must hold. */
  records(tx: Tx, tenant: TenantId): Promise<readonly object[]>;
}

const referential = (
  name: string,
  file: string,
  kind: KindName,
  isOfPlatform = false,
): AuditedCollection => ({
  ...{ name, file, isOfPlatform, records: (tx, tenant) => recordsOf(tx, tenant, kind) },
});

const register = (name: string, file: string, statement: string): AuditedCollection => ({
  ...{ name, file, isOfPlatform: false },
  records: async (tx, tenant) => (await tx.query<{ doc: object }>(statement, [tenant])).map(({ doc }) => doc),
});

export const COLLECTIONS: readonly AuditedCollection[] = [
  referential('AGENCIES', 'Agencies', 'agency'),
  referential('RULES', 'FileRules', 'rule'),
  referential('INGEST_CONTRACT', 'IngestContract', 'ingest-contract'),
  referential('ACCESS_CONTRACT', 'AccessContract', 'access-contract'),
  referential('MANAGEMENT_CONTRACT', 'ManagementContract', 'management-contract'),
  referential('PROFILE', 'Profile', 'profile'),
  referential('ARCHIVE_UNIT_PROFILE', 'ArchiveUnitProfile', 'archive-unit-profile'),
  referential('PRESERVATION_SCENARIO', 'PreservationScenario', 'preservation-scenario'),
  // One row is enough to know that there is something of which there is no copy.
  {
    ...register(
      ...(['ACCESSION_REGISTER_SUMMARY', 'AccessionRegisterSummary'] as const),
      'select doc from accession_register_summary where tenant = $1 limit 1',
    ),
    isNotCopied: true,
  },
  {
    ...register(
      ...(['ACCESSION_REGISTER_DETAIL', 'AccessionRegisterDetail'] as const),
      'select doc from accession_register_detail where tenant = $1 limit 1',
    ),
    isNotCopied: true,
  },
  // A copy holds what one day has brought.
  register(
    ...(['ACCESSION_REGISTER_SYMBOLIC', 'AccessionRegisterSymbolic'] as const),
    `select doc from accession_register_symbolic where tenant = $1 and created_at =
       (select max(created_at) from accession_register_symbolic where tenant = $1)`,
  ),
  referential('FORMATS', 'FileFormat', 'format', true),
  referential('ONTOLOGY', 'Ontology', 'ontology', true),
  referential('CONTEXT', 'Context', 'context', true),
  referential('SECURITY_PROFILE', 'SecurityProfile', 'security-profile', true),
  referential('GRIFFIN', 'Griffin', 'griffin', true),
];

/** Whatever the case, by either name; undefined: there is none. Sequences lie in the copies of their referentials. */
export function findCollection(name: string): AuditedCollection | undefined {
  const plain = (text: string) => text.replaceAll('_', '').toLowerCase();
  return COLLECTIONS.find((each) => [each.name, each.file].some((own) => plain(own) === plain(name)));
}
