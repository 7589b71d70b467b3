import type { TransferModel } from './model.ts';
import type {
  ArchiveUnitRecord,
  DataObjectRecord,
  ExternalEvent,
  JsonObject,
  LocalText,
  ManifestHandler,
  ObjectReference,
  SedaVersion,
  TransferHeader,
  UpdateOperation,
} from './records.ts';
import type { ElementType } from './types.ts';

interface OpenUnit {
  readonly id: string;
  readonly order: number;
  padded?: true;
}

/** Makes records of the values that the reader has gathered, and keeps the nesting of units and groups. */
export class RecordMaker {
  readonly #handler: ManifestHandler;
  readonly #openUnits: OpenUnit[] = [];
  #units = 0;
  #openGroup: string | undefined;
  #management: JsonObject = {};

  constructor(handler: ManifestHandler) {
    this.#handler = handler;
  }

  /** False when no method of the handler takes what a type's elements become. */
  wants(type: ElementType | undefined, model: TransferModel): boolean {
    const { unit, link, dataObject, group } = this.#handler;
    switch (type) {
      case model.unit:
        return unit !== undefined || link !== undefined;
      case model.binaryObject:
      case model.physicalObject:
        return dataObject !== undefined;
      case model.objectGroup:
        return group !== undefined || dataObject !== undefined;
      default:
        return true;
    }
  }

  beginUnit(id: string): void {
    this.#openUnits.push({ id, order: this.#units++ });
  }

  /** The reference of the link under way has blanks around it. */
  padLink(): void {
    (this.#openUnits.at(-1) as OpenUnit).padded = true;
  }

  beginGroup(id: string): void {
    this.#openGroup = id;
  }

  unit(id: string, value: JsonObject): void {
    const { order, padded } = this.#openUnits.pop() as OpenUnit;
    const enclosing = this.#openUnits.at(-1)?.id;
    const place = { id, order, ...(enclosing === undefined ? {} : { enclosingUnitId: enclosing }) };
    if (this.#handler.unit === undefined && this.#handler.link === undefined) return;
    if (value.ArchiveUnitRefId !== undefined) {
      const targetId = value.ArchiveUnitRefId as string;
      this.#handler.link?.({ ...place, targetId, ...(padded ? { padded } : {}) });
      return;
    }
    if (this.#handler.unit) this.#handler.unit({ ...place, ...unitParts(value) });
  }

  object(kind: 'binary' | 'physical', id: string, value: JsonObject): void {
    if (!this.#handler.dataObject) return;
    const {
      DataObjectGroupId,
      DataObjectGroupReferenceId,
      DataObjectVersion,
      Uri,
      MessageDigest,
      Size,
      PhysicalId,
      ...document
    } = value;
    const record: Writable<DataObjectRecord> = { kind, id, document };
    if (this.#openGroup !== undefined) record.enclosingGroupId = this.#openGroup;
    if (DataObjectGroupId !== undefined) record.dataObjectGroupId = DataObjectGroupId as string;
    if (DataObjectGroupReferenceId !== undefined)
      record.dataObjectGroupReferenceId = DataObjectGroupReferenceId as string;
    if (DataObjectVersion !== undefined) record.version = DataObjectVersion as string;
    if (Uri !== undefined) record.uri = Uri as string;
    if (MessageDigest !== undefined) record.digest = digestOf(MessageDigest as JsonObject);
    if (Size !== undefined) record.size = Size as number;
    if (PhysicalId !== undefined) record.physicalId = PhysicalId as string;
    this.#handler.dataObject(record);
  }

  group(id: string, { LogBook }: JsonObject): void {
    this.#openGroup = undefined;
    this.#handler.group?.({ id, events: eventsOf(LogBook) });
  }

  management(value: JsonObject): void {
    this.#management = value;
  }

  header(version: SedaVersion, namespace: string, value: JsonObject): TransferHeader {
    const {
      ArchivalProfile,
      ServiceLevel,
      AcquisitionInformation,
      LegalStatus,
      OriginatingAgencyIdentifier,
      SubmissionAgencyIdentifier,
      LogBook: _logBook,
      UpdateOperation: _updateOperation,
      ...management
    } = this.#management;
    const agency = (name: string) => (value[name] as JsonObject | undefined)?.Identifier;
    return {
      version,
      namespace,
      comments: (value.Comment ?? []) as LocalText[],
      ...present('date', value.Date),
      ...present('messageIdentifier', value.MessageIdentifier),
      ...present('archivalAgreement', value.ArchivalAgreement),
      codeListVersions: (value.CodeListVersions ?? {}) as Record<string, string>,
      ...present('archivalAgency', agency('ArchivalAgency')),
      ...present('transferringAgency', agency('TransferringAgency')),
      ...present('archivalProfile', ArchivalProfile),
      ...present('serviceLevel', ServiceLevel),
      ...present('acquisitionInformation', AcquisitionInformation),
      ...present('legalStatus', LegalStatus),
      ...present('originatingAgency', OriginatingAgencyIdentifier),
      ...present('submissionAgency', SubmissionAgencyIdentifier),
      management,
    } as TransferHeader;
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function digestOf({ MessageDigest, Algorithm }: JsonObject): NonNullable<DataObjectRecord['digest']> {
  return { algorithm: Algorithm as string, value: MessageDigest as string };
}

type UnitParts = Omit<ArchiveUnitRecord, 'id' | 'order' | 'enclosingUnitId'>;

function unitParts(value: JsonObject): UnitParts {
  const { LogBook, UpdateOperation: update, ...management } = (value.Management ?? {}) as JsonObject;
  const { History, ...content } = (value.Content ?? {}) as JsonObject;
  const parts: Writable<UnitParts> = {
    references: [
      ...((value.DataObjectReference ?? []) as JsonObject[]).map(objectReference),
      ...((value.DataObjectGroup ?? []) as JsonObject[]).flatMap(existingReferences),
    ],
    management,
    content,
    events: eventsOf(LogBook),
  };
  if (value.ArchiveUnitProfile !== undefined) parts.profile = value.ArchiveUnitProfile as string;
  if (update !== undefined) parts.updateOperation = updateOperation(update as JsonObject);
  if (History !== undefined) parts.history = History as JsonObject[];
  return parts;
}

function objectReference(reference: JsonObject): ObjectReference {
  return reference.DataObjectGroupReferenceId === undefined
    ? { kind: 'object', id: reference.DataObjectReferenceId as string }
    : { kind: 'group', id: reference.DataObjectGroupReferenceId as string };
}

function existingReferences(group: JsonObject): ObjectReference[] {
  const own = group.DataObjectReference as JsonObject | undefined;
  const existing: ObjectReference = {
    kind: 'existing',
    id: group.DataObjectGroupExistingReferenceId as string,
  };
  return own ? [objectReference(own), existing] : [existing];
}

function updateOperation({ SystemId, ArchiveUnitIdentifierKey }: JsonObject): UpdateOperation {
  if (SystemId !== undefined) return { systemId: SystemId as string };
  const key = (ArchiveUnitIdentifierKey ?? {}) as JsonObject;
  return {
    metadataName: (key.MetadataName ?? '') as string,
    metadataValue: (key.MetadataValue ?? '') as string,
  };
}

function eventsOf(logBook: unknown): readonly ExternalEvent[] {
  return ((logBook as JsonObject | undefined)?.Event ?? []) as ExternalEvent[];
}

function present(name: string, value: unknown): JsonObject {
  return value === undefined ? {} : { [name]: value };
}
