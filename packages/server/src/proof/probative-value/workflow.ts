import type { EventKey } from '../../logbook/index.ts';
import type { Action, Workflow } from '../../operations/index.ts';
import type { ProofHouse } from '../house.ts';
import { buildEntries } from './entry.ts';
import { checkThreshold, listGroups } from './prepare.ts';
import { createReport } from './report.ts';
import { folderOf, listOf } from './run.ts';

const action = (key: EventKey, run: Action<ProofHouse>['run']): Action<ProofHouse> => ({
  ...{ key, behavior: 'BLOCKING', run },
});

/** A statement of probative value (spec operations.md 14). */
export const PROBATIVE_VALUE: Workflow<ProofHouse> = {
  id: 'EXPORT_PROBATIVE_VALUE',
  identifier: 'EXPORT_PROBATIVE_VALUE',
  processType: 'AUDIT',
  comment: 'Relevé de valeur probante',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_PROBATIVE_VALUE_PREPARE', behavior: 'BLOCKING' },
      actions: [
        action('CHECK_DISTRIBUTION_THRESHOLD', checkThreshold),
        // There is one strategy, and it is open: the action is there because journals of this kind have it.
        action('PREPARE_STORAGE_STRATEGIES', async () => ({ status: 'OK' })),
        action('PROBATIVE_VALUE_CREATE_DISTRIBUTION_FILE', listGroups),
      ],
    },
    {
      ...{ kind: 'distributed', name: 'STP_PROBATIVE_VALUE_ACTION', behavior: 'BLOCKING' },
      actions: [{ key: 'PROBATIVE_VALUE_CREATE_PROBATIVE_REPORT_ENTRY', behavior: 'NOBLOCKING' }],
      onEmpty: 'WARNING',
      chunks: async (run) => (await listOf(run)).chunks,
      process: buildEntries,
    },
    {
      ...{ kind: 'single', name: 'STP_PROBATIVE_VALUE_GENERATE_REPORT', behavior: 'FINALLY' },
      actions: [action('PROBATIVE_VALUE_CREATE_REPORT', createReport)],
    },
  ],
  publish: async () => undefined,
  tidy: (run) => folderOf(run).removeAll(),
};
