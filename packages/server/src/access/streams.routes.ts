import { finished } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  conditionOfMultiple,
  count,
  eachMatch,
  MULTIPLE_SELECT_SCHEMA,
  type MultipleSelect,
  parseMultipleSelect,
  WINDOW,
} from '../catalogue/index.ts';
import { ArchiveError, type ErrorName, type TenantId, type Tx } from '../platform/index.ts';
import type { WorkFolder, Workspace } from '../storage/index.ts';
import { bodyOf, eyesOf, refuseTracking, refusingAs, whileWaitedFor } from './compatible.ts';
import type { AccessHouse } from './house.ts';
import type { Eyes } from './reading.ts';
import { OF_GROUPS, OF_UNITS, type Selection, searchSeen } from './selection.ts';

interface StreamHouse extends AccessHouse {
  readonly workspace: Workspace;
}

interface Streamed extends Selection {
  /** Header of the number of lines. */
  readonly header: string;
  /** Streams of a kind are counted by themselves. */
  readonly counter: string;
}

/**
 * All that a select finds, a document a line (spec api.md 1.16, dsl.md 11). It is written into the work folder first:
 * so its number of lines and its size are told before it, no transaction waits for a slow client, and what fails
 * sends nothing.
 */
export async function streamRoutes(app: FastifyInstance, house: StreamHouse): Promise<void> {
  app.get(
    '/access-external/v1/units/stream',
    { config: { permission: 'units:stream', body: MULTIPLE_SELECT_SCHEMA } },
    (request, reply) =>
      answerStream(house, request, reply, {
        ...OF_UNITS,
        header: 'X-Units-Count',
        counter: 'STREAM_UNITS',
      }),
  );
  app.get(
    '/access-external/v1/objects/stream',
    { config: { permission: 'objects:stream', body: MULTIPLE_SELECT_SCHEMA } },
    (request, reply) =>
      answerStream(house, request, reply, {
        ...OF_GROUPS,
        header: 'X-Objects-Count',
        counter: 'STREAM_OBJECTS',
      }),
  );
}

const FILE = 'stream.jsonl';

async function answerStream(
  house: StreamHouse,
  request: FastifyRequest,
  reply: FastifyReply,
  streamed: Streamed,
): Promise<FastifyReply> {
  const { kind, header } = streamed;
  return refusingAs(kind, 412, async () => {
    const parsed = parseMultipleSelect(bodyOf(request));
    refuseParts(parsed, kind);
    refuseTracking(house, parsed.filter, kind);
    if (parsed.queries.length === 0 && parsed.roots.length === 0)
      throw new ArchiveError(kind, 'No search query specified, this is mandatory', { status: 412 });
    const eyes = await eyesOf(house, request, kind);
    const folder = house.workspace.folder(eyes.tenant, request.requestGuid);
    try {
      const lines = await whileWaitedFor(request, (left) =>
        writeStream(house, { eyes, parsed, streamed, folder, left }),
      );
      const file = await folder.open(FILE);
      reply.raw.setHeader(header, String(lines));
      reply.raw.setHeader('X-Content-Length', String(file.size));
      const content = file.stream();
      finished(content)
        // A client that leaves ends it too.
        .catch(() => undefined)
        .then(() => file.close())
        .then(() => folder.removeAll())
        .catch((error: Error) => request.log.warn({ err: error }, 'a stream is left in the workspace'));
      return reply.type('application/octet-stream').header('content-length', file.size).send(content);
    } catch (error) {
      await folder.removeAll();
      throw error;
    }
  });
}

/** Parts of the grammar that a stream has not: it is everything (spec dsl.md 2.3). */
function refuseParts({ context }: MultipleSelect, kind: ErrorName): void {
  const filter = (context.$filter ?? {}) as Readonly<Record<string, unknown>>;
  const asked = [
    ...['$offset', '$limit'].filter((key) => filter[key] !== undefined),
    ...(context.$facets === undefined ? [] : ['$facets']),
  ];
  if (asked.length > 0)
    throw new ArchiveError(kind, `Cannot use ${asked.join(', ')} in this query`, { status: 401 });
}

interface Writing {
  readonly eyes: Eyes;
  readonly parsed: MultipleSelect;
  readonly streamed: Streamed;
  readonly folder: WorkFolder;
  readonly left: AbortSignal;
}

/** @returns number of lines @throws ArchiveError for one too many, or a stream too many of the day */
async function writeStream(house: StreamHouse, writing: Writing): Promise<number> {
  const { eyes, parsed, streamed, folder, left } = writing;
  const { streamedDocuments, streamsByDay } = house.configuration.limits;
  const threshold = Math.min(streamedDocuments, parsed.threshold ?? streamedDocuments);
  const refuseBeyond = (found: number) => {
    if (found > threshold)
      throw new ArchiveError(
        streamed.kind,
        `More than ${threshold} results: narrow the query, or cut it by dates or branches.`,
        { status: 417 },
      );
  };
  const read = <T>(work: (tx: Tx) => Promise<T>) => house.database.readTenant(eyes.tenant, work, left);
  await read(async (tx) => {
    const { search, condition } = await selected(tx, writing);
    if (condition !== undefined) refuseBeyond(await count(tx, search, condition, threshold + 1));
  });
  await house.database.inTenant(eyes.tenant, (tx) =>
    takeTurn(tx, eyes.tenant, streamed, { today: eyes.today, most: streamsByDay }),
  );
  const file = await folder.create(FILE, { durable: false });
  try {
    let lines = 0;
    await read(async (tx) => {
      const { search, condition } = await selected(tx, writing);
      if (condition === undefined) return;
      await eachMatch(tx, search, condition, parsed, async (documents) => {
        left.throwIfAborted();
        lines += documents.length;
        refuseBeyond(lines);
        await file.write(Buffer.from(documents.map((each) => `${JSON.stringify(each)}\n`).join('')));
      });
    });
    await file.finish();
    return lines;
  } catch (error) {
    await file.abort();
    throw error;
  }
}

async function selected(tx: Tx, { eyes, parsed, streamed }: Writing) {
  const search = await searchSeen(tx, eyes, streamed, parsed.queries);
  return { search, condition: await conditionOfMultiple(tx, search, parsed, WINDOW) };
}

/** Uses one of the streams that a tenant is given in a day. @throws ArchiveError when none is left */
async function takeTurn(
  tx: Tx,
  tenant: TenantId,
  { counter, kind }: Streamed,
  { today, most }: { readonly today: string; readonly most: number },
): Promise<void> {
  const name = `${counter}_${today}`;
  await tx.query('delete from counter where tenant = $1 and starts_with(name, $2) and name <> $3', [
    ...[tenant, `${counter}_`, name],
  ]);
  const taken = await tx.query(
    `insert into counter (tenant, name, value) values ($1, $2, 1)
     on conflict (tenant, name) do update set value = counter.value + 1 where counter.value < $3
     returning value`,
    [tenant, name, most],
  );
  if (taken.length === 0)
    throw new ArchiveError(kind, `The ${most} streams of the day have been used up; try again tomorrow.`, {
      status: 401,
    });
}
