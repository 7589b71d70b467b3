import type { JsonObject } from '@perenne/seda';
import { checkDocument } from '../../catalogue/controls/index.ts';
import { type EventKey, type Status, type SubCode, worst } from '../../logbook/index.ts';
import type { FormatReferential, Ontology } from '../../referentials/index.ts';
import type { EntryRun } from '../entry.ts';
import { LifeCycleEvents } from '../life-cycle-events.ts';
import { type IdentifierPolicy, ofObject, withIdentifiers } from '../persistent-identifiers.ts';
import type { CompactEvent, GroupChanges, PlannedGroup, PlannedObject } from '../work-files.ts';
import { checkFormat, type FormatRules } from './formats.ts';
import { type GroupDoc, groupDoc, versionNumber } from './group-doc.ts';
import type { Measured } from './stage-objects.ts';

/** A group whose objects have passed the controls: what is to be stored, with its life cycle so far. */
export interface CheckedGroup {
  readonly id: string;
  readonly up: readonly string[];
  readonly us: readonly string[];
  readonly sps: readonly string[];
  /** Of an archived group: its new objects alone. */
  readonly doc: GroupDoc;
  readonly changes?: GroupChanges;
  readonly events: readonly CompactEvent[];
}

/** What the controls of objects compare with. */
export interface ObjectReferentials {
  readonly formats: FormatReferential;
  readonly ontology: Ontology;
  readonly rules: FormatRules;
  readonly identifiers: IdentifierPolicy | undefined;
}

/** One group on its way through the controls. */
export class GroupControls {
  readonly #group: PlannedGroup;
  readonly #measured: ReadonlyMap<string, Measured>;
  readonly #events: LifeCycleEvents;
  readonly #formats = new Map<string, JsonObject>();
  #doc: GroupDoc;

  constructor(group: PlannedGroup, measured: ReadonlyMap<string, Measured>, now: number) {
    this.#group = group;
    this.#measured = measured;
    this.#events = new LifeCycleEvents(now);
    // The life cycle of an archived group goes on: it was created, and is no part of the manifest's coherence.
    if (!group.changes) {
      this.#events.add('LFC.CHECK_MANIFEST');
      this.#events.add('LFC.CHECK_MANIFEST.LFC_CREATION');
    }
    if (group.events.length > 0) {
      this.#events.add('LFC.EXTERNAL_LOGBOOK');
      for (const event of group.events)
        this.#events.add('LFC.EXTERNAL_LOGBOOK.EVENT', 'OK', JSON.stringify(event));
    }
    if (!group.changes) this.#events.add('LFC.CHECK_CONSISTENCY');
    this.#doc = { FileInfo: {}, qualifiers: [] };
  }

  /** One event for the group, one below it for each binary object. */
  #each(
    action: EventKey,
    task: EventKey,
    check: (measured: Measured) => { status: Status; subCode?: SubCode; detail?: string },
  ) {
    const findings = this.#group.objects.flatMap((object) => {
      const measured = this.#measured.get(object.id);
      return measured ? [{ object, ...check(measured) }] : [];
    });
    const status = findings.map((finding) => finding.status).reduce(worst, 'OK' as Status);
    this.#events.add(`LFC.${action}`, status);
    for (const { object, subCode, detail, status: own } of findings)
      this.#events.addOfObject({ key: `LFC.${task}`, subCode }, own, object.id, detail ?? null);
    return { status, findings };
  }

  checkDigests(): { status: Status } {
    return this.#each('CHECK_DIGEST', 'CHECK_DIGEST.CALC_CHECK', ({ object, measure, fault }) => {
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
    return this.#each('CHECK_OBJECT_SIZE', 'CHECK_OBJECT_SIZE.CHECK_SIZE', ({ object, measure }) => {
      const real = measure?.size ?? 0;
      if (object.size === real) return { status: 'OK' };
      const diff = { '- Size': object.size ?? '', '+ Size': real };
      return { status: object.size === undefined ? 'OK' : 'WARNING', detail: JSON.stringify({ diff }) };
    });
  }

  checkFormats({ formats, rules }: ObjectReferentials): { status: Status; subCode?: SubCode } {
    const { status, findings } = this.#each(
      'OG_OBJECTS_FORMAT_CHECK',
      'OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT',
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

  checkSchema(
    run: EntryRun,
    { ontology, identifiers }: Pick<ObjectReferentials, 'ontology' | 'identifiers'>,
  ): { status: Status; subCode?: SubCode } {
    const { doc, fault } = checkDocument({ ...this.#document(run, identifiers) }, ontology);
    this.#doc = doc as unknown as GroupDoc;
    const status = fault ? 'KO' : 'OK';
    this.#events.add(
      'LFC.CHECK_OBJECT_GROUP_SCHEMA',
      status,
      fault && JSON.stringify({ evDetTechData: fault.text }),
    );
    return { status, ...(fault?.kind === 'sanity' ? { subCode: 'INVALID_OBJECT_GROUP' } : {}) };
  }

  /** The objects in their stored form (spec seda.md 8). */
  #document(run: EntryRun, identifiers: IdentifierPolicy | undefined): GroupDoc {
    const { objects } = this.#group;
    const last = new Map<string, number>();
    for (const { usage, version } of objects)
      last.set(usage, Math.max(last.get(usage) ?? 0, versionNumber(version)));
    return groupDoc(
      [],
      objects.map((object) => {
        const { usage, version, id, document } = object;
        const number = versionNumber(version);
        const policies = ofObject(identifiers, usage, number, number === last.get(usage));
        return [
          usage,
          {
            ...this.#version(object, run),
            ...withIdentifiers(document.PersistentIdentifier, policies, id),
            ...(policies.length === 0 ? {} : { _managementContractId: identifiers?.contract }),
          },
        ];
      }),
    );
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
    const { id, up, us, sps, changes } = this.#group;
    const checked = { id, up, us, sps, doc: this.#doc, events: this.#events.events };
    return changes ? { ...checked, changes } : checked;
  }
}
