import type { WrittenGroup } from '@perenne/seda';
import { sql } from 'kysely';
import { isIn, OBJECT_GROUPS, restricted, run as runStatement, where } from '../../catalogue/index.ts';
import { readLifeCycles } from '../../logbook/index.ts';
import { ChunkWriter } from '../../storage/index.ts';
import { groupRestrictionWithoutRules } from '../access-rights.ts';
import { chosenObjects, type StoredQualifier, type StoredVersion } from './chosen-objects.ts';
import {
  CHUNK,
  type DeliveredFile,
  type DeliveryRun,
  eyesOf,
  FILES,
  folderOf,
  parametersOf,
} from './delivery-run.ts';
import { EntryNames } from './entry-names.ts';
import { messageEvents } from './message-events.ts';
import type { UnitPlan } from './planned-units.ts';

interface GroupRow {
  readonly id: string;
  readonly doc: { readonly qualifiers?: readonly StoredQualifier[] };
}

/**
 * Object groups as they go into the message, a chunk at a time; on the way their files are listed in the work folder.
 * A group of which nothing is delivered is left out.
 */
export class DeliveredGroups {
  readonly #run: DeliveryRun;
  readonly #groups: readonly string[];
  /** Group by delivered object. */
  readonly #objects = new Map<string, string>();
  readonly #written = new Set<string>();
  readonly #files: ChunkWriter<DeliveredFile>;
  readonly #names: EntryNames;
  #fresh: DeliveredFile[] = [];
  #chunks = 0;
  #bytes = 0;

  constructor(run: DeliveryRun, { groups, units, children }: UnitPlan) {
    this.#run = run;
    this.#groups = groups;
    this.#names = new EntryNames(parametersOf(run).request, units, children);
    this.#files = new ChunkWriter(folderOf(run), FILES.objects);
  }

  has(id: string): boolean {
    return this.#written.has(id);
  }

  groupOf(object: string): string | undefined {
    return this.#objects.get(object);
  }

  get size(): number {
    return this.#written.size;
  }

  /** Chunks of the list of files, once all groups are written. */
  get chunks(): number {
    return this.#chunks;
  }

  /** Bytes of the delivered objects. */
  get bytes(): number {
    return this.#bytes;
  }

  async *written(): AsyncGenerator<WrittenGroup> {
    for (let at = 0; at < this.#groups.length; at += CHUNK) {
      this.#run.signal.throwIfAborted();
      for (const group of await this.#read(this.#groups.slice(at, at + CHUNK))) {
        yield group;
        for (const file of this.#fresh.splice(0)) await this.#files.add(file);
      }
    }
    this.#chunks = await this.#files.finish();
  }

  async #read(ids: readonly string[]): Promise<WrittenGroup[]> {
    const { tenant, house } = this.#run;
    const { request } = parametersOf(this.#run);
    const { rights } = await eyesOf(this.#run);
    const search = { tenant, collection: OBJECT_GROUPS, restriction: groupRestrictionWithoutRules(rights) };
    const { rows, lifeCycles } = await house.database.inTenant(tenant, async (tx) => ({
      rows: await runStatement<GroupRow>(
        tx,
        sql`select object_group.id, object_group.doc
          ${where(search, restricted(search, isIn('#id', ids)))} order by object_group.id`,
      ),
      lifeCycles: request.lifeCycles ? await readLifeCycles(tx, tenant, 'group', ids) : new Map(),
    }));
    return rows.flatMap(({ id, doc }) => {
      const versions = chosenObjects(doc.qualifiers ?? [], request.objects, rights);
      if (versions.length === 0) return [];
      const objects = versions.map((version) => this.#object(id, version));
      this.#written.add(id);
      const rowsOfGroup = lifeCycles.get(id) ?? [];
      const events = messageEvents(tenant, id, rowsOfGroup, new Set(objects.map((object) => object.id)));
      return [{ id, objects, events }];
    });
  }

  #object(group: string, version: StoredVersion): WrittenGroup['objects'][number] {
    const { _id: id, _storage, _opi, _managementContractId, DataObjectGroupId, Uri, ...stored } = version;
    const document = parametersOf(this.#run).request.version === '2.3' ? stored : withoutOwnArk(id, stored);
    this.#objects.set(id, group);
    // Only what has a content has a digest.
    if (document.MessageDigest === undefined)
      return { kind: 'physical', id, document: describedOnly(document) };
    const entry = this.#names.of(group, version);
    this.#fresh.push({ id, entry, version: version.DataObjectVersion });
    this.#bytes += version.Size ?? 0;
    return { kind: 'binary', id, document: { ...document, Uri: entry } };
  }
}

/**
 * Before SEDA 2.3 objects have no place for persistent identifiers: the one that the archive made of the object's own
 * identifier is still told by that.
 */
function withoutOwnArk<Stored extends Pick<StoredVersion, 'PersistentIdentifier'>>(
  id: string,
  { PersistentIdentifier: identifiers, ...document }: Stored,
) {
  const others = (identifiers ?? []).filter(
    ({ PersistentIdentifierContent }) => !PersistentIdentifierContent.endsWith(`/${id}`),
  );
  return others.length === 0 ? document : { ...document, PersistentIdentifier: others };
}

/** Stored with every object, without meaning for one that is only described. */
function describedOnly({
  Size: _none,
  FormatIdentification: _format,
  ...document
}: Omit<StoredVersion, '_id'>) {
  return document;
}
