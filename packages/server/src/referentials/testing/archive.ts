import type { FastifyInstance } from 'fastify';
import type { makeApplication } from '../../http/application.ts';
import { openPrepared } from '../../http/testing/open-service.ts';
import { readJournal } from '../../logbook/index.ts';
import type { Configuration, TenantId } from '../../platform/index.ts';
import { installFormats, installVocabulary, referentialRoutes } from '../index.ts';

type House = Parameters<typeof makeApplication>[0];

/** An installed archive with the routes of the referentials, spoken to through its own door. */
export interface TestArchive {
  readonly house: House;
  readonly app: FastifyInstance;
  readonly apiKey: string;
  /** An answer of the compatible API; `json` is its body when that is JSON. */
  call(request: Call): Promise<Answer>;
  /** An operation's journal, whole. */
  journal(tenant: number, operation: string): Promise<Journal>;
  close(): Promise<void>;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly tenant?: number;
  readonly json?: unknown;
  readonly octets?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly operation: string;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what the tests look at
  readonly json: any;
  readonly bytes: Buffer;
}

export interface JournalEvent {
  readonly evType: string;
  readonly outcome: string;
  readonly outDetail: string;
  readonly outMessg: string;
  readonly evDetData: string | null;
}
export interface Journal extends JournalEvent {
  readonly events: readonly JournalEvent[];
}

export async function openTestArchive(settings: Partial<Configuration> = {}): Promise<TestArchive> {
  const { service } = await openPrepared(
    'vocabulary and formats',
    async ({ house }) => {
      await installVocabulary(house);
      await installFormats(house);
    },
    { workflows: [], routes: [referentialRoutes], settings },
  );
  const { house, app, credentials } = service;
  return {
    house,
    app,
    apiKey: credentials.apiKey,
    async call({ method = 'GET', path, tenant = 0, json, octets, headers }) {
      const answer = await app.inject({
        method,
        url: `/admin-external/v1${path}`,
        headers: {
          authorization: `Bearer ${credentials.apiKey}`,
          'x-tenant-id': String(tenant),
          accept: 'application/json',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(octets === undefined ? {} : { 'content-type': 'application/octet-stream' }),
          ...headers,
        },
        ...(json === undefined ? {} : { payload: JSON.stringify(json) }),
        ...(octets === undefined ? {} : { payload: Buffer.from(octets) }),
      });
      return {
        status: answer.statusCode,
        operation: String(answer.headers['x-request-id']),
        body: answer.body,
        json: parsed(answer.body),
        bytes: answer.rawPayload,
      };
    },
    async journal(tenant, operation) {
      const record = await house.database.inTenant(tenant as TenantId, (tx) =>
        readJournal(tx, tenant as TenantId, operation),
      );
      if (!record) throw new Error(`no journal ${operation}`);
      return record as unknown as Journal;
    },
    async close() {
      const wordless = await wordlessEvents(house);
      await service.close();
      if (wordless.length > 0) throw new Error(`journals without words: ${wordless.join(', ')}`);
    },
  };
}

/** Outcomes of all journals that the catalogue has no words for, but for those specified so (spec api.md 6.3.3). */
async function wordlessEvents({ database }: House): Promise<string[]> {
  const found: string[] = [];
  for (const tenant of [0, 1, 2] as TenantId[]) {
    const rows = await database.inTenant(tenant, (tx) =>
      tx.query<{ words: string }>(
        `select distinct event ->> 'outMessg' as words
         from logbook_operation, jsonb_array_elements(to_jsonb(events)) event
         where tenant = $1 and event ->> 'outMessg' like '!%' and event ->> 'outMessg' not like '% service error!'`,
        [tenant],
      ),
    );
    found.push(...rows.map(({ words }) => words));
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
