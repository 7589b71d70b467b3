import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { closing, objectText, opening, SAMPLE, unitText } from '@perenne/sample';
import yauzl from 'yauzl';
import { ZipFile } from 'yazl';
import { newDataFolder, removeDataFolder } from '../scripts/service.ts';
import { type Archive, openArchive, prepare, TENANT } from './archive.ts';
import { type Figure, record, say, table } from './figures.ts';
import { enter, type LargeTransfer, stepSeconds } from './large-transfer.ts';
import { residentOf } from './resident.ts';
import { timed } from './timing.ts';

/**
 * `npm run bench:big [-- <GB> [stored|deflated]]`: one object enters and is delivered (docs/benchmarks.md). Default:
 * 5 GB, stored in its package, for which 30 GB of disk are needed. Nothing of it is held in memory here either.
 */

const GB = 1e9;
const PIECE = 1_000_000;
const LIMIT_MS = 40 * 60_000;
const pieces = Math.round((Number(process.argv[2] ?? 5) * GB) / PIECE);
const size = pieces * PIECE;
const form = process.argv[3] ?? 'stored';
const URI = 'content/1.txt';
const SEED = 'a big object';
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
  say(`a package is made, its object ${form}`);
  const made = await makePackage(path);
  // Before the entry: the package has just been written, as the one the service reads has just been received.
  say('the reference loop');
  const referenceSeconds = (await timed(() => readHashAndCopy(path, besides))).seconds;
  const archive = await openArchive(dataFolder);
  let transfer: LargeTransfer;
  let delivered: Figure[];
  try {
    await prepare(archive);
    say('it is entered');
    transfer = await enter(archive, path);
    await rm(path);
    for (const [step, seconds] of await stepSeconds(archive, transfer.operation))
      if (seconds >= 0.1) say(`${seconds.toFixed(1).padStart(8)} s  ${step}`);
    console.log(table(entryFigures(transfer, referenceSeconds)));
    say('it is delivered');
    delivered = await deliver(archive, transfer.operation, made, besides);
  } finally {
    await archive.service.stop();
  }
  return [...entryFigures(transfer, referenceSeconds), ...delivered];
}

function entryFigures(transfer: LargeTransfer, referenceSeconds: number): Figure[] {
  return [
    {
      name: `entry of an object of ${size / GB} GB, ${form}, from acceptance`,
      value: megabytesPerSecond(transfer.entrySeconds),
      unit: 'MB/s',
      better: 'higher',
      reference: megabytesPerSecond(referenceSeconds),
      target: Math.round(megabytesPerSecond(referenceSeconds) / 2),
    },
    resident('during its entry', transfer.peakMegabytes),
  ];
}

function resident(when: string, value: number): Figure {
  return { name: `resident at most ${when}`, value, unit: 'MB', better: 'lower', target: 700 };
}

/** A text without end or repetition, the same in every run. */
function* content(): Generator<Buffer> {
  const cipher = createCipheriv(
    'aes-128-ctr',
    createHash('sha256').update(SEED).digest().subarray(0, 16),
    Buffer.alloc(16),
  );
  const zeros = Buffer.alloc((PIECE / 4) * 3);
  for (let number = 0; number < pieces; number++)
    yield Buffer.from(cipher.update(zeros).toString('base64'), 'latin1');
}

interface Made {
  /** SHA-512 of the object. */
  readonly digest: string;
  /** Its last PIECE bytes. */
  readonly end: Buffer;
}

async function makePackage(path: string): Promise<Made> {
  const hash = createHash('sha512');
  let digest = '';
  let end: Buffer = Buffer.alloc(0);
  function* hashed() {
    for (const piece of content()) {
      hash.update(piece);
      end = piece;
      yield piece;
    }
    digest = hash.digest('hex');
  }
  const zip = new ZipFile();
  zip.addReadStream(Readable.from(hashed(), { objectMode: false }), URI, {
    size,
    compress: form === 'deflated',
  });
  // Behind the object, whose digest it tells.
  zip.addReadStreamLazy('manifest.xml', (callback) =>
    callback(null, Readable.from([Buffer.from(manifest(digest))])),
  );
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path, { flush: true }));
  return { digest, end };
}

function manifest(digest: string): string {
  const object = {
    id: 'B1',
    groupId: 'G1',
    uri: URI,
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
  return [
    opening(heading),
    objectText(object),
    '<DescriptiveMetadata>',
    unitText({ id: 'U1', level: 'Item', title: 'Grand objet', groupId: object.groupId }),
    '</DescriptiveMetadata>',
    closing(heading),
  ].join('');
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

async function deliver(
  archive: Archive,
  operation: string,
  { digest, end }: Made,
  folder: string,
): Promise<Figure[]> {
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
  const range = await rangeOf(() => object(`bytes=${size - PIECE}-`));
  if (!range.bytes.equals(end)) throw new Error('the end of the object is not what was entered');
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
  const path = join(folder, 'dip.zip');
  const fetched = await timed(async () => {
    const answer = await fetch(`${service.url}/access-external/v1/dipexport/${dip.result}/dip`, {
      headers: { ...headers, Accept: 'application/octet-stream' },
    });
    if (!answer.ok || answer.body === null) throw new Error(`${answer.status} ${await answer.text()}`);
    await pipeline(answer.body, createWriteStream(path));
  });
  if ((await digestInside(path)) !== digest) throw new Error('the object of the DIP is not what was entered');
  const rate = { unit: 'MB/s', better: 'higher' } as const;
  return [
    {
      name: `first byte of its last ${PIECE / 1e6} MB`,
      value: range.firstByteSeconds * 1000,
      unit: 'ms',
      better: 'lower',
    },
    { ...rate, name: 'its download', value: megabytesPerSecond(download.seconds) },
    { ...rate, name: 'its delivery as a DIP, prepared', value: megabytesPerSecond(dip.seconds) },
    { ...rate, name: 'the DIP, downloaded', value: megabytesPerSecond(fetched.seconds) },
    resident('from its entry to its delivery', (await residentOf(service.pid)).peak),
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

async function rangeOf(ask: () => Promise<Response>): Promise<{ firstByteSeconds: number; bytes: Buffer }> {
  const start = performance.now();
  const answer = await ask();
  if (answer.status !== 206 || answer.body === null)
    throw new Error(`${answer.status} ${await answer.text()}`);
  const parts: Uint8Array[] = [];
  let firstByteSeconds = 0;
  for await (const part of answer.body) {
    if (parts.length === 0) firstByteSeconds = (performance.now() - start) / 1000;
    parts.push(part);
  }
  return { firstByteSeconds, bytes: Buffer.concat(parts) };
}

/** SHA-512 of the one large file of a DIP. */
async function digestInside(path: string): Promise<string> {
  const zip = await yauzl.openPromise(path);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.uncompressedSize !== size) continue;
      const hash = createHash('sha512');
      for await (const piece of await zip.openReadStreamPromise(entry)) hash.update(piece as Buffer);
      return hash.digest('hex');
    }
  } finally {
    zip.close();
  }
  throw new Error(`the DIP holds no file of ${size} bytes`);
}
