import type { EventKey } from '../../logbook/index.ts';
import type { Action, Workflow } from '../../operations/index.ts';
import type { ProofHouse } from '../house.ts';
import { CHECKS } from '../opened-journal.ts';
import { checkChunk } from './check-chunk.ts';
import { finalize } from './finalize.ts';
import { prepare } from './prepare.ts';
import { folderOf, listOf } from './run.ts';

const action = (key: EventKey, run: Action<ProofHouse>['run']): Action<ProofHouse> => ({
  ...{ key, behavior: 'BLOCKING', run },
});

/** The check of secured journals (spec operations.md 13.4). */
export const LINKED_CHECK: Workflow<ProofHouse> = {
  id: 'LINKED_CHECK',
  identifier: 'LINKED_CHECK_SECURISATION',
  processType: 'AUDIT',
  comment: 'Vérification des journaux sécurisés',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_PREPARE_TRACEABILITY_LINKED_CHECK', behavior: 'BLOCKING' },
      actions: [
        action('TRACEABILITY_LINKED_CHECK_PREPARE', prepare),
        // There is one strategy, and it is open: the action is there because journals of this kind have it.
        action('PREPARE_STORAGE_STRATEGIES', async () => ({ status: 'OK' })),
      ],
    },
    {
      ...{ kind: 'distributed', name: 'STP_TRACEABILITY_LINKED_CHECKS', behavior: 'BLOCKING' },
      actions: CHECKS.map((key) => ({ key, behavior: 'NOBLOCKING' })),
      onEmpty: 'WARNING',
      chunks: async (run) => (await listOf(run)).length,
      process: checkChunk,
    },
    {
      ...{ kind: 'single', name: 'STP_FINALIZE_TRACEABILITY_LINKED_CHECKS', behavior: 'FINALLY' },
      actions: [action('TRACEABILITY_FINALIZATION', finalize)],
    },
  ],
  publish: async () => undefined,
  tidy: (run) => folderOf(run).removeAll(),
};
