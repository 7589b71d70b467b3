import { readdir, readFile } from 'node:fs/promises';
import { Client, type ClientConfig } from 'pg';
import { APPLICATION_ROLE } from './database.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);
const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
/** Key of the advisory lock under which one process migrates while others wait. */
const LOCK = 7_291_001;

/**
 * Functions behind the GIN operators. Row-level security lets an index be used only through functions that
 * leak nothing; PostgreSQL marks none of these, so that every search would read the whole table.
 */
const LEAKPROOF = [
  'ts_match_vq(tsvector, tsquery)',
  'arraycontains(anyarray, anyarray)',
  'arrayoverlap(anyarray, anyarray)',
  'jsonb_contains(jsonb, jsonb)',
  'jsonb_path_exists_opr(jsonb, jsonpath)',
];

/**
 * Brings the schema up to date. Runs as the connection's own user, who owns the tables; the service then
 * works as `perenne_app`. Each file of migrations/ is one transaction and is applied once.
 * @returns names of the files applied now
 */
export async function migrate(connection: ClientConfig): Promise<string[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await ensureApplicationRole(client);
    await client.query(
      `create table if not exists migration (name text primary key, applied_at timestamptz not null)`,
    );
    const { rows } = await client.query<{ name: string }>('select name from migration');
    const applied = new Set(rows.map((row) => row.name));
    const files = (await readdir(FOLDER)).filter((name) => FILE_NAME.test(name)).sort();
    const missing = files.filter((name) => !applied.has(name));
    for (const name of missing) await apply(client, name);
    await markLeakproof(client);
    return missing;
  } finally {
    await client.end();
  }
}

async function apply(client: Client, name: string): Promise<void> {
  const text = await readFile(new URL(name, FOLDER), 'utf8');
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into migration values ($1, $2)', [name, new Date()]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed`, { cause: error });
  }
}

async function ensureApplicationRole(client: Client): Promise<void> {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [APPLICATION_ROLE]);
  if (rows.length === 0) {
    // Two databases of one server may be migrated at once: roles are the server's.
    await client.query(`
      do $$ begin create role ${APPLICATION_ROLE} nologin;
      exception when duplicate_object or unique_violation then null; end $$`);
  }
  // A superuser may take any role; another owner must be its member. Since PostgreSQL 16 whoever makes a role is its
  // member and still may not take it, until that is granted.
  await client.query(`
    do $$ begin
      if not pg_has_role(current_user, '${APPLICATION_ROLE}',
        case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end) then
        execute format('grant ${APPLICATION_ROLE} to %I', current_user);
      end if;
    end $$`);
}

/** Wants a superuser: the embedded server has one; on a managed one searches go without these indexes' help. */
async function markLeakproof(client: Client): Promise<void> {
  const { rows } = await client.query<{ super: boolean }>(
    'select rolsuper as super from pg_roles where rolname = current_user',
  );
  if (!rows[0]?.super) return;
  for (const signature of LEAKPROOF) await client.query(`alter function ${signature} leakproof`);
}
