import { buffer } from 'node:stream/consumers';
import { type SealedEntry, type Verdict, verifyJournal } from '@perenne/proof';
import type { TenantId } from '../../platform/index.ts';
import { StorageError } from '../../storage/index.ts';
import type { ProofHouse } from '../house.ts';
import { categoryOf, type KeptJournal, type Place, placeOf } from '../kept-journal.ts';
import { sha512 } from '../sealed-file.ts';
import { ownCertificates } from '../time-stamp-key.ts';
import type { CheckError } from './run.ts';
import { readEntries } from './zip-entries.ts';

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

/** Parts of a check that the journal tells of one by one. */
export const TASKS: Readonly<Partial<Record<Check, readonly string[]>>> = {
  CHECK_MERKLE_TREE: ['COMPARE_MERKLE_HASH_WITH_SAVED_HASH', 'COMPARE_MERKLE_HASH_WITH_INDEXED_HASH'],
  VERIFY_TIMESTAMP: ['COMPARE_TOKEN_TIMESTAMP', 'VALIDATE_TOKEN_TIMESTAMP', 'VERIFY_TOKEN_TIMESTAMP'],
};

/** A check that failed. */
export interface Failure {
  readonly check: Check;
  readonly task?: string;
  readonly error: CheckError;
  readonly message: string;
}

export interface Examination {
  readonly failure: Failure | undefined;
  readonly offersHashes: Readonly<Record<string, string | null>>;
}

export async function examine(
  house: ProofHouse,
  tenant: TenantId,
  journal: KeptJournal,
): Promise<Examination> {
  const { type, event } = journal;
  const found = await onOffers(house, tenant, categoryOf(type), event.FileName);
  const failure =
    found.missing({
      check: 'RETRIEVE_SECURE_TRACEABILITY_DATA_FILE',
      absent: `Unable to find data file with name ${event.FileName} in all offers [${found.offers.join(', ')}]`,
      incomplete: 'Error: unable to retrive all hashes!',
      unequal: 'Error: hashes are not equals!',
    }) ?? (await examineFile(house, tenant, journal, found.place as Place, found.digest));
  return { failure, offersHashes: found.offersHashes };
}

interface Words {
  readonly check: Check;
  readonly absent: string;
  readonly incomplete: string;
  readonly unequal: string;
}

/** A file as every offer has it. */
async function onOffers({ database, storage }: ProofHouse, tenant: TenantId, category: string, name: string) {
  const place = await database.inTenant(tenant, (tx) => placeOf(tx, tenant, category, name));
  const copies = place === undefined ? [] : await storage.digests(place);
  const digests = copies.map(({ digest }) => digest?.toString('hex'));
  const known = digests.filter((digest) => digest !== undefined);
  return {
    place,
    offers: storage.offers.map(({ id }) => id),
    offersHashes: Object.fromEntries(copies.map(({ offer }, at) => [offer, digests[at] ?? null])),
    digest: known[0],
    missing({ check, absent, incomplete, unequal }: Words): Failure | undefined {
      if (known.length === 0) return { check, error: 'FILE_NOT_FOUND', message: absent };
      if (known.length < digests.length) return { check, error: 'HASH_NOT_FOUND', message: incomplete };
      if (new Set(known).size > 1) return { check, error: 'INEQUAL_HASHES', message: unequal };
      return undefined;
    },
  };
}

async function examineFile(
  house: ProofHouse,
  tenant: TenantId,
  { type, event }: KeptJournal,
  place: Place,
  digest: string | undefined,
): Promise<Failure | undefined> {
  const bytes = digest === place.digest.toString('hex') ? await bytesOf(house, place) : undefined;
  if (bytes === undefined)
    return {
      check: 'CHECKS_SECURE_TRACEABILITY_DATA_HASHES',
      error: 'INVALID_FINGERPRINT',
      message: 'Invalid data fingerprint',
    };
  const entries = await readEntries(bytes);
  const verdict = entries && (await verifyJournal(entries, sha512));
  if (entries === undefined || verdict === undefined)
    return {
      check: 'EXTRACT_SECURE_TRACEABILITY_DATA_FILE',
      error: 'INVALID_FINGERPRINT',
      message: 'The secured file cannot be read',
    };
  return (
    examineTree(verdict, event.Hash) ??
    (await examineStamp(house, verdict, event.TimeStampToken)) ??
    (type === 'STP_STORAGE_SECURISATION' ? examineStorageLogs(house, tenant, entries) : undefined)
  );
}

/** Undefined when no offer has them as they were recorded. */
async function bytesOf({ storage }: ProofHouse, place: Place): Promise<Buffer | undefined> {
  try {
    return await buffer(await storage.read(place));
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
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
  house: ProofHouse,
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

/** Of a secured journal of writes: each log that it names, on every offer. The reference system looks at the first alone. */
async function examineStorageLogs(
  house: ProofHouse,
  tenant: TenantId,
  entries: readonly SealedEntry[],
): Promise<Failure | undefined> {
  const check = 'CHECKS_SECURE_TRACEABILITY_DATA_STORAGELOG';
  const lines = Buffer.from(entries[0]?.bytes ?? [])
    .toString()
    .split('\n')
    .filter(Boolean);
  for (const line of lines) {
    const { FileName, Hash } = JSON.parse(line) as { readonly FileName: string; readonly Hash: string };
    const found = await onOffers(house, tenant, 'storagelog', FileName);
    const failure = found.missing({
      check,
      absent: `Cannot find storagelog data with filename ${FileName}`,
      incomplete: 'Error: unable to retrive all hashes!',
      unequal: 'Error: Storagelog hashes are not equals!',
    });
    if (failure !== undefined) return failure;
    if (found.digest !== Buffer.from(Hash, 'base64').toString('hex'))
      return { check, error: 'INVALID_FINGERPRINT', message: 'Storagelog data fingerprint invalid' };
  }
  return undefined;
}
