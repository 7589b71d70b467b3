import { checkChosen } from '../../access/index.ts';
import type { EventKey } from '../../logbook/index.ts';
import type { Action, Workflow } from '../../operations/index.ts';
import type { AuditHouse } from '../house.ts';
import { chunksOf, folderOf, parametersOf } from './audit-run.ts';
import { checkChunk } from './check-chunk.ts';
import { reportAudit } from './finalize.ts';
import { listGroups } from './list-groups.ts';

const action = (key: EventKey, run: Action<AuditHouse>['run']): Action<AuditHouse> => ({
  ...{ key, behavior: 'BLOCKING', run },
});

/** Audits of existence and of integrity (spec operations.md 13.1). */
export const OBJECTS_AUDIT: Workflow<AuditHouse> = {
  id: 'AUDIT_WORKFLOW',
  identifier: 'PROCESS_AUDIT',
  processType: 'AUDIT',
  comment: 'Audit de l’existence ou de l’intégrité des objets',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_PREPARE_AUDIT', behavior: 'BLOCKING' },
      actions: [
        action('CHECK_DISTRIBUTION_THRESHOLD', (run) =>
          checkChosen(run, parametersOf(run).chosen, run.house.configuration.limits.selectedUnits),
        ),
        // There is one strategy, and it is open: the action is there because journals of this kind have it.
        action('PREPARE_STORAGE_STRATEGIES', async () => ({ status: 'OK' })),
        action('LIST_OBJECTGROUP_ID', listGroups),
      ],
    },
    {
      ...{ kind: 'distributed', name: 'STP_AUDIT', behavior: 'BLOCKING', process: checkChunk },
      actions: [{ key: 'AUDIT_CHECK_OBJECT', behavior: 'NOBLOCKING' }],
      ...{ onEmpty: 'WARNING', chunks: chunksOf },
    },
    {
      ...{ kind: 'single', name: 'STP_FINALISE_AUDIT', behavior: 'FINALLY' },
      actions: [action('REPORT_AUDIT', reportAudit)],
    },
  ],
  publish: async () => undefined,
  tidy: (run) => folderOf(run).removeAll(),
};
