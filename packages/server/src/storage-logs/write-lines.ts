import { type TenantId, technicalDate } from '../platform/index.ts';
import { type Agents, type IndexedEntry, readIndex } from '../storage/index.ts';
import type { StorageLogHouse } from './house.ts';
import type { Interval } from './intervals.ts';

/**
 * The write log as its readers know it (spec operations.md 15.5): JSON lines of texts, one for each object, whether it
 * is a file or lies in a pack. The database has a row for each container; what a pack holds is said by the index beside
 * it, or by the row of its removal.
 */

interface Row {
  readonly id: number;
  readonly at: Date;
  readonly event: 'CREATE' | 'DELETE';
  readonly container: string;
  readonly outcome: 'OK' | 'KO';
  readonly agents: Agents;
  readonly packed: boolean | null;
  readonly size: number | null;
  readonly digest: Buffer | null;
  /** Application context of the operation; null: it has no journal. */
  readonly context: string | null;
  readonly session: string | null;
}

/** Rows read at once. */
const PAGE = 500;

/** Lines of an interval in their order, those of a container at a time; each ends with a line feed. */
export async function* writeLines(
  house: StorageLogHouse,
  tenant: TenantId,
  interval: Interval,
): AsyncGenerator<string> {
  for (let last: Row | undefined; ; ) {
    const rows = await readRows(house, tenant, interval, last);
    for (const row of rows) yield await linesOf(house, tenant, row);
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}

function readRows(
  { database }: StorageLogHouse,
  tenant: TenantId,
  { started, ended }: Interval,
  last: Row | undefined,
): Promise<Row[]> {
  return database.inTenant(tenant, (tx) =>
    tx.query<Row>(
      `select s.id, at, event, container, s.outcome, agents, packed, size, digest,
              l.master ->> 'agIdApp' as context, l.master ->> 'evIdAppSession' as session
       from storage_log s left join logbook_operation l on l.tenant = $1 and l.id = split_part(container, '/', 3)
       where s.tenant = $1 and s.outcome is not null and at <= $3 and (at, s.id) > ($2, $4)
       order by at, s.id limit ${PAGE}`,
      // After the interval before: every identifier is less than the first of it.
      [tenant, last?.at ?? started, ended, last?.id ?? Number.MAX_SAFE_INTEGER],
    ),
  );
}

async function linesOf(house: StorageLogHouse, tenant: TenantId, row: Row): Promise<string> {
  const entries = await entriesOf(house, tenant, row);
  if (entries === undefined) return lineOf(tenant, row, undefined);
  return entries.map((entry) => lineOf(tenant, row, entry)).join('');
}

/**
 * What a pack holds, or held; undefined for a file, and for a pack of which nobody can say it: its writing failed, or
 * another took its place (a part of an operation that was done again).
 */
async function entriesOf(
  { storage, database }: StorageLogHouse,
  tenant: TenantId,
  { id, event, container, outcome, packed, digest }: Row,
): Promise<readonly IndexedEntry[] | undefined> {
  const removals = () =>
    database.inTenant(tenant, (tx) =>
      tx.query<{ contents: Buffer }>(
        `select contents from storage_log where tenant = $1 and container = $2 and contents is not null
         and ($3::bigint is null or id = $3) order by id`,
        [tenant, container, event === 'DELETE' ? id : null],
      ),
    );
  if (event === 'DELETE') {
    const [removed] = await removals();
    return removed && readIndex(removed.contents).entries;
  }
  if (outcome === 'KO' || !packed || digest === null) return undefined;
  const beside = await storage.index(container);
  // Removed meanwhile: the row of it was there before the index went.
  const indexes = [...(beside ? [beside] : []), ...(await removals()).map(({ contents }) => contents)];
  return indexes.map(readIndex).find((index) => index.digest.equals(digest))?.entries;
}

/** Folders of the categories as the log names them (spec operations.md 23.2); others are named as they are. */
const FOLDERS: Readonly<Record<string, string>> = {
  objects: 'object',
  units: 'unit',
  objectgroups: 'objectGroup',
  logbooks: 'logbook',
  reports: 'report',
  manifests: 'manifest',
  profiles: 'profile',
  backups: 'backup',
  dips: 'dip',
};
const DOCUMENTS: ReadonlySet<string> = new Set(['units', 'objectgroups']);

/** Values are texts; what is not known is left out. The pack is told last: the reference system has none. */
function lineOf(tenant: TenantId, row: Row, entry: IndexedEntry | undefined): string {
  const { event, container, outcome, agents, context, session } = row;
  const [, category = '', operation, file] = container.split('/');
  const name = entry && (DOCUMENTS.has(category) ? `${entry.name}.json` : entry.name);
  const line = {
    eventDateTime: technicalDate(row.at),
    xRequestId: operation,
    applicationId: session ?? undefined,
    tenantId: String(tenant),
    eventType: event,
    objectIdentifier: name ?? file,
    dataCategory: FOLDERS[category] ?? category,
    ...(event === 'CREATE' ? contentOf(row, entry) : {}),
    agentIdentifiers: Object.entries(agents)
      .map(([offer, end]) => (event === 'CREATE' ? `${offer} attempt 1 : ${end}` : `${offer}: ${end}`))
      .join(', '),
    agentIdentifierRequester: context ?? undefined,
    outcome,
    container: entry && container,
  };
  return `${JSON.stringify(line)}\n`;
}

function contentOf({ size, digest }: Row, entry: IndexedEntry | undefined) {
  return {
    objectGroupIdentifier: 'objGId NA',
    digest: entry?.sha512 ?? digest?.toString('hex') ?? 'messageDigest NA',
    digestAlgorithm: 'SHA-512',
    size: String(entry?.size ?? size ?? 'Size NA'),
  };
}
