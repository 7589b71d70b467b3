import type { ContentLanguage } from '../catalogue/index.ts';
import type { TenantId, Tx } from '../platform/index.ts';
import type { CollectedText } from './collected-text.ts';
import type { ExtractionThread } from './extraction-threads.ts';
import { type Kind, kindOf, LARGEST_WHOLE, READ_OF_BEGINNING } from './formats.ts';
import type { ContentHouse } from './house.ts';
import { languageOf } from './language.ts';
import { NotExtractable, type Reason } from './not-extractable.ts';
import { partsOf } from './parts.ts';
import { finish, isSearchedUntilEnd, type Job } from './queue.ts';

/** Times that a document is tried when the service ended each time. */
const MOST_TAKEN = 3;

type Result =
  | { readonly state: 'EXTRACTED'; readonly language: ContentLanguage; readonly content: CollectedText }
  | { readonly state: 'NOT_EXTRACTABLE'; readonly reason: Reason };

/**
 * Reads one document and keeps its text, or why it has none, in place of what was known of it.
 * @throws what is not the document's fault: storage, database, the signal's reason
 */
export async function extractObject(
  house: ContentHouse,
  thread: ExtractionThread,
  job: Job,
  signal: AbortSignal,
): Promise<void> {
  const place = await house.database.inTenant(job.tenant, (tx) => placeOf(tx, job.tenant, job.object));
  const result = place && (await resultOf(house, thread, job, place, signal));
  await house.database.inTenant(job.tenant, async (tx) => {
    if (!(await finish(tx, job))) return;
    // Removed since it was queued, or its tenant has its documents searched no more.
    if (result !== undefined && (await isSearchedUntilEnd(tx, job.tenant)))
      await keep(tx, job, result, house.clock.now());
  });
}

interface Place {
  readonly container: string;
  readonly offset: number | null;
  readonly size: number;
  readonly digest: Buffer;
}

async function placeOf(tx: Tx, tenant: TenantId, object: string): Promise<Place | undefined> {
  const [row] = await tx.query<Place>(
    `select container, entry_offset as "offset", size, digest from placement
     where tenant = $1 and category = 'objects' and name = $2`,
    [tenant, object],
  );
  return row;
}

async function resultOf(
  house: ContentHouse,
  thread: ExtractionThread,
  job: Job,
  place: Place,
  signal: AbortSignal,
): Promise<Result | undefined> {
  const kind = kindOf(job.format);
  // A format that was read by the version that queued it.
  if (kind === undefined) return undefined;
  try {
    if (job.taken > MOST_TAKEN) throw new NotExtractable('CRASHED');
    const { bytes, isWhole } = await bytesOf(house, kind, place);
    const content = await thread.extract(kind, bytes, signal);
    return {
      state: 'EXTRACTED',
      language: languageOf(content.text),
      content: { ...content, isCut: content.isCut || !isWhole },
    };
  } catch (error) {
    if (error instanceof NotExtractable) return { state: 'NOT_EXTRACTABLE', reason: error.reason };
    throw error;
  }
}

/** @throws NotExtractable TOO_LARGE, NO_TEXT; StorageError */
async function bytesOf({ storage }: ContentHouse, kind: Kind, place: Place) {
  if (place.size === 0) throw new NotExtractable('NO_TEXT');
  const most = READ_OF_BEGINNING[kind];
  if (most === undefined && place.size > LARGEST_WHOLE) throw new NotExtractable('TOO_LARGE');
  const length = Math.min(place.size, most ?? place.size);
  const isWhole = length === place.size;
  const bytes = new Uint8Array(length);
  let at = 0;
  for await (const piece of await storage.read(place, isWhole ? undefined : { start: 0, end: length - 1 })) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, isWhole };
}

async function keep(tx: Tx, job: Job, result: Result, now: Date): Promise<void> {
  const { tenant, object, group, usage, format } = job;
  await tx.query('delete from object_content where tenant = $1 and object = $2', [tenant, object]);
  const content = result.state === 'EXTRACTED' ? result.content : { text: '', isCut: false };
  const language = result.state === 'EXTRACTED' ? result.language : null;
  const kept = await tx.query(
    // The object may have been removed since it was read.
    `insert into object_content (tenant, object, object_group, usage, format, state, reason, language, characters,
                                 is_cut, extracted_at)
     select tenant, name, $3, $4, $5, $6, $7, $8, $9, $10, $11
     from placement where tenant = $1 and category = 'objects' and name = $2 for key share
     returning 1`,
    [
      ...[tenant, object, group, usage, format, result.state],
      ...[
        result.state === 'EXTRACTED' ? null : result.reason,
        language,
        content.text.length,
        content.isCut,
        now,
      ],
    ],
  );
  if (kept.length === 0) return;
  await tx.query(
    `insert into content_part (tenant, object, part, object_group, usage, language, text)
     select $1, $2, part - 1, $3, $4, $5, text from unnest($6::text[]) with ordinality as parts(text, part)`,
    [tenant, object, group, usage, language, partsOf(content.text)],
  );
}
