import { sql } from 'kysely';
import { run as runStatement, where } from '../../catalogue/index.ts';
import { searchOf } from '../unit-search.ts';
import { type DeliveryRun, eyesOf, parametersOf, selected } from './delivery-run.ts';

/** What of a unit decides the form of the package. */
export interface PlannedUnit {
  readonly id: string;
  readonly up: readonly string[];
  readonly og: string | null;
  readonly sp: string | null;
  readonly sedaVersion: string;
  /** Read only where folders are named by it. */
  readonly title: string | null;
}

/** The selected units, by identifier. Descriptions are read later, piece by piece. */
export interface UnitPlan {
  readonly units: ReadonlyMap<string, PlannedUnit>;
  /** Selected children by parent. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Groups of the selected units, each once, in the order of the units. */
  readonly groups: readonly string[];
  /** The agency of all units that have one; undefined when there is none, or several. */
  readonly originatingAgency: string | undefined;
}

/** French first where there are several. */
const TITLE = sql`coalesce(unit.content ->> 'Title', unit.content -> 'Title_' ->> 'fr',
  (select value from jsonb_each_text(unit.content -> 'Title_') order by key limit 1))`;

export async function planUnits(run: DeliveryRun): Promise<UnitPlan> {
  const eyes = await eyesOf(run);
  const { selection, request } = parametersOf(run);
  const title = request.tree ? TITLE : sql`null::text`;
  const rows = await run.house.database.inTenant(run.tenant, async (tx) => {
    const condition = await selected(tx, eyes, selection);
    if (condition === undefined) return [];
    return runStatement<PlannedUnit>(
      tx,
      sql`select unit.id, unit.up, unit.og, unit.sp, unit.seda_version as "sedaVersion", ${title} as title
        ${where(searchOf(eyes), condition)} order by unit.id`,
    );
  });
  const units = new Map(rows.map((row) => [row.id, row]));
  const children = new Map<string, string[]>();
  for (const { id, up } of rows)
    for (const parent of up) {
      if (!units.has(parent)) continue;
      const known = children.get(parent);
      if (known) known.push(id);
      else children.set(parent, [id]);
    }
  const agencies = new Set(rows.flatMap(({ sp }) => sp ?? []));
  const [agency] = agencies;
  return {
    units,
    children,
    groups: [...new Set(rows.flatMap(({ og }) => og ?? []))],
    originatingAgency: agencies.size === 1 ? agency : undefined,
  };
}
