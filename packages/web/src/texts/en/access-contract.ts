import type { ACCESS_CONTRACT as FRENCH } from '../fr/access-contract.ts';
import { count, number } from './forms.ts';

const LIST = new Intl.ListFormat('en', { type: 'conjunction' });
/** Names of a list that is too long to be said whole. */
const FEW = 8;
const listed = (values: readonly string[]) =>
  values.length > FEW
    ? `${values.slice(0, FEW).join(', ')} and ${count(values.length - FEW, 'other')}`
    : LIST.format(values);
const ofAgencies = (agencies: readonly string[]) =>
  agencies.length === 1 ? `of agency ${agencies[0]}` : `of agencies ${listed(agencies)}`;

/** Texts of what an access contract opens, and of its simulation. */
export const ACCESS_CONTRACT = {
  title: 'In plain words',
  says: {
    inactive: 'This contract is inactive: it opens nothing to anybody until it is activated.',
    everyAgency: 'This contract opens the archives of all originating agencies.',
    noAgency: 'This contract opens the archives of no originating agency, only holding schemes.',
    agencies: (agencies: readonly string[]) => `This contract opens the archives ${ofAgencies(agencies)}.`,
    both: (agencies: readonly string[], rules: readonly string[]) =>
      `This contract opens the archives ${ofAgencies(agencies)}, and those of other agencies whose rules have expired: ${listed(rules)}.`,
    others: (rules: readonly string[]) =>
      `This contract opens the archives of any agency whose rules have expired: ${listed(rules)}.`,
    past: (rules: readonly string[]) =>
      `Of all these, it opens only those whose rules have expired: ${listed(rules)}.`,
    positions: (roots: number, excluded: number) => {
      const closed = `${count(excluded, 'position')} of the tree, which ${excluded > 1 ? 'stay' : 'stays'} closed`;
      if (roots === 0) return `It opens every position except ${closed}.`;
      const limited = `It is limited to ${count(roots, 'position')} of the tree`;
      return excluded === 0 ? `${limited}.` : `${limited}, except ${closed}.`;
    },
    everyScheme: 'All filing schemes are open, whatever their agency and their rules.',
    schemesWhateverRules: 'Filing schemes are open even when their rules have not expired.',
    writes: {
      nothing: 'Nothing can be changed.',
      descriptions: 'Descriptions can be changed, management rules cannot.',
      everything: 'Descriptions and management rules can be changed.',
    },
    everyUsage: 'Files of every usage can be downloaded.',
    usages: (usages: readonly string[]) => `Only files of these usages can be downloaded: ${listed(usages)}.`,
    logged: 'Each reading of a file is recorded with who read it.',
  },
  simulate: 'What does this contract see?',
  simulating: 'Simulating…',
  advice: 'The simulation counts what it opens today, even when it is not saved. It changes nothing.',
  failed: 'The simulation did not succeed',
  found: (seen: number, units: number) =>
    `This contract shows ${number(seen)} of the ${count(units, 'archive unit')} of this safe.`,
  nothing: (units: number) => `This contract shows none of the ${count(units, 'archive unit')} of this safe.`,
  empty: 'This safe has no archive unit yet.',
  types: {
    INGEST: (total: number) => count(total, 'transferred unit'),
    HOLDING_UNIT: (total: number) =>
      count(total, 'position of a holding scheme', 'positions of a holding scheme'),
    FILING_UNIT: (total: number) =>
      count(total, 'position of a filing scheme', 'positions of a filing scheme'),
  },
  refused: 'What will be refused',
  refuses: {
    everyWrite: 'Any change of archive units',
    rulesWrite: 'Changes of management rules and of the unit profile',
    usages: 'Downloads of files of other usages than those chosen',
    nothing: 'Nothing among what it shows: changes and downloads are allowed.',
  },
  samples: 'Examples of what it shows',
  samplesAdvice: 'The first ten units by title, among those that you can consult yourself.',
  noSamples: 'You can consult none of the units that it shows yourself.',
} satisfies typeof FRENCH;
