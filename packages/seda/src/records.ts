/**
 * What the reader of a SEDA ArchiveTransfer hands over, record by record, in bounded memory.
 *
 * Identifiers in these records are those of the manifest (xsd:ID); the archive gives its own later.
 * Member names of the JSON documents (`content`, `management`, `document`) are those of spec seda.md sections 7 and 8.
 */

export type SedaVersion = '2.1' | '2.2' | '2.3';

/** A JSON object as stored; values are those of JSON. */
export type JsonObject = { [name: string]: unknown };

/** One text with its language, if the manifest gave one (xml:lang). */
export interface LocalText {
  readonly lang?: string;
  readonly text: string;
}

/** Header of the ArchiveTransfer: complete only at the end of the document. */
export interface TransferHeader {
  readonly version: SedaVersion;
  readonly namespace: string;
  readonly comments: readonly LocalText[];
  readonly date?: string;
  readonly messageIdentifier?: string;
  readonly archivalAgreement?: string;
  /** Text of each code list version, by element name. */
  readonly codeListVersions: Readonly<Record<string, string>>;
  readonly archivalAgency?: string;
  readonly transferringAgency?: string;
  readonly archivalProfile?: string;
  readonly serviceLevel?: string;
  readonly acquisitionInformation?: string;
  readonly legalStatus?: string;
  readonly originatingAgency?: string;
  readonly submissionAgency?: string;
  /** Rules of ManagementMetadata in the form of `_mgt` (spec seda.md 7.4), `{}` when none. */
  readonly management: JsonObject;
}

/** An event of a LogBook element, in the members of spec seda.md 7.7. */
export interface ExternalEvent extends JsonObject {
  readonly evDateTime?: string;
}

/** A BinaryDataObject or PhysicalDataObject. */
export interface DataObjectRecord {
  readonly kind: 'binary' | 'physical';
  readonly id: string;
  /** id of the DataObjectGroup element that holds it. */
  readonly enclosingGroupId?: string;
  readonly dataObjectGroupId?: string;
  readonly dataObjectGroupReferenceId?: string;
  /** DataObjectVersion as written (`BinaryMaster`, `BinaryMaster_1`…). */
  readonly version?: string;
  readonly uri?: string;
  readonly digest?: { readonly algorithm: string; readonly value: string };
  /** Size as declared, in bytes. */
  readonly size?: number;
  readonly physicalId?: string;
  /** Members to be stored in the version document (spec seda.md 8.2): FormatIdentification, FileInfo, Metadata, PhysicalDimensions… */
  readonly document: JsonObject;
}

/** A DataObjectGroup element, handed over at its end. */
export interface DataObjectGroupRecord {
  readonly id: string;
  readonly events: readonly ExternalEvent[];
}

/** What an ArchiveUnit points at. */
export type ObjectReference =
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'object'; readonly id: string }
  /** DataObjectGroupExistingReferenceId: GUID of a group already archived. */
  | { readonly kind: 'existing'; readonly id: string };

/** Management/UpdateOperation: the unit stands for one already archived. */
export type UpdateOperation =
  | { readonly systemId: string }
  | { readonly metadataName: string; readonly metadataValue: string };

/** An ArchiveUnit with its own description, handed over at its end (so children come before their parent). */
export interface ArchiveUnitRecord {
  readonly id: string;
  /** Rank of its opening tag among ArchiveUnit elements of the document, from 0. */
  readonly order: number;
  /** id of the ArchiveUnit element that holds it; absent for one directly under DescriptiveMetadata. */
  readonly enclosingUnitId?: string;
  readonly references: readonly ObjectReference[];
  readonly profile?: string;
  readonly updateOperation?: UpdateOperation;
  /** `_mgt` (spec seda.md 7.4), `{}` when nothing is declared; without LogBook and UpdateOperation. */
  readonly management: JsonObject;
  /** Descriptive members (spec seda.md 7.3, 7.5, 7.7, 7.8); inner references still carry manifest ids. */
  readonly content: JsonObject;
  /** `_history` (spec seda.md 7.6). */
  readonly history?: readonly JsonObject[];
  readonly events: readonly ExternalEvent[];
}

/** An ArchiveUnit that only refers to another: the enclosing unit is a parent of `targetId`. */
export interface ArchiveUnitLink {
  readonly id: string;
  readonly order: number;
  readonly enclosingUnitId?: string;
  readonly targetId: string;
  /** The reference is written with blanks around it: XML Schema takes them, an archive need not (spec ingest.md 8.4.4). */
  readonly padded?: true;
}

/** Receives the records as the document goes by. Every method is synchronous; `drained` is awaited between pieces of input. */
export interface ManifestHandler {
  dataObject?(object: DataObjectRecord): void;
  group?(group: DataObjectGroupRecord): void;
  unit?(unit: ArchiveUnitRecord): void;
  link?(link: ArchiveUnitLink): void;
  /** Awaited after each piece of input: the place to write out what has gathered. */
  drained?(): Promise<void> | void;
}

/** Why a manifest is refused; each maps to one sub-code of CHECK_SEDA (spec ingest.md 8.1). */
export type SedaFault =
  /** Not well-formed XML, DTD present, wrong encoding. */
  | 'NOT_XML'
  /** Root without namespace, or a namespace that is not SEDA's. */
  | 'NO_SEDA_NAMESPACE'
  | 'UNSUPPORTED_VERSION'
  /** Against the content model. */
  | 'NOT_VALID';
