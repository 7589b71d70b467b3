import type { TenantId, Tx } from '../../platform/index.ts';
import type { ReadUnit } from './computed-rows.ts';
import type { RuledUnit } from './inherited-rules.ts';

/**
 * Units and all above them, as inheritance needs them, whatever a contract hides: rules come down from all ancestors.
 * The identifiers of the ancestors are an array that is made once, so that the primary key answers.
 */
export async function readRuledUnits(
  tx: Tx,
  tenant: TenantId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RuledUnit & ReadUnit>> {
  const rows = await tx.query<RuledUnit & ReadUnit>(
    `select id, up as parents, sp as agency, management, atomic_version from unit
     where tenant = $1 and id = any($2::text[] || array(
       select distinct above from unit, unnest(us) above where tenant = $1 and id = any($2::text[])))`,
    [tenant, ids],
  );
  return new Map(rows.map((unit) => [unit.id, unit]));
}
