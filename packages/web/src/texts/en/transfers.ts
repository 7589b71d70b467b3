import type { Volumes } from '../../api/types.ts';
import type {
  CONTROLS as FRENCH_CONTROLS,
  DEPOSIT as FRENCH_DEPOSIT,
  FIRST_PACKAGE as FRENCH_FIRST_PACKAGE,
  STATUS as FRENCH_STATUS,
  TRANSFER as FRENCH_TRANSFER,
  TRANSFERS as FRENCH_TRANSFERS,
} from '../fr/transfers.ts';
import { bytes, count, dateAndTime } from './forms.ts';

/** The list of transfers. */
export const TRANSFERS = {
  title: 'Transfers',
  lead: 'Every transfer is checked, stored in two copies, then entered in the accession register. Its reply says what became of it.',
  deposit: 'Submit a transfer',
  filter: 'Show',
  filters: {
    '': 'All transfers',
    running: 'In progress',
    paused: 'Paused',
    OK: 'Accepted',
    WARNING: 'Accepted with warnings',
    KO: 'Refused',
    FATAL: 'Interrupted by a technical error',
  },
  columns: {
    outcome: 'Status',
    message: 'Transfer',
    agency: 'Originating agency',
    content: 'Contents',
    date: 'Submitted',
    submission: 'Submission agency',
    agreement: 'Ingest contract',
    profile: 'Archival profile',
    file: 'File submitted',
    id: 'Identifier',
  },
  caption: 'Transfers of the safe, newest first',
  noAgency: 'Not stated',
  nothingEntered: 'Nothing was ingested',
  progress: (done: number, of: number) => `Step ${Math.min(done + 1, of)} of ${of}`,
  unnamed: 'Unnamed transfer',
  noneSo: 'No transfers with this status',
  noneSoAdvice: 'There may be other transfers with another status.',
  showAll: 'Show all transfers',
  newer: 'Newer',
  older: 'Older',
  pages: 'Pages of transfers',
  updated: (running: number) =>
    running === 0 ? 'No transfers in progress' : `${count(running, 'transfer')} in progress`,
} satisfies typeof FRENCH_TRANSFERS;

/** What an empty safe offers. */
export const FIRST_PACKAGE = {
  title: 'This safe is still empty',
  lead: 'Archives enter it by transfers: a .zip or .tar package that contains the files and a SEDA manifest that describes them.',
  how: 'To discover Pérenne in a minute, submit the sample package: three files of an imaginary town, twelve documents (texts, PDF, images), in French.',
  prepared:
    'The originating agency, the management rule and the ingest contract it needs are added to this safe if they are missing. Nothing else is changed.',
  deposit: 'Submit the sample package',
  depositing: 'Preparing the sample package…',
  download: 'Download this package',
  own: 'Submit a transfer of my own',
  failed: 'The sample package could not be submitted',
  notYours: 'An archivist of your organisation can submit a first transfer to it.',
} satisfies typeof FRENCH_FIRST_PACKAGE;

/** The deposit of a package. */
export const DEPOSIT = {
  title: 'Submit a transfer',
  lead: 'The package is checked as soon as it arrives. You follow every check, and you get a reply in all cases.',
  kind: 'What does this package contain?',
  kinds: {
    DEFAULT_WORKFLOW: {
      label: 'Archives',
      hint: 'A transfer of digital archives with their files: the most common case.',
    },
    HOLDING_SCHEME: {
      label: 'A holding scheme',
      hint: 'The main divisions of the holdings, without files, to which transfers are attached.',
    },
    FILING_SCHEME: {
      label: 'A filing plan',
      hint: 'The plan of an originating agency, without files, in which its records are arranged.',
    },
    BLANK_TEST: {
      label: 'A dry run',
      hint: 'A transfer of archives goes through every check, and nothing of it is kept but the reply.',
    },
  },
  tries: (contract: string) =>
    `Test of ingest contract ${contract}: the manifest of the package must name it (ArchivalAgreement).`,
  drop: 'Drag the package here',
  dropNow: 'Drop to submit',
  or: 'or',
  choose: 'Choose a file',
  formats: 'Accepted formats: .zip, .tar, .tar.gz, .tar.bz2. The manifest (manifest.xml) is at the root.',
  wrongFormat: (name: string) =>
    `“${name}” is not an accepted package. Choose a .zip, .tar, .tar.gz or .tar.bz2 file.`,
  several: 'Submit one package at a time.',
  empty: (name: string) => `“${name}” is empty: its export may have failed.`,
  sending: (name: string) => `Sending ${name}`,
  sent: (done: number, of: number) => `${bytes(done)} of ${bytes(of)}`,
  accepting: 'Package received, being recorded…',
  cancel: 'Cancel sending',
  cancelled: 'Sending is cancelled: nothing is kept.',
  done: (name: string) => `${name} has been received.`,
  follow: 'Follow the transfer',
  failed: 'Sending failed',
  waiting: 'The connection is interrupted. Sending will resume by itself where it stopped.',
  gone: 'The service no longer expects this file: sending was abandoned, or the rest did not come in time. Start again.',
  full: 'The archive has no room left for this package. Tell its administrator, then resume sending.',
  changed: 'The file was changed, moved or removed while it was being sent. Choose it again.',
  interrupted: {
    title: (number: number) =>
      number === 1 ? 'One file was interrupted' : `${number} files were interrupted`,
    lead: 'Choose the same file again: sending will resume where it stopped.',
    state: (received: number, size: number, expires: string) =>
      `${bytes(received)} received of ${bytes(size)}, kept until ${dateAndTime(expires)}`,
    giveUp: 'Abandon',
    giveUpNamed: (name: string) => `Abandon sending ${name}`,
    failed: 'Sending this file could not be abandoned',
  },
  again: 'Submit another package',
  busy: 'A file is being sent already: wait until it is done, or cancel it.',
  underway: (name: string, percent: number) => `Sending ${name}: ${percent}%`,
  ready: (name: string) => `The service has received ${name}.`,
} satisfies typeof FRENCH_DEPOSIT;

/** The page of a transfer. */
export const TRANSFER = {
  title: (name: string) => (/^transfer\b/i.test(name) ? name : `Transfer “${name}”`),
  about: 'Information',
  steps: 'Checks and processing',
  stepsLead: 'Every step of the transfer, in order, with the checks it made.',
  understand: 'Why this transfer is refused',
  warnings: 'What deserves your attention',
  failure: 'What happened',
  remedy: 'What to do',
  said: 'What the check reports',
  nameElements: 'Name the elements concerned',
  elementKinds: { unit: 'Archive unit', file: 'File' },
  elementsInReply: 'The reply (ATR) names every element concerned: download it.',
  moreElements: 'The others are named in the reply (ATR).',
  code: 'Code',
  documents: 'Documents of the transfer',
  reply: 'Download the reply (ATR)',
  replyHint: 'Archive transfer reply, in the SEDA format (XML): keep it with the package.',
  manifest: 'Download the manifest',
  manifestHint: 'Transfer manifest, as received (XML).',
  documentsLater: 'The reply and the manifest will be available at the end of the transfer.',
  read: 'Consult the archives ingested',
  again: 'Submit a corrected package',
  facts: {
    message: 'Message identifier',
    comment: 'Title',
    agency: 'Originating agency',
    submission: 'Submission agency',
    agreement: 'Ingest contract',
    profile: 'Archival profile',
    kind: 'Kind',
    file: 'File received',
    begun: 'Received',
    ended: 'Completed',
    lasted: 'Duration',
    entered: 'Ingested',
    id: 'Operation identifier',
  },
  counts: ({ units, objects, physical, bytes: weight }: Volumes) => {
    const files = objects - physical;
    return [
      count(units, 'archive unit'),
      ...(files > 0 || physical === 0 ? [`${count(files, 'file')} (${bytes(weight)})`] : []),
      ...(physical > 0 ? [count(physical, 'physical object')] : []),
    ].join(', ');
  },
  kinds: {
    DEFAULT_WORKFLOW: 'Transfer of archives',
    BIG_WORKFLOW: 'Transfer of large archives',
    HOLDING_SCHEME: 'Holding scheme',
    FILING_SCHEME: 'Filing plan',
    BLANK_TEST: 'Dry run',
  },
  outcome: {
    running: 'Checks are in progress.',
    paused: 'The transfer is paused: an operator can resume it.',
    OK: 'The transfer is accepted: the archives are preserved and can be consulted.',
    WARNING:
      'The transfer is accepted with warnings: the archives are preserved, some points deserve your attention.',
    KO: 'The transfer is refused: nothing was kept. Correct the package, then submit it again.',
    FATAL:
      'A technical error interrupted the transfer. Nothing is lost: the operator of the service can resume it.',
    cancelled: 'The transfer is cancelled: nothing was kept.',
  },
  now: (step: string) => `Now: ${step}`,
  announced: (done: number, of: number) => `${done} of ${of} steps completed`,
  stepNames: {
    STP_SANITY_CHECK_SIP: 'Checks before ingest',
    STP_UPLOAD_SIP: 'Reception of the SIP',
    STP_INGEST_CONTROL_SIP: 'Validation of the SIP',
    STP_OG_CHECK_AND_TRANSFORME: 'Checking and processing of objects and object groups',
    STP_UNIT_CHECK_AND_PROCESS: 'Checking and processing of archive units',
    STP_STORAGE_AVAILABILITY_CHECK: 'Check before taking custody',
    STP_OBJ_STORING: 'Writing and indexing of objects and object groups',
    STP_UNIT_METADATA: 'Indexing of the metadata of archive units',
    STP_OG_STORING: 'Storage of the metadata of object groups',
    STP_UNIT_STORING: 'Storage of the metadata of archive units',
    STP_UPDATE_OBJECT_GROUP: 'Update of existing object groups',
    STP_ACCESSION_REGISTRATION: 'Entry in the accession register',
    STP_INGEST_FINALISATION: 'Completion of the ingest',
  },
  stepStates: { waiting: 'Waiting', running: 'In progress', skipped: 'Not carried out' },
  noActions: 'No check to report in this step.',
  expandAll: 'Expand all',
  collapseAll: 'Collapse all',
  elements: (done: Readonly<Record<string, number>>) =>
    [
      done.OK ? `${done.OK} passed` : '',
      done.WARNING ? count(done.WARNING, 'warning') : '',
      done.KO ? `${done.KO} refused` : '',
      done.FATAL ? `${done.FATAL} in error` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
} satisfies typeof FRENCH_TRANSFER;

/** What has become of a transfer. */
export const STATUS = {
  running: 'In progress',
  paused: 'Paused',
  OK: 'Accepted',
  WARNING: 'Accepted with warnings',
  KO: 'Refused',
  FATAL: 'Technical error',
  cancelled: 'Cancelled',
} satisfies typeof FRENCH_STATUS;

/** Outcomes of a control. */
export const CONTROLS = {
  OK: 'Passed',
  WARNING: 'Warning',
  KO: 'Refused',
  FATAL: 'Technical error',
  other: 'Not applicable',
} satisfies typeof FRENCH_CONTROLS;
