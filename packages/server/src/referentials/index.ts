export type {
  AccessContract,
  Agency,
  ArchivalProfile,
  Context,
  FileFormat,
  IngestContract,
  ManagementContract,
  ManagementRule,
  SecurityProfile,
} from './documents.ts';
export {
  agencyNames,
  archivalProfileFile,
  findAccessContract,
  findAgencies,
  findArchivalProfile,
  findContext,
  findIngestContract,
  findIngestContractByName,
  findManagementContract,
  findSecurityProfile,
  isEmpty,
  rulesOf,
} from './find.ts';
export { type FormatReferential, installFormats, loadFormats } from './formats.ts';
export { importAgencies } from './import-agencies.ts';
export { importDocuments } from './import-documents.ts';
export { importFormats } from './import-formats.ts';
export { importRules } from './import-rules.ts';
export { layOut, type Order, type ReferentialHouse } from './journal.ts';
export {
  ACCESS_CONTRACT,
  ARCHIVAL_PROFILE,
  CONTEXT,
  DOCUMENT_KINDS,
  type DocumentKind,
  INGEST_CONTRACT,
  MANAGEMENT_CONTRACT,
} from './kinds/index.ts';
export { installVocabulary, loadOntology, type Ontology, type OntologyType } from './ontology.ts';
export { referentialRoutes } from './referentials.routes.ts';
export { followRules, RULES_UPDATE } from './rules-in-use.ts';
export { type UnitProfile, unitProfilesOf } from './unit-profiles.ts';
