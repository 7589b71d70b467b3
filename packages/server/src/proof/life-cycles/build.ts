import { readLifeCycles } from '../../logbook/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { readLines, writeLines } from '../../storage/index.ts';
import type { LifeCycles } from './kinds.ts';
import { type Copies, elementOf, writtenLine } from './lines.ts';
import { type Count, type Counts, type Element, FILES, folderOf, type LifeCycleRun, listOf } from './run.ts';
import { differingDocuments, type OnOffer } from './stored-documents.ts';
import { storedObjects } from './stored-objects.ts';

/** Identifiers of a refusal that are named. */
const MOST_NAMED = 1_000;

/**
 * BUILD_X_LFC_TRACEABILITY: a line for each element, with the digests of its life cycle and of its metadata, and whether
 * its document on every offer is the one that the database gives (spec operations.md 15.3). What differs on some offers
 * is warned of; what differs on all ends the operation: nobody knows then which is right.
 */
export async function build(run: LifeCycleRun, kind: LifeCycles): Promise<ActionResult> {
  const { elements, chunks } = await listOf(run);
  if (elements === 0)
    return { status: 'WARNING', detail: JSON.stringify({ message: 'No metadata entries to secure' }) };
  const expected = await readElements(run, kind, chunks);
  const differing = await compareDocuments(run, kind, expected);
  const tally = new Tally(run.house.storage.offers.length);
  await folderOf(run).write(FILES.data, linesOf(run, chunks, differing, tally));
  await folderOf(run).write(FILES.counts, JSON.stringify(tally.counts()));
  return tally.result();
}

type Expected = Map<string, Map<string, string>>;

/** Elements by chunks, to the folder. @returns digests of their documents, by operation and identifier */
async function readElements(run: LifeCycleRun, kind: LifeCycles, chunks: number): Promise<Expected> {
  const { tenant, house, signal } = run;
  const folder = folderOf(run);
  const expected: Expected = new Map();
  for (let chunk = 0; chunk < chunks; chunk++) {
    const ids = await readLines<string>(folder, FILES.ids(chunk));
    // One state of both: a change between the two would look like a forgery.
    const elements = await house.database.readTenant(
      tenant,
      async (tx): Promise<Element[]> => {
        const subjects = new Map((await kind.read(tx, tenant, ids)).map((each) => [each.id, each]));
        const rows = await readLifeCycles(tx, tenant, kind.kind, ids);
        // What has gone since it was listed is left out.
        return ids.flatMap((id) => {
          const subject = subjects.get(id);
          return (subject && elementOf(tenant, kind, subject, rows.get(id) ?? [])) ?? [];
        });
      },
      signal,
    );
    await writeLines(folder, FILES.elements(chunk), elements);
    for (const { operation, id, digest } of elements) {
      const ofOperation = expected.get(operation) ?? new Map<string, string>();
      expected.set(operation, ofOperation.set(id, digest));
    }
  }
  return expected;
}

async function compareDocuments(
  { tenant, house, signal }: LifeCycleRun,
  { documents }: LifeCycles,
  expected: Expected,
): Promise<Map<string, OnOffer[]>> {
  const differing = new Map<string, OnOffer[]>();
  for (const [operation, wanted] of expected) {
    signal.throwIfAborted();
    for (const [id, offers] of await differingDocuments(house, tenant, documents, operation, wanted))
      differing.set(id, offers);
  }
  return differing;
}

async function* linesOf(
  run: LifeCycleRun,
  chunks: number,
  differing: ReadonlyMap<string, OnOffer[]>,
  tally: Tally,
): AsyncGenerator<Uint8Array> {
  const { tenant, house, signal } = run;
  const offers = house.storage.offers.map(({ id }) => id);
  for (let chunk = 0; chunk < chunks; chunk++) {
    signal.throwIfAborted();
    const elements = await readLines<Element>(folderOf(run), FILES.elements(chunk));
    const digests = elements.flatMap(({ objects = [] }) =>
      objects.map(({ id, digest }) => [id, digest] as const),
    );
    const stored = await storedObjects(house, tenant, new Map(digests));
    let text = '';
    for (const { id, strategy, digest, objects, line } of elements) {
      const document: Copies = { strategy, offers, expected: digest, others: differing.get(id) ?? [] };
      const copies = objects?.map((object) => ({ id: object.id, copies: stored.get(object.id) as Copies }));
      tally.element(id, document);
      for (const object of copies ?? []) tally.object(object.id, object.copies);
      text += `${writtenLine(line, document, copies)}\n`;
    }
    yield Buffer.from(text);
  }
}

/** What was found amiss. */
class Tally {
  readonly #offers: number;
  #elements = { nbOK: 0, nbWarnings: 0 };
  #objects = { nbOK: 0, nbWarnings: 0 };
  readonly #lostElements: string[] = [];
  readonly #lostObjects: string[] = [];

  constructor(offers: number) {
    this.#offers = offers;
  }

  element(id: string, copies: Copies): void {
    this.#count(this.#elements, this.#lostElements, id, copies);
  }

  object(id: string, copies: Copies): void {
    this.#count(this.#objects, this.#lostObjects, id, copies);
  }

  #count(counts: { nbOK: number; nbWarnings: number }, lost: string[], id: string, { others }: Copies): void {
    if (others.length === 0) counts.nbOK += 1;
    else counts.nbWarnings += 1;
    if (others.length === this.#offers) lost.push(id);
  }

  counts(): Counts {
    return { elements: this.#elements, objects: this.#objects };
  }

  result(): ActionResult {
    if (this.#lostElements.length > 0) return lost(this.#lostElements, 'metadata');
    if (this.#lostObjects.length > 0) return lost(this.#lostObjects, 'objects');
    const warned = (count: Count) => count.nbWarnings > 0;
    if (!warned(this.#elements) && !warned(this.#objects)) return { status: 'OK' };
    return { status: 'WARNING', detail: JSON.stringify({ message: 'Inconsistencies found' }) };
  }
}

function lost(ids: readonly string[], what: 'metadata' | 'objects'): ActionResult {
  const error = `There are at least ${ids.length} ${what} with inconsistent digest between database and offers`;
  return { status: 'KO', detail: JSON.stringify({ error, idObjectKo: ids.slice(0, MOST_NAMED) }) };
}
