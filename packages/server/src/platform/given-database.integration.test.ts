import { randomBytes } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { APPLICATION_ROLE, openDatabase } from './database.ts';
import { createTestDatabase, type TestDatabase } from './embedded-postgres/testing.ts';
import type { TenantId } from './identifiers.ts';
import { migrate } from './migrate.ts';

/** A database that somebody else administers: its owner is no superuser (docs/access.md, "A PostgreSQL of your own"). */

const owner = `perenne_owner_${randomBytes(4).toString('hex')}`;
const password = randomBytes(12).toString('hex');
let database: TestDatabase;
let connection: ClientConfig;
beforeAll(async () => {
  database = await createTestDatabase();
  await asSuperuser(
    `create role ${owner} login createrole password '${password}'`,
    // Roles are the server's, and another database's migration may have made this one: as if this owner had.
    `do $$ begin create role ${APPLICATION_ROLE} nologin; exception when duplicate_object then null; end $$`,
    `do $$ begin
       execute 'grant ${APPLICATION_ROLE} to ${owner} with '
         || case when current_setting('server_version_num')::integer >= 160000
              then 'admin true, inherit false, set false' else 'admin option' end;
     end $$`,
    `alter database ${database.connection.database} owner to ${owner}`,
    `alter schema public owner to ${owner}`,
  );
  connection = { ...database.connection, user: owner, password };
});
afterAll(async () => {
  await asSuperuser(
    `reassign owned by ${owner} to current_user`,
    `drop owned by ${owner}`,
    `drop role ${owner}`,
  );
  await database?.drop();
});

async function asSuperuser(...statements: string[]): Promise<void> {
  const client = new Client(database.connection);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

it('the schema is made and the service works, bound by the policies', async () => {
  await migrate(connection);
  const opened = openDatabase(connection, () => undefined);
  try {
    const [who] = await opened.outsideTenants((tx) =>
      tx.query(
        `select session_user as session, current_user as current,
                (select rolsuper from pg_roles where rolname = session_user) as super`,
      ),
    );
    expect(who).toEqual({ session: owner, current: 'perenne_app', super: false });
    await opened.inTenant(0 as TenantId, (tx) =>
      tx.query(`insert into counter (tenant, name, value) values (0, 'x', 1)`),
    );
    const read = (tenant: number) =>
      opened.inTenant(tenant as TenantId, (tx) => tx.query('select tenant from counter'));
    expect(await read(0)).toEqual([{ tenant: 0 }]);
    expect(await read(2)).toEqual([]);
  } finally {
    await opened.close();
  }
});

it('its owner sees nothing either without saying in which tenant', async () => {
  const client = new Client(connection);
  await client.connect();
  try {
    expect((await client.query('select * from counter')).rows).toEqual([]);
  } finally {
    await client.end();
  }
});
