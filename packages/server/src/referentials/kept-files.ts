import { createHash } from 'node:crypto';
import type { TenantId, Tx } from '../platform/index.ts';
import type { Order, ReferentialHouse } from './journal.ts';
import { type KindName, lastNumber, readRows, takeNumbers } from './store.ts';

/** What a journal says of a file that an operation has kept. */
export interface KeptFile {
  readonly FileName: string;
  readonly Digest: string;
  readonly DigestType: 'SHA-512';
}

/** Containers of whole files (spec operations.md 23.2). */
export type KeptCategory =
  | 'reports'
  | 'manifests'
  | 'backups'
  | 'profiles'
  | 'objects'
  | 'logbooks'
  | 'storagetraceability';

/**
 * Writes a file on every offer and records where it lies, in the transaction of its operation.
 * @param content whole, or piece by piece where it may be long
 */
export async function keepFile(
  tx: Tx,
  { storage }: Pick<ReferentialHouse, 'storage'>,
  { tenant, operation }: Pick<Order, 'tenant' | 'operation'>,
  category: KeptCategory,
  name: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<KeptFile> {
  const hash = createHash('sha512');
  const writer = await storage.openFile({ tenant, category, operation, name: encodeName(name) });
  try {
    for await (const bytes of content instanceof Uint8Array ? [content] : content) {
      hash.update(bytes);
      await writer.write(bytes);
    }
    const digest = hash.digest();
    const stored = await writer.finish();
    await storage.verify(stored.container, { size: stored.size, digest });
    await tx.query(
      `insert into placement (tenant, category, name, operation, strategy, container, entry_offset, size, digest, offers)
       values ($1, $2, $3, $4, $5, $6, null, $7, $8, $9)
       on conflict (tenant, category, name) do update
         set operation = excluded.operation, container = excluded.container, size = excluded.size,
             digest = excluded.digest, offers = excluded.offers`,
      [
        tenant,
        category,
        name,
        operation,
        storage.strategy,
        stored.container,
        stored.size,
        digest,
        stored.offers,
      ],
    );
    return { FileName: name, Digest: digest.toString('hex'), DigestType: 'SHA-512' };
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** Names of profiles hold identifiers, which may have any character; names on offers may not. */
function encodeName(name: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name)
    ? name
    : `${createHash('sha256').update(name).digest('hex')}${/\.[a-z]{1,5}$/.exec(name)?.[0] ?? ''}`;
}

/** Bytes of a kept file; undefined when there is none of that name. */
export async function keptFile(
  tx: Tx,
  { storage }: Pick<ReferentialHouse, 'storage'>,
  tenant: number,
  category: KeptCategory,
  name: string,
) {
  const [place] = await tx.query<{ container: string; size: number; digest: Buffer }>(
    'select container, size, digest from placement where tenant = $1 and category = $2 and name = $3',
    [tenant, category, name],
  );
  return place && storage.read({ ...place, offset: null });
}

/** JSON on one line a member, as people may have to read it. */
export const jsonBytes = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** The records of a referential as its copies on the offers have them. */
export async function recordsOf(tx: Tx, tenant: TenantId, kind: KindName): Promise<object[]> {
  const rows = await readRows(tx, tenant, kind);
  return rows.map(({ id, version, doc }) => ({ _id: id, _tenant: tenant, _v: version, ...doc }));
}

/** A referential that is copied to the offers. */
export interface CopiedReferential {
  readonly kind: KindName;
  /** Name in the file's name: `AccessContract`. */
  readonly collection: string;
  /** Of its sequence: `AC`. */
  readonly prefix: string;
}

const copyName = (tenant: TenantId, { collection }: CopiedReferential, number: number) =>
  `${tenant}_${collection}_${number}.json`;

/** What the copy of this number holds, from the present state. */
async function copyOf(tx: Tx, tenant: TenantId, { kind, prefix }: CopiedReferential, number: number) {
  return jsonBytes({
    collection: await recordsOf(tx, tenant, kind),
    sequence: { Name: prefix, Counter: await lastNumber(tx, tenant, prefix), _tenant: tenant },
    backup_sequence: { Name: `BACKUP_${prefix}`, Counter: number, _tenant: tenant },
  });
}

/** The whole of a referential with its sequences, on the offers, after each change (spec model.md 17). */
export async function backUp(
  tx: Tx,
  house: Pick<ReferentialHouse, 'storage'>,
  order: Pick<Order, 'tenant' | 'operation'>,
  referential: CopiedReferential,
): Promise<KeptFile> {
  const { tenant } = order;
  // The number first: until the end of this transaction nobody else changes and copies the same referential.
  const number = await takeNumbers(tx, tenant, `BACKUP_${referential.prefix}`);
  const content = await copyOf(tx, tenant, referential, number);
  return keepFile(tx, house, order, 'backups', copyName(tenant, referential, number), content);
}

/** Whether the newest copy is what the database has, by its digest: no offer is read. */
export async function isCopied(tx: Tx, tenant: TenantId, referential: CopiedReferential): Promise<boolean> {
  const number = await lastNumber(tx, tenant, `BACKUP_${referential.prefix}`);
  const [newest] = await tx.query<{ digest: Buffer }>(
    `select digest from placement where tenant = $1 and category = 'backups' and name = $2`,
    [tenant, copyName(tenant, referential, number)],
  );
  if (newest === undefined) return false;
  const present = createHash('sha512').update(await copyOf(tx, tenant, referential, number));
  return newest.digest.equals(present.digest());
}
