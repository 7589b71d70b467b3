import { Type } from 'typebox';
import { canonicalJson, type TenantId, Text, type Told } from '../../platform/index.ts';
import { type Offer, StorageError } from '../../storage/index.ts';
import type { AuditHouse } from '../house.ts';
import type { AuditedCollection } from './collections.ts';

/** No copy; one that cannot be read, or is no copy of a referential; one of something else. */
const CollectionFault = Type.Enum(['MISSING', 'UNREADABLE', 'DIFFERENT'], { title: 'CollectionFault' });
type CollectionFault = Told<typeof CollectionFault>;

/** What an audit says of a referential (spec operations.md 13.5). */
export const ReferentialVerdict = Type.Object(
  {
    name: Text,
    records: Type.Integer({ minimum: 0, description: 'In the database.' }),
    file: Type.Optional(Type.String({ description: 'Name of the last copy; absent: none was ever made.' })),
    offers: Type.Array(
      Type.Object({
        id: Text,
        fault: Type.Optional(CollectionFault),
      }),
      { description: 'Without a fault a copy is what the database has.' },
    ),
  },
  { title: 'ReferentialVerdict' },
);
export type ReferentialVerdict = Told<typeof ReferentialVerdict>;

export const isSound = ({ offers }: ReferentialVerdict): boolean =>
  offers.every(({ fault }) => fault === undefined);

interface Copy {
  readonly name: string;
  readonly container: string;
}

/** Compares the last copy of a referential, as every offer has it, with the database. */
export async function auditReferential(
  { database, storage }: AuditHouse,
  tenant: TenantId,
  collection: AuditedCollection,
  signal: AbortSignal,
): Promise<ReferentialVerdict> {
  // One state: what is imported meanwhile is in both, or in neither.
  const { records, copy } = await database.readTenant(
    tenant,
    async (tx) => {
      const [copy] = await tx.query<Copy>(
        `select name, container from placement where tenant = $1 and category = 'backups' and name ~ $2
         order by substring(name from '(\\d+)\\.json$')::bigint desc limit 1`,
        [tenant, `^${tenant}_${collection.file}_\\d+\\.json$`],
      );
      return { records: await collection.records(tx, tenant), copy };
    },
    signal,
  );
  const wanted = linesOf(records);
  const faultOn = async (offer: Offer): Promise<CollectionFault | undefined> => {
    // Of what has never had a record there is nothing to copy.
    if (copy === undefined) return records.length === 0 ? undefined : 'MISSING';
    const found = await readOn(offer, copy.container);
    if (typeof found === 'string') return found;
    return linesOf(found) === wanted ? undefined : 'DIFFERENT';
  };
  const offers: { id: string; fault?: CollectionFault }[] = [];
  // One after the other: a copy may have some megabytes.
  for (const offer of storage.offers) {
    const fault = await faultOn(offer);
    offers.push(fault === undefined ? { id: offer.id } : { id: offer.id, fault });
  }
  return {
    name: collection.name,
    records: records.length,
    ...(copy === undefined ? {} : { file: copy.name }),
    offers,
  };
}

/** Whatever their order, and that of their members. */
const linesOf = (records: readonly unknown[]): string => records.map(canonicalJson).sort().join('\n');

async function readOn(offer: Offer, container: string): Promise<readonly unknown[] | CollectionFault> {
  try {
    const copy = await offer.open(container);
    try {
      const bytes = Buffer.allocUnsafe(copy.size);
      await copy.read(bytes, 0);
      const { collection } = JSON.parse(bytes.toString()) as { readonly collection?: unknown };
      return Array.isArray(collection) ? collection : 'UNREADABLE';
    } finally {
      await copy.close();
    }
  } catch (error) {
    if (error instanceof StorageError && error.code === 'MISSING') return 'MISSING';
    if (error instanceof StorageError || error instanceof SyntaxError) return 'UNREADABLE';
    throw error;
  }
}

/** The verdict in the words of the reference system. */
export function verdictText(tenant: TenantId, { name, file, offers }: ReferentialVerdict): string {
  const of = `collectionName=${name}, tenant=${tenant}`;
  if (file === undefined) return `[KO] ${of} file not present in default offer: no copy was ever made`;
  const faulty = offers.filter(({ fault }) => fault !== undefined);
  if (faulty.length === offers.length) return `[KO] ${of} all offers are incoherent with database (${file})`;
  const listed = (those: ReferentialVerdict['offers']) =>
    those.map(({ id, fault }) => (fault === undefined ? id : `${id}: ${fault}`)).join(', ');
  const sound = offers.filter(({ fault }) => fault === undefined);
  return `[KO] ${of} some offers are incoherent with database (${file}); coherent: ${listed(sound)}; incoherent: ${listed(faulty)}`;
}
