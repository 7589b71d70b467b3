import { hash } from 'node:crypto';
import { ENTRIES, type SealedEntry, type Verdict, verifyJournal } from '@perenne/proof';
import type { TenantId } from '../platform/index.ts';
import { type Offer, StorageError } from '../storage/index.ts';
import type { ProofHouse } from './house.ts';
import { categoryOf, type KeptJournal, type Place, placeOf } from './kept-journal.ts';
import { sha512 } from './sealed-file.ts';
import { ownCertificates } from './time-stamp-key.ts';
import type { SecuringType } from './traceability-event.ts';
import { readEntries } from './zip-entries.ts';

/** Why a secured journal is none (spec operations.md 24). */
export type CheckError =
  | 'FILE_NOT_FOUND'
  | 'INCORRECT_MERKLE_TREE'
  | 'INEQUAL_HASHES'
  | 'INVALID_FINGERPRINT'
  | 'HASH_NOT_FOUND'
  | 'INVALID_TIMESTAMP'
  | 'INEQUAL_TIMESTAMP';

/** The checks of one secured journal, in their order (spec operations.md 13.4): the first that fails ends them. */
export const CHECKS = [
  'RETRIEVE_SECURE_TRACEABILITY_DATA_FILE',
  'CHECKS_SECURE_TRACEABILITY_DATA_HASHES',
  'EXTRACT_SECURE_TRACEABILITY_DATA_FILE',
  'CHECK_MERKLE_TREE',
  'VERIFY_TIMESTAMP',
  'CHECKS_SECURE_TRACEABILITY_DATA_STORAGELOG',
] as const;
export type Check = (typeof CHECKS)[number];

/** A check that failed. */
export interface Failure {
  readonly check: Check;
  readonly task?: string;
  readonly error: CheckError;
  readonly message: string;
}

/** A secured journal that was read and checked. */
export interface OpenedJournal extends KeptJournal {
  /** Why it proves nothing; undefined: its lines are what was secured. */
  readonly failure: Failure | undefined;
  /** What it says by itself; undefined when it could not be read. */
  readonly verdict: Verdict | undefined;
  /** `data.txt`; empty when it could not be read. */
  readonly data: Buffer;
}

/**
 * Reads a secured journal from the first offer that has it as it was written, and checks all that can be known of it: its
 * digest, its tree, its time stamp, and that its operation tells of the same. One that is asked about many elements is
 * opened once: it is in memory as a whole (docs/decisions/0017).
 * @throws StorageError when an offer cannot be asked
 */
export async function openJournal(
  house: Pick<ProofHouse, 'database' | 'storage' | 'configuration' | 'clock'>,
  tenant: TenantId,
  kept: KeptJournal,
): Promise<OpenedJournal> {
  const { type, event } = kept;
  const unreadable = (failure: Failure): OpenedJournal => ({
    ...{ ...kept, failure, verdict: undefined, data: Buffer.alloc(0) },
  });
  const place = await house.database.inTenant(tenant, (tx) =>
    placeOf(tx, tenant, categoryOf(type), event.FileName),
  );
  if (place === undefined)
    return unreadable({
      check: 'RETRIEVE_SECURE_TRACEABILITY_DATA_FILE',
      error: 'FILE_NOT_FOUND',
      message: `Unable to find data file with name ${event.FileName}`,
    });
  const bytes = await soundCopy(house.storage.offers, place);
  if (bytes === undefined)
    return unreadable({
      check: 'CHECKS_SECURE_TRACEABILITY_DATA_HASHES',
      error: 'INVALID_FINGERPRINT',
      message: 'Invalid data fingerprint',
    });
  const entries = await readEntries(bytes);
  const verdict = entries && (await verifyJournal(entries, sha512));
  if (entries === undefined || verdict === undefined)
    return unreadable({
      check: 'EXTRACT_SECURE_TRACEABILITY_DATA_FILE',
      error: 'INVALID_FINGERPRINT',
      message: 'The secured file cannot be read',
    });
  const failure =
    examineTree(verdict, event.Hash) ?? (await examineStamp(house, verdict, event.TimeStampToken));
  return { ...kept, failure, verdict, data: dataOf(entries) };
}

function dataOf(entries: readonly SealedEntry[]): Buffer {
  const { buffer, byteOffset, length } =
    entries.find(({ name }) => name === ENTRIES.data)?.bytes ?? new Uint8Array(0);
  return Buffer.from(buffer, byteOffset, length);
}

/** Undefined when no offer has it as it was recorded. */
async function soundCopy(offers: readonly Offer[], place: Place): Promise<Buffer | undefined> {
  for (const offer of offers) {
    const bytes = await copyOn(offer, place);
    if (bytes !== undefined && hash('sha512', bytes, 'buffer').equals(place.digest)) return bytes;
  }
  return undefined;
}

async function copyOn(offer: Offer, { container, size }: Place): Promise<Buffer | undefined> {
  let copy: Awaited<ReturnType<Offer['open']>> | undefined;
  try {
    copy = await offer.open(container);
    if (copy.size !== size) return undefined;
    const bytes = Buffer.allocUnsafe(size);
    await copy.read(bytes, 0);
    return bytes;
  } catch (error) {
    if (error instanceof StorageError && ['MISSING', 'SIZE_MISMATCH'].includes(error.code)) return undefined;
    throw error;
  } finally {
    await copy?.close();
  }
}

function examineTree({ treeIsOfLines, countIsOfLines, root }: Verdict, told: string): Failure | undefined {
  const failed = (task: string): Failure => ({
    ...{ check: 'CHECK_MERKLE_TREE', task, error: 'INCORRECT_MERKLE_TREE' },
    message: 'Error checking merkle tree',
  });
  if (!treeIsOfLines || !countIsOfLines) return failed('COMPARE_MERKLE_HASH_WITH_SAVED_HASH');
  return root === told ? undefined : failed('COMPARE_MERKLE_HASH_WITH_INDEXED_HASH');
}

async function examineStamp(
  house: Pick<ProofHouse, 'configuration' | 'clock'>,
  { token, timeStamp, stampIsOfChain }: Verdict,
  told: string,
): Promise<Failure | undefined> {
  const failed = (task: string, error: CheckError, message: string): Failure => ({
    ...{ check: 'VERIFY_TIMESTAMP', task, error, message },
  });
  if (token !== told)
    return failed('COMPARE_TOKEN_TIMESTAMP', 'INEQUAL_TIMESTAMP', 'Error: timestamp tokens are not equals!');
  const own = await ownCertificates(house);
  if (!timeStamp?.isValid || !own.some((each) => Buffer.compare(each, timeStamp.certificate) === 0))
    return failed('VALIDATE_TOKEN_TIMESTAMP', 'INVALID_TIMESTAMP', 'Error: timestamp token is not valid!');
  if (!stampIsOfChain)
    return failed(
      'VERIFY_TOKEN_TIMESTAMP',
      'INVALID_TIMESTAMP',
      'Error: timestamp token is not of this journal!',
    );
  return undefined;
}

/** Member of a line that says what the line is of. */
const NAME: Readonly<Record<SecuringType, string>> = {
  STP_OP_SECURISATION: '_id',
  STP_STORAGE_SECURISATION: 'FileName',
  LOGBOOK_UNIT_LFC_TRACEABILITY: 'lfcId',
  LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY: 'lfcId',
};

const LINE_FEED = 0x0a;

/** The lines of a journal with what each is of: an element, an operation, a log. Views of its bytes, in its order. */
export function* linesOfJournal({
  type,
  data,
}: Pick<OpenedJournal, 'type' | 'data'>): Generator<{ readonly of: string; readonly line: Buffer }> {
  // Found in the bytes: most lines of a large journal are nobody's, and need not be read as JSON.
  const member = Buffer.from(`"${NAME[type]}":"`);
  for (let from = 0; from < data.length; ) {
    const end = data.indexOf(LINE_FEED, from);
    const to = end === -1 ? data.length : end;
    const line = data.subarray(from, to);
    from = to + 1;
    yield { of: nameIn(line, member), line };
  }
}

/** Members are in order: none that holds texts of others stands before it. */
function nameIn(line: Buffer, member: Buffer): string {
  const start = line.indexOf(member) + member.length;
  return line.toString('latin1', start, line.indexOf('"', start));
}

/** The line of one element, read; undefined: the journal has none. */
export function lineOf(journal: Pick<OpenedJournal, 'type' | 'data'>, id: string): unknown {
  for (const { of, line } of linesOfJournal(journal)) if (of === id) return JSON.parse(line.toString());
  return undefined;
}
