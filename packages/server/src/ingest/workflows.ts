import type { EventKey } from '../logbook/index.ts';
import type { Action, DistributedStep, SingleStep, Step, Workflow } from '../operations/index.ts';
import type { EntryKind, EntryRun } from './entry.ts';
import { folderOf, planOf } from './entry.ts';
import { publish, publishManifest } from './finalisation/publish.ts';
import { register } from './finalisation/register.ts';
import { notify, rollBack } from './finalisation/reply.ts';
import type { EntryHouse } from './house.ts';
import { checkHeader } from './manifest-control/check-header.ts';
import { checkSeda } from './manifest-control/check-seda.ts';
import { checkGroups } from './objects/check-groups.ts';
import { checkAttachment } from './package-control/check-attachment.ts';
import { checkDataObjectPackage } from './package-control/check-data-object-package.ts';
import {
  checkContainer,
  checkManifestDigest,
  checkManifestName,
  checkPackagePaths,
  checkSanity,
} from './reception/sanity.ts';
import { checkAvailability } from './storing/availability.ts';
import { verifyPack } from './storing/packs.ts';
import { storeGroups } from './storing/store-groups.ts';
import { storeUnits } from './storing/store-units.ts';
import { updateChunks, updateGroups } from './storing/update-groups.ts';
import { checkUnits, unitActions } from './units/check-units.ts';

/** The workflows of an entry as data (spec ingest.md 5). */

type EntryStep = Step<EntryHouse>;
interface EntryWorkflow extends Workflow<EntryHouse> {
  /** In what it differs from the others. */
  readonly kind: EntryKind;
}

const blocking = (key: EventKey, run: (run: EntryRun) => ReturnType<Action['run']>): Action<EntryHouse> => ({
  key,
  behavior: 'BLOCKING',
  run,
});

const single = (name: EventKey, ...actions: Action<EntryHouse>[]): SingleStep<EntryHouse> => ({
  kind: 'single',
  name,
  behavior: 'BLOCKING',
  actions,
});

const keys = (...names: EventKey[]) => names.map((key) => ({ key, behavior: 'BLOCKING' as const }));
const groupChunks = async (run: EntryRun) => (await planOf(run)).groupChunks;
const unitChunks = async (run: EntryRun) => (await planOf(run)).unitChunks;

/** A step per element; `onEmpty` as spec ingest.md 5.4 has it for groups, nothing for units. */
function perGroup(
  name: EventKey,
  actions: DistributedStep['actions'],
  process: DistributedStep<EntryHouse>['process'],
): DistributedStep<EntryHouse> {
  return {
    kind: 'distributed',
    name,
    behavior: 'BLOCKING',
    actions,
    onEmpty: 'WARNING',
    chunks: groupChunks,
    process,
  };
}

function perUnit(
  name: EventKey,
  actions: DistributedStep['actions'],
  process: DistributedStep<EntryHouse>['process'],
): DistributedStep<EntryHouse> {
  return { kind: 'distributed', name, behavior: 'BLOCKING', actions, chunks: unitChunks, process };
}

function receptionSteps(): EntryStep[] {
  return [
    single(
      'STP_SANITY_CHECK_SIP',
      blocking('SANITY_CHECK_SIP', checkSanity),
      blocking('CHECK_CONTAINER', checkContainer),
      blocking('MANIFEST_FILE_NAME_CHECK', checkManifestName),
      blocking('MANIFEST_DIGEST_CHECK', checkManifestDigest),
    ),
    single('STP_UPLOAD_SIP', blocking('UPLOAD_SIP', checkPackagePaths)),
  ];
}

function controlSteps(kind: EntryKind, withSize: boolean): EntryStep[] {
  const groupActions = keys(
    'CHECK_DIGEST',
    ...(withSize ? (['CHECK_OBJECT_SIZE'] as const) : []),
    'OG_OBJECTS_FORMAT_CHECK',
    'CHECK_OBJECT_GROUP_SCHEMA',
  );
  return [
    single(
      'STP_INGEST_CONTROL_SIP',
      blocking('CHECK_SEDA', checkSeda),
      blocking('CHECK_HEADER', (run) => checkHeader(run, kind)),
      // One strategy is known: contracts that name another are refused by CHECK_HEADER.
      blocking('PREPARE_STORAGE_INFO', async () => ({ status: 'OK' })),
      blocking('CHECK_DATAOBJECTPACKAGE', (run) => checkDataObjectPackage(run, kind)),
      blocking('CHECK_ATTACHEMENT', checkAttachment),
    ),
    ...(kind.objects
      ? [
          perGroup('STP_OG_CHECK_AND_TRANSFORME', groupActions, (run, chunk) =>
            checkGroups(run, chunk, withSize),
          ),
        ]
      : []),
    perUnit('STP_UNIT_CHECK_AND_PROCESS', unitActions(kind), (run, chunk) => checkUnits(run, chunk, kind)),
    ...(kind.objects
      ? [single('STP_STORAGE_AVAILABILITY_CHECK', blocking('STORAGE_AVAILABILITY_CHECK', checkAvailability))]
      : []),
  ];
}

function storingSteps(kind: EntryKind): EntryStep[] {
  const verified =
    (category: 'units' | 'objectgroups', names: readonly string[]) =>
    async (run: EntryRun, chunk: number) => {
      const meter = { OK: await verifyPack(run, category, chunk) };
      return { actions: Object.fromEntries(names.map((name) => [name, { status: 'OK' as const, meter }])) };
    };
  const ofGroups: readonly EventKey[] = ['COMMIT_LIFE_CYCLE_OBJECT_GROUP', 'OG_METADATA_STORAGE'];
  const ofUnits: readonly EventKey[] = ['COMMIT_LIFE_CYCLE_UNIT', 'UNIT_METADATA_STORAGE'];
  return [
    ...(kind.objects
      ? [perGroup('STP_OBJ_STORING', keys('OBJ_STORAGE', 'OG_METADATA_INDEXATION'), storeGroups)]
      : []),
    perUnit('STP_UNIT_METADATA', keys('UNIT_METADATA_INDEXATION'), (run, chunk) =>
      storeUnits(run, chunk, kind),
    ),
    ...(kind.objects
      ? [perGroup('STP_OG_STORING', keys(...ofGroups), verified('objectgroups', ofGroups))]
      : []),
    perUnit('STP_UNIT_STORING', keys(...ofUnits), verified('units', ofUnits)),
    ...(kind.objects ? [UPDATE_GROUPS] : []),
    ...(kind.register
      ? [
          single(
            'STP_ACCESSION_REGISTRATION',
            blocking('ACCESSION_REGISTRATION', (run) => register(run, kind)),
          ),
        ]
      : []),
  ];
}

const UPDATE_GROUPS: DistributedStep<EntryHouse> = {
  kind: 'distributed',
  name: 'STP_UPDATE_OBJECT_GROUP',
  behavior: 'BLOCKING',
  actions: keys('OBJECT_GROUP_UPDATE', 'COMMIT_LIFE_CYCLE_OBJECT_GROUP', 'OG_METADATA_STORAGE'),
  onEmpty: 'OK',
  chunks: updateChunks,
  process: updateGroups,
};

function finalStep(kind: EntryKind): EntryStep {
  return {
    kind: 'single',
    name: 'STP_INGEST_FINALISATION',
    behavior: 'FINALLY',
    actions: [
      { key: 'ATR_NOTIFICATION', behavior: 'NOBLOCKING', run: (run) => notify(run, kind) },
      { key: 'ROLL_BACK', behavior: 'BLOCKING', run: rollBack },
    ],
  };
}

function entryWorkflow(
  names: Pick<EntryWorkflow, 'id' | 'identifier' | 'processType' | 'comment'>,
  kind: EntryKind,
  withSize: boolean,
): EntryWorkflow {
  return {
    ...names,
    kind,
    steps: [
      ...receptionSteps(),
      ...controlSteps(kind, withSize),
      ...(kind.blank ? [] : storingSteps(kind)),
      finalStep(kind),
    ],
    publish: (run, tx) => (kind.blank ? publishManifest(run, tx) : publish(run, tx, kind)),
    tidy: (run) => folderOf(run).removeAll(),
  };
}

const TRANSFER: EntryKind = {
  unitType: 'INGEST',
  objects: true,
  originatingAgency: true,
  archivalProfile: true,
  rules: true,
  register: true,
  blank: false,
};
const FILING: EntryKind = { ...TRANSFER, unitType: 'FILING_UNIT', objects: false, archivalProfile: false };
const HOLDING: EntryKind = {
  ...FILING,
  unitType: 'HOLDING_UNIT',
  originatingAgency: false,
  rules: false,
  register: false,
};

export const ENTRY_WORKFLOWS: readonly EntryWorkflow[] = [
  entryWorkflow(
    {
      id: 'DEFAULT_WORKFLOW',
      identifier: 'PROCESS_SIP_UNITARY',
      processType: 'INGEST',
      comment: 'Entrée d’un SIP',
    },
    TRANSFER,
    true,
  ),
  entryWorkflow(
    {
      id: 'BIG_WORKFLOW',
      identifier: 'PROCESS_SIP_UNITARY',
      processType: 'INGEST',
      comment: 'Entrée d’un SIP volumineux',
    },
    TRANSFER,
    false,
  ),
  entryWorkflow(
    {
      id: 'HOLDING_SCHEME',
      identifier: 'HOLDINGSCHEME',
      processType: 'MASTERDATA',
      comment: 'Import d’un arbre de positionnement',
    },
    HOLDING,
    false,
  ),
  entryWorkflow(
    {
      id: 'FILING_SCHEME',
      identifier: 'FILINGSCHEME',
      processType: 'INGEST',
      comment: 'Import d’un plan de classement',
    },
    FILING,
    false,
  ),
  entryWorkflow(
    {
      id: 'BLANK_TEST',
      identifier: 'PROCESS_SIP_UNITARY_TEST',
      processType: 'INGEST_TEST',
      comment: 'Entrée à blanc d’un SIP',
    },
    { ...TRANSFER, blank: true },
    false,
  ),
];

export function entryWorkflowById(id: string): EntryWorkflow | undefined {
  return ENTRY_WORKFLOWS.find((workflow) => workflow.id === id);
}
