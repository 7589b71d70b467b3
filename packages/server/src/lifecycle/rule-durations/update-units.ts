import { type CompactEvent, lifeCycleText } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { canonicalJson, type Tx } from '../../platform/index.ts';
import { rulesOf } from '../../referentials/index.ts';
import { readLines, type StoredPack } from '../../storage/index.ts';
import { type Dated, withNewEndDates } from './new-end-dates.ts';
import { changedRules, FILES, folderOf, type RulesRun } from './rules-run.ts';

/** A unit as it stands, with what its document on the offers says. */
interface Unit {
  readonly id: string;
  readonly version: number;
  readonly unit_type: string;
  readonly opi: string;
  readonly ops: readonly string[];
  readonly sp: string | null;
  readonly og: string | null;
  readonly up: readonly string[];
  readonly strategy: string;
  readonly seda_version: string;
  readonly implementation_version: string;
  readonly history: unknown;
  readonly management: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
}

interface Change {
  readonly unit: Unit;
  readonly ops: readonly string[];
  readonly dated: Dated;
  readonly events: readonly CompactEvent[];
}

/** STP_UNIT_UPDATE for one chunk: new documents on the offers, then rows and life cycles in one transaction. */
export async function updateUnits(run: RulesRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house } = run;
  const ids = await readLines<string>(folderOf(run), FILES.units(chunk));
  const rules = await run.once('rules', () => house.database.inTenant(tenant, (tx) => rulesOf(tx, tenant)));
  const concerned = new Set(changedRules(run));
  const units = await house.database.inTenant(tenant, (tx) =>
    tx.query<Unit>(
      `select id, version, unit_type, opi, ops, sp, og, up, strategy, seda_version, implementation_version, history,
              management, content
       from unit where tenant = $1 and id = any($2::text[]) order by id`,
      [tenant, ids],
    ),
  );
  const now = house.clock.now();
  const changes = units.flatMap((unit): Change[] => {
    const dated = withNewEndDates(unit.management, (id) => (concerned.has(id) ? rules.get(id) : undefined));
    if (dated === undefined) return [];
    const detail = JSON.stringify({ diff: dated.diff.join('\n'), version: unit.version + 1 });
    return [
      {
        unit,
        dated,
        ops: [...new Set([...unit.ops, run.id])],
        events: [['LFC.UPDATE_UNIT_RULES', now.getTime(), 'O', detail]],
      },
    ];
  });
  const done = { status: 'OK' as const, meter: { OK: units.length } };
  const actions = { UPDATE_UNIT_RULES: done, UNIT_METADATA_STORAGE: done };
  if (changes.length === 0) return { actions };
  const pack = await writeDocuments(run, chunk, changes, now);
  return { actions, effects: (tx) => writeRows(run, tx, changes, pack, now) };
}

/** The new form of each unit, with what this operation did to it: the earlier ones stay where they are. */
async function writeDocuments(
  run: RulesRun,
  chunk: number,
  changes: readonly Change[],
  now: Date,
): Promise<StoredPack> {
  const { tenant, id: operation, house } = run;
  const writer = await house.storage.openLines({ tenant, category: 'units', operation, chunk });
  try {
    for (const { unit, dated, ops, events } of changes) {
      const document = {
        ...unit.content,
        _id: unit.id,
        _og: unit.og ?? undefined,
        _up: unit.up,
        _mgt: dated.management,
        _history: unit.history ?? undefined,
        _tenant: tenant,
        _unitType: unit.unit_type,
        _opi: unit.opi,
        _ops: ops,
        _sp: unit.sp ?? undefined,
        _storage: { strategyId: unit.strategy },
        _sedaVersion: unit.seda_version,
        _implementationVersion: unit.implementation_version,
        _v: unit.version + 1,
      };
      const lfc = lifeCycleText(events, operation, now);
      await writer.add(unit.id, `{"lfc":${lfc},"unit":${canonicalJson(document)}}`);
    }
    const pack = await writer.finish();
    await house.storage.verify(pack.container, pack);
    return pack;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** @throws Error when a unit is no more what its new document was made of */
async function writeRows(
  run: RulesRun,
  tx: Tx,
  changes: readonly Change[],
  pack: StoredPack,
  now: Date,
): Promise<void> {
  const { tenant, id: operation } = run;
  const written = await tx.query(
    `update unit u
     set management = c.management, ops = c.ops, version = u.version + 1, atomic_version = u.atomic_version + 1,
         updated_at = $3
     from jsonb_to_recordset($2::jsonb) as c(id text, version integer, ops text[], management jsonb)
     where u.tenant = $1 and u.id = c.id and u.version = c.version
     returning u.id`,
    [
      tenant,
      JSON.stringify(
        changes.map(({ unit, ops, dated }) => ({
          id: unit.id,
          version: unit.version,
          ops,
          management: dated.management,
        })),
      ),
      now,
    ],
  );
  if (written.length < changes.length)
    throw new Error(`${changes.length - written.length} units have changed since they were read`);
  await tx.query(
    `insert into life_cycle (tenant, kind, id, operation, at, events)
     select $1, 'unit', c.id, $2, $3, c.events from jsonb_to_recordset($4::jsonb) as c(id text, events jsonb)`,
    [tenant, operation, now, JSON.stringify(changes.map(({ unit, events }) => ({ id: unit.id, events })))],
  );
  const { container, entries, size, digest, offers } = pack;
  await tx.query(
    `insert into pack (tenant, container, category, operation, entries, size, digest, offers)
     values ($1, $2, 'units', $3, $4, $5, $6, $7)`,
    [tenant, container, operation, entries, size, digest, offers],
  );
}
