import type { EventKey } from '../../logbook/index.ts';
import type { Action, DistributedStep, SingleStep, Workflow } from '../../operations/index.ts';
import type { LifecycleHouse } from '../house.ts';
import { computeChunk, removeChunk } from './compute-chunk.ts';
import { folderOf, listOf } from './computed-run.ts';
import { checkComputed, checkRemoved, listUnits } from './prepare.ts';

type Handler = Action<LifecycleHouse>['run'];

const action = (key: EventKey, run: Handler): Action<LifecycleHouse> => ({ key, behavior: 'BLOCKING', run });

const preparation = (threshold: EventKey, check: Handler): SingleStep<LifecycleHouse> => ({
  kind: 'single',
  name: 'STP_COMPUTE_INHERITED_RULES_PREPARATION',
  behavior: 'BLOCKING',
  actions: [action(threshold, check), action('COMPUTE_INHERITED_RULES_PREPARATION', listUnits)],
});

const byChunks = (
  name: EventKey,
  key: EventKey,
  process: DistributedStep<LifecycleHouse>['process'],
): DistributedStep<LifecycleHouse> => ({
  ...{ kind: 'distributed', name, behavior: 'BLOCKING', process },
  actions: [{ key, behavior: 'BLOCKING' }],
  onEmpty: 'WARNING',
  chunks: async (run) => (await listOf(run)).chunks,
});

/** Nothing is left to do: each chunk has said its own. The step is there because journals of this kind end so. */
const FINALIZATION: SingleStep<LifecycleHouse> = {
  kind: 'single',
  name: 'STP_COMPUTE_INHERITED_RULES_FINALIZATION',
  behavior: 'FINALLY',
  actions: [action('COMPUTE_INHERITED_RULES_FINALIZATION', async () => ({ status: 'OK' }))],
};

const ending: Pick<Workflow<LifecycleHouse>, 'publish' | 'tidy'> = {
  publish: async () => undefined,
  tidy: (run) => folderOf(run).removeAll(),
};

/**
 * Computes what holds for units by inheritance, so that it can be searched (spec rules.md 6.3). It touches neither their
 * documents nor their life cycles: what it writes can be computed again at any time.
 */
export const COMPUTATION: Workflow<LifecycleHouse> = {
  id: 'COMPUTE_INHERITED_RULES',
  identifier: 'COMPUTE_INHERITED_RULES',
  processType: 'COMPUTE_INHERITED_RULES',
  comment: 'Calcul des règles héritées d’unités archivistiques',
  steps: [
    preparation('COMPUTED_INHERITED_RULES_CHECK_DISTRIBUTION_THRESHOLD', checkComputed),
    byChunks('STP_COMPUTE_INHERITED_RULES', 'COMPUTE_INHERITED_RULES_ACTION', computeChunk),
    FINALIZATION,
  ],
  ...ending,
};

export const REMOVAL: Workflow<LifecycleHouse> = {
  id: 'COMPUTE_INHERITED_RULES_DELETE',
  identifier: 'COMPUTE_INHERITED_RULES_DELETE',
  processType: 'COMPUTE_INHERITED_RULES_DELETE',
  comment: 'Suppression des règles héritées calculées d’unités archivistiques',
  steps: [
    preparation('CHECK_DISTRIBUTION_THRESHOLD', checkRemoved),
    byChunks('STP_COMPUTE_INHERITED_RULES_DELETE', 'COMPUTE_INHERITED_RULES_DELETE', removeChunk),
    FINALIZATION,
  ],
  ...ending,
};

export const COMPUTED_RULES_WORKFLOWS = [COMPUTATION, REMOVAL] as const;
