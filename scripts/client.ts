import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** The compatible API as an application calls it. */
export interface Client {
  import(
    path: string,
    tenant: number,
    body: Buffer | string,
    file?: string,
  ): Promise<{ status: number; text: string }>;
  put(
    path: string,
    tenant: number,
    body: Buffer | string,
    type: string,
  ): Promise<{ status: number; text: string }>;
  get(path: string, tenant: number, body?: unknown): Promise<{ status: number; text: string }>;
  /** Sends a package. @returns identifier of its operation */
  deposit(source: Readable, tenant: number, workflow?: string): Promise<string>;
  /** Asks for the package of what a query selects. @returns identifier of its operation */
  deliver(dslRequest: object, tenant: number): Promise<string>;
  /** Asks for what holds for the units of a query. @returns identifier of its operation */
  computeRules(request: object, tenant: number): Promise<string>;
  /** Asks for other parents of units (spec operations.md 9). @returns identifier of its operation */
  reclassify(orders: readonly object[], tenant: number): Promise<string>;
  /** Waits until an operation is completed or paused. Default: two minutes at most, a look every 100 ms. */
  follow(operation: string, tenant: number, patience?: Patience): Promise<{ state: string; status: string }>;
  journal(operation: string, tenant: number): Promise<Journal>;
  /** Moves an operation. @returns HTTP status: 412 when its state does not allow it */
  move(
    operation: string,
    tenant: number,
    move: 'NEXT' | 'RESUME' | 'PAUSE' | 'REPLAY' | 'CANCEL',
  ): Promise<number>;
}

export interface Patience {
  readonly limitMs?: number;
  readonly everyMs?: number;
}

export interface Journal {
  readonly outcome: string;
  readonly events: readonly {
    readonly evType: string;
    readonly evDateTime: string;
    readonly outcome: string;
    readonly outDetail: string;
    readonly evDetData: string | null;
  }[];
}

/** @param applicationSession `X-Application-Id`, by which the journals know what a program did */
export function clientOf(
  url: string,
  apiKey: string,
  accessContract = 'ContratTNR',
  applicationSession?: string,
): Client {
  const headers = (tenant: number, more: Record<string, string> = {}) => ({
    Authorization: `Bearer ${apiKey}`,
    'X-Tenant-Id': String(tenant),
    'X-Access-Contract-Id': accessContract,
    ...(applicationSession === undefined ? {} : { 'X-Application-Id': applicationSession }),
    ...more,
  });
  const read = async (answer: Response) => ({ status: answer.status, text: await answer.text() });
  /** Starts an operation on archives. @returns its identifier */
  const launch = async (path: string, body: object, tenant: number): Promise<string> => {
    const answer = await fetch(`${url}/access-external/${path}`, {
      method: 'POST',
      headers: headers(tenant, { Accept: 'application/json', 'Content-Type': 'application/json' }),
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    const id = answer.headers.get('x-request-id');
    if (!answer.ok || id === null) throw new Error(`${path} refused: ${answer.status} ${text.slice(0, 500)}`);
    return id;
  };
  const client: Client = {
    import: async (path, tenant, body, file) =>
      read(
        await fetch(`${url}/admin-external/v1/${path}`, {
          method: 'POST',
          headers: headers(
            tenant,
            file === undefined
              ? { 'Content-Type': 'application/json' }
              : { 'Content-Type': 'application/octet-stream', 'X-Filename': basename(file) },
          ),
          body: body as never,
        }),
      ),
    put: async (path, tenant, body, type) =>
      read(
        await fetch(`${url}/admin-external/v1/${path}`, {
          method: 'PUT',
          headers: headers(tenant, { 'Content-Type': type }),
          body: body as never,
        }),
      ),
    get: async (path, tenant, body) =>
      read(
        await fetch(`${url}/${path}`, {
          method: body === undefined ? 'GET' : 'POST',
          headers: headers(tenant, {
            Accept: path.startsWith('ingest-external') ? 'application/octet-stream' : 'application/json',
            ...(body === undefined
              ? {}
              : { 'Content-Type': 'application/json', 'X-Http-Method-Override': 'GET' }),
          }),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
    async deposit(source, tenant, workflow = 'DEFAULT_WORKFLOW') {
      // Not by fetch, which takes a stream faster than it sends it, and holds the difference.
      const sending = request(`${url}/ingest-external/v1/ingests`, {
        method: 'POST',
        headers: headers(tenant, {
          'Content-Type': 'application/octet-stream',
          'X-Context-Id': workflow,
          'X-Action': 'RESUME',
        }),
      });
      const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
      // A refusal may come before the end of the package and cut it: the answer tells more than the cut does.
      const sent = pipeline(source, sending).catch(() => undefined);
      const [answer] = await answered;
      const said = await text(answer);
      await sent;
      const id = answer.headers['x-request-id'];
      if (answer.statusCode !== 202 || typeof id !== 'string')
        throw new Error(`deposit refused: ${answer.statusCode} ${said.slice(0, 500)}`);
      return id;
    },
    deliver: (dslRequest, tenant) => launch('v2/dipexport', { dslRequest }, tenant),
    computeRules: (request, tenant) => launch('v1/units/computedInheritedRules', request, tenant),
    reclassify: (orders, tenant) => launch('v1/reclassification', orders, tenant),
    async follow(operation, tenant, { limitMs = 300_000, everyMs = 100 } = {}) {
      const end = Date.now() + limitMs;
      for (;;) {
        const answer = await fetch(`${url}/admin-external/v1/operations/${operation}`, {
          method: 'HEAD',
          headers: headers(tenant),
        });
        const state = answer.headers.get('x-global-execution-state') ?? `HTTP ${answer.status}`;
        const status = answer.headers.get('x-global-execution-status') ?? '';
        if (state === 'COMPLETED' || (state === 'PAUSE' && status !== 'UNKNOWN')) return { state, status };
        if (Date.now() > end) throw new Error(`operation ${operation} is still ${state}/${status}`);
        await pause(everyMs);
      }
    },
    async journal(operation, tenant) {
      const { status, text } = await client.get(`access-external/v1/logbookoperations/${operation}`, tenant, {
        $projection: {},
      });
      if (status !== 200) throw new Error(`no journal of ${operation}: ${status} ${text.slice(0, 300)}`);
      return JSON.parse(text).$results[0];
    },
    async move(operation, tenant, move) {
      const answer = await fetch(`${url}/admin-external/v1/operations/${operation}`, {
        method: move === 'CANCEL' ? 'DELETE' : 'PUT',
        headers: headers(tenant, move === 'CANCEL' ? {} : { 'X-Action': move }),
      });
      return answer.status;
    },
  };
  return client;
}

/** Imports one referential of a file; what is there already may be refused. */
export async function importFile(
  client: Client,
  kind: string,
  path: string,
  tenant: number,
): Promise<{ status: number; text: string }> {
  const body = await readFile(path);
  const routes: Record<string, string> = {
    AGENCIES: 'agencies',
    RULES: 'rules',
    FORMATS: 'formats',
    ACCESS_CONTRACTS: 'accesscontracts',
    INGEST_CONTRACTS: 'ingestcontracts',
    PROFILES: 'profiles',
  };
  const route = routes[kind];
  if (!route) throw new Error(`${kind} is no referential`);
  return client.import(route, tenant, body, /\.json$/.test(path) ? undefined : path);
}
