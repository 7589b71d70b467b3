import type { Texts } from '../index.ts';
import { ACCESS_CONTRACT } from './access-contract.ts';
import { AGENCIES } from './agencies.ts';
import { OBJECT, SEARCH, UNIT } from './archives.ts';
import { AUDITS } from './audits.ts';
import { COMMON, CONFIRM, ERRORS } from './common.ts';
import { COMPARISON } from './comparison.ts';
import { CONTEXT } from './context.ts';
import { CRITERIA, RESULTS, SAVED } from './criteria.ts';
import { BASKET, DELIVERIES, REQUEST } from './deliveries.ts';
import { EXPERT } from './expert.ts';
import { FINDING } from './finding.ts';
import { FORMS } from './forms.ts';
import { HOME } from './home.ts';
import { INGEST_CONTRACT } from './ingest-contract.ts';
import { LISTS } from './lists.ts';
import { LOGBOOK } from './logbook.ts';
import { METADATA } from './metadata.ts';
import { MOVES } from './moves.ts';
import { PLATFORM } from './platform.ts';
import { PROCESSES } from './processes.ts';
import { PROOF } from './proof.ts';
import { REFERENTIALS } from './referentials.ts';
import { REFUSALS } from './refusals.ts';
import { REGISTER } from './register.ts';
import { SCHEMA } from './schema.ts';
import { SECURITY_PROFILE } from './security-profile.ts';
import { SIGN_IN } from './session.ts';
import { SHELL } from './shell.ts';
import { STORAGE_STRATEGY } from './storage-strategy.ts';
import { CONTROLS, DEPOSIT, FIRST_PACKAGE, STATUS, TRANSFER, TRANSFERS } from './transfers.ts';
import { VOCABULARY } from './vocabulary.ts';

/** Every text of the screens in English, twin of the French. */
export const ENGLISH = {
  ...COMMON,
  forms: FORMS,
  errors: ERRORS,
  confirm: CONFIRM,
  signIn: SIGN_IN,
  shell: SHELL,
  home: HOME,
  transfers: TRANSFERS,
  firstPackage: FIRST_PACKAGE,
  deposit: DEPOSIT,
  transfer: TRANSFER,
  status: STATUS,
  controls: CONTROLS,
  refusals: REFUSALS,
  search: SEARCH,
  finding: FINDING,
  criteria: CRITERIA,
  saved: SAVED,
  results: RESULTS,
  expert: EXPERT,
  unit: UNIT,
  object: OBJECT,
  metadata: METADATA,
  moves: MOVES,
  basket: BASKET,
  request: REQUEST,
  deliveries: DELIVERIES,
  agencies: AGENCIES,
  audits: AUDITS,
  lists: LISTS,
  logbook: LOGBOOK,
  platform: PLATFORM,
  processes: PROCESSES,
  proof: PROOF,
  referentials: REFERENTIALS,
  register: REGISTER,
  context: CONTEXT,
  schema: SCHEMA,
  storageStrategy: STORAGE_STRATEGY,
  vocabulary: VOCABULARY,
  securityProfile: SECURITY_PROFILE,
  accessContract: ACCESS_CONTRACT,
  comparison: COMPARISON,
  ingestContract: INGEST_CONTRACT,
} satisfies Texts;
