import type { EventKey } from '../../logbook/index.ts';
import type { Action, DistributedStep, SingleStep, Workflow } from '../../operations/index.ts';
import type { LifecycleHouse } from '../house.ts';
import { checkQueries, prepareBulk, updateEach } from './bulk.ts';
import { checkActions, updateDescriptions } from './descriptions.ts';
import { finalize } from './finalize.ts';
import { checkThreshold, chunksOf, folderOf, listUnits } from './mass-run.ts';
import { prepareRevert } from './revert.ts';
import { checkConsistency, checkRequest, identifyProgeny, invalidate, updateRules } from './rules.ts';

type Handler = Action<LifecycleHouse>['run'];

const action = (key: EventKey, run: Handler): Action<LifecycleHouse> => ({ key, behavior: 'BLOCKING', run });

const selection = [
  action('CHECK_DISTRIBUTION_THRESHOLD', checkThreshold),
  action('PREPARE_UPDATE_UNIT_LIST', listUnits),
];

/** A unit that is refused is a warning of the operation: the others are updated. */
const updating = (
  key: EventKey,
  process: DistributedStep<LifecycleHouse>['process'],
  name: EventKey = 'STP_UPDATE',
): DistributedStep<LifecycleHouse> => ({
  ...{ kind: 'distributed', name, behavior: 'BLOCKING', process },
  actions: [{ key, behavior: 'BLOCKING' }],
  ...{ refusals: 'WARNING', onEmpty: 'WARNING', chunks: chunksOf },
});

const FINALIZATION: SingleStep<LifecycleHouse> = {
  kind: 'single',
  name: 'STP_MASS_UPDATE_FINALIZE',
  behavior: 'FINALLY',
  actions: [
    action(
      'MASS_UPDATE_FINALIZE',
      finalize({ name: 'MassUpdate', report: 'UPDATE_UNIT', action: 'MASS_UPDATE_UNITS' }),
    ),
  ],
};

const ending: Pick<Workflow<LifecycleHouse>, 'publish' | 'tidy'> = {
  publish: async () => undefined,
  tidy: (run) => folderOf(run).removeAll(),
};

/** Updates of the descriptions of many units, by the same actions (spec operations.md 10.2). */
export const DESCRIPTIONS_UPDATE: Workflow<LifecycleHouse> = {
  id: 'MASS_UPDATE_UNIT_DESC',
  identifier: 'MASS_UPDATE_UNIT_DESC',
  processType: 'MASS_UPDATE',
  comment: 'Mise à jour de masse des métadonnées descriptives d’unités archivistiques',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_CHECK_AND_COMPUTE', behavior: 'BLOCKING' },
      actions: [action('MASS_UPDATE_CHECK', checkActions), ...selection],
    },
    updating('MASS_UPDATE_UNITS', updateDescriptions),
    FINALIZATION,
  ],
  ...ending,
};

/** Updates of the management rules of many units, which invalidate what was computed of them (spec operations.md 10.3). */
export const RULES_OF_MANY_UPDATE: Workflow<LifecycleHouse> = {
  id: 'MASS_UPDATE_UNIT_RULE',
  identifier: 'MASS_UPDATE_UNIT_RULE',
  processType: 'MASS_UPDATE',
  comment: 'Mise à jour de masse des règles de gestion d’unités archivistiques',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_CHECK_AND_COMPUTE', behavior: 'BLOCKING' },
      actions: [
        action('MASS_UPDATE_RULES_CHECK', checkRequest),
        action('UNIT_METADATA_CHECK_CONSISTENCY', checkConsistency),
        ...selection,
        action('COMPUTE_INHERITED_RULES_PROGENY_IDENTIFIER', identifyProgeny),
      ],
    },
    {
      ...{ kind: 'distributed', name: 'STP_INVALIDATE', behavior: 'BLOCKING', process: invalidate },
      actions: [{ key: 'COMPUTE_INHERITED_RULES_INVALIDATOR', behavior: 'BLOCKING' }],
      ...{ onEmpty: 'OK', chunks: chunksOf },
    },
    updating('MASS_UPDATE_UNITS_RULES', updateRules),
    FINALIZATION,
  ],
  ...ending,
};

/** Updates of many units, each by a query of its own (spec operations.md 10.4). */
export const BULK_UPDATE: Workflow<LifecycleHouse> = {
  id: 'BULK_ATOMIC_UPDATE_UNIT_DESC',
  identifier: 'BULK_ATOMIC_UPDATE_UNIT_DESC',
  processType: 'BULK_UPDATE',
  comment: 'Mise à jour par lot de métadonnées descriptives d’unités archivistiques',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_CHECK_AND_COMPUTE', behavior: 'BLOCKING' },
      actions: [
        action('CHECK_QUERIES_THRESHOLD', checkQueries),
        action('PREPARE_BULK_ATOMIC_UPDATE_UNIT_LIST', prepareBulk),
      ],
    },
    updating('BULK_ATOMIC_UPDATE_UNITS', updateEach('BULK_ATOMIC_UPDATE_UNITS')),
    {
      ...{ kind: 'single', name: 'STP_BULK_ATOMIC_UPDATE_FINALIZE', behavior: 'FINALLY' },
      actions: [
        action(
          'BULK_ATOMIC_UPDATE_FINALIZE',
          finalize({
            ...{ name: 'BulkAtomicUpdate', report: 'BULK_UPDATE_UNIT', action: 'BULK_ATOMIC_UPDATE_UNITS' },
            before: 'PREPARE_BULK_ATOMIC_UPDATE_UNIT_LIST',
          }),
        ),
      ],
    },
  ],
  ...ending,
};

/** Titles, descriptions and levels as they were before an update of many units (spec operations.md 10.5). */
export const REVERT: Workflow<LifecycleHouse> = {
  id: 'REVERT_ESSENTIAL_METADATA',
  identifier: 'REVERT_ESSENTIAL_METADATA',
  processType: 'MASS_UPDATE',
  comment: 'Retour sur une mise à jour d’unités archivistiques',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_CHECK_REVERT', behavior: 'BLOCKING' },
      actions: [action('REVERT_CHECK', prepareRevert)],
    },
    updating('REVERT_UPDATE_UNITS', updateEach('REVERT_UPDATE_UNITS'), 'STP_REVERT_UPDATE'),
    {
      ...{ kind: 'single', name: 'STP_REVERT_UPDATE_FINALIZE', behavior: 'FINALLY' },
      actions: [
        action(
          'REVERT_UPDATE_FINALIZE',
          finalize({ name: 'MassUpdate', report: 'BULK_UPDATE_UNIT', action: 'REVERT_UPDATE_UNITS' }),
        ),
      ],
    },
  ],
  ...ending,
};

export const MASS_UPDATE_WORKFLOWS = [
  DESCRIPTIONS_UPDATE,
  RULES_OF_MANY_UPDATE,
  BULK_UPDATE,
  REVERT,
] as const;
