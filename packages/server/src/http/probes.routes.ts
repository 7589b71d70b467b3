import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { countWaiting } from '../content/index.ts';
import type { TenantId } from '../platform/index.ts';
import type { House } from './house.ts';
import type { Gauge, Metrics } from './metrics.ts';

export interface Probes {
  readonly metrics: Metrics;
  /** Roles of this process that are not up. */
  rolesDown(): readonly string[];
}

/** `/healthz`: the process lives; `/readyz`: it can work; `/metrics`: figures for Prometheus. */
export async function probeRoutes(app: FastifyInstance, house: House, probes: Probes): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  app.addHook('onClose', async () => void delay.disable());

  app.get('/healthz', async () => ({ status: 'up' }));

  app.get('/readyz', async (_request, reply) => {
    const database = await house.database
      .outsideTenants((tx) => tx.query('select 1'))
      .then(
        () => 'up',
        () => 'down',
      );
    const down = probes.rolesDown();
    const isReady = database === 'up' && down.length === 0;
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'up' : 'down', database, rolesDown: down });
  });

  app.get('/metrics', async (_request, reply) => {
    const memory = process.memoryUsage();
    const gauges: Gauge[] = [
      {
        name: 'process_resident_memory_bytes',
        help: 'Memory of the process.',
        values: [{ value: memory.rss }],
      },
      {
        name: 'nodejs_heap_used_bytes',
        help: 'Heap of the thread that serves requests.',
        values: [{ value: memory.heapUsed }],
      },
      {
        name: 'process_uptime_seconds',
        help: 'Time since the start.',
        values: [{ value: process.uptime() }],
      },
      {
        name: 'nodejs_eventloop_lag_p99_seconds',
        help: 'Delay of the event loop since the last reading.',
        values: [{ value: delay.percentile(99) / 1e9 }],
      },
      ...(await operationGauges(house)),
    ];
    delay.reset();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(probes.metrics.render(gauges));
  });
}

/** Operations by tenant and state, and documents to be read; a database that does not answer leaves them out and the rest readable. */
async function operationGauges({ database, log }: House): Promise<Gauge[]> {
  try {
    const tenants = await database.outsideTenants((tx) =>
      tx.query<{ tenant: TenantId }>('select tenant from tenant order by tenant'),
    );
    const values: Gauge['values'][number][] = [];
    for (const { tenant } of tenants) {
      const rows = await database.inTenant(tenant, (tx) =>
        tx.query<{ state: string; count: number }>(
          'select state, count(*) as count from operation where tenant = $1 group by state',
          [tenant],
        ),
      );
      for (const { state, count } of rows)
        values.push({ labels: { tenant: String(tenant), state }, value: count });
    }
    const waiting = await database.outsideTenants(countWaiting);
    return [
      { name: 'perenne_operations', help: 'Operations by state.', values },
      {
        name: 'perenne_documents_waiting',
        help: 'Documents that are still to be read for the search inside them.',
        values: tenants.map(({ tenant }) => ({
          labels: { tenant: String(tenant) },
          value: waiting.get(tenant) ?? 0,
        })),
      },
    ];
  } catch (error) {
    log.warn({ err: error }, 'operations cannot be counted');
    return [];
  }
}
