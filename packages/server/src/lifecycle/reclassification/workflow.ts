import { atLeast, type EventKey } from '../../logbook/index.ts';
import type { Action, DistributedStep, SingleStep, Workflow } from '../../operations/index.ts';
import { checkConcurrent } from '../concurrent-workflows.ts';
import type { LifecycleHouse } from '../house.ts';
import { checkGraph, checkHolds } from './controls.ts';
import { attachUnits, detachUnits, distribute } from './distribute.ts';
import { loadRequest } from './load-request.ts';
import { type Distribution, distributionOf, folderOf, type MoveRun } from './move-run.ts';
import { publish } from './publish.ts';

type Handler = Action<LifecycleHouse>['run'];

const action = (key: EventKey, run: Handler): Action<LifecycleHouse> => ({ key, behavior: 'BLOCKING', run });

const byChunks = (
  name: EventKey,
  key: EventKey,
  chunksOf: (distribution: Distribution) => number,
  process: DistributedStep<LifecycleHouse>['process'],
): DistributedStep<LifecycleHouse> => ({
  ...{ kind: 'distributed', name, behavior: 'BLOCKING', process },
  actions: [
    { key, behavior: 'BLOCKING' },
    { key: 'UNIT_METADATA_STORAGE', behavior: 'BLOCKING' },
  ],
  onEmpty: 'OK',
  chunks: async (run) => chunksOf(await distributionOf(run)),
});

/**
 * What is computed of the tree is computed where it is shown: half of a move shall be seen nowhere, and the tree is held
 * no longer than for that. The step says how many it is about.
 */
const computing = (
  name: EventKey,
  key: EventKey,
  countOf: (distribution: Distribution) => number,
  onEmpty: 'OK' | 'KO',
): DistributedStep<LifecycleHouse> => ({
  ...{ kind: 'distributed', name, behavior: 'BLOCKING', onEmpty },
  actions: [{ key, behavior: 'BLOCKING' }],
  chunks: async (run) => (countOf(await distributionOf(run)) === 0 ? 0 : 1),
  process: async (run) => ({
    actions: { [key]: { status: 'OK', meter: { OK: countOf(await distributionOf(run)) } } },
  }),
});

const FINALIZATION: SingleStep<LifecycleHouse> = {
  kind: 'single',
  name: 'STP_RECLASSIFICATION_FINALIZATION',
  behavior: 'FINALLY',
  actions: [
    action('RECLASSIFICATION_FINALIZATION', async ({ tenant, id, house, status }: MoveRun) => {
      if (atLeast(status, 'KO')) await house.storage.discard(tenant, id);
      return { status: 'OK' };
    }),
  ],
};

/** Changes the parents of units, with all that follows for what is below them (spec operations.md 9). */
export const RECLASSIFICATION: Workflow<LifecycleHouse> = {
  id: 'RECLASSIFICATION',
  identifier: 'RECLASSIFICATION',
  processType: 'RECLASSIFICATION',
  comment: 'Modification des rattachements d’unités archivistiques',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_RECLASSIFICATION_PREPARATION', behavior: 'BLOCKING' },
      actions: [
        action('CHECK_CONCURRENT_WORKFLOW_LOCK', (run) =>
          checkConcurrent(run, ['RECLASSIFICATION', 'ELIMINATION_ACTION']),
        ),
        action('RECLASSIFICATION_PREPARATION_LOAD_REQUEST', loadRequest),
        action('RECLASSIFICATION_PREPARATION_CHECK_GRAPH', checkGraph),
        action('RECLASSIFICATION_PREPARATION_CHECK_HOLD_RULES', checkHolds),
        action('RECLASSIFICATION_PREPARATION_UPDATE_DISTRIBUTION', distribute),
      ],
    },
    byChunks('STP_UNIT_DETACHMENT', 'UNIT_DETACHMENT', ({ detached }) => detached, detachUnits),
    byChunks('STP_UNIT_ATTACHMENT', 'UNIT_ATTACHMENT', ({ attached }) => attached, attachUnits),
    computing('STP_UNIT_GRAPH_COMPUTE', 'UNIT_GRAPH_COMPUTE', ({ units }) => units, 'KO'),
    computing('STP_OBJECT_GROUP_GRAPH_COMPUTE', 'OBJECT_GROUP_GRAPH_COMPUTE', ({ groups }) => groups, 'OK'),
    FINALIZATION,
  ],
  publish,
  tidy: (run) => folderOf(run).removeAll(),
};
