import {
  listedTenants,
  lookEvery,
  MINUTE_MS,
  type OperationId,
  type TenantId,
  type Tx,
} from '../platform/index.ts';
import { KIND as AGENCY } from './import-agencies.ts';
import { FORMAT_KIND } from './import-formats.ts';
import { KIND as ONTOLOGY } from './import-ontologies.ts';
import { KIND as RULE } from './import-rules.ts';
import type { ReferentialHouse } from './journal.ts';
import { backUp, type CopiedReferential, isCopied } from './kept-files.ts';
import { DOCUMENT_KINDS, DOCUMENT_SETS } from './kinds/index.ts';
import { KIND as SECURITY_PROFILE } from './remove-security-profile.ts';
import { KIND as SCHEMA } from './schema/external-schema.ts';

/**
 * Copies of what no import wrote: records of the installation, of an update of the software, of the creation of a
 * tenant. A counter of each referential holds the state that was last seen to be copied, so that a look at which
 * nothing has changed is one statement a tenant.
 */

const COPIED: readonly CopiedReferential[] = [
  ...[AGENCY, RULE, FORMAT_KIND, ONTOLOGY, SECURITY_PROFILE, SCHEMA],
  ...DOCUMENT_KINDS,
  ...DOCUMENT_SETS,
];

/**
 * A state, whatever the order of its records, in the 48 bits that are exact in JavaScript too: a row that is written
 * again has another `xmin`. Documents are not read for it, and a database that is restored is looked at once more.
 */
const STATE = `mod(sum(hashtextextended(concat_ws(' ', identifier, id, xmin::text), 0)), 281474976710656)::bigint`;

/** Kinds whose records are not in the state that was last seen to be copied. */
const CHANGED = `
  select kind from (select kind, ${STATE} as state from referential where tenant = $1 group by kind) present
  where not exists (select from counter where tenant = $1 and name = 'COPIED ' || kind and value = state)`;

/** The row is held until the commit: a second process waits, and then finds the state seen. */
const SEE = `
  insert into counter (tenant, name, value)
  select $1, 'COPIED ' || kind, ${STATE} from referential where tenant = $1 and kind = $2 group by kind
  on conflict (tenant, name) do update set value = excluded.value where counter.value <> excluded.value
  returning 1`;

type CopyingHouse = Pick<ReferentialHouse, 'database' | 'guids' | 'log' | 'storage'>;

/**
 * Copies each referential whose newest copy is missing, or is not what the database has. Each is a transaction of its
 * own: what an offer refuses is copied at another look, and what was copied before stays. A tenant that fails holds no
 * other back.
 * @returns how many copies were made
 * @throws StorageError of the first tenant that failed, after all were looked at
 */
export async function copyUncopied({ database, storage, guids }: CopyingHouse): Promise<number> {
  const copy = async (tx: Tx, tenant: TenantId, referential: CopiedReferential): Promise<number> => {
    const [isNew] = await tx.query(SEE, [tenant, referential.kind]);
    if (!isNew || (await isCopied(tx, tenant, referential))) return 0;
    const operation = guids.make('operation', tenant) as unknown as OperationId;
    await backUp(tx, { storage }, { tenant, operation }, referential);
    return 1;
  };
  const copiesOf = async (tenant: TenantId): Promise<number> => {
    let copies = 0;
    const changed = await database.inTenant(tenant, (tx) => tx.query<{ kind: string }>(CHANGED, [tenant]));
    for (const referential of COPIED.filter((each) => changed.some(({ kind }) => kind === each.kind)))
      copies += await database.inTenant(tenant, (tx) => copy(tx, tenant, referential));
    return copies;
  };
  let copies = 0;
  const failures: unknown[] = [];
  for (const tenant of await listedTenants(database))
    try {
      copies += await copiesOf(tenant);
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
  return copies;
}

/** Looks now and every minute whether a referential has no copy of its present state. @returns how to stop */
export function startCopies(house: CopyingHouse): () => Promise<void> {
  return lookEvery(MINUTE_MS, house.log, 'referentials cannot be copied to the offers', async () => {
    const copies = await copyUncopied(house);
    if (copies > 0) house.log.info({ copies }, 'referentials copied to the offers');
  });
}
