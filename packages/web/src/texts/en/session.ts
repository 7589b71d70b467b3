import type { SIGN_IN as FRENCH } from '../fr/session.ts';

/** The sign-in page. */
export const SIGN_IN = {
  title: 'Sign in',
  lead: 'Transfer, find and consult the archives of your organisation.',
  email: 'Email address',
  emailHint: 'Example: firstname.lastname@example.org',
  password: 'Password',
  show: 'Show password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  refused: 'The email address or the password is wrong. Check both, then try again.',
  tooMany: 'Too many unsuccessful attempts: wait twenty minutes before trying again.',
  emailMissing: 'Enter your email address.',
  passwordMissing: 'Enter your password.',
  failed: 'Sign-in failed',
  ended: 'Sign in to open this page.',
} satisfies typeof FRENCH;
