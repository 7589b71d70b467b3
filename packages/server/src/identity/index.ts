export {
  findAccount,
  type NewAccount,
  Person,
  type Right,
  readPerson,
  storeAccount,
} from './accounts.ts';
export {
  ApiKeyView,
  digestOf,
  listApiKeys,
  makeApiKey,
  type NewApiKey,
  revokeApiKey,
  storeApiKey,
} from './api-keys.ts';
export {
  CertificateView,
  certificateOf,
  digestOfCertificate,
  listCertificates,
  type NewCertificate,
  readCertificate,
  revokeCertificate,
  storeCertificate,
} from './certificates.ts';
export {
  type ContextDocument,
  type ContextPermission,
  FRONT_OFFICE_CONTEXT,
  permits,
  refusalByContext,
  type SecurityProfileDocument,
} from './contexts.ts';
export { type CallCounter, openCallCounter } from './credential-use.ts';
export { type Credentials, type Presented, readCredentials } from './credentials.ts';
export { hashPassword, makePassword, verifyPassword } from './passwords.ts';
export { ROLES, type Role } from './roles.ts';
export { closeSession, IDLE_MS, LONGEST_MS, openSession, sweepSessions, useSession } from './sessions.ts';
export { BLOCKED_MS, MAX_FAILURES, signIn } from './sign-in.ts';
export { createTenant, listTenants, TenantView } from './tenants.ts';
