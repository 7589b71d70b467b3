import type { CompactEvent } from '../../logbook/index.ts';
import type { Tx } from '../../platform/index.ts';
import { readJson, readLines, type StoredPack } from '../../storage/index.ts';
import { type At, readUnits, type StoredUnit, type UnitChange, writeDocuments } from '../unit-documents.ts';
import { effective, type Move, parentsAfter } from './move.ts';
import { distributionOf, FILES, folderOf, type MoveRun } from './move-run.ts';

/** A unit that is moved, with the parents that it shall have. */
export type MovedUnit = UnitChange & Required<Pick<UnitChange, 'up'>>;

/** A pack of documents as the work folder remembers it, until it is shown. */
interface KeptPack extends Omit<StoredPack, 'digest'> {
  /** Hexadecimal. */
  readonly digest: string;
  /** When its life cycles say that the units were moved. */
  readonly at: number;
  /** Versions of the units of which the documents were made. */
  readonly versions: Readonly<Record<string, number>>;
}

/** What a move makes of a unit, with the events of its life cycle. */
export function movedUnit(unit: StoredUnit, move: Move, at: Date): MovedUnit {
  const { add: addParents, pull: removedParents } = effective(move, unit.up);
  const event = (key: string, detail: object): CompactEvent => [
    key,
    at.getTime(),
    'O',
    JSON.stringify(detail),
  ];
  return {
    unit,
    management: unit.management,
    up: parentsAfter(unit.up, move),
    events: [
      ...(move.pull.length > 0 ? [event('LFC.UNIT_DETACHMENT', { removedParents })] : []),
      ...(move.add.length > 0 ? [event('LFC.UNIT_ATTACHMENT', { addParents })] : []),
    ],
  };
}

const placeOf = ({ tenant, id }: MoveRun, chunk: number): At => ({ tenant, operation: id, chunk });

/** Writes the new documents of units beside the ones that they have: they count once the move is shown. */
export async function storeDocuments(run: MoveRun, chunk: number, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const { tenant, house } = run;
  const now = house.clock.now();
  const units = await house.database.inTenant(tenant, (tx) => unitsOf(tx, run, moves));
  const changes = movedUnits(units, moves, now);
  const pack = await writeDocuments(house.storage, placeOf(run, chunk), changes, now);
  const versions = Object.fromEntries(units.map(({ id, version }) => [id, version]));
  const kept: KeptPack = { ...pack, digest: pack.digest.toString('hex'), at: now.getTime(), versions };
  await folderOf(run).write(FILES.pack(chunk), JSON.stringify(kept));
}

const unitsOf = (tx: Tx, { tenant }: MoveRun, moves: readonly Move[]) =>
  readUnits(
    tx,
    tenant,
    moves.map(({ id }) => id),
  );

function movedUnits(units: readonly StoredUnit[], moves: readonly Move[], at: Date): MovedUnit[] {
  const byId = new Map(moves.map((move) => [move.id, move]));
  return units.map((unit) => movedUnit(unit, byId.get(unit.id) as Move, at));
}

/** A chunk as it is shown: what its documents were made of, or what they are made of now. */
export interface ShownChunk {
  readonly at: At;
  readonly changes: readonly MovedUnit[];
  readonly pack: StoredPack;
  readonly now: Date;
}

/**
 * The chunks of what is moved, while nobody else changes their units. Seldom: where some have changed since their
 * documents were written, these are written once more, in the place of the earlier ones.
 */
export async function* shownChunks(run: MoveRun, tx: Tx): AsyncGenerator<ShownChunk> {
  const { detached, attached } = await distributionOf(run);
  for (let chunk = 0; chunk < detached + attached; chunk++) {
    const name = chunk < detached ? FILES.detached(chunk) : FILES.attached(chunk - detached);
    const listed = await readLines<Move>(folderOf(run), name);
    const moves = chunk < detached ? listed.filter(({ add }) => add.length === 0) : listed;
    if (moves.length > 0) yield shownChunk(run, tx, chunk, moves);
  }
}

async function shownChunk(run: MoveRun, tx: Tx, chunk: number, moves: readonly Move[]): Promise<ShownChunk> {
  const { house } = run;
  const at = placeOf(run, chunk);
  const units = await unitsOf(tx, run, moves);
  const {
    digest,
    at: written,
    versions,
    ...kept
  } = await readJson<KeptPack>(folderOf(run), FILES.pack(chunk));
  const isUnchanged = units.every(({ id, version }) => versions[id] === version);
  const now = isUnchanged ? new Date(written) : house.clock.now();
  const changes = movedUnits(units, moves, now);
  const pack = isUnchanged
    ? { ...kept, digest: Buffer.from(digest, 'hex') }
    : await writeDocuments(house.storage, at, changes, now);
  return { at, changes, pack, now };
}
