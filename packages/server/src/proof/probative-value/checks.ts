import type { Verdict } from '@perenne/proof';

/**
 * The checks of a statement of probative value, from what was found (spec operations.md 14). Pure: whoever has the same
 * facts comes to the same statuses.
 */

export type CheckStatus = 'OK' | 'WARNING' | 'KO';

export interface Check {
  readonly name: string;
  /** What it says, in English. */
  readonly details: string;
  readonly type: 'LOCAL_INTEGRITY' | 'MERKLE_INTEGRITY' | 'TIMESTAMP_CHECKING' | 'CHAIN';
  readonly source: Side;
  readonly destination: Side;
  readonly sourceComparable: string;
  readonly destinationComparable: string;
  readonly action: 'COMPARISON' | 'VALIDATION';
  readonly item: string;
  readonly status: CheckStatus;
}

type Side = 'OFFER' | 'DATABASE' | 'TRACEABILITY_FILE' | 'COMPUTATION' | 'ADDITIONAL_TRACEABILITY';

/** What is known of the journal that has to hold a proof. */
export interface ProvingJournal {
  /** The operation that secured it. */
  readonly operation: string;
  /** What that operation says of it, Base64. */
  readonly root: string;
  readonly token: string;
  /** Why the file could not be read; undefined: `verdict` says all of it. */
  readonly unreadable: string | undefined;
  readonly verdict: Verdict | undefined;
  /** The time stamp is valid, and of this archive. */
  readonly stampIsOurs: boolean;
  /** The secured journal before it, as its operation tells of it; undefined: it is the first. */
  readonly previous: { readonly token: string; readonly stampIsOurs: boolean } | undefined;
}

/** What was found of one object. Digests of the object are hexadecimal, all others Base64. */
export interface Facts {
  /** What each offer has, its bytes read again; undefined: nothing. */
  readonly offers: readonly { readonly offer: string; readonly digest: string | undefined }[];
  /** As its group tells it. */
  readonly database: string | undefined;
  /** As the life cycle tells it of the storing. */
  readonly lifeCycle: string | undefined;
  /** As the secured line of its group tells it. */
  readonly secured: string | undefined;
  /** Of the events of the life cycle that the journal may hold. */
  readonly events: Pair;
  /** Of the journal of the operation that brought it. */
  readonly operation: Pair;
  /** Undefined: nothing was secured yet. */
  readonly operations: ProvingJournal | undefined;
  readonly groups: ProvingJournal | undefined;
}

/** SHA-512 of canonical JSON: as the database has it now, and as it was secured. */
export interface Pair {
  readonly now: string | undefined;
  readonly secured: string | undefined;
}

const NO_DIGEST = 'NO_DIGEST_FOUND';
const NO_STAMP = 'NO_COMPUTED_TIMESTAMP_DATA';
const NO_PREVIOUS = 'No previous secured file.';

/** All of them, whatever is missing: what cannot be compared is KO and says why. */
export function checksOf(facts: Facts): Check[] {
  const { operations, groups } = facts;
  return [
    ...ofObject(facts),
    ...ofLines(facts),
    ...ofTree('OPERATION', operations),
    ...ofTree('OBJECT_GROUP', groups),
    ...ofStamp('OPERATION', operations),
    ...ofStamp('OBJECT_GROUP', groups),
    ...ofChain('OPERATION', operations),
    ...ofChain('OBJECT_GROUP', groups),
  ];
}

/** The worst of them. */
export function worstOf(statuses: readonly CheckStatus[]): CheckStatus {
  if (statuses.includes('KO')) return 'KO';
  return statuses.includes('WARNING') ? 'WARNING' : 'OK';
}

interface Compared {
  readonly name: string;
  readonly type: Check['type'];
  readonly sides: readonly [Side, Side];
  readonly item: string;
  readonly values: readonly [string | undefined, string | undefined];
  /** What stands for a value that is not there. */
  readonly none: string;
  /** What is compared: `the digest of the object in the database and …`. */
  readonly what: string;
  /** Why a value may not be there. */
  readonly why?: string | undefined;
}

function compared({ name, type, sides, item, values, none, what, why }: Compared): Check {
  const [one, other] = values;
  const isKnown = one !== undefined && other !== undefined;
  const details = !isKnown
    ? `Nothing to compare: ${why ?? `one of ${what} is missing`}.`
    : one === other
      ? `Same: ${what}.`
      : `Different: ${what}.`;
  return {
    ...{ name, details, type, source: sides[0], destination: sides[1] },
    ...{ sourceComparable: one ?? none, destinationComparable: other ?? none },
    ...{ action: 'COMPARISON', item, status: isKnown && one === other ? 'OK' : 'KO' },
  };
}

const FILE = { type: 'LOCAL_INTEGRITY', item: 'FILE_DIGEST', none: NO_DIGEST } as const;

function ofObject({ offers, database, lifeCycle, secured, groups }: Facts): Check[] {
  const onOffers = new Set(offers.map(({ digest }) => digest));
  const [first] = onOffers;
  const lacking = offers.filter(({ digest }) => digest === undefined).map(({ offer }) => offer);
  const wrong = offers.find(({ digest }) => digest !== database)?.digest;
  return [
    compared({
      ...{ ...FILE, name: 'FILE_DIGEST_OFFER_DATABASE_COMPARISON', sides: ['OFFER', 'DATABASE'] },
      values: [lacking.length > 0 ? undefined : onOffers.size === 1 ? first : wrong, database],
      what: `the digests of the object on the offers ${offers.map(({ offer }) => offer).join(', ')}, read again, and the one in the database`,
      why: lacking.length > 0 ? `the object is not on the offers ${lacking.join(', ')}` : undefined,
    }),
    compared({
      ...{ ...FILE, name: 'FILE_DIGEST_LFC_DATABASE_COMPARISON', sides: ['DATABASE', 'DATABASE'] },
      values: [lifeCycle, database],
      what: 'the digest of the object in the life cycle of its group and the one in its metadata',
    }),
    compared({
      ...{ ...FILE, name: 'FILE_DIGEST_DATABASE_TRACEABILITY_COMPARISON' },
      sides: ['DATABASE', 'TRACEABILITY_FILE'],
      values: [database, secured],
      what: 'the digest of the object in the database and the one in the secured journal',
      why: whyNot(groups, 'object groups'),
    }),
  ];
}

function ofLines({ events, operation, operations, groups }: Facts): Check[] {
  const shared = {
    type: 'LOCAL_INTEGRITY',
    sides: ['DATABASE', 'TRACEABILITY_FILE'],
    none: NO_DIGEST,
  } as const;
  return [
    compared({
      ...{ ...shared, name: 'EVENTS_OBJECT_GROUP_DIGEST_DATABASE_TRACEABILITY_COMPARISON' },
      ...{ item: 'EVENT_OBJECT_GROUP', values: [events.now, events.secured] },
      what: 'the digest of the events of the life cycle in the database and the one in the secured journal',
      why: whyNot(groups, 'object groups'),
    }),
    compared({
      ...{ ...shared, name: 'EVENTS_OPERATION_DATABASE_TRACEABILITY_COMPARISON' },
      ...{ item: 'EVENT_OPERATION', values: [operation.now, operation.secured] },
      what: 'the digest of the journal of the operation in the database and the one of its line in the secured journal',
      why: whyNot(operations, 'operations'),
    }),
  ];
}

/** Why a line is not there. */
function whyNot(journal: ProvingJournal | undefined, of: string): string | undefined {
  if (journal === undefined) return `no secured journal of ${of} holds it, it is not secured yet`;
  return journal.unreadable;
}

type Of = 'OPERATION' | 'OBJECT_GROUP';
const SUBJECT: Readonly<Record<Of, string>> = { OPERATION: 'operations', OBJECT_GROUP: 'object groups' };

function ofTree(of: Of, journal: ProvingJournal | undefined): Check[] {
  const verdict = journal?.verdict;
  const tree = (
    name: string,
    sides: readonly [Side, Side],
    values: readonly [string | undefined, string | undefined],
    what: string,
  ) =>
    compared({
      name: `MERKLE_${of}_DIGEST_${name}_COMPARISON`,
      ...{ type: 'MERKLE_INTEGRITY', item: `MERKLE_TREE_ROOT_${of}_DIGEST`, none: NO_DIGEST },
      ...{ sides, values, why: whyNot(journal, SUBJECT[of]) },
      what: `the root of the tree of the secured journal of ${SUBJECT[of]} ${what}`,
    });
  return [
    tree(
      'DATABASE_TRACEABILITY',
      ['DATABASE', 'TRACEABILITY_FILE'],
      [journal?.root, verdict?.keptRoot],
      'in the database and in its file',
    ),
    tree(
      'COMPUTATION_TRACEABILITY',
      ['COMPUTATION', 'TRACEABILITY_FILE'],
      [verdict?.root, verdict?.keptRoot],
      'computed anew from its lines, and as kept in its file',
    ),
    tree(
      'COMPUTATION_ADDITIONAL_TRACEABILITY',
      ['COMPUTATION', 'ADDITIONAL_TRACEABILITY'],
      [verdict?.root, verdict?.statedRoot],
      'computed anew from its lines, and as stated beside the earlier time stamps',
    ),
  ];
}

function ofStamp(of: Of, journal: ProvingJournal | undefined): Check[] {
  const verdict = journal?.verdict;
  const type = 'TIMESTAMP_CHECKING';
  const item = `TIMESTAMP_${of}`;
  const shared = { type, item, none: NO_STAMP, why: whyNot(journal, SUBJECT[of]) } as const;
  const stamped = verdict?.timeStamp;
  return [
    validated({
      name: `TIMESTAMP_${of}_DATABASE_TRACEABILITY_VALIDATION`,
      ...{ type, item },
      ...{ values: [journal?.token ?? NO_STAMP, verdict?.token ?? NO_STAMP] },
      isValid: journal?.stampIsOurs === true,
      what: `the time stamp of the secured journal of ${SUBJECT[of]}`,
    }),
    compared({
      ...{ ...shared, name: `TIMESTAMP_${of}_DATABASE_TRACEABILITY_COMPARISON` },
      ...{ sides: ['DATABASE', 'TRACEABILITY_FILE'], values: [journal?.token, verdict?.token] },
      what: `the time stamp of the secured journal of ${SUBJECT[of]} in the database and in its file`,
    }),
    compared({
      ...{ ...shared, name: `TIMESTAMP_${of}_COMPUTATION_TRACEABILITY_COMPARISON` },
      sides: ['COMPUTATION', 'TRACEABILITY_FILE'],
      values: [verdict?.imprint, stamped && Buffer.from(stamped.imprint).toString('base64')],
      what: `what the time stamp of the secured journal of ${SUBJECT[of]} has to be of, computed anew, and what it is of`,
    }),
  ];
}

interface Validated {
  readonly name: string;
  readonly type: Check['type'];
  readonly item: string;
  readonly values: readonly [string, string];
  readonly isValid: boolean;
  readonly what: string;
}

const validated = ({ name, type, item, values, isValid, what }: Validated): Check => ({
  ...{ name, type, source: 'DATABASE', destination: 'TRACEABILITY_FILE', action: 'VALIDATION', item },
  details: isValid
    ? `Valid, and signed by this archive: ${what}.`
    : `Not valid, not there, or not signed by this archive: ${what}.`,
  ...{ sourceComparable: values[0], destinationComparable: values[1] },
  status: isValid ? 'OK' : 'KO',
});

function ofChain(of: Of, journal: ProvingJournal | undefined): Check[] {
  const shared = { type: 'CHAIN', item: `PREVIOUS_TIMESTAMP_${of}` } as const;
  const name = (action: Check['action']) => `PREVIOUS_TIMESTAMP_${of}_DATABASE_TRACEABILITY_${action}`;
  const kept = journal?.verdict?.chain.previous ?? undefined;
  const previous = journal?.previous;
  const what = `the time stamp of the secured journal of ${SUBJECT[of]} before this one`;
  if (journal?.verdict !== undefined && previous === undefined && kept === undefined)
    return (['VALIDATION', 'COMPARISON'] as const).map((action) => ({
      ...{ ...shared, name: name(action), action },
      ...{ source: 'DATABASE', destination: 'TRACEABILITY_FILE', status: 'WARNING' },
      ...{ sourceComparable: NO_PREVIOUS, destinationComparable: NO_PREVIOUS },
      details: `There is no secured journal of ${SUBJECT[of]} before this one.`,
    }));
  return [
    validated({
      ...{ ...shared, name: name('VALIDATION'), what, isValid: previous?.stampIsOurs === true },
      values: [previous?.token ?? NO_STAMP, kept ?? NO_STAMP],
    }),
    compared({
      ...{ ...shared, name: name('COMPARISON'), none: NO_STAMP, sides: ['DATABASE', 'TRACEABILITY_FILE'] },
      ...{ values: [previous?.token, kept], why: whyNot(journal, SUBJECT[of]) },
      what: `${what}, in the database and in the file of this one`,
    }),
  ];
}
