import { createHash, hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { manyUnits, SAMPLE } from '@perenne/sample';
import { clientOf } from '../scripts/client.ts';
import { newDataFolder, removeDataFolder, type Service, startService } from '../scripts/service.ts';
import { type Archive, prepare, TENANT } from './archive.ts';
import { type Figure, say } from './figures.ts';
import { enter } from './large-transfer.ts';
import { timed } from './timing.ts';

const OBJECT_SIZE = 4096;
const PATIENCE_MS = 3_600_000;
const inflate = promisify(gunzip);

/** Units, groups and objects of one entry, secured, then compared with their secured journals on every offer. */
export async function coherence(units: number): Promise<Figure[]> {
  const dataFolder = await newDataFolder();
  const service = await startService(dataFolder, { PERENNE_TEST_SUPPORT: '1' });
  const archive: Archive = {
    service,
    client: clientOf(service.url, service.apiKey, SAMPLE.accessContract),
  };
  try {
    await prepare(archive);
    const path = join(dataFolder, '..', 'package.zip');
    await pipeline(manyUnits({ units, objectSize: OBJECT_SIZE, seed: 1 }), createWriteStream(path));
    say(`${units} units are entered and secured`);
    await enter(archive, path);
    const secured = await timed(async () => {
      for (const kind of ['units', 'objectgroups']) await secureAll(archive, kind);
    });
    say('they are audited');
    const audited = await timed(async () => {
      // With their folders they are more than an operation takes unasked: to ask for more is a warning of its own.
      const $threshold = 2 * units;
      const query = { $roots: [], $query: [{ $exists: '#id' }], $filter: {}, $projection: {}, $threshold };
      const { operation } = await post(service, 'admin-external/v1/evidenceaudit', query);
      await ended(archive, operation, ['OK', 'WARNING']);
    });
    const loop = await timed(() => readAll(join(dataFolder, 'offers')));
    const common = { unit: 'units/s', better: 'higher' } as const;
    return [
      { ...common, name: `securing of ${units} units and their groups`, value: units / secured.seconds },
      {
        ...common,
        name: `audit of coherence of ${units} units, their groups and objects`,
        value: units / audited.seconds,
        reference: units / loop.seconds,
      },
    ];
  } finally {
    await service.stop();
    await removeDataFolder(dataFolder);
  }
}

/** One securing takes what was published before an instant, and no more than its limit: the next one goes on. */
async function secureAll(archive: Archive, kind: string): Promise<void> {
  for (;;) {
    const { json } = await post(archive.service, `test-support/v1/traceability/${kind}`, { tenant: TENANT });
    if (json.operationId === null) return;
    await ended(archive, json.operationId as string);
  }
}

async function ended(
  { client }: Archive,
  operation: string,
  good: readonly string[] = ['OK'],
): Promise<void> {
  const { state, status } = await client.follow(operation, TENANT, { limitMs: PATIENCE_MS });
  if (!good.includes(status)) throw new Error(`the operation ${operation} ended ${state} ${status}`);
}

async function post({ url, apiKey }: Service, path: string, body: object) {
  const answer = await fetch(`${url}/${path}`, {
    method: 'POST',
    headers: {
      ...{ Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      ...{ 'X-Tenant-Id': String(TENANT), 'X-Access-Contract-Id': SAMPLE.accessContract },
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return {
    operation: answer.headers.get('x-request-id') as string,
    json: JSON.parse(text) as Readonly<Record<string, unknown>>,
  };
}

/** What the audit costs at least: every document of every offer inflated and hashed, every byte of objects hashed. */
async function readAll(offers: string): Promise<void> {
  for (const offer of await readdir(offers))
    for (const category of ['units', 'objectgroups', 'objects']) {
      const folder = join(offers, offer, String(TENANT), category);
      for (const operation of await readdir(folder))
        for (const name of await readdir(join(folder, operation)))
          if (name.endsWith('.jsonl.gz')) await hashDocuments(join(folder, operation, name));
          else if (name.endsWith('.tar')) await hashFile(join(folder, operation, name));
    }
}

async function hashDocuments(path: string): Promise<void> {
  const text = await inflate(await readFile(path));
  for (let start = 0, end = text.indexOf(10); end !== -1; start = end + 1, end = text.indexOf(10, start))
    hash('sha512', text.subarray(start, end), 'hex');
}

async function hashFile(path: string): Promise<void> {
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), createHash('sha512'));
}
