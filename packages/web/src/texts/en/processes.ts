import type { PROCESSES as FRENCH } from '../fr/processes.ts';
import { count, number } from './forms.ts';

/** Texts of the management of operations. */
export const PROCESSES = {
  title: 'Operations management',
  lead: 'What the archive is doing now. What waits for a decision comes first.',
  one: 'Operation',
  state: 'State',
  states: { '': 'All states', RUNNING: 'Running', PAUSE: 'Paused', COMPLETED: 'Completed' },
  status: 'Outcome',
  statuses: {
    '': 'All outcomes',
    OK: 'Success',
    WARNING: 'Warning',
    KO: 'Refusal',
    FATAL: 'Technical error',
  },
  stands: {
    running: 'Running',
    waiting: 'Waiting',
    paused: 'Paused',
    held: 'Held back',
    failed: 'Technical error',
  },
  columns: {
    state: 'State',
    operation: 'Operation',
    begun: 'Started',
    step: 'Steps',
    safe: 'Safe',
    category: 'Category',
    changed: 'Last change',
    lastStep: 'Last step played',
    place: 'Place in the queue',
  },
  waitingAt: (place: number) => `Waiting, place ${place}`,
  placeIn: (place: number) =>
    place === 1 ? 'First in the queue of this safe' : `Number ${number(place)} in the queue of this safe`,
  export: 'Export as CSV',
  refresh: 'Refresh',
  events: 'Events',
  everywhere: 'All my safes',
  thisSafe: 'This safe alone',
  all: {
    title: 'Operations of all my safes',
    lead: 'What the archive is doing in each of the safes where you follow operations. Each action holds in the safe of the operation.',
    safes: 'State by safe',
    columns: {
      safe: 'Safe',
      running: 'Running',
      waiting: 'of which waiting',
      paused: 'Paused',
      failed: 'of which technical errors',
    },
    any: 'All my safes',
    found: (total: number, running: number, paused: number) =>
      `${count(total, 'operation')}. In the safes shown: ${running} running, ${paused} paused.`,
  },
  steps: (done: number, of: number) => `${done} of ${of}`,
  found: (total: number, running: number, paused: number) =>
    `${count(total, 'operation')}. In this safe: ${running} running, ${paused} paused.`,
  look: 'Search',
  empty: 'No operation in this safe',
  emptyAdvice:
    'An operation begins with a transfer, a dissemination or an update of rules. It is followed here step by step, and can be paused, resumed or cancelled.',
  noneAdvice: 'Remove a filter, or widen the dates. An identifier is given whole.',
  pages: 'Pages of operations',
  changed: 'Last change',
  ended: 'End',
  lastStep: 'Last step played',
  nextStep: 'Next step',
  mode: 'Mode',
  stepByStep: 'Step by step',
  logbook: 'See its events in the logbook',
  asked: {
    PAUSE: 'Pause asked for: the operation will stop at the end of the step under way.',
    CANCEL: 'Cancellation asked for: the operation will end after the step under way.',
  },
  holds: {
    title: 'Hold operations back',
    explained:
      'Before maintenance, the operations of this safe can be held back. Those that wait do not begin; those that run stop at the end of their step. Nothing is lost: they go on by themselves when the order is lifted.',
    which: 'Operations to hold back',
    all: 'All operations',
    hold: 'Hold back',
    holdQuestion: 'Hold these operations back?',
    holdEffect: 'None will begin or go beyond its step until the order is lifted.',
    standing: (what: string, since: string) => `${what}: operations held back since ${since}.`,
    ofPlatform: 'This order comes from the operator of the platform, who alone lifts it.',
    lift: 'Lift the order',
    liftQuestion: 'Lift this order?',
    liftEffect: 'The operations that it holds back go on at once, the oldest first.',
  },
  jobs: {
    title: 'Scheduled jobs',
    columns: { name: 'Job', every: 'How often', last: 'Last due', next: 'Next due' },
    every: (hours: number) => (hours === 1 ? 'Hourly' : hours === 24 ? 'Daily' : `Every ${hours} hours`),
    notYet: 'Not yet',
    names: {
      STP_OP_SECURISATION: 'Securing of the logbook of operations',
      LOGBOOK_UNIT_LFC_TRACEABILITY: 'Securing of the life cycles of archive units',
      LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY: 'Securing of the life cycles of object groups',
      STORAGE_SECURING: 'Securing of the storage logs',
      STORAGE_BACKUP: 'Backup of the log of writes',
      STORAGE_ACCESS_BACKUP: 'Backup of the log of accesses',
      COMPUTE_INHERITED_RULES: 'Computation of inherited rules',
      ACCESSION_REGISTER_SYMBOLIC: 'Symbolic register',
    },
  },
  moves: {
    PAUSE: {
      label: 'Pause',
      question: 'Pause this operation?',
      effect: 'It will stop at the end of the step under way, and can be resumed.',
    },
    RESUME: {
      label: 'Resume to the end',
      question: 'Resume this operation?',
      effect: 'The steps that are left will be played to the last one.',
    },
    NEXT: {
      label: 'Go to the next step',
      question: 'Go to the next step?',
      effect: 'The next step will be played, then the operation will wait again.',
    },
    REPLAY: {
      label: 'Replay the step',
      question: 'Replay the last step?',
      effect:
        'The last step will be played again, then the operation will wait. What it wrote is not written twice.',
    },
    CANCEL: {
      label: 'Cancel the operation',
      question: 'Cancel this operation?',
      effect: 'It will end as refused. This cannot be undone: it will have to be started anew.',
    },
  },
} satisfies typeof FRENCH;
