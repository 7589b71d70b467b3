import type { FastifyInstance } from 'fastify';

/** Counts of this thread, in the text form of Prometheus. */
export interface Metrics {
  /** @param gauges more values, by metric name and labels */
  render(gauges: readonly Gauge[]): string;
}

export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

interface Series {
  count: number;
  seconds: number;
  readonly labels: Record<string, string>;
}

/** Counts the requests of an application by method, route and status. */
export function measureRequests(app: FastifyInstance): Metrics {
  const series = new Map<string, Series>();
  app.addHook('onResponse', async (request, reply) => {
    // The route, never the address: addresses are without number.
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    };
    const key = Object.values(labels).join(' ');
    const held = series.get(key) ?? { count: 0, seconds: 0, labels };
    held.count += 1;
    held.seconds += reply.elapsedTime / 1_000;
    series.set(key, held);
  });
  return {
    render(gauges) {
      const all = [...series.values()];
      return [
        ...block(
          'perenne_http_requests_total',
          'counter',
          'Requests answered.',
          all.map(({ labels, count }) => ({ labels, value: count })),
        ),
        ...block(
          'perenne_http_request_seconds_total',
          'counter',
          'Time spent on them.',
          all.map(({ labels, seconds }) => ({ labels, value: seconds })),
        ),
        ...gauges.flatMap(({ name, help, values }) => block(name, 'gauge', help, values)),
        '',
      ].join('\n');
    },
  };
}

function block(name: string, type: string, help: string, values: Gauge['values']): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...values.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}`),
  ];
}

function labelsText(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
