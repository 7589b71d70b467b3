import type {
  COMMON as FRENCH_COMMON,
  CONFIRM as FRENCH_CONFIRM,
  ERRORS as FRENCH_ERRORS,
} from '../fr/common.ts';

/** What stands on every screen. */
export const COMMON = {
  product: 'Pérenne',
  tagline: 'Digital archives',
  safe: 'Safe',
  safeNamed: (number: number, name: string) =>
    /^Coffre \d+$/.test(name) ? `Safe ${number}` : `${name}, safe ${number}`,
  loading: 'Loading…',
  copied: 'Copied',
  copy: 'Copy',
  retry: 'Try again',
  skip: { content: 'Skip to content', navigation: 'Skip to menu', links: 'Quick access' },
} satisfies typeof FRENCH_COMMON;

/** Refusals of the service by status and code: what it answers to people in French. */
const BY_CODE: Readonly<Record<string, string>> = {
  '400 000200': 'The service cannot do anything with this request. Correct what you entered.',
  '404 000200': 'This does not exist, is not open to you, or is no longer kept.',
  '429 000200': 'Too many of these are open or were tried. Finish some, or wait, then try again.',
  '401 000701': 'Your session has ended, or you are not signed in.',
  '401 000702': 'The address or the password is not right, or the account is not active.',
  '403 000703': 'Your role or your access contract in this safe does not allow this.',
  '404 000704': 'There is no such upload: it has ended, was abandoned or has expired.',
  '409 000705': 'This upload goes on elsewhere, was abandoned, or is complete.',
  '400 000707': 'This certificate cannot be registered.',
  '404 000708': 'This key, certificate or context does not exist.',
  '409 000709': 'This is registered already, or was changed meanwhile.',
  '404 020122': 'There is nothing under this identifier in this reference data.',
  '409 020151': 'This safe has records of its own, which are not changed: add the missing ones first.',
  '404 040102': 'This safe has no such transfer, or the transfer has no such document yet.',
  '400 040104': 'The file cannot be taken: it is empty, or its kind is not known.',
  '413 040107': 'The package is larger than announced, or than the service takes.',
};

/** What went wrong. */
export const ERRORS = {
  offline: 'The service does not answer. Check your connection, then try again.',
  failed: 'The service did not answer as expected. Try again in a moment.',
  refused: 'The service refused this request.',
  ofCode: (key: string): string | undefined => BY_CODE[key],
  title: 'This page cannot be displayed',
  reason: 'What happened',
  reference: (id: string) => `Reference to quote: ${id}`,
  unknownTitle: 'Page not found',
  unknown: 'This address leads nowhere. It may have been mistyped, or the page may have moved.',
  backHome: 'Back to the home page',
  noRight: 'You have not been given any rights yet. Please contact your organisation’s administrator.',
  foreignSafe: (tenant: string) =>
    `Safe ${tenant} does not exist, or is not open to you. Choose another safe in the page header.`,
} satisfies typeof FRENCH_ERRORS;

/** What is asked before an action. */
export const CONFIRM = {
  leave: 'Change nothing',
  failed: 'This action was not done',
} satisfies typeof FRENCH_CONFIRM;
