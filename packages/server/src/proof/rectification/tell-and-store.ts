import { type CompactEvent, lifeCycleText, readLifeCycles } from '../../logbook/index.ts';
import { Stale } from '../../operations/index.ts';
import { canonicalJson, type Tx } from '../../platform/index.ts';
import type { StoredPack } from '../../storage/index.ts';
import { type Asked, type EvidenceRun, type Kind, LIFE_CYCLES } from '../evidence/run.ts';
import { elementOf } from '../life-cycles/lines.ts';

/** What the life cycle of an element is to tell. */
export interface Told {
  readonly asked: Asked;
  readonly events: readonly CompactEvent[];
}

interface At {
  readonly kind: Kind;
  readonly chunk: number;
  readonly now: Date;
}

/**
 * Stores the documents of elements anew on every offer, with what was done to them, as the database has them: only of
 * those of which it still says what it said when it was proven right.
 * @returns elements that have changed meanwhile, and the rows to write
 */
export async function tellAndStore(
  run: EvidenceRun,
  { kind, chunk, now }: At,
  told: readonly Told[],
): Promise<{
  readonly changed: ReadonlySet<string>;
  readonly effects?: (tx: Tx) => Promise<void>;
}> {
  const { tenant, id: operation, house } = run;
  const lifeCycles = LIFE_CYCLES[kind];
  const { documents, done } = await currentDocuments(run, kind, told);
  const kept = told.filter(({ asked }) => documents.has(asked.id));
  const changed = new Set(
    told.map(({ asked }) => asked.id).filter((each) => !documents.has(each) && !done.has(each)),
  );
  if (kept.length === 0) return { changed };
  const writer = await house.storage.openLines({ tenant, category: lifeCycles.documents, operation, chunk });
  let pack: StoredPack;
  try {
    for (const { asked, events } of kept) {
      const text = lifeCycleText(events, operation, now);
      await writer.add(asked.id, lifeCycles.text(text, documents.get(asked.id) as string));
    }
    pack = await writer.finish();
    await house.storage.verify(pack.container, pack);
  } catch (error) {
    await writer.abort();
    throw error;
  }
  return {
    changed,
    effects: async (tx) => {
      await stayUnchanged(tx, run, kind, kept);
      await writeLifeCycles(tx, run, kind, kept, now);
      await recordPack(tx, run, lifeCycles.documents, pack);
    },
  };
}

interface Current {
  /** Canonical JSON of the elements that are what they were, by identifier. */
  readonly documents: ReadonlyMap<string, string>;
  /** Told by this operation before: its step is run again. */
  readonly done: ReadonlySet<string>;
}

async function currentDocuments(
  { tenant, id: operation, house, signal }: EvidenceRun,
  kind: Kind,
  told: readonly Told[],
): Promise<Current> {
  const lifeCycles = LIFE_CYCLES[kind];
  const digests = new Map(told.map(({ asked }) => [asked.id, asked.digest]));
  const ids = [...digests.keys()];
  const documents = new Map<string, string>();
  const done = new Set<string>();
  if (ids.length === 0) return { documents, done };
  await house.database.readTenant(
    tenant,
    async (tx) => {
      const rows = await readLifeCycles(tx, tenant, lifeCycles.kind, ids);
      for (const subject of await lifeCycles.read(tx, tenant, ids)) {
        const { id, document } = subject;
        const own = rows.get(id) ?? [];
        if (own.at(-1)?.operation === operation) done.add(id);
        else if (elementOf(tenant, lifeCycles, subject, own)?.digest === digests.get(id))
          documents.set(id, canonicalJson(document));
      }
    },
    signal,
  );
  return { documents, done };
}

const TABLES: Readonly<Record<Kind, string>> = { UNIT: 'unit', OBJECTGROUP: 'object_group' };

/** @throws Stale when another operation has written to one of them since it was read */
async function stayUnchanged(
  tx: Tx,
  { tenant }: EvidenceRun,
  kind: Kind,
  told: readonly Told[],
): Promise<void> {
  const versions = new Map(told.map(({ asked }) => [asked.id, asked.version]));
  const ids = [...versions.keys()];
  // In one order: others change many of the same elements as well.
  await tx.query(
    `select 1 from ${TABLES[kind]} where tenant = $1 and id = any ($2) order by id for no key update`,
    [tenant, ids],
  );
  const rows = await tx.query<{ id: string; parts: number }>(
    `select id, count(*)::integer as parts from life_cycle
     where tenant = $1 and kind = $2 and id = any ($3) group by id`,
    [tenant, LIFE_CYCLES[kind].kind, ids],
  );
  const parts = new Map(rows.map((row) => [row.id, row.parts]));
  const changed = ids.filter((id) => parts.get(id) !== (versions.get(id) as number) + 1);
  if (changed.length > 0) throw new Stale(`${changed.length} elements have changed since they were read`);
}

async function writeLifeCycles(
  tx: Tx,
  { tenant, id: operation }: EvidenceRun,
  kind: Kind,
  told: readonly Told[],
  now: Date,
): Promise<void> {
  const rows = told.map(({ asked, events }) => ({ id: asked.id, events }));
  await tx.query(
    `insert into life_cycle (tenant, kind, id, operation, at, events)
     select $1, $2, c.id, $3, $4, c.events from jsonb_to_recordset($5::jsonb) as c(id text, events jsonb)`,
    [tenant, LIFE_CYCLES[kind].kind, operation, now, JSON.stringify(rows)],
  );
}

async function recordPack(
  tx: Tx,
  { tenant, id: operation }: EvidenceRun,
  category: string,
  { container, entries, size, digest, offers }: StoredPack,
): Promise<void> {
  await tx.query(
    `insert into pack (tenant, container, category, operation, entries, size, digest, offers)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tenant, container, category, operation, entries, size, digest, offers],
  );
}
