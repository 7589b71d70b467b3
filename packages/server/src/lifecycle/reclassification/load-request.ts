import { chosenAmong, selectChosen } from '../../access/index.ts';
import { QueryRefused, type ReclassificationOrder, readReclassification } from '../../catalogue/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { readLines, writeLines } from '../../storage/index.ts';
import { MOST_LISTED } from './graph-faults.ts';
import { contradicts, type Move, movesOf, type ResolvedOrder } from './move.ts';
import { eyesOf, FILES, folderOf, type MoveRun } from './move-run.ts';

const MOST_ORDERS = 1_000;
const MOST_UNITS = 10_000;
/** Units by parents: each of them is a link that is held in memory. */
const MOST_LINKS = 1_000_000;

/** RECLASSIFICATION_PREPARATION_LOAD_REQUEST: which units, from where and whereto. */
export async function loadRequest(run: MoveRun): Promise<ActionResult> {
  const loaded = await load(run);
  if ('error' in loaded) return { status: 'KO', detail: JSON.stringify(loaded) };
  await writeLines(folderOf(run), FILES.moves, loaded.moves);
  return { status: 'OK' };
}

type Refusal = { readonly error: string } & Readonly<Record<string, unknown>>;
const UNREADABLE: Refusal = { error: 'Could not parse reclassification request' };

async function load(run: MoveRun): Promise<{ readonly moves: readonly Move[] } | Refusal> {
  const raw = await readLines<Readonly<Record<string, unknown>>>(folderOf(run), FILES.orders);
  if (raw.length > MOST_ORDERS)
    return { error: `Too many reclassification requests (count= ${raw.length}, max= ${MOST_ORDERS})` };
  const orders: ReclassificationOrder[] = [];
  for (const order of raw) {
    const read = readReclassification(order);
    if (read === undefined) return UNREADABLE;
    orders.push(read);
  }
  const parents = [...new Set(orders.flatMap(({ add, pull }) => [...add, ...pull]))];
  const visible = await chosenAmong(run, eyesOf(run), parents);
  const hidden = parents.filter((id) => !visible.has(id));
  if (hidden.length > 0)
    return {
      error: 'Access denied or missing units.',
      missingOrForbiddenUnits: hidden.slice(0, MOST_LISTED),
    };
  const resolved = await resolve(run, orders);
  if ('error' in resolved) return resolved;
  const moves = movesOf(resolved.orders);
  if (moves.length === 0) return { error: 'No units to update.' };
  if (moves.some(contradicts)) return { error: 'Cannot attach & detach same parent units' };
  return { moves };
}

/** The units of each order. */
async function resolve(
  run: MoveRun,
  orders: readonly ReclassificationOrder[],
): Promise<{ readonly orders: readonly ResolvedOrder[] } | Refusal> {
  const resolved: ResolvedOrder[] = [];
  const found = new Set<string>();
  let links = 0;
  for (const { selection, add, pull } of orders) {
    run.signal.throwIfAborted();
    const units = await unitsOf(run, selection);
    if (units === undefined) return UNREADABLE;
    for (const id of units) found.add(id);
    if (found.size > MOST_UNITS)
      return {
        error: `Too many units in reclassification request (count= ${found.size}, max=${MOST_UNITS})`,
      };
    links += units.length * (add.length + pull.length);
    if (links > MOST_LINKS)
      return { error: `Too many parents in reclassification request (links= ${links}, max=${MOST_LINKS})` };
    resolved.push({ units, add, pull });
  }
  return { orders: resolved };
}

/** One more than may be moved, at most; undefined for a query that cannot be carried out. */
async function unitsOf(run: MoveRun, request: unknown): Promise<string[] | undefined> {
  try {
    return await selectChosen(run, { request, ...eyesOf(run) }, MOST_UNITS + 1);
  } catch (error) {
    // A regular expression is judged by the database alone.
    if (error instanceof QueryRefused) return undefined;
    throw error;
  }
}
