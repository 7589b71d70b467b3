import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sampleReferentials } from '@perenne/sample';
import { expect, vi } from 'vitest';
import { openPrepared, type TestService } from '../../http/testing/open-service.ts';
import { startWorker } from '../../operations/index.ts';
import type { Configuration, OperationId, TenantId } from '../../platform/index.ts';
import { installFormats, installVocabulary } from '../../referentials/index.ts';
import { WORKFLOWS } from '../../roles/workflows.ts';
import type { FileSystem } from '../../storage/file-system.ts';
import { receivePackage } from '../receive.ts';

/** An installed archive with the sample's referentials, a worker at work, spoken to over HTTP. */
export interface TestArchive {
  readonly service: TestService;
  /** Sends a package. @returns identifier of its operation */
  deposit(source: Buffer, options?: DepositOptions): Promise<string>;
  /** Waits until an operation is completed, or paused by its end of a step or a failure. */
  settled(operation: string, tenant?: number): Promise<{ state: string; status: string }>;
  /** Sends a package and waits for its end. */
  enter(source: Buffer, options?: DepositOptions): Promise<Entered>;
  /** Sends a package and lets its first steps run. @returns identifier of its operation, which waits */
  enterUntil(step: string, source: Buffer, options?: DepositOptions): Promise<string>;
  /** Has a waiting operation go on to its end. */
  goOn(operation: string, tenant?: number): Promise<Entered>;
  /** A call of the API with the access contract of the sample; the answer must be 200. */
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks for in it is the test's own claim
  get(path: string, options?: { tenant?: number; query?: object }): Promise<any>;
  import(path: string, body: unknown, options?: { tenant?: number; file?: string }): Promise<void>;
  /** Identifier of a referential's document by its name: some tenants give identifiers themselves. */
  identifierOf(path: string, name: string, tenant?: number): Promise<string>;
  /** What an operation left beside its journal and its documents: rows by table, files on the offers by category. Its work folder must go. */
  leftOf(operation: string, tenant?: number): Promise<Record<string, number>>;
  close(): Promise<void>;
}

export interface DepositOptions {
  readonly workflow?: string;
  readonly tenant?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Application context, where it is one that the door would not let in: the package is received behind it. */
  readonly context?: string;
}

export interface Event {
  readonly evId: string;
  readonly evParentId: string | null;
  readonly evType: string;
  readonly outcome: string;
  readonly outDetail: string;
  readonly outMessg: string;
  readonly evDetData: string | null;
}

export interface Entered {
  readonly id: string;
  readonly state: string;
  readonly status: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks for in it is the test's own claim
  readonly journal: any;
  readonly events: readonly Event[];
  /** `outDetail` of the first action or sub-task that refused. */
  readonly refusal: string | undefined;
  readonly reply: string;
}

const ADMINISTRATION = '/admin-external/v1';
const ACCESS = '/access-external/v1';

export async function openArchive(
  settings: Partial<Configuration> = {},
  tenants: readonly number[] = [0, 2],
  files?: FileSystem,
): Promise<TestArchive> {
  const { service, prepared } = await openPrepared(
    `archive with the sample in ${tenants}`,
    (bare) => enterSample(bare, tenants),
    {
      workflows: WORKFLOWS,
      settings: { antivirus: { kind: 'eicar' }, ...settings },
      ...(files ? { files } : {}),
    },
  );
  const { house } = service;
  const accessContracts = new Map(prepared);
  const worker = await startWorker(house, WORKFLOWS, 1);

  async function move(operation: string, action: string, tenant: number): Promise<void> {
    const answer = await service.asApplication('PUT', `${ADMINISTRATION}/operations/${operation}`, {
      tenant,
      headers: { 'X-Action': action, Accept: 'application/json' },
    });
    expect(answer.status, answer.text).toBeLessThan(300);
  }

  async function outcomeOf(id: string, tenant: number): Promise<Entered> {
    const { state, status } = await archive.settled(id, tenant);
    const journal = (await archive.get(`${ACCESS}/logbookoperations/${id}`, { tenant })).$results[0];
    const events: Event[] = journal.events;
    const tasks = events.filter(({ outcome, evParentId }) => outcome === 'KO' && evParentId !== null);
    const reply = await service.asApplication(
      'GET',
      `/ingest-external/v1/ingests/${id}/archivetransferreply`,
      {
        tenant,
        headers: { Accept: 'application/octet-stream' },
      },
    );
    return { id, state, status, journal, events, refusal: tasks[0]?.outDetail, reply: reply.text };
  }

  const archive: TestArchive = {
    service,
    async identifierOf(path, name, tenant = 0) {
      const query = { $query: { $eq: { Name: name } }, $filter: {}, $projection: {} };
      return (await archive.get(`${ADMINISTRATION}${path}`, { tenant, query })).$results[0].Identifier;
    },
    async deposit(source, { workflow = 'DEFAULT_WORKFLOW', tenant = 0, headers, context } = {}) {
      if (context !== undefined) {
        const id = house.guids.make('operation', tenant as TenantId) as OperationId;
        const reception = { tenant: tenant as TenantId, id, workflow, stepByStep: false, context };
        await receivePackage(house, reception, Readable.from([source]));
        return id;
      }
      const answer = await service.asApplication('POST', '/ingest-external/v1/ingests', {
        tenant,
        body: source,
        headers: {
          'Content-Type': 'application/octet-stream',
          'X-Context-Id': workflow,
          'X-Action': 'RESUME',
          ...headers,
        },
      });
      expect(answer.status, answer.text).toBe(202);
      return String(answer.headers['x-request-id']);
    },

    settled: (operation, tenant = 0) =>
      vi.waitFor(
        async () => {
          const { headers } = await service.asApplication(
            'HEAD',
            `${ADMINISTRATION}/operations/${operation}`,
            {
              tenant,
            },
          );
          const state = String(headers['x-global-execution-state']);
          const status = String(headers['x-global-execution-status']);
          if (state !== 'COMPLETED' && state !== 'PAUSE')
            throw new Error(`${operation} is ${state} ${status}`);
          return { state, status };
        },
        // Each look is a request, and takes its time from the work that it looks at.
        { interval: 25, timeout: 110_000 },
      ),

    async enter(source, options = {}) {
      const { tenant = 0 } = options;
      return outcomeOf(await archive.deposit(source, options), tenant);
    },

    async enterUntil(step, source, options = {}) {
      const { tenant = 0, headers } = options;
      const stepByStep = { ...options, headers: { ...headers, 'X-Action': 'NEXT' } };
      const id = await archive.deposit(source, stepByStep);
      for (;;) {
        const { state } = await archive.settled(id, tenant);
        expect(state, id).toBe('PAUSE');
        const { events } = (await archive.get(`${ACCESS}/logbookoperations/${id}`, { tenant })).$results[0];
        if (events.some(({ evType }: Event) => evType === step)) return id;
        await move(id, 'NEXT', tenant);
      }
    },

    async goOn(operation, tenant = 0) {
      await move(operation, 'RESUME', tenant);
      return outcomeOf(operation, tenant);
    },

    async get(path, { tenant = 0, query = { $projection: {} } } = {}) {
      const answer = await service.asApplication('GET', path, {
        tenant,
        body: query,
        headers: { Accept: 'application/json', 'X-Access-Contract-Id': accessContracts.get(tenant) ?? '' },
      });
      expect(answer.status, `${path}: ${answer.text}`).toBe(200);
      return answer.json;
    },

    import: (path, body, options = {}) => importInto(service, path, body, options),

    async leftOf(operation, tenant = 0) {
      const left: Record<string, number> = {};
      for (const [table, column] of Object.entries(TRACES)) {
        const [row] = await house.database.inTenant(tenant as TenantId, (tx) =>
          tx.query<{ count: number }>(
            `select count(*)::integer as count from ${table} where tenant = $1 and ${column} = $2`,
            [tenant, operation],
          ),
        );
        left[table] = row?.count ?? 0;
      }
      const { dataFolder } = house.configuration;
      // The work folder goes after the operation is seen to be completed.
      const folder = join(dataFolder, 'workspace', String(tenant), operation);
      await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { interval: 5, timeout: 60_000 });
      for (const offer of await readdir(join(dataFolder, 'offers'))) {
        const ofTenant = join(dataFolder, 'offers', offer, String(tenant));
        for (const category of await readdir(ofTenant).catch(() => []))
          for (const _file of await readdir(join(ofTenant, category, operation)).catch(() => []))
            left[category] = (left[category] ?? 0) + 1;
      }
      return Object.fromEntries(Object.entries(left).filter(([, count]) => count > 0));
    },

    async close() {
      await worker.stop();
      await service.close();
    },
  };
  return archive;
}

/** Vocabulary, formats and the sample's referentials. @returns identifiers of its access contract, by tenant */
async function enterSample(service: TestService, tenants: readonly number[]): Promise<[number, string][]> {
  await installVocabulary(service.house);
  await installFormats(service.house);
  const { agencies, rules, ingestContracts, accessContracts } = sampleReferentials;
  const identifiers: [number, string][] = [];
  for (const tenant of tenants) {
    await importInto(service, '/agencies', agencies, { tenant, file: 'agencies.csv' });
    await importInto(service, '/rules', rules, { tenant, file: 'rules.csv' });
    await importInto(service, '/ingestcontracts', ingestContracts, { tenant });
    await importInto(service, '/accesscontracts', accessContracts, { tenant });
    const query = { $query: { $eq: { Name: accessContracts[0].Name } }, $filter: {}, $projection: {} };
    const { json } = await service.asApplication('GET', `${ADMINISTRATION}/accesscontracts`, {
      tenant,
      body: query,
      headers: { Accept: 'application/json' },
    });
    identifiers.push([tenant, json.$results[0].Identifier]);
  }
  return identifiers;
}

async function importInto(
  service: TestService,
  path: string,
  body: unknown,
  { tenant = 0, file }: { readonly tenant?: number; readonly file?: string },
): Promise<void> {
  const answer = await service.asApplication('POST', `${ADMINISTRATION}${path}`, {
    tenant,
    body,
    headers:
      file === undefined
        ? { Accept: 'application/json' }
        : { Accept: 'application/json', 'Content-Type': 'application/octet-stream', 'X-Filename': file },
  });
  expect(answer.status, `${path}: ${answer.text}`).toBe(201);
}

/** Tables that an entry fills, with the column that names its operation. */
const TRACES: Readonly<Record<string, string>> = {
  unit: 'opi',
  object_group: 'opi',
  life_cycle: 'operation',
  placement: 'operation',
  pack: 'operation',
  accession_register_detail: 'opi',
  staged_unit: 'operation',
  staged_group: 'operation',
  staged_placement: 'operation',
};

/** What a refused entry leaves: its reply, on two offers. */
export const ONLY_THE_REPLY = { placement: 1, reports: 2 };
