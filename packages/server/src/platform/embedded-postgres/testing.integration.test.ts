import { Client, type ClientConfig } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing.ts';

const open: TestDatabase[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.drop();
});

async function database(prepare?: (connection: ClientConfig) => Promise<unknown>): Promise<TestDatabase> {
  const made = await createTestDatabase(prepare);
  open.push(made);
  return made;
}

async function ask(connection: ClientConfig, statement: string): Promise<unknown[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query({ text: statement, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

describe('a database for a test file', () => {
  it('is a copy of a template that is prepared once', async () => {
    let prepared = 0;
    const withMark = async (connection: ClientConfig) => {
      prepared += 1;
      await ask(connection, 'create table mark as select 42 as value');
    };
    const [first, second] = await Promise.all([database(withMark), database(withMark)]);
    await ask(first.connection, 'update mark set value = 1');
    expect(await ask(second.connection, 'select value from mark')).toEqual([42]);
    expect(prepared).toBe(1);
  });

  it('is empty without a preparation, and in UTF-8', async () => {
    const { connection } = await database();
    expect(await ask(connection, `select count(*)::int from pg_tables where schemaname = 'public'`)).toEqual([
      0,
    ]);
    expect(await ask(connection, 'show server_encoding')).toEqual(['UTF8']);
  });

  it('is prepared anew after a preparation that failed', async () => {
    let calls = 0;
    const failingOnce = async (connection: ClientConfig) => {
      calls += 1;
      await ask(connection, 'create table half ()');
      if (calls === 1) throw new Error('cut in the middle');
    };
    await expect(database(failingOnce)).rejects.toThrow('cut in the middle');
    await expect(database(failingOnce)).resolves.toBeDefined();
  });

  it('is gone after drop, even with a session left open', async () => {
    const made = await createTestDatabase();
    const client = new Client(made.connection);
    client.on('error', () => undefined);
    await client.connect();
    await made.drop();
    await expect(ask(made.connection, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });
});
