import type { EventKey } from '../../logbook/index.ts';
import type { Action, DistributedStep, SingleStep, Workflow } from '../../operations/index.ts';
import type { ProofHouse } from '../house.ts';
import { checkDatabase } from './check-database.ts';
import { extractJournal } from './extract-journal.ts';
import { generateReports } from './generate-reports.ts';
import { checkThreshold, listElements } from './list-elements.ts';
import { listJournals } from './list-journals.ts';
import { finalize, prepareReport } from './report.ts';
import { chunksOf, folderOf, journalsOf, partsOf } from './run.ts';

type Handler = Action<ProofHouse>['run'];

const action = (key: EventKey, run: Handler): Action<ProofHouse> => ({ key, behavior: 'BLOCKING', run });

/** A step with one action, which bears its name. */
const single = (
  key: 'EVIDENCE_AUDIT_LIST_SECURED_FILES_TO_DOWNLOAD' | 'EVIDENCE_AUDIT_PREPARE_REPORT',
  run: Handler,
): SingleStep<ProofHouse> => ({
  ...{ kind: 'single', name: `STP_${key}`, behavior: 'BLOCKING' },
  actions: [action(key, run)],
});

const distributed = (
  key:
    | 'EVIDENCE_AUDIT_CHECK_DATABASE'
    | 'EVIDENCE_AUDIT_EXTRACT_ZIP_FILE'
    | 'EVIDENCE_AUDIT_PREPARE_GENERATE_REPORTS',
  { chunks, process }: Pick<DistributedStep<ProofHouse>, 'chunks' | 'process'>,
): DistributedStep<ProofHouse> => ({
  ...{ kind: 'distributed', name: `STP_${key}`, behavior: 'BLOCKING' },
  actions: [{ key, behavior: 'BLOCKING' }],
  ...{ onEmpty: 'WARNING', chunks, process },
});

/** The elements that the list names, compared with the secured journals and with every offer. */
export const COMPARISON = [
  distributed('EVIDENCE_AUDIT_CHECK_DATABASE', { chunks: chunksOf, process: checkDatabase }),
  single('EVIDENCE_AUDIT_LIST_SECURED_FILES_TO_DOWNLOAD', listJournals),
  distributed('EVIDENCE_AUDIT_EXTRACT_ZIP_FILE', {
    chunks: async (run) => (await journalsOf(run)).length,
    process: extractJournal,
  }),
  distributed('EVIDENCE_AUDIT_PREPARE_GENERATE_REPORTS', {
    chunks: async (run) => (await partsOf(run)).length,
    process: generateReports,
  }),
] as const;

/** There is one strategy, and it is open: the action is there because journals of this kind have it. */
export const STRATEGIES = action('PREPARE_STORAGE_STRATEGIES', async () => ({ status: 'OK' }));

/** The audit of coherence (spec operations.md 13.2). */
export const EVIDENCE_AUDIT: Workflow<ProofHouse> = {
  id: 'EVIDENCE_AUDIT',
  identifier: 'EVIDENCE_AUDIT',
  processType: 'AUDIT',
  comment: 'Audit de cohérence entre la base, les journaux sécurisés et les offres de stockage',
  steps: [
    {
      ...{ kind: 'single', name: 'STP_EVIDENCE_AUDIT_PREPARE', behavior: 'BLOCKING' },
      actions: [
        action('CHECK_DISTRIBUTION_THRESHOLD', checkThreshold),
        STRATEGIES,
        action('EVIDENCE_AUDIT_LIST_OBJECT', listElements),
      ],
    },
    ...COMPARISON,
    single('EVIDENCE_AUDIT_PREPARE_REPORT', prepareReport),
    {
      ...{ kind: 'single', name: 'STP_EVIDENCE_AUDIT_FINALIZE', behavior: 'FINALLY' },
      actions: [action('EVIDENCE_AUDIT_FINALIZE', finalize)],
    },
  ],
  publish: async () => undefined,
  tidy: (run) => folderOf(run).removeAll(),
};
