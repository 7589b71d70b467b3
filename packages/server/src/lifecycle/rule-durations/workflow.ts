import type { EventKey } from '../../logbook/index.ts';
import type { Action, Workflow } from '../../operations/index.ts';
import { RULES_UPDATE } from '../../referentials/index.ts';
import type { LifecycleHouse } from '../house.ts';
import { invalidateComputed } from './invalidate-computed.ts';
import { listUnits } from './list-units.ts';
import { folderOf, listOf } from './rules-run.ts';
import { updateUnits } from './update-units.ts';

const blocking = (key: EventKey, run: Action<LifecycleHouse>['run']): Action<LifecycleHouse> => ({
  key,
  behavior: 'BLOCKING',
  run,
});

/**
 * Carries changed durations of rules to the end dates of the units that declare them (spec rules.md 2.4). It does not
 * wait for entries under way, which would hold a worker for hours: each follows up its own units when it publishes
 * them (`referentials/rules-in-use.ts`).
 */
export const RULES_UPDATE_WORKFLOW: Workflow<LifecycleHouse> = {
  ...RULES_UPDATE,
  comment: 'Mise à jour des échéances des unités archivistiques après changement de règles de gestion',
  steps: [
    {
      kind: 'single',
      name: 'STP_PREPARE_LISTS',
      behavior: 'BLOCKING',
      actions: [blocking('LIST_ARCHIVE_UNITS', listUnits)],
    },
    {
      kind: 'single',
      name: 'STP_INVALIDATE',
      behavior: 'BLOCKING',
      actions: [blocking('COMPUTE_INHERITED_RULES_INVALIDATOR', invalidateComputed)],
    },
    {
      kind: 'distributed',
      name: 'STP_UNIT_UPDATE',
      behavior: 'BLOCKING',
      actions: [
        { key: 'UPDATE_UNIT_RULES', behavior: 'BLOCKING' },
        { key: 'UNIT_METADATA_STORAGE', behavior: 'BLOCKING' },
      ],
      chunks: async (run) => (await listOf(run)).chunks,
      process: updateUnits,
    },
  ],
  publish: async () => undefined,
  tidy: (run) => folderOf(run).removeAll(),
};
