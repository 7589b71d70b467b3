import { extname } from 'node:path';
import { Type } from 'typebox';
import { type DeliveriesOf, type DeliveryHouse, readDelivery, type StoredObject } from '../access/index.ts';
import type { Role } from '../identity/index.ts';
import { Count, InstantText, orNull, type TenantId, type Told, type Tx } from '../platform/index.ts';

/** Files that an operation has left on the offers, and who may have them (spec frontoffice.md B.28). */

const READERS: readonly Role[] = ['R2', 'R3', 'R5'];
const ADMINISTRATORS: readonly Role[] = ['R3', 'R5'];

interface Kind {
  readonly category: string;
  /** Of the names; absent: any. */
  readonly extension?: string;
  readonly roles: readonly Role[];
}

/** By kind: where they lie. Of packages that are delivered, see below. */
const KINDS = {
  reply: { category: 'reports', extension: '.xml', roles: READERS },
  manifest: { category: 'manifests', roles: READERS },
  report: { category: 'reports', extension: '.json', roles: READERS },
  lines: { category: 'reports', extension: '.jsonl', roles: READERS },
  imported: { category: 'backups', extension: '.csv', roles: ADMINISTRATORS },
  copy: { category: 'backups', extension: '.json', roles: ADMINISTRATORS },
  profile: { category: 'profiles', roles: ADMINISTRATORS },
  sealed: { category: 'logbooks', roles: ADMINISTRATORS },
  'sealed-writes': { category: 'storagetraceability', roles: ADMINISTRATORS },
  writes: { category: 'storagelog', roles: ADMINISTRATORS },
  /** Who has read what. */
  accesses: { category: 'storageaccesslog', roles: ADMINISTRATORS },
} as const satisfies Readonly<Record<string, Kind>>;

type KeptKind = keyof typeof KINDS;
const KIND_NAMES = Object.keys(KINDS) as KeptKind[];

const OperationFile = Type.Object(
  {
    key: Type.String({
      description: 'In its address: its kind, with a number from the second of a kind on.',
    }),
    kind: Type.Enum(['dip', ...KIND_NAMES]),
    name: Type.String({ description: 'Under which it is saved.' }),
    bytes: orNull(Count, 'Null: it is kept no more.'),
    until: orNull(InstantText, 'When it is removed; null: it is kept.'),
  },
  { title: 'OperationFile' },
);
type OperationFile = Told<typeof OperationFile>;

export const OperationFiles = Type.Object(
  { files: Type.Array(OperationFile) },
  { title: 'OperationFiles', description: 'What an operation has left, and the person may have.' },
);
export type OperationFiles = Told<typeof OperationFiles>;

export interface FileBytes {
  readonly file: OperationFile;
  readonly stored: StoredObject;
  readonly contentType: string;
}

interface Asker {
  readonly tenant: TenantId;
  readonly role: Role;
  /** Whose packages are the person's to have. */
  readonly deliveries: DeliveriesOf;
}

/** What the person may have of it, in the order of the kinds; nothing before it is over. */
export async function filesOf(
  house: DeliveryHouse,
  { tenant, role, deliveries }: Asker,
  operation: string,
): Promise<OperationFile[]> {
  const kept = await house.database.inTenant(tenant, (tx) => keptOf(tx, tenant, operation, role));
  const delivery = await readDelivery(house, deliveries, operation);
  const isDelivered = delivery?.state === 'COMPLETED' && ['OK', 'WARNING'].includes(delivery.status);
  if (!isDelivered) return kept.map(({ file }) => file);
  const dip = {
    ...{ key: 'dip', kind: 'dip' as const, name: `${operation}.zip` },
    bytes: delivery.package?.size ?? null,
    until: delivery.package?.expiresAt ?? null,
  };
  return [dip, ...kept.map(({ file }) => file)];
}

/** A file that lies with the operation (packages that are delivered have their own address); undefined: none of the person's. */
export async function fileOf(
  { database }: Pick<DeliveryHouse, 'database'>,
  { tenant, role }: Pick<Asker, 'tenant' | 'role'>,
  operation: string,
  key: string,
): Promise<FileBytes | undefined> {
  const kept = await database.inTenant(tenant, (tx) => keptOf(tx, tenant, operation, role));
  return kept.find(({ file }) => file.key === key);
}

interface Row extends StoredObject {
  readonly category: string;
  readonly name: string;
}

async function keptOf(tx: Tx, tenant: TenantId, operation: string, role: Role): Promise<FileBytes[]> {
  const allowed = KIND_NAMES.filter((name) => (KINDS[name].roles as readonly Role[]).includes(role));
  const rows = await tx.query<Row>(
    `select category, name, container, entry_offset as "offset", size, digest from placement
     where tenant = $1 and operation = $2 and category = any ($3) and not exists (
       select from operation where tenant = $1 and id = $2 and state <> 'COMPLETED')
     order by name`,
    [tenant, operation, allowed.map((name) => KINDS[name].category)],
  );
  return allowed.flatMap((kind) => rows.filter((row) => isOf(KINDS[kind], row)).map(fileOfKind(kind)));
}

const isOf = ({ category, extension }: Kind, row: Row) =>
  row.category === category && (extension === undefined || extname(row.name) === extension);

const fileOfKind =
  (kind: KeptKind) =>
  ({ name, size, ...stored }: Row, at: number): FileBytes => ({
    file: {
      ...{ key: at === 0 ? kind : `${kind}-${at + 1}`, kind },
      name: SAVED_AS[kind]?.(name) ?? name,
      ...{ bytes: size, until: null },
    },
    stored: { ...stored, size },
    contentType: MEDIA_TYPES[extname(name)] ?? 'application/octet-stream',
  });

/** Replies and manifests lie under the same name. */
const SAVED_AS: Readonly<Partial<Record<KeptKind, (name: string) => string>>> = {
  reply: (name) => `ATR_${name}`,
  manifest: (name) => `manifest_${name}`,
};

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.xml': 'application/xml',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
  '.csv': 'text/csv; charset=utf-8',
  '.zip': 'application/zip',
  '.log': 'application/x-ndjson',
};
