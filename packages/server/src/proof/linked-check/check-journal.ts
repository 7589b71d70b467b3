import type { TenantId } from '../../platform/index.ts';
import type { ProofHouse } from '../house.ts';
import { categoryOf, type KeptJournal, placeOf } from '../kept-journal.ts';
import {
  type Check,
  type Failure,
  linesOfJournal,
  type OpenedJournal,
  openJournal,
} from '../opened-journal.ts';

/** Parts of a check that the journal tells of one by one. */
export const TASKS: Readonly<Partial<Record<Check, readonly string[]>>> = {
  CHECK_MERKLE_TREE: ['COMPARE_MERKLE_HASH_WITH_SAVED_HASH', 'COMPARE_MERKLE_HASH_WITH_INDEXED_HASH'],
  VERIFY_TIMESTAMP: ['COMPARE_TOKEN_TIMESTAMP', 'VALIDATE_TOKEN_TIMESTAMP', 'VERIFY_TOKEN_TIMESTAMP'],
};

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
    }) ?? (await examineFile(house, tenant, journal));
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
  journal: KeptJournal,
): Promise<Failure | undefined> {
  const opened = await openJournal(house, tenant, journal);
  return (
    opened.failure ??
    (journal.type === 'STP_STORAGE_SECURISATION' ? examineStorageLogs(house, tenant, opened) : undefined)
  );
}

/** Of a secured journal of writes: each log that it names, on every offer. The reference system looks at the first alone. */
async function examineStorageLogs(
  house: ProofHouse,
  tenant: TenantId,
  journal: OpenedJournal,
): Promise<Failure | undefined> {
  const check = 'CHECKS_SECURE_TRACEABILITY_DATA_STORAGELOG';
  for (const { line } of linesOfJournal(journal)) {
    const { FileName, Hash } = JSON.parse(line.toString()) as {
      readonly FileName: string;
      readonly Hash: string;
    };
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
