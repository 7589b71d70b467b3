import type { WorkFolder } from './workspace.ts';

/** JSON in work folders: documents, and lists with one element a line, whole or in chunks. */

/** Elements of a chunk: enough to fill a pack, few enough to be redone after a crash. */
const CHUNK = 1_000;
/** A chunk is held in memory whole: one of large elements has fewer of them. Characters of JSON. */
const CHUNK_TEXT = 32 * 1024 * 1024;
/** What elements stand for may weigh too much to be redone. Bytes. */
const CHUNK_WEIGHT = 1024 * 1024 * 1024;

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
    const bytes = await file.read(0, file.size);
    const lines: T[] = [];
    // Line by line: as one text a chunk could be longer than V8's longest.
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(10, start);
      lines.push(JSON.parse(bytes.toString('utf8', start, end)));
      start = end + 1;
    }
    return lines;
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
  #weight = 0;
  #chunks = 0;

  constructor(folder: WorkFolder, nameOf: (chunk: number) => string) {
    this.#folder = folder;
    this.#nameOf = nameOf;
  }

  /**
   * @param weight bytes that whoever takes the chunk reads for this element
   * @returns the chunk in which the element is
   */
  async add(element: Element, weight = 0): Promise<number> {
    const line = `${JSON.stringify(element)}\n`;
    const isTooMuch = this.#size + line.length > CHUNK_TEXT || this.#weight + weight > CHUNK_WEIGHT;
    if (this.#lines.length === CHUNK || (this.#size > 0 && isTooMuch)) await this.#write();
    this.#lines.push(line);
    this.#size += line.length;
    this.#weight += weight;
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
    this.#weight = 0;
  }
}
