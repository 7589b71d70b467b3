import type { DataObjectRecord, JsonObject, TransferHeader } from '@perenne/seda';
import type { GroupId, ObjectId, OperationId, TenantId, UnitId } from '../platform/index.ts';
import type { WorkFolder } from '../storage/index.ts';
import type { PackageEntry } from './container/package-file.ts';

/**
 * What the steps of an entry leave to one another in its work folder. JSON lines, one element a line, in chunks
 * that later steps take one by one; whoever goes on after a crash finds them there.
 */

/** Elements of a chunk: enough to fill a pack, few enough to be redone after a crash. */
const CHUNK = 1_000;
/** A chunk is held in memory whole: one of large elements has fewer of them. Characters of JSON. */
const CHUNK_TEXT = 32 * 1024 * 1024;

export const FILES = {
  index: 'index.jsonl',
  header: 'header.json',
  rawUnits: 'manifest.units.jsonl',
  rawObjects: 'manifest.objects.jsonl',
  plan: 'plan.json',
  units: (chunk: number) => `units.${number(chunk)}.jsonl`,
  groups: (chunk: number) => `groups.${number(chunk)}.jsonl`,
  checkedUnits: (chunk: number) => `units.${number(chunk)}.checked.jsonl`,
  checkedGroups: (chunk: number) => `groups.${number(chunk)}.checked.jsonl`,
  /** Life-cycle events worse than OK, for the reply. */
  unitFaults: (chunk: number) => `units.${number(chunk)}.faults.jsonl`,
  groupFaults: (chunk: number) => `groups.${number(chunk)}.faults.jsonl`,
  register: 'register.json',
} as const;

function number(chunk: number): string {
  return String(chunk).padStart(6, '0');
}

/** Result of CHECK_DATAOBJECTPACKAGE as a whole. */
export interface Plan {
  readonly unitChunks: number;
  readonly groupChunks: number;
  /** Declared or real sizes of the binary objects, bytes. */
  readonly bytes: number;
  /** Existing units that become parents. */
  readonly parents: readonly UnitId[];
  /** Existing units declared in the manifest: their manifest id and their identifier. */
  readonly existing: readonly { readonly manifestId: string; readonly id: UnitId }[];
  /** Existing object groups to which new units are attached: `up` are the new units, `us` these and their ancestors. */
  readonly touchedGroups: readonly {
    readonly id: GroupId;
    readonly up: UnitId[];
    readonly us: UnitId[];
    readonly sps: string[];
  }[];
}

/** A unit to be entered, with its place in the graph. */
export interface PlannedUnit {
  readonly manifestId: string;
  readonly id: UnitId;
  readonly og?: GroupId;
  /** Existing group, to which the unit is attached. */
  readonly existingGroup?: true;
  readonly up: readonly UnitId[];
  readonly us: readonly UnitId[];
  readonly uds: Readonly<Record<string, readonly UnitId[]>>;
  readonly maxDepth: number;
  readonly sps: readonly string[];
  /** Existing parents among `up`, for the life cycle. */
  readonly existingParents: readonly UnitId[];
  readonly management: JsonObject;
  readonly content: JsonObject;
  readonly profile?: string;
  readonly history?: readonly JsonObject[];
  readonly events: readonly JsonObject[];
}

export interface PlannedObject
  extends Omit<
    DataObjectRecord,
    'id' | 'enclosingGroupId' | 'dataObjectGroupId' | 'dataObjectGroupReferenceId' | 'version'
  > {
  readonly manifestId: string;
  readonly id: ObjectId;
  /** `BinaryMaster`. */
  readonly usage: string;
  /** `BinaryMaster_1`. */
  readonly version: string;
  /** Its file in the package; absent for a physical object. */
  readonly entry?: PackageEntry;
}

export interface PlannedGroup {
  readonly manifestId: string;
  readonly id: GroupId;
  readonly objects: readonly PlannedObject[];
  readonly up: readonly UnitId[];
  readonly us: readonly UnitId[];
  readonly sps: readonly string[];
  readonly events: readonly JsonObject[];
}

/** A compact life-cycle event: key without outcome, instant, outcome letter, detail, object (docs/decisions/0004). */
export type CompactEvent = [
  key: string,
  millis: number,
  outcome: 'O' | 'W' | 'K' | 'F',
  detail?: string | null,
  object?: string,
];

/** Events of one element for the reply, by its manifest id. */
export interface FaultLine {
  readonly manifestId: string;
  readonly events: readonly CompactEvent[];
}

export type StoredHeader = TransferHeader;

/** The parameters of an entry's operation, as received. */
export interface EntryParameters {
  readonly size: number;
  readonly digest: string;
  readonly fileName?: string;
  readonly manifestDigest?: { readonly algorithm?: string; readonly value?: string };
}

export async function writeLines(folder: WorkFolder, name: string, lines: Iterable<unknown>): Promise<void> {
  await folder.write(name, gathered(linesOf(lines)));
}

function* linesOf(lines: Iterable<unknown>): Generator<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}

/** Gathers lines so that a write is a big one. */
async function* gathered(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  let text = '';
  for (const line of lines) {
    text += line;
    if (text.length > 1 << 20) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}

/** The lines of a chunk; it fits in memory by its making. */
export async function readLines<T>(folder: WorkFolder, name: string): Promise<T[]> {
  const file = await folder.open(name);
  try {
    const text = (await file.read(0, file.size)).toString();
    return text === ''
      ? []
      : text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line));
  } finally {
    await file.close();
  }
}

/** Every line of a file of any size, with its place; the text is parsed by whoever wants it. */
export async function eachLine(
  folder: WorkFolder,
  name: string,
  visit: (line: Buffer, position: number) => void,
): Promise<void> {
  const file = await folder.open(name);
  try {
    let rest: Buffer = Buffer.alloc(0);
    let position = 0;
    for await (const piece of file.stream() as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      let start = 0;
      for (let end = bytes.indexOf(10, start); end >= 0; end = bytes.indexOf(10, start)) {
        visit(bytes.subarray(start, end), position + start);
        start = end + 1;
      }
      rest = bytes.subarray(start);
      position += start;
    }
  } finally {
    await file.close();
  }
}

export async function readJson<T>(folder: WorkFolder, name: string): Promise<T> {
  const file = await folder.open(name);
  try {
    return JSON.parse((await file.read(0, file.size)).toString());
  } finally {
    await file.close();
  }
}

/** Cuts a stream of elements into chunks and writes these, one file each. */
export class ChunkWriter<Element> {
  readonly #folder: WorkFolder;
  readonly #nameOf: (chunk: number) => string;
  #lines: string[] = [];
  #size = 0;
  #chunks = 0;

  constructor(folder: WorkFolder, nameOf: (chunk: number) => string) {
    this.#folder = folder;
    this.#nameOf = nameOf;
  }

  /** @returns the chunk in which the element is */
  async add(element: Element): Promise<number> {
    const line = `${JSON.stringify(element)}\n`;
    if (this.#lines.length === CHUNK || (this.#size > 0 && this.#size + line.length > CHUNK_TEXT))
      await this.#write();
    this.#lines.push(line);
    this.#size += line.length;
    return this.#chunks;
  }

  /** @returns how many chunks there are */
  async finish(): Promise<number> {
    if (this.#lines.length > 0) await this.#write();
    return this.#chunks;
  }

  async #write(): Promise<void> {
    await this.#folder.write(this.#nameOf(this.#chunks++), gathered(this.#lines));
    this.#lines = [];
    this.#size = 0;
  }
}

export type EntryPlace = { readonly tenant: TenantId; readonly id: OperationId };
