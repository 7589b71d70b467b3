import type { Estimate } from '../../api/types.ts';
import type {
  BASKET as FRENCH_BASKET,
  DELIVERIES as FRENCH_DELIVERIES,
  REQUEST as FRENCH_REQUEST,
} from '../fr/deliveries.ts';
import { bytes, count, number } from './forms.ts';

/** Archives set aside. */
export const BASKET = {
  title: 'Basket',
  lead: 'The archive units set aside in this safe, to be delivered together in one package (DIP).',
  add: 'Add to basket',
  addNamed: (title: string) => `Add to basket: ${title}`,
  remove: 'Remove from basket',
  removeNamed: (title: string) => `Remove from basket: ${title}`,
  count: (archives: number) => `${count(archives, 'archive unit')} in the basket`,
  withDescendants: 'With everything these archive units contain',
  clear: 'Empty the basket',
  empty: 'Your basket is empty',
  emptyAdvice:
    'In a search or on the page of an archive unit, “Add to basket” sets it aside. The basket lasts until you sign out.',
} satisfies typeof FRENCH_BASKET;

/** The request of a delivery. */
export const REQUEST = {
  title: 'Request a dissemination package',
  ofSearch:
    'Everything this search finds is delivered in one package (DIP), with a manifest in the SEDA format.',
  wholeSearch: 'Request all these archive units',
  heading: 'Contents of the package',
  objects: 'Files to include',
  objectKinds: {
    all: { label: 'All files', hint: 'Latest version of each usage.' },
    none: { label: 'No files', hint: 'Descriptions only.' },
    some: { label: 'Some usages', hint: 'Usage by usage, in the version you want.' },
  },
  patterns: {
    '': 'Do not include',
    LAST: 'Latest version',
    FIRST: 'First version',
    ALL: 'All versions',
  },
  version: 'SEDA version',
  versionHint: 'The one the recipient can read',
  reference: 'Request reference',
  requester: 'Requester',
  comment: 'Comment',
  optional: 'Optional',
  form: 'Form of the package',
  marks: {
    lifeCycles: 'Include the life-cycle logs',
    originalNames: 'Keep the original names of the files',
    tree: 'Put the files in folders that follow the tree',
  },
  submit: 'Request the package',
  asking: 'Sending the request…',
  failed: 'The request was not recorded',
  tooBig: (units: number, most: number) =>
    `${number(units)} units selected; the limit open to you is ${number(most)}.`,
  askBig: 'Request this delivery?',
  bigWords: (units: number) => `More than 10,000 units are concerned (${number(units)}). Do you confirm?`,
  estimating: 'Estimating the size…',
  noEstimate: 'The size could not be estimated.',
  estimate: ({ units, files }: Estimate) =>
    [
      count(units, 'archive unit'),
      files === null
        ? 'size known once the package is ready'
        : `${count(files.count, 'file')} (${bytes(files.bytes)})`,
    ].join(', '),
} satisfies typeof FRENCH_REQUEST;

/** Deliveries, from their request to their download. */
export const DELIVERIES = {
  title: 'Dissemination packages',
  lead: 'Packages (DIP) prepared on request: the chosen archive units, their files and a manifest in the SEDA format.',
  notYours: 'Your role in this safe does not include dissemination: please ask an archivist.',
  named: (date: string) => `Request of ${date}`,
  caption: 'Dissemination packages of the safe, newest first',
  pages: 'Pages of dissemination packages',
  columns: {
    outcome: 'Status',
    date: 'Requested',
    requester: 'By',
    version: 'Manifest',
    size: 'Size',
    until: 'Available until',
    id: 'Identifier',
  },
  none: 'No dissemination packages',
  noneAdvice: 'Choose archive units in a search, then request their package.',
  download: 'Download the package',
  available: (size: string, until: string) => `${size}, to be downloaded by ${until}`,
  digest: 'SHA-512 checksum',
  remarks: 'Remarks',
  status: {
    running: 'In preparation',
    paused: 'Paused',
    OK: 'Available',
    WARNING: 'Available with warnings',
    KO: 'Refused',
    FATAL: 'Technical error',
    cancelled: 'Expired',
  },
  outcome: {
    running: 'The package is being prepared: you may leave this page and come back.',
    paused: 'Preparation is paused: an operator can resume it.',
    OK: 'The package is ready.',
    WARNING: 'The package is ready; some points deserve your attention.',
    KO: 'The package could not be prepared: read why, then request it differently.',
    FATAL: 'A technical error interrupted the preparation: the operator of the service can resume it.',
    cancelled: 'The package is no longer kept. The archives still are: request it again.',
  },
  reasons: {
    nothing: 'No archive unit matches this selection.',
    tooBig: (size: string, limit: string) => `The package would be ${size}; the limit is ${limit}.`,
    tooMany: (found: number, limit: number) =>
      `The selection holds ${count(found, 'archive unit')}; the limit is ${count(limit, 'unit')}.`,
  },
} satisfies typeof FRENCH_DELIVERIES;
