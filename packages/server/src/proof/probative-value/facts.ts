import { hash } from 'node:crypto';
import { canonicalLine, fromBase64, type ReadTimeStamp, readTimeStamp } from '@perenne/proof';
import { type LifeCycleRow, readJournal, renderLifeCycle } from '../../logbook/index.ts';
import { type TenantId, type Tx, technicalDate } from '../../platform/index.ts';
import type { ProofHouse } from '../house.ts';
import { journalOver, type KeptJournal } from '../kept-journal.ts';
import { lineOf, type OpenedJournal, openJournal } from '../opened-journal.ts';
import { ownCertificates } from '../time-stamp-key.ts';
import { SECURED, type Secured, type SecuringType } from '../traceability-event.ts';
import type { Facts, ProvingJournal } from './checks.ts';
import { openedOnce, type ProbativeRun } from './run.ts';

/** An object of a group, whose probative value is asked. */
export interface AskedObject {
  readonly group: string;
  readonly id: string;
  /** Hexadecimal SHA-512, as the group tells it. */
  readonly digest: string | undefined;
  /** The operation that brought it. */
  readonly operation: string;
}

export interface Gathered {
  readonly facts: Facts;
  /** Operations that the statement tells of, as their journals are now. */
  readonly journals: readonly Record<string, unknown>[];
}

/** All that is known of an object: read now, from the database, from every offer, and from the secured journals. */
export async function gather(run: ProbativeRun, asked: AskedObject): Promise<Gathered> {
  const { tenant, house } = run;
  const { journal, persistedAt, rows } = await house.database.inTenant(tenant, async (tx) => ({
    journal: await readJournal(tx, tenant, asked.operation),
    persistedAt: await persistedAtOf(tx, tenant, asked.operation),
    rows: await publishedRows(tx, tenant, asked.group),
  }));
  const operations =
    persistedAt === undefined ? undefined : await proving(run, 'STP_OP_SECURISATION', persistedAt);
  const groups = await provingGroup(run, asked, rows);
  const operationLine = operations && lineOf(operations.opened, asked.operation);
  const groupLine = groups && (lineOf(groups.opened, asked.group) as GroupLine | undefined);
  const facts: Facts = {
    offers: await onOffers(house, tenant, asked.id),
    database: asked.digest,
    lifeCycle: storedDigest(rows, asked),
    secured: groupLine && securedDigest(groupLine, asked.id),
    events: {
      now: groups && digestOfEvents(tenant, asked.group, rows, groups.opened),
      secured: groupLine?.hLFCEvts,
    },
    operation: {
      now: journal && digestOf(journal),
      secured: operationLine === undefined ? undefined : digestOf(operationLine),
    },
    operations: operations?.proving,
    groups: groups?.proving,
  };
  const secured = await house.database.inTenant(tenant, (tx) =>
    Promise.all([operations, groups].map((each) => each && readJournal(tx, tenant, each.opened.operation))),
  );
  return { facts, journals: [...secured, journal].filter((each) => each !== undefined) };
}

interface GroupLine {
  readonly hLFCEvts: string;
  readonly hOGDocsStorage?: readonly {
    readonly id: string;
    readonly hObject: string;
    readonly hDetails: { readonly dbHash?: string };
  }[];
}

/** Where an offer had something else when it was secured, what the database said. */
function securedDigest({ hOGDocsStorage = [] }: GroupLine, object: string): string | undefined {
  const found = hOGDocsStorage.find(({ id }) => id === object);
  return found && (found.hDetails.dbHash ?? found.hObject);
}

const digestOf = (value: unknown) =>
  Buffer.from(hash('sha512', canonicalLine(value), 'buffer')).toString('base64');

interface PublishedRow extends LifeCycleRow {
  readonly publishedAt: Date;
}

async function publishedRows(tx: Tx, tenant: TenantId, group: string): Promise<PublishedRow[]> {
  return tx.query<PublishedRow>(
    `select l.operation, coalesce(o.process_type, 'INGEST') as "processType", l.at, l.events,
            l.published_at as "publishedAt"
     from life_cycle l left join logbook_operation o on o.tenant = l.tenant and o.id = l.operation
     where l.tenant = $1 and l.kind = 'group' and l.id = $2 order by l.at, l.operation`,
    [tenant, group],
  );
}

async function persistedAtOf(tx: Tx, tenant: TenantId, operation: string): Promise<Date | undefined> {
  const [row] = await tx.query<{ at: Date }>(
    'select persisted_at as at from logbook_operation where tenant = $1 and id = $2',
    [tenant, operation],
  );
  return row?.at;
}

const STORING = 'LFC.OBJ_STORAGE.OBJECT_STORAGE_SUB_TASK';

/** What the life cycle says of the storing of the object. */
function storedDigest(rows: readonly LifeCycleRow[], { id }: AskedObject): string | undefined {
  for (const { events } of rows)
    for (const [key, , , detail, object] of events)
      if (key === STORING && object === id) {
        const { MessageDigest } = JSON.parse(detail ?? '{}') as { readonly MessageDigest?: unknown };
        return typeof MessageDigest === 'string' ? MessageDigest : undefined;
      }
  return undefined;
}

/** Of the events that the journal may hold: what was published before its end. */
function digestOfEvents(
  tenant: TenantId,
  group: string,
  rows: readonly PublishedRow[],
  { event }: OpenedJournal,
): string | undefined {
  const before = rows.filter(({ publishedAt }) => technicalDate(publishedAt) < event.EndDate);
  const lifeCycle = renderLifeCycle(tenant, group, before);
  return lifeCycle && digestOf(lifeCycle.events);
}

interface Proving {
  readonly opened: OpenedJournal;
  readonly proving: ProvingJournal;
}

async function proving(run: ProbativeRun, type: SecuringType, at: Date): Promise<Proving | undefined> {
  const { tenant, house } = run;
  const kept = await house.database.inTenant(tenant, (tx) => journalOver(tx, tenant, type, at));
  if (kept === undefined) return undefined;
  const opened = await openedOnce(run, kept.operation, () => openJournal(house, tenant, kept));
  return { opened, proving: await told(run, opened) };
}

/**
 * The first journal that has the group in it since the object is there: what was published twice between two securings
 * is in the later one alone.
 */
async function provingGroup(
  run: ProbativeRun,
  { group, operation }: AskedObject,
  rows: readonly PublishedRow[],
): Promise<Proving | undefined> {
  const from = rows.findIndex((row) => row.operation === operation);
  let last: Proving | undefined;
  for (const { publishedAt } of rows.slice(Math.max(from, 0))) {
    const found = await proving(run, 'LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY', publishedAt);
    if (found === undefined) break;
    last = found;
    if (lineOf(found.opened, group) !== undefined) break;
  }
  return last;
}

async function told({ tenant, house }: ProbativeRun, opened: OpenedJournal): Promise<ProvingJournal> {
  const { operation, type, event, verdict, failure } = opened;
  const previous = await house.database.inTenant(tenant, (tx) => previousOf(tx, tenant, type, opened));
  const own = await ownCertificates(house);
  const isOurs = (stamp: ReadTimeStamp | undefined) =>
    stamp?.isValid === true && own.some((each) => Buffer.compare(each, stamp.certificate) === 0);
  return {
    ...{ operation, root: event.Hash, token: event.TimeStampToken, verdict },
    unreadable: verdict === undefined ? failure?.message : undefined,
    stampIsOurs: isOurs(verdict?.timeStamp),
    previous: previous && {
      token: previous.event.TimeStampToken,
      stampIsOurs: isOurs(await readTimeStamp(fromBase64(previous.event.TimeStampToken))),
    },
  };
}

/** The journal of the same kind that was secured before it. */
async function previousOf(
  tx: Tx,
  tenant: TenantId,
  type: SecuringType,
  { operation }: KeptJournal,
): Promise<Secured | undefined> {
  const [previous] = await tx.query<Secured>(
    `${SECURED} and (started_at, id) < (select started_at, id from logbook_operation where tenant = $1 and id = $3)
     order by started_at desc, id desc limit 1`,
    [tenant, type, operation],
  );
  return previous;
}

/** The bytes on every offer, read again. */
async function onOffers(
  { database, storage }: ProofHouse,
  tenant: TenantId,
  object: string,
): Promise<Facts['offers']> {
  const [place] = await database.inTenant(tenant, (tx) =>
    tx.query<{ container: string; offset: number | null; size: number }>(
      `select container, entry_offset as "offset", size from placement
       where tenant = $1 and category = 'objects' and name = $2`,
      [tenant, object],
    ),
  );
  if (place === undefined) return storage.offers.map(({ id }) => ({ offer: id, digest: undefined }));
  const digests = await storage.digests(place);
  return digests.map(({ offer, digest }) => ({ offer, digest: digest?.toString('hex') }));
}
