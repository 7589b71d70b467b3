import type { PackWriter, StoredContainer } from '../../storage/index.ts';
import { openContainer } from '../container/container.ts';
import { PackageFault, type PackageReader } from '../container/package-file.ts';
import { type EntryRun, folderOf, indexOf } from '../entry.ts';
import type { PlannedGroup, PlannedObject } from '../work-files.ts';
import { type Measure, measureBytes, measureStream } from './measure.ts';

/** Objects up to this size go into packs; larger ones are files of their own (DESIGN 3.6). */
const SMALL = 1024 * 1024;
/** Small objects held in memory at once, bytes. */
const HELD = 32 * 1024 * 1024;

/** Where an object's bytes lie on the offers. */
export interface ObjectPlace {
  readonly name: string;
  readonly container: string;
  readonly offset: number | null;
  readonly size: number;
  /** Hexadecimal. */
  readonly digest: string;
}

/** First line of a checked chunk: the containers that it filled. */
export interface ChunkContainers {
  readonly pack?: {
    readonly container: string;
    readonly size: number;
    readonly digest: string;
    readonly entries: number;
    readonly offers: readonly string[];
  };
  readonly files: readonly (ObjectPlace & { readonly offers: readonly string[] })[];
  readonly places: readonly ObjectPlace[];
}

/** An object with what its bytes told. */
export interface Measured {
  readonly object: PlannedObject;
  readonly measure?: Measure;
  readonly fault?: PackageFault;
}

/** Writes a chunk's objects on the offers as they are measured. */
export class ObjectStaging {
  readonly #run: EntryRun;
  readonly #chunk: number;
  readonly #places: ObjectPlace[] = [];
  readonly #files: (ObjectPlace & { offers: readonly string[] })[] = [];
  #pack: PackWriter | undefined;

  constructor(run: EntryRun, chunk: number) {
    this.#run = run;
    this.#chunk = chunk;
  }

  async measure(groups: readonly PlannedGroup[]): Promise<Map<string, Measured>> {
    const measured = new Map<string, Measured>();
    const index = await indexOf(this.#run);
    const { reader, file } = await openContainer(folderOf(this.#run), index.container);
    try {
      let held: PlannedObject[] = [];
      let size = 0;
      for (const object of groups.flatMap(({ objects }) => objects)) {
        if (object.kind === 'physical') continue;
        if (!object.entry) {
          measured.set(object.id, { object });
          continue;
        }
        if (object.entry.size > SMALL) {
          measured.set(object.id, await this.#large(reader, object));
          continue;
        }
        held.push(object);
        size += object.entry.size;
        if (size < HELD) continue;
        for (const each of await this.#small(reader, held)) measured.set(each.object.id, each);
        held = [];
        size = 0;
      }
      for (const each of await this.#small(reader, held)) measured.set(each.object.id, each);
    } finally {
      await file.close();
    }
    return measured;
  }

  async #small(reader: PackageReader, objects: readonly PlannedObject[]): Promise<Measured[]> {
    if (objects.length === 0) return [];
    const contents = await this.#contents(reader, objects);
    const { tenant, id: operation, house } = this.#run;
    this.#pack ??= await house.storage.openPack({
      tenant,
      category: 'objects',
      operation,
      chunk: this.#chunk,
    });
    const measured: Measured[] = [];
    for (const [at, object] of objects.entries()) {
      const content = contents[at];
      if (!Buffer.isBuffer(content)) {
        measured.push({ object, fault: content as PackageFault });
        continue;
      }
      const measure = measureBytes(content, object.digest?.algorithm, object.uri ?? '');
      const { offset, size } = await this.#pack.add(object.id, content, measure.sha512);
      this.#places.push({
        name: object.id,
        container: '',
        offset,
        size,
        digest: measure.sha512.toString('hex'),
      });
      measured.push({ object, measure });
    }
    return measured;
  }

  /** All at once; one by one when one of them is damaged, to know which. */
  async #contents(
    reader: PackageReader,
    objects: readonly PlannedObject[],
  ): Promise<(Buffer | PackageFault)[]> {
    const entries = objects.map(({ entry }) => entry as NonNullable<typeof entry>);
    try {
      return await reader.readAll(entries);
    } catch (error) {
      if (!(error instanceof PackageFault)) throw error;
    }
    const contents: (Buffer | PackageFault)[] = [];
    for (const entry of entries)
      contents.push(await orFault(reader.readAll([entry]).then(([content]) => content as Buffer)));
    return contents;
  }

  async #large(reader: PackageReader, object: PlannedObject): Promise<Measured> {
    const { tenant, id: operation, house } = this.#run;
    const writer = await house.storage.openFile({ tenant, category: 'objects', operation, name: object.id });
    try {
      const source = reader.stream(object.entry as NonNullable<typeof object.entry>) as AsyncIterable<Buffer>;
      const { measure, stored } = await measureStream(
        source,
        writer,
        object.digest?.algorithm,
        object.uri ?? '',
      );
      this.#files.push(fileOf(object.id, stored));
      return { object, measure };
    } catch (error) {
      if (error instanceof PackageFault) return { object, fault: error };
      throw error;
    }
  }

  async finish(): Promise<ChunkContainers> {
    const pack = await this.#pack?.finish();
    if (!pack) return { files: this.#files, places: [] };
    const { container, size, digest, entries, offers } = pack;
    return {
      pack: { container, size, digest: digest.toString('hex'), entries, offers },
      files: this.#files,
      places: this.#places.map((place) => ({ ...place, container })),
    };
  }

  async abort(): Promise<void> {
    await this.#pack?.abort();
  }
}

const orFault = (content: Promise<Buffer>): Promise<Buffer | PackageFault> =>
  content.catch((error) => {
    if (error instanceof PackageFault) return error;
    throw error;
  });

function fileOf(name: string, stored: StoredContainer): ObjectPlace & { offers: readonly string[] } {
  const { container, size, digest, offers } = stored;
  return { name, container, offset: null, size, digest: digest.toString('hex'), offers };
}
