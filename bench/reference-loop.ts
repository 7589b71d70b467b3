import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { startEmbeddedPostgres } from '../packages/server/src/platform/embedded-postgres/index.ts';
import { migrate } from '../packages/server/src/platform/index.ts';
import { processorSeconds } from './processor.ts';
import { timed } from './timing.ts';

/**
 * What the entry's work costs at least on this machine: COPY of the rows that the entry made, under the same
 * indexes, and meanwhile the package read, each object's worth of bytes hashed, and as many synced packs written as
 * there are offers. No control, no manifest, no journal, nothing read back.
 */

const TABLES = ['unit', 'object_group', 'life_cycle', 'placement', 'pack'] as const;
const OFFERS = 2;
/** Bytes of a pack: a thousand objects of 4 KB. */
const PACK = 4 * 1024 * 1024;
const OBJECT = 4 * 1024;

/**
 * @param dataFolder of an archive into which the package was entered, its service ended
 * @param scratch an empty folder on the same disk
 * @returns seconds of the loop, and processor time of it and of its PostgreSQL
 */
export async function referenceLoop(
  dataFolder: string,
  packagePath: string,
  scratch: string,
): Promise<{ seconds: number; processorSeconds: number }> {
  const server = await startEmbeddedPostgres({ dataFolder, log: () => undefined });
  try {
    await onDatabase(server.connection, async (client) => {
      for (const table of TABLES)
        await pipeline(
          client.query(copyTo(`copy ${table} to stdout`)),
          createWriteStream(join(scratch, table)),
        );
      await client.query('create database reference');
    });
    const connection = { ...server.connection, database: 'reference' };
    await migrate(connection);
    const before = await processorSeconds(process.pid);
    const { seconds } = await timed(() =>
      Promise.all([
        onDatabase(connection, (client) => copyRows(client, scratch)),
        writePacks(packagePath, scratch),
      ]),
    );
    return { seconds, processorSeconds: (await processorSeconds(process.pid)) - before };
  } finally {
    await server.stop();
  }
}

async function onDatabase(
  connection: ConstructorParameters<typeof Client>[0],
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function copyRows(client: Client, scratch: string): Promise<void> {
  await client.query('begin');
  for (const table of TABLES)
    await pipeline(
      createReadStream(join(scratch, table), { highWaterMark: 1 << 18 }),
      client.query(copyFrom(`copy ${table} from stdin`)),
    );
  await client.query('commit');
}

async function writePacks(packagePath: string, scratch: string): Promise<void> {
  const folders = Array.from({ length: OFFERS }, (_, at) => join(scratch, `offer-${at}`));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  let number = 0;
  for await (const pack of createReadStream(packagePath, { highWaterMark: PACK }) as AsyncIterable<Buffer>) {
    for (let at = 0; at < pack.length; at += OBJECT)
      createHash('sha512')
        .update(pack.subarray(at, at + OBJECT))
        .digest();
    await Promise.all(folders.map((folder) => writeSynced(join(folder, String(number)), pack)));
    number += 1;
  }
}

async function writeSynced(path: string, bytes: Buffer): Promise<void> {
  await using file = await open(path, 'w');
  await file.writeFile(bytes);
  await file.sync();
}
