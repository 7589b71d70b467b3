import type { SHELL as FRENCH } from '../fr/shell.ts';

/** What surrounds the pages. */
export const SHELL = {
  language: 'Language',
  signOut: 'Sign out',
  chooseSafe: 'Safe shown',
  menu: 'Menu',
  navigation: 'Main menu',
  home: 'Home',
  logbook: 'Logbook',
  processes: 'Operations',
  platform: 'Platform',
  register: 'Register',
  referentials: 'Reference data',
  transfers: 'Transfers',
  deposit: 'Submit',
  search: 'Search',
  deliveries: 'Dissemination',
  audits: 'Audits',
  proof: 'Probative value',
  basket: (archives: number) => (archives === 0 ? 'Basket' : `Basket (${archives})`),
  breadcrumb: 'You are here:',
  footer: 'Pérenne, free software for digital archives (Apache-2.0 licence)',
  accessibility: 'Accessibility: not compliant (not audited yet)',
  api: 'Service status',
} satisfies typeof FRENCH;
