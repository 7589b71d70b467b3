import type { JsonObject } from '@perenne/seda';
import { checkDocument } from '../../catalogue/controls/index.ts';
import { atLeast, type Status, worst } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import {
  type FormatReferential,
  findIngestContract,
  loadFormats,
  loadOntology,
  type Ontology,
} from '../../referentials/index.ts';
import type { PackWriter, StoredContainer } from '../../storage/index.ts';
import { openContainer } from '../container/container.ts';
import type { PackageReader } from '../container/package-file.ts';
import { PackageFault } from '../container/package-file.ts';
import { type EntryRun, folderOf, headerOf, indexOf } from '../entry.ts';
import { faultLine, LifeCycleEvents } from '../life-cycle-events.ts';
import { Outcomes } from '../outcomes.ts';
import {
  type CompactEvent,
  FILES,
  type PlannedGroup,
  type PlannedObject,
  readLines,
  writeFaults,
  writeLines,
} from '../work-files.ts';
import { checkFormat, type FormatRules } from './formats.ts';
import { type Measure, measureBytes, measureStream } from './measure.ts';

/** Objects up to this size go into packs; larger ones are files of their own (DESIGN 3.6). */
const SMALL = 1024 * 1024;
/** Small objects held in memory at once, bytes. */
const HELD = 32 * 1024 * 1024;
/** A task of the reference system: a refusal spares the rest of its task the next controls (spec ingest.md 5.4). */
const TASK = 10;

/** Where an object's bytes lie on the offers. */
export interface ObjectPlace {
  readonly name: string;
  readonly container: string;
  readonly offset: number | null;
  readonly size: number;
  /** Hexadecimal. */
  readonly digest: string;
}

/** A group whose objects have passed the controls: what is to be stored, with its life cycle so far. */
export interface CheckedGroup {
  readonly id: string;
  readonly up: readonly string[];
  readonly us: readonly string[];
  readonly sps: readonly string[];
  readonly profile: string;
  readonly nbObjects: number;
  readonly bytes: number;
  readonly doc: JsonObject;
  readonly events: readonly CompactEvent[];
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

interface Referentials {
  readonly formats: FormatReferential;
  readonly ontology: Ontology;
  readonly rules: FormatRules;
}

async function referentialsOf(run: EntryRun): Promise<Referentials> {
  return run.once('object referentials', async () => {
    const { database } = run.house;
    const header = await headerOf(run);
    const contract = await database.inTenant(run.tenant, (tx) =>
      findIngestContract(tx, run.tenant, header.archivalAgreement ?? ''),
    );
    return {
      formats: await loadFormats(database),
      ontology: await loadOntology(database),
      rules: {
        everyFormat: contract?.EveryFormatType ?? true,
        formats: contract?.FormatType ?? [],
        unidentifiedAllowed: contract?.FormatUnidentifiedAuthorized ?? false,
      },
    };
  });
}

/** An object with what its bytes told. */
interface Measured {
  readonly object: PlannedObject;
  readonly measure?: Measure;
  readonly fault?: PackageFault;
}

/**
 * STP_OG_CHECK_AND_TRANSFORME for one chunk of groups (spec ingest.md 11): one pass over each object's bytes, which
 * hashes, identifies and stages them on every offer; then the controls.
 */
export async function checkGroups(run: EntryRun, chunk: number, withSize: boolean): Promise<ChunkResult> {
  const folder = folderOf(run);
  const groups = await readLines<PlannedGroup>(folder, FILES.groups(chunk));
  const referentials = await referentialsOf(run);
  const staging = new Staging(run, chunk);
  const checked: CheckedGroup[] = [];
  const outcomes = new Outcomes();
  try {
    const measured = await staging.measure(groups);
    for (let first = 0; first < groups.length; first += TASK) {
      const task = groups.slice(first, first + TASK);
      checked.push(...checkTask(run, task, measured, referentials, outcomes, withSize));
    }
    const containers = await staging.finish();
    await writeLines(folder, FILES.checkedGroups(chunk), [containers, ...checked]);
  } catch (error) {
    await staging.abort();
    throw error;
  }
  const faults = checked.flatMap(
    ({ events }, at) => faultLine((groups[at] as PlannedGroup).manifestId, events) ?? [],
  );
  await writeFaults(folder, FILES.groupFaults(chunk), faults);
  return { actions: outcomes.byKey };
}

/** Writes a chunk's objects on the offers as they are measured. */
class Staging {
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

/** The controls of a task of groups, action by action: a refusal ends the task. */
function checkTask(
  run: EntryRun,
  groups: readonly PlannedGroup[],
  measured: ReadonlyMap<string, Measured>,
  referentials: Referentials,
  outcomes: Outcomes,
  withSize: boolean,
): CheckedGroup[] {
  const now = run.house.clock.now().getTime();
  const works = groups.map((group) => new GroupWork(group, measured, now));
  const actions: [string, (work: GroupWork) => { status: Status; subCode?: string }][] = [
    ['CHECK_DIGEST', (work) => work.checkDigests()],
    ...(withSize
      ? [
          ['CHECK_OBJECT_SIZE', (work: GroupWork) => work.checkSizes()] as [
            string,
            (work: GroupWork) => { status: Status },
          ],
        ]
      : []),
    ['OG_OBJECTS_FORMAT_CHECK', (work) => work.checkFormats(referentials)],
    ['CHECK_OBJECT_GROUP_SCHEMA', (work) => work.checkSchema(run, referentials.ontology)],
  ];
  for (const [key, check] of actions) {
    let status: Status = 'OK';
    for (const work of works) {
      const outcome = check(work);
      outcomes.add(key, outcome.status, outcome.subCode);
      status = worst(status, outcome.status);
    }
    if (atLeast(status, 'KO')) break;
  }
  return works.map((work) => work.checked());
}

/** One group on its way through the controls. */
class GroupWork {
  readonly #group: PlannedGroup;
  readonly #measured: ReadonlyMap<string, Measured>;
  readonly #events: LifeCycleEvents;
  readonly #formats = new Map<string, JsonObject>();
  #doc: JsonObject;

  constructor(group: PlannedGroup, measured: ReadonlyMap<string, Measured>, now: number) {
    this.#group = group;
    this.#measured = measured;
    this.#events = new LifeCycleEvents(now);
    this.#events.add('LFC.CHECK_MANIFEST');
    this.#events.add('LFC.CHECK_MANIFEST.LFC_CREATION');
    if (group.events.length > 0) {
      this.#events.add('LFC.EXTERNAL_LOGBOOK');
      for (const event of group.events)
        this.#events.add('LFC.EXTERNAL_LOGBOOK.EVENT', 'OK', JSON.stringify(event));
    }
    this.#events.add('LFC.CHECK_CONSISTENCY');
    this.#doc = {};
  }

  /** One event for the group, one below it for each binary object. */
  #each(
    action: string,
    task: string,
    check: (measured: Measured) => { status: Status; subCode?: string; detail?: string },
  ) {
    const findings = this.#group.objects.flatMap((object) => {
      const measured = this.#measured.get(object.id);
      return measured ? [{ object, ...check(measured) }] : [];
    });
    const status = findings.map((finding) => finding.status).reduce(worst, 'OK' as Status);
    this.#events.add(`LFC.${action}`, status);
    for (const { object, subCode, detail, status: own } of findings)
      this.#events.addOfObject(
        `LFC.${action}.${task}${subCode ? `.${subCode}` : ''}`,
        own,
        object.id,
        detail ?? null,
      );
    return { status, findings };
  }

  checkDigests(): { status: Status } {
    return this.#each('CHECK_DIGEST', 'CALC_CHECK', ({ object, measure, fault }) => {
      if (fault)
        return { status: 'KO', subCode: 'INVALID', detail: JSON.stringify({ evDetTechData: fault.message }) };
      if (!measure || !object.digest?.value) return { status: 'KO', subCode: 'EMPTY' };
      const { value: MessageDigest, algorithm: Algorithm } = object.digest;
      if (measure.declared !== MessageDigest)
        return {
          status: 'KO',
          subCode: 'INVALID',
          detail: JSON.stringify({ MessageDigest, Algorithm, ComputedMessageDigest: measure.declared }),
        };
      const SystemMessageDigest = measure.sha512.toString('hex');
      return {
        status: 'OK',
        detail: JSON.stringify({ MessageDigest, Algorithm, SystemMessageDigest, SystemAlgorithm: 'SHA-512' }),
      };
    });
  }

  checkSizes(): { status: Status } {
    return this.#each('CHECK_OBJECT_SIZE', 'CHECK_SIZE', ({ object, measure }) => {
      const real = measure?.size ?? 0;
      if (object.size === real) return { status: 'OK' };
      const diff = { '- Size': object.size ?? '', '+ Size': real };
      return { status: object.size === undefined ? 'OK' : 'WARNING', detail: JSON.stringify({ diff }) };
    });
  }

  checkFormats({ formats, rules }: Referentials): { status: Status; subCode?: string } {
    const { status, findings } = this.#each(
      'OG_OBJECTS_FORMAT_CHECK',
      'FILE_FORMAT',
      ({ object, measure }) => {
        const found = measure && formats.identifier.identify(measure.sample);
        const declared = object.document.FormatIdentification as JsonObject | undefined;
        const finding = checkFormat(declared, found, found && formats.find(found.puid), rules);
        this.#formats.set(object.id, finding.identification);
        return {
          status: finding.status,
          ...(finding.subCode === undefined ? {} : { subCode: finding.subCode }),
          ...(finding.diff === undefined ? {} : { detail: JSON.stringify(finding.diff) }),
        };
      },
    );
    const rejected = findings.some(({ subCode }) => subCode === 'REJECTED');
    return { status, ...(rejected ? { subCode: 'REJECTED_FORMAT' } : {}) };
  }

  checkSchema(run: EntryRun, ontology: Ontology): { status: Status; subCode?: string } {
    const { doc, fault } = checkDocument(this.#document(run), ontology);
    this.#doc = doc;
    const status = fault ? 'KO' : 'OK';
    this.#events.add(
      'LFC.CHECK_OBJECT_GROUP_SCHEMA',
      status,
      fault && JSON.stringify({ evDetTechData: fault.text }),
    );
    return { status, ...(fault?.kind === 'sanity' ? { subCode: 'INVALID_OBJECT_GROUP' } : {}) };
  }

  /** The group's document in its stored form (spec seda.md 8). */
  #document(run: EntryRun): JsonObject {
    const qualifiers = new Map<string, JsonObject[]>();
    for (const object of this.#group.objects) {
      const versions = qualifiers.get(object.usage) ?? [];
      versions.push(this.#version(object, run));
      qualifiers.set(object.usage, versions);
    }
    const master = qualifiers
      .get('BinaryMaster')
      ?.find((version) => version.DataObjectVersion === 'BinaryMaster_1');
    return {
      FileInfo: master?.FileInfo ?? {},
      qualifiers: inOrderOfUsages(qualifiers).map(([qualifier, versions]) => ({
        qualifier,
        _nbc: versions.length,
        versions,
      })),
    };
  }

  #version(object: PlannedObject, run: EntryRun): JsonObject {
    const measure = this.#measured.get(object.id)?.measure;
    const format = this.#formats.get(object.id);
    return {
      _id: object.id,
      DataObjectGroupId: this.#group.id,
      DataObjectVersion: object.version,
      ...object.document,
      ...(format && Object.keys(format).length > 0 ? { FormatIdentification: format } : {}),
      ...(object.uri === undefined ? {} : { Uri: object.uri }),
      ...(object.physicalId === undefined ? {} : { PhysicalId: object.physicalId }),
      ...(measure ? { MessageDigest: measure.sha512.toString('hex'), Algorithm: 'SHA-512' } : {}),
      Size: measure?.size ?? 0,
      _opi: run.id,
      ...(object.kind === 'binary' ? { _storage: { strategyId: run.house.storage.strategy } } : {}),
    };
  }

  checked(): CheckedGroup {
    const { id, up, us, sps, objects } = this.#group;
    const qualifiers = (this.#doc.qualifiers ?? []) as { versions: JsonObject[] }[];
    const master = qualifiers
      .flatMap(({ versions }) => versions)
      .find((version) => version.DataObjectVersion === 'BinaryMaster_1');
    const bytes = objects.reduce(
      (sum, object) => sum + (this.#measured.get(object.id)?.measure?.size ?? 0),
      0,
    );
    return {
      id,
      up,
      us,
      sps,
      profile: Object.keys((master?.Metadata as JsonObject | undefined) ?? {})[0] ?? '',
      nbObjects: objects.length,
      bytes,
      doc: this.#doc,
      events: this.#events.events,
    };
  }
}

/** Usages as clients of the reference system are used to find them: by position, the physical one before the master. */
const USAGES = ['PhysicalMaster', 'BinaryMaster', 'Dissemination', 'TextContent', 'Thumbnail'];

function inOrderOfUsages<Versions>(qualifiers: ReadonlyMap<string, Versions>): [string, Versions][] {
  return [...qualifiers].sort(([one], [other]) => USAGES.indexOf(one) - USAGES.indexOf(other));
}
