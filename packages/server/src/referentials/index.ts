export { AgencyFamily, agencyFamily } from './agency-family.ts';
export { AGENCY_COLUMNS, AGENCY_FIELDS, AUTHORITY_MEMBERS } from './agency-lines.ts';
export { copyUncopied, startCopies } from './copy-uncopied.ts';
export { asOfApi, CsvFault } from './csv.ts';
export { DocumentRefused } from './document-refused.ts';
export {
  ACCESS_CONTRACT_TABLE,
  type DocumentTable,
  goodDocuments,
  INGEST_CONTRACT_TABLE,
  receiveDocuments,
} from './document-table.ts';
export { updateSchema } from './documented-bodies.ts';
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
export { noticeName, noticeWriter, zipOfNotices } from './eac-cpf/export-notices.ts';
export { importNotices, previewNotices } from './eac-cpf/import-notices.ts';
export { editFormat } from './edit-format.ts';
export { EXTERNAL_FORMAT_FIELDS } from './external-formats.ts';
export { givesIdentifiers } from './external-identifiers.ts';
export { FileRefused } from './file-refused.ts';
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
export { FORMAT_SETTINGS, type FormatReferential, installFormats, loadFormats } from './formats.ts';
export { editAgency, importAgencies, mergeAgencies, previewAgencies } from './import-agencies.ts';
export { editDocumentSet, importDocumentSet, previewDocumentSet } from './import-document-set.ts';
export { importDocuments, previewDocuments } from './import-documents.ts';
export { importFormats, previewFormats } from './import-formats.ts';
export { editOntology, importOntologies, previewOntologies } from './import-ontologies.ts';
export { editRule, importRules, previewRules } from './import-rules.ts';
export {
  type EventDraft,
  journalled,
  layOut,
  type Order,
  type ReferentialHouse,
  Refused,
} from './journal.ts';
export { jsonBytes, keepFile, keptFile, recordsOf } from './kept-files.ts';
export type { Finding } from './kinds/document-kind.ts';
export type { DocumentSetKind } from './kinds/document-set-kind.ts';
export {
  ACCESS_CONTRACT,
  ARCHIVAL_PROFILE,
  ARCHIVE_UNIT_PROFILE,
  CONTEXT,
  DOCUMENT_KINDS,
  DOCUMENT_SETS,
  type DocumentKind,
  INGEST_CONTRACT,
  MANAGEMENT_CONTRACT,
} from './kinds/index.ts';
export { type FieldShape, type Shape, USAGES } from './kinds/shape.ts';
export { LineErrors } from './line-errors.ts';
export { installVocabulary, loadOntology, type Ontology, type OntologyType } from './ontology.ts';
export { ONTOLOGY_FIELDS } from './ontology-controls.ts';
export { type CheckedContent, Consequence } from './preview.ts';
export { importProfileFile, readProfileFile } from './profile-file.ts';
export type { RecordEdit } from './record-edit.ts';
export { RecordUse, usesOfRecord } from './record-uses.ts';
export { receiveJson, streamOf } from './referential-files.routes.ts';
export { referentialRoutes, SECURITY_PROFILE } from './referentials.routes.ts';
export { removeSecurityProfile } from './remove-security-profile.ts';
export { RULE_FIELDS } from './rule-lines.ts';
export { followRules, RULES_UPDATE } from './rules-in-use.ts';
export {
  deleteExtensions,
  EXTENSION_FIELDS,
  importExtensions,
  previewExtensions,
} from './schema/external-schema.ts';
export { isManyUnitPath } from './schema/paths.ts';
export { SCHEMA_PATH_RESULT } from './schema/present.ts';
export { addedUnitNames, groupSchemaOf, unitSchemaOf } from './schema/unit-schema.ts';
export { type Document, type KindName, takeNumbers } from './store.ts';
export { ChangedRecord } from './table-difference.ts';
export { type UnitProfile, unitProfilesOf } from './unit-profiles.ts';
export { type Change, readActions, updateDocument } from './update-document.ts';
