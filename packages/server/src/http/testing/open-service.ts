import { cp, mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ClientConfig } from 'pg';
import { quickHash } from '../../identity/testing/quick-hash.ts';
import { type Credentials, install } from '../../installation/index.ts';
import { createTestDatabase } from '../../platform/embedded-postgres/testing.ts';
import {
  type Clock,
  type Configuration,
  guidMaker,
  migrate,
  openDatabase,
  openLog,
  readConfiguration,
  systemClock,
} from '../../platform/index.ts';
import type { FileSystem } from '../../storage/file-system.ts';
import { openStorage, openWorkspace, openWriteLog } from '../../storage/index.ts';
import { type ApplicationOptions, makeApplication } from '../application.ts';
import type { House } from '../house.ts';

/** An installed service on a database of its own, listening on a real socket. */
export interface TestService {
  readonly house: House;
  readonly app: FastifyInstance;
  readonly credentials: Credentials;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A call with the first API key, on tenant 0 unless said otherwise. */
  asApplication(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly tenant?: number;
}

export interface Answer {
  readonly status: number;
  /** Names lower-cased. */
  readonly headers: IncomingMessage['headers'];
  /** Names as they came. */
  readonly rawNames: readonly string[];
  readonly bytes: Buffer;
  /** The same as text. */
  readonly text: string;
  /** Body as JSON; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks for in it is the test's own claim
  readonly json: any;
  /** True when the server said 100 Continue. */
  readonly continued: boolean;
}

export interface ServiceOptions extends Partial<ApplicationOptions> {
  readonly clock?: Clock;
  readonly settings?: Partial<Configuration>;
  readonly files?: FileSystem;
}

export async function openService(options: ServiceOptions = {}): Promise<TestService> {
  const prepared = await openPrepared('installed', async () => undefined, options);
  return prepared.service;
}

/**
 * A service in which `prepare` has done what its tests begin with. It is done once in a run, and its database and files
 * are copied; a service with a clock or a disk of its own is prepared for itself.
 * @param key tells what is prepared
 * @param prepare of a service with the usual settings; what it returns, JSON can hold
 */
export async function openPrepared<T>(
  key: string,
  prepare: (service: TestService) => Promise<T>,
  options: ServiceOptions = {},
): Promise<{ readonly service: TestService; readonly prepared: T }> {
  const isPlain = options.clock === undefined && options.files === undefined;
  const inFolder = async (connection: ClientConfig, folder: string) => {
    await migrate(connection);
    const own = isPlain ? {} : options;
    const house = await openHouse(connection, folder, own);
    const credentials = await installed(house);
    const service = await serve(house, credentials, own, () => house.database.close());
    const prepared = await prepare(service);
    await service.close();
    return { credentials, prepared };
  };
  const folder = await mkdtemp(join(tmpdir(), 'perenne-http-'));
  const database = await (isPlain ? createTestDatabase(inFolder, key) : createTestDatabase(migrate));
  if (isPlain) await cp(database.preparedFolder, folder, { recursive: true });
  const { credentials, prepared } = isPlain
    ? (database.prepared as Awaited<ReturnType<typeof inFolder>>)
    : await inFolder(database.connection, folder);
  const house = await openHouse(database.connection, folder, options);
  const service = await serve(house, credentials, options, async () => {
    await house.database.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });
  return { service, prepared };
}

async function openHouse(
  connection: ClientConfig,
  folder: string,
  { clock = systemClock, files, settings }: ServiceOptions,
): Promise<House> {
  const configuration = {
    ...readConfiguration({ PERENNE_DATA: folder, PERENNE_LOG: 'silent' }),
    ...settings,
  };
  const disk = files ? { files } : {};
  const log = openWriteLog(connection, clock, () => undefined);
  return {
    configuration,
    log: openLog('silent'),
    clock,
    guids: guidMaker(1),
    database: openDatabase(connection, () => undefined),
    storage: await openStorage(configuration, { ...disk, log }),
    workspace: await openWorkspace(configuration, disk),
  };
}

/** Tests sign in as the administrator a thousand times: its password costs them less than a person's must. */
async function installed(house: House): Promise<Credentials> {
  let credentials: Credentials | undefined;
  await install(house, {
    url: 'http://127.0.0.1',
    keep: async (made) => {
      credentials = made;
    },
  });
  const administrator = credentials?.accounts[0];
  if (!credentials || !administrator) throw new Error('nothing was installed');
  const hash = quickHash(administrator.password);
  await house.database.outsideTenants((tx) =>
    tx.query('update account set password = $1 where email = $2', [hash, administrator.email]),
  );
  return credentials;
}

async function serve(
  house: House,
  credentials: Credentials,
  { clock: _clock, settings: _settings, files: _files, ...application }: ServiceOptions,
  end: () => Promise<void>,
): Promise<TestService> {
  const app = await makeApplication(house, { workflows: [], ...application });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const call: TestService['call'] = (method, path, sent = {}) => callOnce(port, method, path, sent);
  return {
    house,
    app,
    credentials,
    call,
    asApplication: (method, path, { tenant = 0, headers, ...rest } = {}) =>
      call(method, path, {
        ...rest,
        headers: { Authorization: `Bearer ${credentials.apiKey}`, 'X-Tenant-Id': String(tenant), ...headers },
      }),
    async close() {
      await app.close();
      await end();
    },
  };
}

function callOnce(
  port: number,
  method: string,
  path: string,
  { headers = {}, body }: CallOptions,
): Promise<Answer> {
  const bytes =
    body === undefined
      ? undefined
      : typeof body === 'string' || Buffer.isBuffer(body)
        ? body
        : JSON.stringify(body);
  const type =
    body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
      ? {}
      : { 'Content-Type': 'application/json' };
  // Node.js does not frame the body of a GET by itself.
  const length = bytes === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(bytes)) };
  return new Promise((resolve, reject) => {
    const sent = request({
      port,
      host: '127.0.0.1',
      method,
      path,
      headers: { ...type, ...length, ...headers },
      agent: false,
    });
    let continued = false;
    const expects = Object.keys(headers).some((name) => name.toLowerCase() === 'expect');
    sent.on('continue', () => {
      continued = true;
      sent.end(bytes);
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      // A refused upload is not sent.
      if (expects && !continued) sent.end();
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(pieces);
        const text = body.toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          rawNames: response.rawHeaders.filter((_, index) => index % 2 === 0),
          bytes: body,
          text,
          json: jsonIn(text),
          continued,
        });
      });
    });
    if (expects) sent.flushHeaders();
    else sent.end(bytes);
  });
}

/** Undefined for what is no JSON, or lines of it. */
function jsonIn(text: string): unknown {
  try {
    return /^[[{]/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
