export {
  findAccount,
  type NewAccount,
  type Person,
  type Right,
  readPerson,
  storeAccount,
} from './accounts.ts';
export {
  type Credentials,
  digestOf,
  makeApiKey,
  type NewApiKey,
  readCredentials,
  storeApiKey,
} from './api-keys.ts';
export {
  type ContextDocument,
  type ContextPermission,
  FRONT_OFFICE_CONTEXT,
  permits,
  refusalByContext,
  type SecurityProfileDocument,
} from './contexts.ts';
export { hashPassword, makePassword, verifyPassword } from './passwords.ts';
export { ROLES, type Role } from './roles.ts';
export { closeSession, IDLE_MS, LONGEST_MS, openSession, sweepSessions, useSession } from './sessions.ts';
export { BLOCKED_MS, MAX_FAILURES, signIn } from './sign-in.ts';
