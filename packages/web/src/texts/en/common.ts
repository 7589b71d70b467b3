import type { COMMON as FRENCH_COMMON, ERRORS as FRENCH_ERRORS } from '../fr/common.ts';

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

/** What went wrong. */
export const ERRORS = {
  offline: 'The service does not answer. Check your connection, then try again.',
  failed: 'The service did not answer as expected. Try again in a moment.',
  refused: 'The service refused this request.',
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
