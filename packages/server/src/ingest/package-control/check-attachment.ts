import type { ActionResult } from '../../operations/index.ts';
import { type EntryRun, planOf } from '../entry.ts';

const ENTRIES = ['PROCESS_SIP_UNITARY', 'FILINGSCHEME', 'HOLDINGSCHEME'];

/** CHECK_ATTACHEMENT: what is attached to was itself entered whole (spec ingest.md 8.5). */
export async function checkAttachment(run: EntryRun): Promise<ActionResult> {
  const { parents, touchedGroups, extendedGroups } = await planOf(run);
  if (parents.length + touchedGroups.length + extendedGroups.length === 0) return { status: 'OK' };
  const incomplete = await run.house.database.inTenant(run.tenant, (tx) =>
    tx.query<{ opi: string }>(
      `with origin as (
         select opi from unit where tenant = $1 and id = any ($2)
         union select opi from object_group where tenant = $1 and id = any ($3))
       select origin.opi from origin
       left join logbook_operation o on o.tenant = $1 and o.id = origin.opi
       where o.id is null or o.outcome not in ('OK', 'WARNING') or not o.type = any ($4)`,
      [
        run.tenant,
        parents.map(({ id }) => id),
        [...touchedGroups.map(({ id }) => id), ...extendedGroups],
        ENTRIES,
      ],
    ),
  );
  if (incomplete.length === 0) return { status: 'OK' };
  return {
    status: 'KO',
    detail: JSON.stringify({
      evDetTechData: `entered by operations that are not complete: ${incomplete.map(({ opi }) => opi).join(', ')}`,
    }),
  };
}
