import type { EventKey } from '../../logbook/index.ts';
import type { EntryKind } from '../entry.ts';
import type { ENTRY_WORKFLOWS } from '../workflows.ts';

/**
 * Everything that an entry may say which is worse than success (spec ingest.md 6 to 15): by event type, the sub-code if
 * any and the status. `LFC.` stands before what is said of one object, in the life cycle of its group and in the reply.
 * Any action may also end FATAL, which is the service's own failure.
 */
export const OUTCOMES = {
  SANITY_CHECK_SIP: ['KO'],
  CHECK_CONTAINER: ['KO'],
  MANIFEST_FILE_NAME_CHECK: ['KO'],
  MANIFEST_DIGEST_CHECK: ['KO'],
  UPLOAD_SIP: ['KO'],
  CHECK_SEDA: [
    'NOT_XML_FILE.KO',
    'KO',
    'CONTAINER_FORMAT.FILE.KO',
    'CONTAINER_FORMAT.DIRECTORY.KO',
    'UNSUPPORTED_SEDA_VERSION.KO',
    'NOT_XSD_VALID.KO',
  ],
  'CHECK_HEADER.CHECK_AGENT': ['EMPTY_REQUIRED_FIELD.KO', 'UNKNOWN.KO'],
  'CHECK_HEADER.CHECK_CONTRACT_INGEST': [
    'CONTRACT_NOT_IN_MANIFEST.KO',
    'CONTRACT_UNKNOWN.KO',
    'CONTRACT_INACTIVE.KO',
    'CONTEXT_UNKNOWN.KO',
    'CONTEXT_INACTIVE.KO',
    'CONTRACT_NOT_IN_CONTEXT.KO',
    'MANAGEMENT_CONTRACT_UNKNOWN.KO',
    'MANAGEMENT_CONTRACT_INACTIVE.KO',
    'MANAGEMENT_CONTRACT_INVALID.KO',
  ],
  'CHECK_HEADER.CHECK_IC_AP_RELATION': ['UNKNOWN.KO', 'INACTIVE.KO', 'DIFF.KO'],
  'CHECK_HEADER.CHECK_ARCHIVEPROFILE': ['KO'],
  'CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT': ['KO'],
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_DATAOBJECT_VERSION': [
    'PDO_DATAOBJECTIONVERSION_BINARYMASTER.KO',
    'BDO_DATAOBJECTIONVERSION_PHYSICALMASTER.KO',
    'INVALID_DATAOBJECTVERSION.KO',
    'EMPTY_REQUIRED_FIELD.KO',
    'INVALIDE_ALGO.KO',
  ],
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_OBJECTNUMBER': [
    'MANIFEST_SUPERIOR_BDO.KO',
    'MANIFEST_INFERIOR_BDO.KO',
    'INVALID_URI.KO',
  ],
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST': [
    'CHECK_MANIFEST_LOOP.KO',
    'CHECK_MANIFEST_MALFORMED_DATA.KO',
    'ARCHIVEUNIT_REFERENCES_MULTIPLE_OBJECTGROUP.KO',
    'EXISTING_OG_NOT_DECLARED.KO',
    'MASTER_MANDATORY_REQUIRED.KO',
    'EXPECTED_MANDATORY_VERSION_1.KO',
    'ATTACHMENT_OBJECTGROUP.KO',
    'SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP.KO',
    'NOT_FOUND_ATTACHMENT.KO',
    'INVALID_GUID_ATTACHMENT.KO',
    'TOO_MANY_FOUND_ATTACHMENT.KO',
    'EMPTY_KEY_ATTACHMENT.KO',
    'ERROR_PARSE_ATTACHMENT.KO',
    'UNAUTHORIZED_ATTACHMENT.KO',
    'UNAUTHORIZED_ATTACHMENT_BY_CONTRACT.KO',
    'ATTACHMENT_REQUIRED.KO',
    'MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED.KO',
    'KO',
  ],
  'CHECK_DATAOBJECTPACKAGE.CHECK_CONSISTENCY': ['CHECK_CONSISTENCY_ORPHAN_OBJECT.KO'],
  CHECK_ATTACHEMENT: ['KO'],
  CHECK_DIGEST: ['KO'],
  'LFC.CHECK_DIGEST.CALC_CHECK': ['EMPTY.KO', 'INVALID.KO'],
  CHECK_OBJECT_SIZE: ['WARNING'],
  'LFC.CHECK_OBJECT_SIZE.CHECK_SIZE': ['WARNING'],
  OG_OBJECTS_FORMAT_CHECK: ['REJECTED_FORMAT.KO', 'KO', 'WARNING'],
  'LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT': ['REJECTED.KO', 'UNKNOWN.KO', 'UNCHARTED.KO', 'WARNING'],
  CHECK_OBJECT_GROUP_SCHEMA: ['INVALID_OBJECT_GROUP.KO', 'KO'],
  CHECK_UNIT_SCHEMA: [
    'INVALID_UNIT.KO',
    'KO',
    'DATE_FORMAT.KO',
    'CONSISTENCY.KO',
    'MANDATORY_SIGNED_DOCUMENT.KO',
    'FORBIDDEN_SIGNED_DOCUMENT.KO',
    'MISSING_DECLARED_SIGNATURE.KO',
    'MISSING_DECLARED_TIMESTAMP.KO',
    'MISSING_DECLARED_ADDITIONAL_PROOF.KO',
  ],
  CHECK_ARCHIVE_UNIT_PROFILE: [
    'NOT_FOUND.KO',
    'INACTIVE_STATUS.KO',
    'EMPTY_CONTROL_SCHEMA.KO',
    'NOT_AU_JSON_VALID.KO',
  ],
  CHECK_CLASSIFICATION_LEVEL: ['KO'],
  UNITS_RULES_COMPUTE: ['UNKNOWN.KO', 'CONSISTENCY.KO', 'REF_INCONSISTENCY.KO', 'KO'],
  'STORAGE_AVAILABILITY_CHECK.STORAGE_AVAILABILITY_CHECK': ['KO'],
  OBJECTS_LIST_EMPTY: ['WARNING'],
} as const satisfies Partial<Record<EventKey | `LFC.${EventKey}`, readonly string[]>>;

export type OutcomeKey = keyof typeof OUTCOMES;

/** Tasks of the actions that have some, in their order (spec ingest.md 8.2, 8.4, 11, 13). */
const TASKS: Readonly<Record<string, (kind: EntryKind) => readonly OutcomeKey[]>> = {
  CHECK_HEADER: ({ originatingAgency, archivalProfile }) => [
    ...(originatingAgency ? (['CHECK_HEADER.CHECK_AGENT'] as const) : []),
    'CHECK_HEADER.CHECK_CONTRACT_INGEST',
    ...(archivalProfile
      ? (['CHECK_HEADER.CHECK_IC_AP_RELATION', 'CHECK_HEADER.CHECK_ARCHIVEPROFILE'] as const)
      : []),
  ],
  CHECK_DATAOBJECTPACKAGE: ({ objects }) => [
    objects
      ? 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_DATAOBJECT_VERSION'
      : 'CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT',
    'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_OBJECTNUMBER',
    'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST',
    ...(objects ? (['CHECK_DATAOBJECTPACKAGE.CHECK_CONSISTENCY'] as const) : []),
  ],
  CHECK_DIGEST: () => ['LFC.CHECK_DIGEST.CALC_CHECK'],
  CHECK_OBJECT_SIZE: () => ['LFC.CHECK_OBJECT_SIZE.CHECK_SIZE'],
  OG_OBJECTS_FORMAT_CHECK: () => ['LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT'],
  STORAGE_AVAILABILITY_CHECK: () => ['STORAGE_AVAILABILITY_CHECK.STORAGE_AVAILABILITY_CHECK'],
};

/** `outDetail` of all that an event type may say. */
export const codesOf = (key: OutcomeKey): string[] => OUTCOMES[key].map((ending) => `${key}.${ending}`);

/** To its action the sub-code of a task climbs (spec ingest.md 4.2): the keys of the operation that an action may end with. */
export function climbedCodes(task: OutcomeKey): string[] {
  const [action] = task.split('.');
  return OUTCOMES[task].map((ending) => `${action}.${ending}`);
}

export interface ControlledAction {
  readonly key: EventKey;
  /** Itself, when it says something of its own, then its tasks. */
  readonly says: readonly OutcomeKey[];
}

export interface ControlledStep {
  readonly name: EventKey;
  readonly actions: readonly ControlledAction[];
}

/** The steps of a workflow with the actions that may refuse or warn, in their order. */
export function controlsOf(workflow: (typeof ENTRY_WORKFLOWS)[number]): ControlledStep[] {
  return workflow.steps.flatMap((step) => {
    const actions = step.actions.flatMap(({ key }) => {
      const tasks = TASKS[key]?.(workflow.kind) ?? [];
      const says = [...(key in OUTCOMES ? [key as OutcomeKey] : []), ...tasks];
      return says.length === 0 ? [] : [{ key, says }];
    });
    const isEmptyTold = step.kind === 'distributed' && step.onEmpty === 'WARNING';
    const told = isEmptyTold
      ? [...actions, { key: 'OBJECTS_LIST_EMPTY', says: ['OBJECTS_LIST_EMPTY'] } as const]
      : actions;
    return told.length === 0 ? [] : [{ name: step.name, actions: told }];
  });
}
