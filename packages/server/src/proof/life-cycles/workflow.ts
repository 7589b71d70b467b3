import { checkConcurrent } from '../../lifecycle/index.ts';
import type { Action, Workflow } from '../../operations/index.ts';
import type { ProofHouse } from '../house.ts';
import { build } from './build.ts';
import { GROUPS, type LifeCycles, UNITS } from './kinds.ts';
import { prepare } from './prepare.ts';
import { folderOf } from './run.ts';
import { eventOf, finalize, generate } from './seal.ts';

/** The securing of life cycles (spec operations.md 15.3). */
function securing(kind: LifeCycles): Workflow<ProofHouse> {
  const { workflow, type, comment, events } = kind;
  const action = (key: Action['key'], run: Action<ProofHouse>['run']): Action<ProofHouse> => ({
    ...{ key, behavior: 'BLOCKING', run },
  });
  return {
    id: workflow,
    identifier: type,
    processType: 'TRACEABILITY',
    comment,
    steps: [
      {
        kind: 'single',
        name: events.step,
        behavior: 'BLOCKING',
        actions: [
          action('CHECK_CONCURRENT_WORKFLOW_LOCK', (run) => checkConcurrent(run, [workflow])),
          action(events.prepare, (run) => prepare(run, kind)),
          action(events.build, (run) => build(run, kind)),
          action(events.generate, (run) => generate(run, kind)),
        ],
      },
      {
        kind: 'single',
        name: events.finalization,
        behavior: 'FINALLY',
        actions: [action(events.finalize, (run) => finalize(run, kind))],
      },
    ],
    publish: async () => undefined,
    closingDetail: eventOf,
    tidy: (run) => folderOf(run).removeAll(),
  };
}

export const UNITS_SECURING = securing(UNITS);
export const GROUPS_SECURING = securing(GROUPS);
