import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import { DATABASE_USER } from '../packages/server/src/platform/embedded-postgres/cluster.ts';
import { PORT } from '../packages/server/src/platform/embedded-postgres/settings.ts';

/**
 * What an archive holds, read beside the service: from its database, as superuser, and from the folders of its
 * offers. For tests that kill it, which then ask whether everything is as it should be.
 */

export interface Archive {
  readonly database: Client;
  readonly dataFolder: string;
}

/** An archive on the embedded database of a data folder, while its service runs. */
export async function openArchive(dataFolder: string): Promise<Archive> {
  const told = async (name: string) => (await readFile(join(dataFolder, 'postgres', name), 'utf8')).trim();
  const database = new Client({
    host: await told('socket-folder'),
    port: PORT,
    user: DATABASE_USER,
    password: await told('password'),
    database: 'perenne',
  });
  await database.connect();
  return { database, dataFolder };
}

/** All that an entry left, in words that are equal for two entries of the same package. */
export async function stateOfEntry(
  { database, dataFolder }: Archive,
  tenant: number,
  operation: string,
): Promise<string[]> {
  const rows = async (table: string, column: string) =>
    (
      await database.query<{ doc: Row }>(
        `select to_jsonb(t) as doc from ${table} t where tenant = $1 and ${column} = $2`,
        [tenant, operation],
      )
    ).rows.map(({ doc }) => doc);
  const units = await rows('unit', 'opi');
  const groups = await rows('object_group', 'opi');
  const packs = await rows('pack', 'operation');
  const placements = await rows('placement', 'operation');
  const speak = words(operation, tenant, units, placements);
  const lines = [
    ...(await rows('operation', 'id')).map(({ status, state }) => `operation ${state} ${status}`),
    ...(await rows('logbook_operation', 'id')).flatMap(({ master, events }) =>
      [master as Row, ...(events as Row[])].map(
        (event, at) => `event ${at} ${speak({ ...event, agId: '' })}`,
      ),
    ),
    ...units.map((row) => `unit ${speak(row)}`),
    ...groups.map((row) => `group ${speak(row)}`),
    ...(await rows('life_cycle', 'operation')).map((row) => `life cycle ${speak(row)}`),
    ...(await rows('accession_register_detail', 'opi')).map((row) => `register ${speak(row)}`),
    ...placements.map((row) => `placement ${speak({ ...row, digest: String(row.digest).slice(2) })}`),
    // Compressed documents with other identifiers have other sizes.
    ...packs.map(
      (row) => `pack ${speak({ ...row, digest: '', size: row.category === 'objects' ? row.size : 0 })}`,
    ),
  ];
  for (const offer of await readdir(join(dataFolder, 'offers')))
    for (const { container } of packs.filter(({ category }) => category !== 'objects')) {
      const documents = gunzipSync(await readFile(join(dataFolder, 'offers', offer, String(container))));
      for (const document of documents.toString().trimEnd().split('\n'))
        lines.push(`${offer} ${speak(document)}`);
    }
  return lines.sort();
}

type Row = Record<string, unknown>;

/** Identifiers by what they identify, without dates: units by their title, groups by their unit. */
function words(operation: string, tenant: number, units: readonly Row[], placements: readonly Row[]) {
  const names = new Map([[operation, 'OPERATION']]);
  const titles = new Map<string, number>();
  const inOrder = [...units].sort((a, b) => (String(a.title) < String(b.title) ? -1 : 1));
  for (const { id, title, og } of inOrder) {
    const known = titles.get(String(title)) ?? 0;
    titles.set(String(title), known + 1);
    names.set(String(id), `UNIT ${title} ${known}`);
    if (og) names.set(String(og), `GROUP of ${title} ${known}`);
  }
  const objects = new Set(
    placements.filter(({ category }) => category === 'objects').map(({ digest }) => String(digest).slice(2)),
  );
  return (value: unknown) =>
    (typeof value === 'string' ? value : JSON.stringify(value))
      .replaceAll(/(?<![a-z0-9])[a-z0-9]{36}(?![a-z0-9])/g, (id) => names.get(id) ?? 'ID')
      .replaceAll(/\b[0-9a-f]{128}\b/g, (digest) => (objects.has(digest) ? digest : 'DIGEST'))
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?/g, 'DATE')
      .replaceAll(/\b\d{13}\b/g, 'MS')
      .replaceAll(new RegExp(`"(_?tenant)": ?${tenant}\\b|\\b${tenant}/(?=[a-z]+/OPERATION)`, 'g'), 'TENANT');
}

const STAGING = ['staged_unit', 'staged_group', 'staged_placement'];

/**
 * What should not be there when no operation is under way, and what should and is not; nothing when all is well.
 * Every copy on every offer is read again.
 */
export async function faultsOf({ database, dataFolder }: Archive): Promise<string[]> {
  const faults: string[] = [];
  for (const table of [...STAGING, 'work_queue']) {
    const { rows } = await database.query<{ operation: string }>(`select distinct operation from ${table}`);
    for (const { operation } of rows) faults.push(`${table}: rows of ${operation} are left`);
  }
  const { rows: open } = await database.query("select id, state from operation where state <> 'COMPLETED'");
  for (const { id, state } of open) faults.push(`operation ${id} is ${state}`);
  for (const path of await filesIn(join(dataFolder, 'workspace'))) faults.push(`workspace: ${path} is left`);
  faults.push(
    ...(await faultsOfOffers(database, join(dataFolder, 'offers'))),
    ...(await wrongCounts(database)),
  );
  return faults;
}

async function faultsOfOffers(database: Client, folder: string): Promise<string[]> {
  const { rows: containers } = await database.query<{ container: string; digest: Buffer; packed: boolean }>(
    `select container, digest, true as packed from pack
     union all
     select container, digest, false from placement where entry_offset is null`,
  );
  const { rows: objects } = await database.query<{
    name: string;
    container: string;
    offset: number;
    size: number;
    digest: Buffer;
  }>(
    `select name, container, entry_offset::integer as offset, size::integer as size, digest
     from placement where entry_offset is not null`,
  );
  const faults: string[] = [];
  for (const offer of await readdir(folder)) {
    const found = new Set(await filesIn(join(folder, offer)));
    for (const { container, digest, packed } of containers) {
      const bytes = found.delete(container) ? await readFile(join(folder, offer, container)) : undefined;
      if (!bytes) faults.push(`${offer}: ${container} is not there`);
      else if (!sha512(bytes).equals(digest)) faults.push(`${offer}: ${container} is not what was recorded`);
      if (packed && !found.delete(`${container}.index.jsonl`))
        faults.push(`${offer}: ${container} has no index`);
      if (!bytes) continue;
      for (const object of objects.filter((each) => each.container === container))
        if (!sha512(bytes.subarray(object.offset, object.offset + object.size)).equals(object.digest))
          faults.push(`${offer}: object ${object.name} is not what was recorded`);
    }
    for (const path of found) if (path !== 'offer.json') faults.push(`${offer}: ${path} belongs to nothing`);
  }
  return faults;
}

const sha512 = (bytes: Buffer) => createHash('sha512').update(bytes).digest();

/** Elements without their life cycle, objects without their place, and registers that do not add up. */
async function wrongCounts(database: Client): Promise<string[]> {
  const { rows } = await database.query<{ fault: string }>(
    `select 'unit ' || id || ' has no life cycle' as fault from unit u
     where not exists (select from life_cycle l where l.tenant = u.tenant and l.kind = 'unit' and l.id = u.id)
     union all
     select 'group ' || id || ' has no life cycle' from object_group g
     where not exists (select from life_cycle l where l.tenant = g.tenant and l.kind = 'group' and l.id = g.id)
     union all
     select 'unit ' || id || ' names a group that is not there' from unit u
     where og is not null and not exists (select from object_group g where g.tenant = u.tenant and g.id = u.og)
     union all
     select 'object ' || (object ->> '_id') || ' lies nowhere' from object_group g,
       jsonb_path_query(doc, '$.qualifiers[*].versions[*] ? (exists(@._storage))') object
     where not exists (select from placement p where p.tenant = g.tenant and p.category = 'objects' and p.name = (object ->> '_id'))
     union all
     select 'register of ' || agency || ' on tenant ' || tenant || ' does not add up' from accession_register_summary s
     where (doc -> 'TotalUnits' ->> 'ingested')::bigint <>
       (select sum((d.doc -> 'TotalUnits' ->> 'ingested')::bigint) from accession_register_detail d
        where d.tenant = s.tenant and d.agency = s.agency)`,
  );
  return rows.map(({ fault }) => fault);
}

/** Paths below a folder, of files alone. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
