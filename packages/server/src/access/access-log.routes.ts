import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { ZipFile } from 'yazl';
import { ArchiveError, type Tx } from '../platform/index.ts';
import { type AccessLine, accessLines, type Period } from './access-log.ts';
import type { AccessHouse } from './house.ts';

type Body = { readonly StartDate?: unknown; readonly EndDate?: unknown } | undefined;

const dateSchema = (description: string) => ({ type: ['string', 'null'], description });
const PERIOD_SCHEMA = {
  title: 'AccessLogPeriod',
  type: 'object',
  properties: {
    StartDate: dateSchema('ISO 8601: a day from its beginning, or an instant, UTC without a zone.'),
    EndDate: dateSchema('ISO 8601: a day to its end, or an instant.'),
  },
} as const;

/**
 * The log of readings of the tenant, a file of JSON lines for each day, in a ZIP (spec api.md A34). A period without
 * readings is 404: nothing has failed.
 */
export async function accessLogRoutes(app: FastifyInstance, house: AccessHouse): Promise<void> {
  app.get(
    '/access-external/v1/storageaccesslog',
    { config: { permission: 'storageaccesslog:read:binary', body: PERIOD_SCHEMA } },
    async (request, reply) => {
      const { tenant } = request;
      const { period, name } = periodOf(request.body as Body);
      const read = <T>(work: (tx: Tx) => Promise<T>) => house.database.inTenant(tenant, work);
      const pages = accessLines(read, tenant, period);
      const first = await pages.next();
      if (first.done)
        throw new ArchiveError(
          'accessLog',
          'No object was read in this period under a contract that logs it.',
        );
      reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${name}.zip"`);
      const days = byDay(first.value, pages, (day) => {
        const compact = day.replaceAll('-', '');
        const limits = `${compact}000000000_${compact}235959999`;
        return `${tenant}_storage_access_logbook_${limits}_${request.requestGuid}.log`;
      });
      return reply.send(zipOf(days));
    },
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @throws ArchiveError accessLog when a date cannot be read */
function periodOf(body: Body): { period: Period; name: string } {
  const [from, to] = [body?.StartDate ?? undefined, body?.EndDate ?? undefined];
  const start = dateOf('StartDate', from);
  const last = dateOf('EndDate', to);
  // A day is meant whole.
  const end = last && new Date(last.getTime() + (DAY.test(String(to)) ? 86_400_000 : 1));
  const day = (date: Date | undefined, mark: string) => (date ? mark + date.toISOString().slice(0, 10) : '');
  return { period: { start, end }, name: `accessLog${day(start, '_')}${day(last, '-')}` };
}

function dateOf(member: string, value: unknown): Date | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  const date = new Date(DAY.test(text) || /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(date.getTime()))
    throw new ArchiveError('accessLog', `${member} is no date: write yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss.`, {
      status: 412,
    });
  return date;
}

interface Day {
  readonly name: string;
  readonly lines: AsyncIterable<string>;
}

type Page = readonly AccessLine[];

/** Cuts the lines into days; the lines of one are read before the next is asked for. */
async function* byDay(
  first: Page,
  rest: AsyncIterable<Page>,
  nameOf: (day: string) => string,
): AsyncGenerator<Day> {
  const all = flat(first, rest);
  let next = await all.next();
  while (!next.done) {
    const { day } = next.value;
    const lines = async function* () {
      while (!next.done && next.value.day === day) {
        yield next.value.text;
        next = await all.next();
      }
    };
    yield { name: nameOf(day), lines: lines() };
  }
}

async function* flat(first: Page, rest: AsyncIterable<Page>): AsyncGenerator<Page[number], undefined> {
  yield* first;
  for await (const page of rest) yield* page;
  return undefined;
}

function zipOf(days: AsyncIterable<Day>): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fill = async () => {
    for await (const { name, lines } of days) {
      const stream = Readable.from(lines, { objectMode: false });
      const ended = new Promise<void>((resolve, reject) =>
        stream.once('close', resolve).once('error', reject),
      );
      zip.addReadStream(stream, name);
      await ended;
    }
    zip.end();
  };
  fill().catch((error: Error) => output.destroy(error));
  return output;
}
