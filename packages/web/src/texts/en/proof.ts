import type { PROOF as FRENCH } from '../fr/proof.ts';
import { count, number } from './forms.ts';

/** Statements of probative value, told to people and to the expert of a court. */
export const PROOF = {
  title: 'Probative value',
  lead: 'A statement says, object by object, whether what the safe keeps is what entered it, and by which proofs that is known.',
  notYours: 'Your role in this safe does not allow statements of probative value',
  ask: 'Establish a statement',
  state: 'Establish a statement of probative value',
  ofSearch: 'The statement will be about the objects of all the archive units that your search finds.',
  unit: 'Identifier of the archive unit',
  unitHint: '36 characters: it stands on the page of the archive unit, under “Identifiers”.',
  usage: 'Usage',
  usages: {
    BinaryMaster: 'Digital original (BinaryMaster)',
    Dissemination: 'Dissemination (Dissemination)',
    Thumbnail: 'Thumbnail (Thumbnail)',
    TextContent: 'Text (TextContent)',
  },
  version: 'Version',
  versions: { FIRST: 'First version', LAST: 'Latest version' },
  versionNumber: (number: string) => `Version ${number}`,
  signed: 'Electronically signed document: include what was detached of the signature',
  signedHint: 'Signatures, time stamps and proofs borne by the units directly below.',
  submit: 'Establish the statement',
  asking: 'Sending the request…',
  failed: 'The request was not recorded',
  badUnit: 'An identifier has 36 characters, lower-case letters and digits from 2 to 7.',
  find: 'Statement or archive unit',
  from: 'From',
  to: 'To',
  none: 'No statement of probative value',
  noneAdvice: 'The form above establishes one; a search does, for everything that it finds.',
  nothingFound: 'No statement matches these criteria.',
  caption: 'Statements of probative value, newest first',
  pages: 'Pages of statements',
  columns: { status: 'Result', date: 'Statement', usage: 'Objects', id: 'Identifier' },
  named: (date: string) => `Statement of ${date}`,
  asked: (usage: string, version: string) => `${usage} · ${version}`,
  running: 'Running',
  outcomes: {
    OK: { word: 'Proven', told: 'All the proofs are there and agree.' },
    WARNING: {
      word: 'With a reservation',
      told: 'What could be compared agrees; at least one proof does not exist yet, or an object is missing.',
    },
    KO: {
      word: 'Not proven',
      told: 'At least one proof is missing or does not agree: the details say which, for each object.',
    },
    FATAL: { word: 'Interrupted', told: 'A fault interrupted the statement; the operator can resume it.' },
    other: { word: 'Cancelled', told: 'The statement was cancelled.' },
  },
  waiting:
    'The objects are read again on each offer and compared with their proofs. This page updates itself.',
  download: 'Download the statement (JSON)',
  print: 'Print',
  summary: (total: number, good: number, warned: number, bad: number) =>
    `${count(total, 'object examined', 'objects examined')}: ${number(good)} without reservation, ${number(warned)} with a reservation, ${number(bad)} without sufficient proof.`,
  nothing: 'No object answers: the chosen archive units have none of this usage, or are not open to you.',
  shown: (shown: number, total: number) =>
    `The first ${number(shown)} of ${number(total)} objects, those in question first; all are in the file.`,
  noVersion: 'The object group has no object of this usage and version: there is nothing to prove.',
  archive: 'Archive unit',
  object: 'Object',
  group: 'Object group',
  operations: 'Operations that the proof rests on',
  examined: 'Examined on',
  questions: {
    LOCAL_INTEGRITY: {
      title: 'Is the object the one that entered?',
      good: 'Yes: its digest is the same on each offer, in the database, in its life cycle and in the secured journal.',
      bad: 'That is not established.',
    },
    MERKLE_INTEGRITY: {
      title: 'Are the secured journals intact?',
      good: 'Yes: their Merkle trees, computed anew line by line, have the roots that were sealed.',
      bad: 'That is not established.',
    },
    TIMESTAMP_CHECKING: {
      title: 'When were they sealed?',
      good: 'On the date of their time stamps (RFC 3161), which are valid and signed by this service.',
      bad: 'The time stamps do not establish it.',
    },
    CHAIN: {
      title: 'Was no journal taken away or back-dated?',
      good: 'None was: each seals the time stamp of the journal before it.',
      warned: 'There is no secured journal before this one yet: the chain begins.',
      bad: 'The chain is not established.',
    },
  },
  checks: 'Checks and compared values',
  check: { name: 'Check', values: 'Compared values', status: 'Result' },
  names: {
    FILE_DIGEST_OFFER_DATABASE_COMPARISON:
      'Digest of the object, read again on each offer, and in the database',
    FILE_DIGEST_LFC_DATABASE_COMPARISON: 'Digest in the life cycle and in the database',
    FILE_DIGEST_DATABASE_TRACEABILITY_COMPARISON: 'Digest in the database and in the secured journal',
    EVENTS_OBJECT_GROUP_DIGEST_DATABASE_TRACEABILITY_COMPARISON:
      'Events of the life cycle, in the database and in the secured journal',
    EVENTS_OPERATION_DATABASE_TRACEABILITY_COMPARISON:
      'Journal of the ingest operation, in the database and in the secured journal',
    MERKLE_OPERATION_DIGEST_DATABASE_TRACEABILITY_COMPARISON:
      'Journal of operations: root of the tree, in the database and in the file',
    MERKLE_OPERATION_DIGEST_COMPUTATION_TRACEABILITY_COMPARISON:
      'Journal of operations: root computed anew and root in the file',
    MERKLE_OPERATION_DIGEST_COMPUTATION_ADDITIONAL_TRACEABILITY_COMPARISON:
      'Journal of operations: root computed anew and root sealed with the earlier time stamps',
    MERKLE_OBJECT_GROUP_DIGEST_DATABASE_TRACEABILITY_COMPARISON:
      'Life cycles: root of the tree, in the database and in the file',
    MERKLE_OBJECT_GROUP_DIGEST_COMPUTATION_TRACEABILITY_COMPARISON:
      'Life cycles: root computed anew and root in the file',
    MERKLE_OBJECT_GROUP_DIGEST_COMPUTATION_ADDITIONAL_TRACEABILITY_COMPARISON:
      'Life cycles: root computed anew and root sealed with the earlier time stamps',
    TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_VALIDATION: 'Journal of operations: validity of the time stamp',
    TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_COMPARISON:
      'Journal of operations: time stamp in the database and in the file',
    TIMESTAMP_OPERATION_COMPUTATION_TRACEABILITY_COMPARISON:
      'Journal of operations: digest computed anew and digest stamped',
    TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_VALIDATION: 'Life cycles: validity of the time stamp',
    TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_COMPARISON:
      'Life cycles: time stamp in the database and in the file',
    TIMESTAMP_OBJECT_GROUP_COMPUTATION_TRACEABILITY_COMPARISON:
      'Life cycles: digest computed anew and digest stamped',
    PREVIOUS_TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_VALIDATION:
      'Journal of operations: validity of the time stamp before',
    PREVIOUS_TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_COMPARISON:
      'Journal of operations: time stamp before, in the database and in the file',
    PREVIOUS_TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_VALIDATION:
      'Life cycles: validity of the time stamp before',
    PREVIOUS_TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_COMPARISON:
      'Life cycles: time stamp before, in the database and in the file',
  },
  statuses: { OK: 'Agrees', WARNING: 'Not applicable yet', KO: 'Does not agree, or is missing' },
  expert:
    'For the expert: the secured journals named here can be verified without this software, with unzip, Python and OpenSSL; the method is in the documentation (docs/proof.md). The file of the statement has the values in full.',
} satisfies typeof FRENCH;
