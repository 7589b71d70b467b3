import type { Tx } from '../../platform/index.ts';
import type { EntryKind } from '../entry.ts';
import { IMPLEMENTATION } from '../implementation.ts';

/** The statements that make staged rows visible. */

export interface Publication {
  readonly tenant: number;
  readonly operation: string;
  readonly unitType: EntryKind['unitType'];
  readonly originatingAgency: string | null;
  readonly sedaVersion: string;
  readonly strategy: string;
}

/** Units of a part: one that is smaller is searched no faster, and there are more of them (docs/decisions/0016). */
const PART = 65_536;

/**
 * They go on where the tenant's last part ends. Entries that are published at once begin at the same place: parts are
 * then larger by what they add, which costs nothing.
 */
export async function publishUnitRows(tx: Tx, entry: Publication): Promise<void> {
  const { tenant, operation, unitType, originatingAgency, sedaVersion, strategy } = entry;
  await tx.query(
    `with filled as (
       select (part * ${PART}::bigint + least(sum(units), ${PART}))::bigint as units from unit_part
       where tenant = $1 and part = (select max(part) from unit_part where tenant = $1) group by part),
     published as (
       insert into unit (tenant, id, opi, unit_type, og, sp, sps, up, us, uds, ops, min_depth, max_depth, seda_version,
                         implementation_version, strategy, graph_at, created_at, updated_at, history,
                         management_contract, management, content, title, title_words, text, part)
       select tenant, id, operation, $3, og, $4, sps, up, us, uds, array[operation], 1, max_depth, $5, $6, $7, at, at, at,
              extra->'history', extra->>'managementContract', management, content, title, title_words, text,
              (coalesce((select units from filled), 0) + row_number() over () - 1) / ${PART}
       from staged_unit where tenant = $1 and operation = $2
       returning part)
     insert into unit_part (tenant, part, operation, units) select $1, part, $2, count(*) from published group by part`,
    [tenant, operation, unitType, originatingAgency, sedaVersion, IMPLEMENTATION, strategy],
  );
  await publishLifeCycles(tx, entry, 'unit');
}

/** New groups; those that the operation changes are there. */
export async function publishGroupRows(tx: Tx, entry: Publication): Promise<void> {
  const { tenant, operation, originatingAgency, sedaVersion, strategy } = entry;
  await tx.query(
    `insert into object_group (tenant, id, opi, sp, sps, up, us, ops, profile, nb_objects, seda_version,
                               implementation_version, strategy, graph_at, created_at, updated_at, doc)
     select tenant, id, operation, $3, sps, up, us, array[operation], profile, nb_objects, $4, $5, $6, at, at, at, doc
     from staged_group where tenant = $1 and operation = $2 and changes is null`,
    [tenant, operation, originatingAgency, sedaVersion, IMPLEMENTATION, strategy],
  );
  await publishLifeCycles(tx, entry, 'group');
}

/** So many have one instant: what secures life cycles takes an instant whole, and bounded numbers at a time. */
const AT_ONE_INSTANT = 1_000;

async function publishLifeCycles(
  tx: Tx,
  { tenant, operation }: Publication,
  kind: 'unit' | 'group',
): Promise<void> {
  await tx.query(
    `insert into life_cycle (tenant, kind, id, operation, at, events, published_at)
     select tenant, $3, id, operation, at, life_cycle,
            date_trunc('milliseconds', transaction_timestamp()) + (row_number() over () - 1) / ${AT_ONE_INSTANT} * interval '1 millisecond'
     from staged_${kind} where tenant = $1 and operation = $2`,
    [tenant, operation, kind],
  );
}

/** Takes away an operation's staged rows, and lets others change the groups that it held; idempotent. */
export async function clearStagedRows(tx: Tx, tenant: number, operation: string): Promise<void> {
  for (const table of ['staged_unit', 'staged_group', 'staged_placement', 'claimed_group'])
    await tx.query(`delete from ${table} where tenant = $1 and operation = $2`, [tenant, operation]);
}
