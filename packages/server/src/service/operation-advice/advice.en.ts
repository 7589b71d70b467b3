import type { Advice } from '../../ingest/index.ts';
import type { FRENCH } from './advice.fr.ts';

const NOTHING_NEW: Advice = {
  cause: 'There was nothing new to secure.',
  remedy: 'There is nothing to do.',
};
const OTHER_IMPORT: Advice = {
  cause: 'Another import of the same referential was not over.',
  remedy: 'Wait until it is over, then import again.',
};

/** The twin of `advice.fr.ts`. */
export const ENGLISH = {
  CHECK_DISTRIBUTION_THRESHOLD: {
    cause: 'The selection has more archive units than the operation takes.',
    remedy:
      'Narrow the search or the selection and ask several times; or ask the operator for a higher threshold.',
  },
  'CHECK_DISTRIBUTION_THRESHOLD.WARNING': {
    cause: 'The selection has more archive units than usual; the request allowed for it.',
    remedy: 'There is nothing to correct: only check that the selection is the one you wanted.',
  },
  COMPUTED_INHERITED_RULES_CHECK_DISTRIBUTION_THRESHOLD: {
    cause: 'The selection has more archive units than the computation takes.',
    remedy: 'Narrow the search, and start several computations.',
  },
  CHECK_QUERIES_THRESHOLD: {
    cause: 'The request has more queries than the operation takes.',
    remedy: 'Spread the queries over several requests.',
  },
  OBJECTS_LIST_EMPTY: {
    cause: 'There was nothing to do in this step.',
    remedy:
      'Check that the selection is the one you wanted: it may have no objects, or nothing of what was asked for.',
  },
  CHECK_CONCURRENT_WORKFLOW_LOCK: {
    cause: 'An operation on the same archives, or on the same journal, was not over.',
    remedy: 'Wait until it is over (“Operations management”), then ask again.',
  },
  CREATE_MANIFEST: {
    cause: 'The manifest of the delivery could not be made for this selection.',
    remedy:
      'Read the detail: a unit has no valid description in the version of SEDA that was asked for, or the selection is empty. Choose another version or another selection, then ask again.',
  },
  PUT_BINARY_ON_WORKSPACE: {
    cause: 'Objects that were asked for could not be gathered.',
    remedy:
      'Check the usages that were asked for; if an object is missing or has changed on the storage offers, tell the operator of the service.',
  },
  RECLASSIFICATION_PREPARATION_LOAD_REQUEST: {
    cause: 'The move that was asked for cannot be carried out as it stands.',
    remedy:
      'Read the detail: a unit is unknown, outside your access contract, or named twice. Correct the request and send it again.',
  },
  RECLASSIFICATION_PREPARATION_CHECK_GRAPH: {
    cause: 'The places that were asked for do not make a possible tree.',
    remedy:
      'Attach no unit to itself or to what it contains, and no position of a scheme below a unit that is none.',
  },
  RECLASSIFICATION_PREPARATION_CHECK_HOLD_RULES: {
    cause: 'A hold rule forbids moving one of the archive units.',
    remedy: 'Take the unit out of the request, or lift the hold rule first.',
  },
  MASS_UPDATE_CHECK: {
    cause: 'The update has a field or a value that cannot be written.',
    remedy: 'Read the detail, correct the request and send it again: nothing was changed.',
  },
  MASS_UPDATE_RULES_CHECK: {
    cause: 'The update of rules names a rule, a category or a profile that does not fit.',
    remedy:
      'Check that the rules are in the referential and of the right category, correct the request and send it again: nothing was changed.',
  },
  UNIT_METADATA_CHECK_CONSISTENCY: {
    cause: 'The rules contradict each other, or are not of the category in which they stand.',
    remedy: 'Correct the request and send it again: nothing was changed.',
  },
  MASS_UPDATE_UNITS: {
    cause: 'Some of the archive units were not updated.',
    remedy:
      'Download the report: it says for each unit what was in the way. Correct it, then ask again for those.',
  },
  MASS_UPDATE_UNITS_RULES: {
    cause: 'The rules of some of the archive units were not updated.',
    remedy:
      'Download the report: it says for each unit what was in the way. Correct it, then ask again for those.',
  },
  BULK_ATOMIC_UPDATE_UNITS: {
    cause: 'Some of the queries came to nothing: each must name exactly one archive unit.',
    remedy:
      'Download the report, which says for each query what was in the way, and send those again, corrected.',
  },
  REVERT_CHECK: {
    cause: 'The operation cannot be undone, or the fields cannot be given back.',
    remedy: 'Check the identifier of the operation to undo: it must be an update of units of this safe.',
  },
  REVERT_UPDATE_UNITS: {
    cause: 'Some of the archive units did not get back what they were.',
    remedy:
      'Download the report: a unit that was changed since cannot be given back without losing that change.',
  },
  UNIT_METADATA_UPDATE_CHECK_PERMISSION: {
    cause: 'The access contract does not allow this change.',
    remedy:
      'Have the access contract opened for writing, or change only the descriptive fields that it allows.',
  },
  UNIT_METADATA_UPDATE_CHECK_RULES: {
    cause: 'A rule is unknown, or is not of the category in which it stands.',
    remedy: 'Choose a rule of the referential, in its category, then make the change again.',
  },
  UNIT_METADATA_UPDATE_CHECK_DT: {
    cause: 'The unit would no longer follow its archive unit profile.',
    remedy: 'Follow the profile, or first change the one that the unit declares.',
  },
  IDENTIFIER_DUPLICATION: {
    cause: 'An identifier is taken, or stands twice in the file.',
    remedy: 'Give each record an identifier of its own, then import again.',
  },
  EMPTY_REQUIRED_FIELD: {
    cause: 'A mandatory field is empty.',
    remedy: 'Complete the records that the detail names, then start again.',
  },
  NOT_IN_ENUM: {
    cause: 'A value is none of those that are allowed.',
    remedy: 'Replace it by one that is, then start again.',
  },
  AGENCY_NOT_FOUND: {
    cause: 'An agency that is named is not in the referential.',
    remedy: 'Import that agency first, or correct its identifier.',
  },
  PROFILE_NOT_FOUND: {
    cause: 'An archival profile that is named is not in the referential.',
    remedy: 'Import that profile first, or correct its identifier.',
  },
  FORMAT_NOT_FOUND: {
    cause: 'A format that is named is not in the referential of formats.',
    remedy: 'Correct its identifier (PUID), or have a newer referential imported.',
  },
  MANAGEMENTCONTRACT_NOT_FOUND: {
    cause: 'The management contract that is named is not in the referential.',
    remedy: 'Import that contract first, or correct its identifier.',
  },
  SECURITY_PROFILE_NOT_FOUND: {
    cause: 'The security profile that is named does not exist.',
    remedy: 'Create it first, or correct its identifier.',
  },
  UNKNOWN_PERMISSION: {
    cause: 'A permission of the security profile does not exist.',
    remedy: 'Choose permissions from the list of the form.',
  },
  CHECK_RULES: {
    cause: 'The file of management rules is refused.',
    remedy: 'Download the report: it names the lines. Correct them, then import the file again.',
  },
  IMPORT_IN_PROCESS: OTHER_IMPORT,
  CONCURRENCE: OTHER_IMPORT,
  'STP_IMPORT_RULES.WARNING': {
    cause: 'Rules that were changed are used by archive units.',
    remedy:
      'There is nothing to correct: an operation of its own computes their end dates again; follow it in the logbook.',
  },
  DELETION: {
    cause: 'The file removes agencies that archives name.',
    remedy: 'Leave the agencies that the report names in the file.',
  },
  CHECK_ONTOLOGY_IMPORT: {
    cause: 'The vocabulary is incomplete, contradicts itself, or changes a type in a way that is forbidden.',
    remedy: 'Download the report, correct the fields that it names, then import again.',
  },
  RETRIEVE_SECURE_TRACEABILITY_DATA_FILE: {
    cause: 'The file of a secured journal cannot be read on every storage offer.',
    remedy: 'Tell the operator of the service: a copy is missing, and must be made again from another.',
  },
  CHECKS_SECURE_TRACEABILITY_DATA_HASHES: {
    cause: 'The file of a secured journal does not have the digest that it should.',
    remedy: 'Tell the operator of the service at once, and keep the report: a copy has changed.',
  },
  EXTRACT_SECURE_TRACEABILITY_DATA_FILE: {
    cause: 'The file of a secured journal cannot be opened.',
    remedy: 'Tell the operator of the service at once, and keep the report.',
  },
  CHECK_MERKLE_TREE: {
    cause: 'What a secured journal holds is no longer what was sealed.',
    remedy: 'Tell the operator of the service at once, and keep the report: it names the journal.',
  },
  VERIFY_TIMESTAMP: {
    cause: 'The time stamp of a secured journal is not valid.',
    remedy: 'Tell the operator of the service, and keep the report: it names the journal.',
  },
  CHECKS_SECURE_TRACEABILITY_DATA_STORAGELOG: {
    cause: 'A log of writes is no longer the one that was secured.',
    remedy: 'Tell the operator of the service at once, and keep the report.',
  },
  'STP_OP_SECURISATION.WARNING': NOTHING_NEW,
  'STP_STORAGE_SECURISATION.WARNING': NOTHING_NEW,
  'LOGBOOK_UNIT_LFC_TRACEABILITY.WARNING': NOTHING_NEW,
  'LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY.WARNING': NOTHING_NEW,
  STP_PERSONAL_CERTIFICATE_CHECK: {
    cause: 'The application handed on no valid personal certificate for a call that wants one.',
    remedy:
      'Have the person’s certificate registered, or replace the one that is over or revoked (“Platform”).',
  },
  technical: {
    cause: 'The service met a technical error. What was asked for is not at fault.',
    remedy:
      'If the operation waits, “Replay the step” or “Resume” lets it go on (“Operations management”). If the error comes back, tell the operator of the service, with the identifier of the operation.',
  },
  cancelled: {
    cause: 'The operation was cancelled before its end; none of its steps is at fault.',
    remedy: 'If that was by mistake, ask again.',
  },
  other: {
    cause: 'The operation did not go as it was asked for.',
    remedy:
      'Read the message and the detail of the events below, and the report if there is one; correct it, then ask again.',
  },
} as const satisfies Readonly<Record<keyof typeof FRENCH, Advice>>;
