import {
  type Reply,
  type ReplyEvent,
  type ReplyGroup,
  type ReplyUnit,
  type TransferHeader,
  writeArchiveTransferReply,
} from '@perenne/seda';
import { atLeast, type LogbookEvent, label } from '../../logbook/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { technicalDate } from '../../platform/index.ts';
import { type EntryKind, type EntryRun, folderOf, headerOf, planOf } from '../entry.ts';
import { manifestOf } from '../reception/sanity.ts';
import {
  type CompactEvent,
  type FaultLine,
  type FaultyLine,
  FILES,
  type NamedGroup,
  type PlannedGroup,
  type PlannedUnit,
  readLines,
} from '../work-files.ts';
import { FIRST_CODE_LISTS } from './code-lists.ts';
import { clearStaging } from './publish.ts';

/**
 * ATR_NOTIFICATION: the ArchiveTransferReply, always, and the manifest as received when the entry stands
 * (spec ingest.md 16.1). What a refused entry had stored is taken away first.
 */
export async function notify(run: EntryRun, kind: EntryKind): Promise<ActionResult> {
  const { tenant, id: operation, house } = run;
  const refused = atLeast(run.status, 'KO');
  if (refused || kind.blank) await house.storage.discard(tenant, operation);
  const reply = await store(run, 'reports', textOf(writeArchiveTransferReply(await replyOf(run, kind))));
  const manifest = refused ? undefined : await store(run, 'manifests', manifestOf(run));
  const place = `(tenant, category, name, operation, strategy, container, size, digest, offers)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
  const values = (category: string, stored: Stored) => [
    tenant,
    category,
    `${operation}.xml`,
    operation,
    house.storage.strategy,
    stored.container,
    stored.size,
    stored.digest,
    stored.offers,
  ];
  return {
    status: 'OK',
    // The layout is that of the reference system, which clients compare (spec ingest.md 16.1).
    detail: `{"FileName":"ATR_${operation}", "MessageDigest": "${reply.digest.toString('hex')}", "Algorithm": "SHA-512"}`,
    effects: async (tx) => {
      await tx.query(
        `insert into placement ${place} on conflict (tenant, category, name) do update
         set container = excluded.container, size = excluded.size, digest = excluded.digest, offers = excluded.offers`,
        values('reports', reply),
      );
      if (manifest) await tx.query(`insert into staged_placement ${place}`, values('manifests', manifest));
    },
  };
}

/** ROLL_BACK: nothing staged outlives a refused entry (spec ingest.md 16.2; DESIGN 3.3). */
export async function rollBack(run: EntryRun): Promise<ActionResult> {
  return { status: 'OK', ...(atLeast(run.status, 'KO') ? { effects: (tx) => clearStaging(run, tx) } : {}) };
}

interface Stored {
  readonly container: string;
  readonly size: number;
  readonly digest: Buffer;
  readonly offers: readonly string[];
}

async function store(run: EntryRun, category: string, source: AsyncIterable<Uint8Array>): Promise<Stored> {
  const { tenant, id: operation, house } = run;
  const writer = await house.storage.openFile({ tenant, category, operation, name: `${operation}.xml` });
  try {
    for await (const piece of source) await writer.write(piece);
    const stored = await writer.finish();
    await house.storage.verify(stored.container, stored);
    return stored;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function* textOf(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

async function replyOf(run: EntryRun, kind: EntryKind): Promise<Reply> {
  const folder = folderOf(run);
  const now = `${technicalDate(run.house.clock.now())}Z`;
  const header: Partial<TransferHeader> = (await folder.exists(FILES.header)) ? await headerOf(run) : {};
  const planned = await folder.exists(FILES.plan);
  const code = atLeast(run.status, 'KO') ? 'KO' : run.status === 'WARNING' ? 'WARNING' : 'OK';
  const faults = code === 'OK' ? undefined : code === 'WARNING' ? 'W' : 'K';
  return {
    version: header.version ?? '2.2',
    date: now,
    messageIdentifier: run.id,
    archivalAgreement: header.archivalAgreement ?? '',
    codeListVersions: { ...FIRST_CODE_LISTS, ...header.codeListVersions },
    groups: planned ? groupsOf(run, faults) : faultyGroups(run),
    units: planned ? unitsOf(run, faults) : faultyUnits(run),
    ...(header.archivalProfile === undefined ? {} : { archivalProfile: header.archivalProfile }),
    replyCode: kind.blank ? `Test ${code}` : code,
    events: code === 'OK' ? [] : await operationEvents(run, code),
    messageRequestIdentifier: header.messageIdentifier ?? '',
    ...(kind.blank ? {} : { grantDate: now }),
    ...(header.archivalAgency === undefined ? {} : { archivalAgency: header.archivalAgency }),
    ...(header.transferringAgency === undefined ? {} : { transferringAgency: header.transferringAgency }),
  };
}

type FaultLetter = 'W' | 'K';

/** Manifest ids with their events of the reply's outcome, chunk by chunk; nothing where the step was not reached. */
async function faultsOf(
  run: EntryRun,
  name: string,
  letter: FaultLetter | undefined,
): Promise<Map<string, readonly CompactEvent[]>> {
  const folder = folderOf(run);
  if (letter === undefined || !(await folder.exists(name))) return new Map();
  const lines = await readLines<FaultLine>(folder, name);
  const told = (outcome: CompactEvent[2]) =>
    letter === 'W' ? outcome === 'W' : outcome === 'K' || outcome === 'F';
  return new Map(
    lines.map(({ manifestId, events }) => [manifestId, events.filter(([, , outcome]) => told(outcome))]),
  );
}

async function* groupsOf(run: EntryRun, letter: FaultLetter | undefined): AsyncGenerator<ReplyGroup> {
  const { groupChunks } = await planOf(run);
  for (let chunk = 0; chunk < groupChunks; chunk++) {
    const faults = await faultsOf(run, FILES.groupFaults(chunk), letter);
    for (const group of await readLines<PlannedGroup>(folderOf(run), FILES.groups(chunk))) {
      const manifestIds = new Map<string, string>(
        group.objects.map(({ id, manifestId }) => [id, manifestId]),
      );
      const events = (faults.get(group.manifestId) ?? []).map((event) => replyEvent(event, manifestIds));
      yield* replyGroups(group, events);
    }
  }
}

function* replyGroups(group: NamedGroup, events: readonly ReplyEvent[]): Generator<ReplyGroup> {
  for (const [id, objects] of partsOf(group))
    yield {
      id: idOf(id, objects),
      systemId: group.id,
      objects: objects.map(({ kind, manifestId, id: systemId, version }) => ({
        kind,
        id: manifestId,
        systemId,
        version,
      })),
      events: id === group.manifestId ? events : [],
    };
}

type NamedObject = NamedGroup['objects'][number];

/** Objects by the group of the manifest in which they came: several may go into one archived group. */
function partsOf({ manifestId, objects }: NamedGroup): Map<string, readonly NamedObject[]> {
  return objects.length === 0
    ? new Map([[manifestId, []]])
    : Map.groupBy(objects, ({ group }) => group ?? manifestId);
}

/** An object that no group declares opens one of its own, and its identifier is not given twice. */
function idOf(id: string, objects: readonly NamedObject[]): string {
  return objects.find(({ manifestId }) => manifestId === id)?.id ?? id;
}

async function faultyLines(run: EntryRun): Promise<FaultyLine[]> {
  const folder = folderOf(run);
  return (await folder.exists(FILES.faulty)) ? readLines<FaultyLine>(folder, FILES.faulty) : [];
}

async function* faultyGroups(run: EntryRun): AsyncGenerator<ReplyGroup> {
  for (const line of await faultyLines(run)) if ('g' in line) yield* replyGroups(line.g, []);
}

async function* faultyUnits(run: EntryRun): AsyncGenerator<ReplyUnit> {
  for (const line of await faultyLines(run))
    if ('u' in line) yield { id: line.u.manifestId, systemId: line.u.id, events: [] };
}

async function* unitsOf(run: EntryRun, letter: FaultLetter | undefined): AsyncGenerator<ReplyUnit> {
  const plan = await planOf(run);
  for (const { manifestId, id } of plan.existing) yield { id: manifestId, systemId: id };
  for (let chunk = 0; chunk < plan.unitChunks; chunk++) {
    const faults = await faultsOf(run, FILES.unitFaults(chunk), letter);
    for (const { manifestId, id } of await readLines<PlannedUnit>(folderOf(run), FILES.units(chunk)))
      yield {
        id: manifestId,
        systemId: id,
        ...(letter === undefined
          ? {}
          : { events: (faults.get(manifestId) ?? []).map((event) => replyEvent(event)) }),
      };
  }
}

const OUTCOMES = { O: 'OK', W: 'WARNING', K: 'KO', F: 'FATAL' } as const;
/** `LFC`, action, task: what follows in a key is a sub-code. */
const TYPE_SEGMENTS = 3;

function replyEvent(
  [key, millis, letter, detail, object]: CompactEvent,
  manifestIds?: ReadonlyMap<string, string>,
): ReplyEvent {
  const outcome = OUTCOMES[letter];
  const outcomeDetail = `${key}.${outcome}`;
  const typeCode = key.split('.').slice(0, TYPE_SEGMENTS).join('.');
  const reference = object === undefined ? undefined : manifestIds?.get(object);
  return {
    typeCode,
    type: label(typeCode),
    dateTime: technicalDate(new Date(millis)),
    outcome,
    outcomeDetail,
    outcomeDetailMessage: label(outcomeDetail),
    ...(detail?.includes('evDetTechData') ? { detailData: detail } : {}),
    ...(reference === undefined ? {} : { objectReference: reference }),
  };
}

/** The operation's own events of the reply's outcome (spec ingest.md 16.3, 7). */
async function operationEvents(run: EntryRun, code: 'WARNING' | 'KO'): Promise<ReplyEvent[]> {
  const [row] = await run.house.database.inTenant(run.tenant, (tx) =>
    tx.query<{ events: LogbookEvent[] }>(
      'select events from logbook_operation where tenant = $1 and id = $2',
      [run.tenant, run.id],
    ),
  );
  const told = code === 'WARNING' ? ['WARNING'] : ['KO', 'FATAL'];
  return (row?.events ?? [])
    .filter(({ outcome }) => told.includes(outcome))
    .map((event) => ({
      typeCode: event.evType,
      type: label(event.evType),
      dateTime: event.evDateTime,
      outcome: event.outcome,
      outcomeDetail: event.outDetail,
      outcomeDetailMessage: event.outMessg,
      ...(event.evDetData?.includes('evDetTechData') ? { detailData: event.evDetData } : {}),
    }));
}
