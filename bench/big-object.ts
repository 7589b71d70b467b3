import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { closing, objectText, opening, SAMPLE, unitText } from '@perenne/sample';
import { ZipFile } from 'yazl';
import { newDataFolder, removeDataFolder } from '../scripts/service.ts';
import { type Archive, openArchive, prepare, TENANT } from './archive.ts';
import { type Figure, record, say, table } from './figures.ts';
import { enter, type LargeTransfer, stepSeconds } from './large-transfer.ts';
import { residentOf } from './resident.ts';
import { timed } from './timing.ts';

/**
 * `npm run bench:big [-- <GB>]`: one object enters and is delivered (docs/benchmarks.md). Default: 5 GB, for which
 * 25 GB of disk are needed.
 */

const GB = 1e9;
const PIECE = 1_000_000;
const LIMIT_MS = 40 * 60_000;
const pieces = Math.round((Number(process.argv[2] ?? 5) * GB) / PIECE);
const size = pieces * PIECE;
const randomness = randomBytes(PIECE);
const megabytesPerSecond = (seconds: number) => size / 1e6 / seconds;

const dataFolder = await newDataFolder();
try {
  const figures = await measure();
  console.log(table(figures));
  await record(figures, 'big-object.json');
} finally {
  await removeDataFolder(dataFolder);
}

async function measure(): Promise<Figure[]> {
  const besides = join(dataFolder, '..');
  const path = join(besides, 'package.zip');
  say('a package is made');
  const digest = await makePackage(path);
  const archive = await openArchive(dataFolder);
  let transfer: LargeTransfer;
  let delivered: Figure[];
  let referenceSeconds: number;
  try {
    await prepare(archive);
    say('it is entered');
    transfer = await enter(archive, path);
    for (const [step, seconds] of await stepSeconds(archive, transfer.operation))
      say(`${seconds.toFixed(1).padStart(8)} s  ${step}`);
    say('the reference loop');
    referenceSeconds = (await timed(() => readHashAndCopy(path, besides))).seconds;
    say('it is delivered');
    delivered = await deliver(archive, transfer.operation, digest);
  } finally {
    await archive.service.stop();
  }
  return [
    {
      name: `entry of an object of ${size / GB} GB, from acceptance`,
      value: megabytesPerSecond(transfer.entrySeconds),
      unit: 'MB/s',
      better: 'higher',
      reference: megabytesPerSecond(referenceSeconds),
      target: megabytesPerSecond(referenceSeconds) / 2,
    },
    resident('during its entry', transfer.peakMegabytes),
    ...delivered,
  ];
}

const resident = (when: string, value: number): Figure => ({
  name: `resident at most ${when}`,
  value,
  unit: 'MB',
  better: 'lower',
  target: 700,
});

/** A text that no file system finds the same twice in. */
function* content(): Generator<Buffer> {
  const piece = Buffer.from(randomness.toString('base64').slice(0, PIECE));
  for (let number = 0; number < pieces; number++) {
    piece.write(String(number).padStart(12, '0'));
    yield Buffer.from(piece);
  }
}
/** @returns SHA-512 of the object */
async function makePackage(path: string): Promise<string> {
  const hash = createHash('sha512');
  for (const piece of content()) hash.update(piece);
  const digest = hash.digest('hex');
  const object = {
    id: 'B1',
    groupId: 'G1',
    uri: 'content/1.txt',
    digest,
    size,
    formatId: 'x-fmt/111',
    mimeType: 'text/plain',
    fileName: '1.txt',
  };
  const heading = {
    messageIdentifier: 'Grand objet',
    comment: 'Un grand objet',
    contract: SAMPLE.ingestContract,
    agency: SAMPLE.agency,
    date: '2026-01-15T09:00:00',
  };
  const manifest = [
    opening(heading),
    objectText(object),
    '<DescriptiveMetadata>',
    unitText({ id: 'U1', level: 'Item', title: 'Grand objet', groupId: object.groupId }),
    '</DescriptiveMetadata>',
    closing(heading),
  ].join('');
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(manifest), 'manifest.xml');
  zip.addReadStream(Readable.from(content(), { objectMode: false }), object.uri, { size, compress: false });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return digest;
}

/** The least that keeping it twice costs on this machine: read, SHA-512, two synced copies. */
async function readHashAndCopy(path: string, folder: string): Promise<void> {
  const hash = createHash('sha512');
  const copies = ['copy-1', 'copy-2'].map((name) => join(folder, name));
  const files = await Promise.all(copies.map((copy) => open(copy, 'w')));
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const written = Promise.all(files.map((file) => file.writeFile(piece)));
    hash.update(piece);
    await written;
  }
  hash.digest();
  await Promise.all(files.map((file) => file.sync()));
  await Promise.all(files.map((file) => file.close()));
  await Promise.all(copies.map((copy) => rm(copy)));
}

async function deliver(archive: Archive, operation: string, digest: string): Promise<Figure[]> {
  const { service, client } = archive;
  const headers = {
    Authorization: `Bearer ${service.apiKey}`,
    'X-Tenant-Id': String(TENANT),
    'X-Access-Contract-Id': SAMPLE.accessContract,
  };
  const query = { $roots: [], $query: [{ $eq: { '#opi': operation } }], $filter: {}, $projection: {} };
  const { text } = await client.get('access-external/v1/units', TENANT, query);
  const unit = JSON.parse(text).$results[0]['#id'];
  const object = (range?: string) =>
    fetch(`${service.url}/access-external/v1/units/${unit}/objects`, {
      headers: {
        ...headers,
        Accept: 'application/octet-stream',
        'X-Qualifier': 'BinaryMaster',
        'X-Version': '1',
        ...(range === undefined ? {} : { Range: range }),
      },
    });
  const end = await received(await object(`bytes=${size - PIECE}-`));
  if (end.size !== PIECE) throw new Error(`a range of ${PIECE} bytes came as ${end.size}`);
  const download = await timed(async () => received(await object()));
  if (download.result.digest !== digest) throw new Error('the object is not what was entered');
  const dip = await timed(async () => {
    const answer = await fetch(`${service.url}/access-external/v2/dipexport`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ dslRequest: query, maxSizeThreshold: 2 * size }),
    });
    await answer.arrayBuffer();
    const id = String(answer.headers.get('x-request-id'));
    const { state, status } = await client.follow(id, TENANT, { limitMs: LIMIT_MS });
    if (status !== 'OK' && status !== 'WARNING') throw new Error(`the delivery ended ${state}/${status}`);
    return id;
  });
  const fetched = await received(
    await fetch(`${service.url}/access-external/v1/dipexport/${dip.result}/dip`, {
      headers: { ...headers, Accept: 'application/octet-stream' },
    }),
  );
  // Deflated: the text that it is made of packs to three quarters.
  if (fetched.size < size / 2) throw new Error(`the DIP has ${fetched.size} bytes`);
  const rate = { unit: 'MB/s', better: 'higher' } as const;
  return [
    { ...rate, name: 'its download', value: megabytesPerSecond(download.seconds) },
    { ...rate, name: 'its delivery as a DIP, prepared', value: megabytesPerSecond(dip.seconds) },
    resident('during both', (await residentOf(service.pid)).peak),
  ];
}

async function received(answer: Response): Promise<{ size: number; digest: string }> {
  if (!answer.ok || answer.body === null) throw new Error(`${answer.status} ${await answer.text()}`);
  const hash = createHash('sha512');
  let size = 0;
  for await (const piece of answer.body) {
    hash.update(piece);
    size += piece.length;
  }
  return { size, digest: hash.digest('hex') };
}
