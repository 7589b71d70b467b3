import type { EventKey } from '../../logbook/index.ts';
import type { Action, Workflow } from '../../operations/index.ts';
import { folderOf, partsOf } from '../evidence/run.ts';
import { COMPARISON, STRATEGIES } from '../evidence/workflow.ts';
import type { ProofHouse } from '../house.ts';
import { correctPart } from './correct-part.ts';
import { finalizeCorrection } from './finalize.ts';
import { listFaulty } from './list-faulty.ts';

const action = (key: EventKey, run: Action<ProofHouse>['run']): Action<ProofHouse> => ({
  ...{ key, behavior: 'BLOCKING', run },
});

/** The correction of what an audit of coherence has found (spec operations.md 13.3). */
export const RECTIFICATION_AUDIT: Workflow<ProofHouse> = {
  id: 'RECTIFICATION_AUDIT',
  identifier: 'RECTIFICATION_AUDIT',
  processType: 'AUDIT',
  comment: 'Correction des copies qu’un audit de cohérence a trouvées fautives',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_EVIDENCE_AUDIT_PREPARE', behavior: 'BLOCKING' },
      actions: [STRATEGIES, action('EVIDENCE_AUDIT_LIST_OBJECT', listFaulty)],
    },
    ...COMPARISON,
    {
      ...{ kind: 'distributed', name: 'STP_CORRECTIVE_AUDIT', behavior: 'BLOCKING' },
      actions: [
        { key: 'CORRECTIVE_AUDIT_CHECK_RESOURCE_AVAILABILITY', behavior: 'BLOCKING' },
        { key: 'CORRECTIVE_AUDIT', behavior: 'BLOCKING' },
      ],
      ...{ onEmpty: 'WARNING', process: correctPart },
      chunks: async (run) => (await partsOf(run)).length,
    },
    {
      ...{ kind: 'single', name: 'STP_CORRECTION_FINALIZE', behavior: 'FINALLY' },
      actions: [action('CORRECTION_FINALIZE', finalizeCorrection)],
    },
  ],
  publish: async () => undefined,
  tidy: (run) => folderOf(run).removeAll(),
};
