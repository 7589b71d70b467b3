import {
  HOUR_MS,
  listedTenants,
  lookEvery,
  MINUTE_MS,
  type OperationId,
  type ScheduledWork,
  type TenantId,
  type Tx,
  technicalDate,
} from '../platform/index.ts';
import { jsonBytes, keepFile, takeNumbers } from '../referentials/index.ts';
import type { AccessHouse } from './house.ts';

/**
 * The symbolic register: what agencies see because units of others are attached below theirs (spec model.md 10.3).
 * Once a day a record is written for each of them; it stays as it was. Who sees nothing any more has one more record,
 * of zeros: otherwise the last one that it saw something would seem to hold on.
 */

/** What an agency sees of others, at one time. */
interface Seen {
  readonly agency: string;
  readonly units: number;
  readonly groups: number;
  readonly objects: number;
  readonly bytes: number;
}

/** Of units and groups that name an agency besides their own one: counts by agency, sizes in bytes. */
const SEEN = `
  with attached as (
    select agency, 1 as unit, 0 as "group", 0 as objects, 0 as bytes
    from unit, unnest(sps) agency
    where tenant = $1 and sps <> array[sp] and agency is distinct from sp
    union all
    select agency, 0, 1, objects, bytes
    from object_group, unnest(sps) agency, lateral (
      select count(*) as objects, coalesce(sum((version ->> 'Size')::bigint), 0) as bytes
      from jsonb_path_query(doc, '$.qualifiers[*].versions[*]') version) of_group
    where tenant = $1 and sps <> array[sp] and agency is distinct from sp)
  select agency, sum(unit)::bigint as units, sum("group")::bigint as groups, sum(objects)::bigint as objects,
         sum(bytes)::bigint as bytes
  from attached group by agency order by agency collate "C"`;

/** Agencies that saw something at the last count. */
const SAW = `
  select agency from accession_register_symbolic
  where tenant = $1 and created_at = (select max(created_at) from accession_register_symbolic where tenant = $1)
    and (doc ->> 'ArchiveUnit' <> '0' or doc ->> 'ObjectGroup' <> '0')
  order by agency collate "C"`;

/** Days begin at 00:50 UTC, when the figures of the day before are complete and little else runs. */
export const SYMBOLIC_REGISTER: ScheduledWork = {
  ...{ work: 'ACCESSION_REGISTER_SYMBOLIC', counter: 'REGISTER_SYMBOLIC_DAY' },
  ...{ everyMs: 24 * HOUR_MS, offsetMs: 50 * MINUTE_MS },
};

/**
 * Writes the records of the day for every tenant that has none yet, whichever node comes first.
 * @returns how many records
 */
export async function recordSymbolicRegister(house: AccessHouse): Promise<number> {
  const now = house.clock.now();
  let written = 0;
  for (const tenant of await listedTenants(house.database))
    written += await house.database.inTenant(tenant, async (tx) =>
      (await isFirstOfDay(tx, tenant, now)) ? record(tx, house, tenant, now) : 0,
    );
  return written;
}

/** The row of the counter is held until the commit: a second node waits, and then finds the day taken. */
async function isFirstOfDay(tx: Tx, tenant: TenantId, now: Date): Promise<boolean> {
  const day = Math.floor((now.getTime() - SYMBOLIC_REGISTER.offsetMs) / SYMBOLIC_REGISTER.everyMs);
  const taken = await tx.query(
    `insert into counter (tenant, name, value) values ($1, $3, $2)
     on conflict (tenant, name) do update set value = excluded.value where counter.value < excluded.value
     returning value`,
    [tenant, day, SYMBOLIC_REGISTER.counter],
  );
  return taken.length > 0;
}

async function record(tx: Tx, house: AccessHouse, tenant: TenantId, now: Date): Promise<number> {
  const seen = await tx.query<Seen>(SEEN, [tenant]);
  const lost = (await tx.query<{ agency: string }>(SAW, [tenant]))
    .filter(({ agency }) => !seen.some((each) => each.agency === agency))
    .map(({ agency }) => ({ agency, units: 0, groups: 0, objects: 0, bytes: 0 }));
  if (seen.length + lost.length === 0) return 0;
  const records = [...seen, ...lost].map(({ agency, units, groups, objects, bytes }) => ({
    _id: house.guids.make('registerSummary', tenant),
    _tenant: tenant,
    _v: 0,
    OriginatingAgency: agency,
    CreationDate: technicalDate(now),
    ArchiveUnit: units,
    ObjectGroup: groups,
    BinaryObject: objects,
    BinaryObjectSize: bytes,
  }));
  await tx.query(
    `insert into accession_register_symbolic (tenant, id, agency, created_at, doc)
     select $1, doc ->> '_id', doc ->> 'OriginatingAgency', $2, doc from unnest($3::jsonb[]) doc`,
    [tenant, now, records.map((each) => JSON.stringify(each))],
  );
  const number = await takeNumbers(tx, tenant, 'REGISTER_SYMBOLIC');
  const order = { tenant, operation: house.guids.make('operation', tenant) as unknown as OperationId };
  const name = `${tenant}_AccessionRegisterSymbolic_${number}.json`;
  await keepFile(tx, house, order, 'backups', name, jsonBytes({ collection: records }));
  return records.length;
}

/** Looks now and every ten minutes whether a day is still to be recorded. @returns how to stop */
export function startSymbolicRegister(house: AccessHouse): () => Promise<void> {
  return lookEvery(10 * MINUTE_MS, house.log, 'the symbolic register cannot be recorded', async () => {
    const written = await recordSymbolicRegister(house);
    if (written > 0) house.log.info({ written }, 'symbolic register recorded');
  });
}
