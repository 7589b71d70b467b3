import { isDeepStrictEqual } from 'node:util';
import { analyse, analysedText, sortedTitle, type Vocabulary } from '../catalogue/index.ts';
import { invalidateComputed } from '../catalogue/rules/index.ts';
import { type CompactEvent, lifeCycleText } from '../logbook/index.ts';
import { Stale } from '../operations/index.ts';
import { canonicalJson, type OperationId, type TenantId, type Tx } from '../platform/index.ts';
import type { Storage, StoredPack } from '../storage/index.ts';

/** Units whose metadata change: their documents on the offers, their rows and life cycles (spec model.md 3.9). */

type JsonObject = Readonly<Record<string, unknown>>;

/** A unit as it stands, with what its document on the offers says. */
export interface StoredUnit {
  readonly id: string;
  readonly version: number;
  readonly atomic_version: number;
  readonly updated_at: Date;
  readonly unit_type: string;
  readonly opi: string;
  readonly ops: readonly string[];
  readonly sp: string | null;
  readonly og: string | null;
  readonly up: readonly string[];
  readonly strategy: string;
  readonly seda_version: string;
  readonly implementation_version: string;
  readonly management_contract: string | null;
  readonly history: readonly unknown[] | null;
  readonly management: JsonObject;
  readonly content: JsonObject;
}

/** What an operation makes of a unit. */
export interface UnitChange {
  readonly unit: StoredUnit;
  readonly management: JsonObject;
  /** Absent: the description stays. */
  readonly content?: JsonObject;
  readonly history?: readonly unknown[];
  /** Absent: the parents stay. */
  readonly up?: readonly string[];
  readonly events: readonly CompactEvent[];
}

/** The operation, and the part of it whose documents lie in one pack. */
export interface At {
  readonly tenant: TenantId;
  readonly operation: OperationId;
  readonly chunk: number;
}

export async function readUnits(tx: Tx, tenant: TenantId, ids: readonly string[]): Promise<StoredUnit[]> {
  return tx.query<StoredUnit>(
    `select id, version, atomic_version, updated_at, unit_type, opi, ops, sp, og, up, strategy, seda_version,
            implementation_version, management_contract, history, management, content
     from unit where tenant = $1 and id = any($2::text[]) order by id`,
    [tenant, ids],
  );
}

/** Operations of a unit, this one among them. */
export function operationsOf({ ops }: StoredUnit, operation: string): string[] {
  return [...new Set([...ops, operation])];
}

/** Writes the new form of each unit, with what this operation did to it: the earlier ones stay where they are. */
export async function writeDocuments(
  storage: Storage,
  at: At,
  changes: readonly UnitChange[],
  now: Date,
): Promise<StoredPack> {
  const writer = await storage.openLines({ ...at, category: 'units' });
  try {
    for (const change of changes) {
      const lfc = lifeCycleText(change.events, at.operation, now);
      await writer.add(change.unit.id, `{"lfc":${lfc},"unit":${canonicalJson(documentOf(at, change))}}`);
    }
    const pack = await writer.finish();
    await storage.verify(pack.container, pack);
    return pack;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

function documentOf(
  { tenant, operation }: At,
  { unit, management, content, history, up }: UnitChange,
): JsonObject {
  return unitDocument(tenant, {
    ...unit,
    management,
    content: content ?? unit.content,
    history: history ?? unit.history,
    up: up ?? unit.up,
    ops: operationsOf(unit, operation),
    version: unit.version + 1,
  });
}

/** As it lies on the offers: computed members are left out (spec ingest.md 14.3). */
export function unitDocument(tenant: TenantId, unit: StoredUnit): JsonObject {
  return {
    ...unit.content,
    _id: unit.id,
    _og: unit.og ?? undefined,
    _up: unit.up,
    _mgt: unit.management,
    _history: unit.history ?? undefined,
    _tenant: tenant,
    _unitType: unit.unit_type,
    _opi: unit.opi,
    _ops: unit.ops,
    _sp: unit.sp ?? undefined,
    _storage: { strategyId: unit.strategy },
    _sedaVersion: unit.seda_version,
    _implementationVersion: unit.implementation_version,
    _managementContractId: unit.management_contract ?? undefined,
    _v: unit.version,
  };
}

/**
 * Rows, life cycles and the pack of their documents, in the transaction of whoever changes them. What was computed of
 * rules that change holds no more (spec rules.md 6.4; the reference system leaves that of single updates as it was).
 * @throws Stale when a unit is no more what its new document was made of
 */
export async function writeRows(
  tx: Tx,
  at: At,
  changes: readonly UnitChange[],
  pack: StoredPack,
  { now, vocabulary }: { readonly now: Date; readonly vocabulary: Vocabulary },
): Promise<void> {
  const { tenant, operation } = at;
  // In one order: others change many of the same units as well.
  await tx.query('select 1 from unit where tenant = $1 and id = any ($2) order by id for no key update', [
    tenant,
    changes.map(({ unit }) => unit.id),
  ]);
  const written = await tx.query(
    `update unit u
     set management = c.management, ops = c.ops, version = u.version + 1, atomic_version = u.atomic_version + 1,
         updated_at = $3, history = coalesce(c.history, u.history),
         content = coalesce(c.content, u.content),
         title = case when c.content is null then u.title else c.title end,
         title_words = case when c.content is null then u.title_words else perenne_title_words(c.analysed_title) end,
         text = case when c.content is null then u.text else perenne_unit_lexemes(c.analysed) end
     from jsonb_to_recordset($2::jsonb)
       as c(id text, version integer, ops text[], management jsonb, history jsonb, content jsonb, title text,
            analysed_title text, analysed text)
     where u.tenant = $1 and u.id = c.id and u.version = c.version
     returning u.id`,
    [tenant, JSON.stringify(changes.map((change) => rowOf(change, operation, vocabulary))), now],
  );
  if (written.length < changes.length)
    throw new Stale(`${changes.length - written.length} units have changed since they were read`);
  await invalidateComputed(
    tx,
    tenant,
    changes.flatMap(({ unit, management }) =>
      isDeepStrictEqual(unit.management, management) ? [] : [unit.id],
    ),
  );
  await writeLifeCycles(tx, at, changes, now);
  await recordPack(tx, at, pack);
}

/** What the operation did to each unit, as its life cycle tells it. */
export async function writeLifeCycles(
  tx: Tx,
  { tenant, operation }: At,
  changes: readonly UnitChange[],
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into life_cycle (tenant, kind, id, operation, at, events)
     select $1, 'unit', c.id, $2, $3, c.events from jsonb_to_recordset($4::jsonb) as c(id text, events jsonb)`,
    [tenant, operation, now, JSON.stringify(changes.map(({ unit, events }) => ({ id: unit.id, events })))],
  );
}

/** Where the new documents lie. */
export async function recordPack(tx: Tx, { tenant, operation }: At, pack: StoredPack): Promise<void> {
  const { container, entries, size, digest, offers } = pack;
  await tx.query(
    `insert into pack (tenant, container, category, operation, entries, size, digest, offers)
     values ($1, $2, 'units', $3, $4, $5, $6, $7)`,
    [tenant, container, operation, entries, size, digest, offers],
  );
}

function rowOf(
  { unit, management, content, history }: UnitChange,
  operation: string,
  vocabulary: Vocabulary,
): JsonObject {
  const title = content === undefined ? null : sortedTitle(content);
  return {
    id: unit.id,
    version: unit.version,
    ops: operationsOf(unit, operation),
    management,
    history: history ?? null,
    ...(content === undefined
      ? {}
      : {
          content,
          title,
          analysed_title: title === null ? null : analyse(title),
          analysed: analysedText(content, management, vocabulary),
        }),
  };
}
