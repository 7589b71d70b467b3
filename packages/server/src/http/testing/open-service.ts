import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
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

export async function openService(
  options: Partial<ApplicationOptions> & {
    clock?: Clock;
    settings?: Partial<Configuration>;
    files?: FileSystem;
  } = {},
): Promise<TestService> {
  const database = await createTestDatabase(migrate);
  const folder = await mkdtemp(join(tmpdir(), 'perenne-http-'));
  const configuration = {
    ...readConfiguration({ PERENNE_DATA: folder, PERENNE_LOG: 'silent' }),
    ...options.settings,
  };
  const files = options.files ? { files: options.files } : {};
  const clock = options.clock ?? systemClock;
  const log = openWriteLog(database.connection, clock, () => undefined);
  const house: House = {
    configuration,
    log: openLog('silent'),
    clock,
    guids: guidMaker(1),
    database: openDatabase(database.connection, () => undefined),
    storage: await openStorage(configuration, { ...files, log }),
    workspace: await openWorkspace(configuration, files),
  };
  let credentials: Credentials | undefined;
  await install(house, {
    url: 'http://127.0.0.1',
    keep: async (made) => {
      credentials = made;
    },
  });
  if (!credentials) throw new Error('nothing was installed');
  const { apiKey } = credentials;
  const { clock: _clock, settings: _settings, files: _files, ...application } = options;
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
        headers: { Authorization: `Bearer ${apiKey}`, 'X-Tenant-Id': String(tenant), ...headers },
      }),
    async close() {
      await app.close();
      await house.database.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
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
