import { sql } from 'kysely';
import {
  type Condition,
  conditionOfMultiple,
  isIn,
  joined,
  parseBatch,
  QueryRefused,
  restricted,
  run as runStatement,
  where,
} from '../catalogue/index.ts';
import type { ActionResult, Run } from '../operations/index.ts';
import type { Tx } from '../platform/index.ts';
import { loadOntology } from '../referentials/index.ts';
import type { AccessRights } from './access-rights.ts';
import type { AccessHouse } from './house.ts';
import type { Eyes } from './reading.ts';
import { questionCondition, searchFor, searchOf, type UnitFilters } from './unit-search.ts';
import { countUnits, judgeThreshold } from './unit-threshold.ts';

/**
 * Units that an operation is about, under the contract of whoever asked. Plain JSON, kept with the operation, which
 * finds them when it begins.
 */
export interface ChosenUnits {
  /** BATCH_PROCESSING (spec dsl.md 2.1), of an application. */
  readonly request?: unknown;
  /** What a person has searched for. */
  readonly filters?: UnitFilters;
  /** What the asker might see when asking. */
  readonly rights: AccessRights;
  /** Day of the request, `yyyy-MM-dd`. */
  readonly today: string;
}

/** @throws as parseBatch, and QueryRefused for names that no unit has */
export function chooseUnits(request: unknown, eyes: Eyes): ChosenUnits {
  const search = searchOf(eyes);
  for (const { query } of parseBatch(request).queries) restricted(search, query);
  return { request, rights: eyes.rights, today: eyes.today };
}

/** @throws QueryRefused for a search that cannot be carried out, ArchiveError contentSearchOff */
export async function chooseFound(tx: Tx, filters: UnitFilters, eyes: Eyes): Promise<ChosenUnits> {
  questionCondition(await searchFor(tx, eyes, filters), filters);
  return { filters, rights: eyes.rights, today: eyes.today };
}

/** Undefined: none are chosen. */
async function conditionOfChosen(
  tx: Tx,
  eyes: Eyes,
  { request, filters }: ChosenUnits,
): Promise<Condition | undefined> {
  if (filters === undefined) return conditionOfMultiple(tx, searchOf(eyes), parseBatch(request));
  return questionCondition(await searchFor(tx, eyes, filters), filters);
}

/** Compares their number with the request's threshold, or that of the platform. */
export async function checkChosen(
  run: Run<AccessHouse>,
  chosen: ChosenUnits,
  byDefault: number,
): Promise<ActionResult> {
  const eyes = await eyesOf(run, chosen);
  const threshold = chosen.filters === undefined ? parseBatch(chosen.request).threshold : undefined;
  try {
    const found = await run.house.database.inTenant(run.tenant, async (tx) =>
      countUnits(tx, eyes, await conditionOfChosen(tx, eyes, chosen)),
    );
    return judgeThreshold(found, threshold, byDefault);
  } catch (error) {
    // A regular expression is judged by the database alone.
    if (!(error instanceof QueryRefused)) throw error;
    return { status: 'KO', detail: JSON.stringify({ error: 'Could not parse DSL request' }) };
  }
}

/** The first of them, in no order. @throws QueryRefused */
export async function selectChosen(
  run: Run<AccessHouse>,
  chosen: ChosenUnits,
  most: number,
): Promise<string[]> {
  const eyes = await eyesOf(run, chosen);
  const search = searchOf(eyes);
  const rows = await run.house.database.inTenant(run.tenant, async (tx) => {
    const condition = await conditionOfChosen(tx, eyes, chosen);
    if (condition === undefined) return [];
    return runStatement<{ id: string }>(tx, sql`select unit.id ${where(search, condition)} limit ${most}`);
  });
  return rows.map(({ id }) => id);
}

/** Of these units, those that the asker may see. */
export async function chosenAmong(
  run: Run<AccessHouse>,
  chosen: Pick<ChosenUnits, 'rights' | 'today'>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const eyes = await eyesOf(run, chosen);
  return run.house.database.inTenant(run.tenant, (tx) => visibleAmong(tx, eyes, ids));
}

export async function visibleAmong(tx: Tx, eyes: Eyes, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const search = searchOf(eyes);
  const rows = await runStatement<{ id: string }>(
    tx,
    sql`select unit.id ${where(search, restricted(search, isIn('#id', ids)))}`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Identifiers taken from the database at once. */
const PAGE = 10_000;

/** Their identifiers, in order, which is nearly that of their entry. */
export async function eachChosen(
  run: Run<AccessHouse>,
  chosen: ChosenUnits,
  visit: (id: string) => Promise<unknown>,
): Promise<void> {
  const eyes = await eyesOf(run, chosen);
  const search = searchOf(eyes);
  await run.house.database.inTenant(run.tenant, async (tx) => {
    const condition = await conditionOfChosen(tx, eyes, chosen);
    if (condition === undefined) return;
    await runStatement(
      tx,
      sql`declare chosen no scroll cursor for select unit.id ${where(search, condition)} order by unit.id`,
    );
    await eachFetched<{ id: string }>(tx, PAGE, ({ id }) => visit(id));
  });
}

/** An object group, with those of its units that are chosen. */
export interface ChosenGroup {
  readonly id: string;
  readonly units: readonly string[];
  /** Of all its objects. */
  readonly bytes: number;
}

/** Groups taken from the database at once: each may have many units. */
const PAGE_OF_GROUPS = 1_000;

/** The groups of the units, each once, in order. */
export async function eachChosenGroup(
  run: Run<AccessHouse>,
  chosen: ChosenUnits,
  visit: (group: ChosenGroup) => Promise<unknown>,
): Promise<void> {
  const eyes = await eyesOf(run, chosen);
  const search = searchOf(eyes);
  const { tenant } = run;
  await run.house.database.inTenant(tenant, async (tx) => {
    const condition = await conditionOfChosen(tx, eyes, chosen);
    if (condition === undefined) return;
    const withObjects = joined([condition, sql<boolean>`unit.og is not null`], 'and');
    await runStatement(
      tx,
      sql`declare chosen no scroll cursor for
        select grouped.id, grouped.units, coalesce((
          select sum((held ->> 'Size')::bigint)
          from object_group, jsonb_path_query(object_group.doc, '$.qualifiers[*].versions[*]') as held
          where object_group.tenant = ${tenant} and object_group.id = grouped.id), 0)::bigint as bytes
        from (select unit.og as id, array_agg(unit.id order by unit.id) as units
          ${where(search, withObjects)} group by unit.og) as grouped
        order by grouped.id`,
    );
    await eachFetched(tx, PAGE_OF_GROUPS, visit);
  });
}

async function eachFetched<Row>(tx: Tx, most: number, visit: (row: Row) => Promise<unknown>): Promise<void> {
  for (;;) {
    const page = await tx.query<Row>(`fetch ${most} from chosen`);
    for (const row of page) await visit(row);
    if (page.length < most) return;
  }
}

async function eyesOf(
  { tenant, house }: Run<AccessHouse>,
  { rights, today }: Pick<ChosenUnits, 'rights' | 'today'>,
): Promise<Eyes> {
  return { tenant, rights, today, vocabulary: await loadOntology(house.database) };
}
