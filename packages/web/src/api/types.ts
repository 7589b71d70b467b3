import type { TEXTS } from '../texts/index.ts';
/** Answers of the own API, as the screens read them. */

export type Role = 'R1' | 'R2' | 'R3' | 'R4' | 'R5';

export interface Right {
  readonly tenant: number;
  readonly tenantName: string;
  readonly role: Role;
  readonly accessContract: string | null;
  /** Whether documents are searched in the safe. */
  readonly searchesContent: boolean;
}

export interface Session {
  readonly account: { readonly id: string; readonly name: string; readonly email: string };
  readonly rights: readonly Right[];
}

export type Status = 'UNKNOWN' | 'STARTED' | 'ALREADY_EXECUTED' | 'OK' | 'WARNING' | 'KO' | 'FATAL';

/** Names of agencies by identifier. */
export type Agencies = Readonly<Record<string, string>>;

export interface Volumes {
  readonly units: number;
  readonly groups: number;
  readonly objects: number;
  /** Of the objects, those that are only described. */
  readonly physical: number;
  readonly bytes: number;
}

/** What entered; of a month, of a producing service, or of all. */
export interface Measures {
  readonly transfers: number;
  readonly units: number;
  readonly files: number;
  /** Objects that are only described. */
  readonly physical: number;
  readonly bytes: number;
}

export interface Figures {
  readonly totals: Measures;
  readonly months: readonly (Measures & { readonly month: string })[];
  readonly agencies: readonly (Measures & { readonly agency: string; readonly name: string | null })[];
  readonly formats: readonly {
    readonly format: string | null;
    readonly name: string | null;
    readonly files: number;
    readonly bytes: number;
  }[];
}

export interface Transfer {
  readonly id: string;
  readonly workflow: string;
  readonly state: 'RUNNING' | 'PAUSE' | 'COMPLETED';
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly fileName?: string;
  readonly messageIdentifier?: string;
  readonly originatingAgency?: string;
  readonly submissionAgency?: string;
  readonly agreement?: string;
  readonly archivalProfile?: string;
  readonly comment?: string;
  readonly volumes?: Volumes;
  readonly progress: { readonly done: number; readonly of: number; readonly step?: string };
}

/** Why a control refuses or warns, and what to do about it. */
export interface Advice {
  readonly cause: string;
  readonly remedy: string;
}

/** In each language of the screens. */
export type Advices = Readonly<Record<'fr' | 'en', Advice>>;

export interface TransferEvent {
  readonly key: string;
  readonly outcome: Status;
  readonly code: string;
  readonly label: string;
  readonly message: string;
  readonly date: string;
  readonly detail: string | null;
  readonly tasks: readonly TransferEvent[];
  /** Of a transfer's refusals and warnings. */
  readonly advice?: Advices;
}

export interface TransferStep {
  readonly name: string;
  readonly label: string;
  readonly state: 'waiting' | 'running' | 'done' | 'skipped';
  readonly outcome?: Status;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly events: readonly TransferEvent[];
  readonly advice?: Advices;
}

export interface TransferDetail extends Transfer {
  readonly steps: readonly TransferStep[];
  readonly agencies: Agencies;
}

export interface TransferPage {
  readonly transfers: readonly Transfer[];
  readonly more: boolean;
  readonly agencies: Agencies;
}

/** A passage of a document, in the order of its pieces. */
export interface Excerpt {
  readonly objectId: string;
  readonly usage: string;
  readonly pieces: readonly { readonly text: string; readonly isMarked: boolean }[];
}

export interface UnitHit {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly level: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly originatingAgency: string | null;
  readonly unitType: string;
  readonly hasObject: boolean;
  readonly parentTitle: string | null;
  /** Where the words stand in its documents, when these are searched. */
  readonly excerpt?: Excerpt;
}

export interface UnitPage {
  /** How many there are in all; null where the page does not show it. */
  readonly total: number | null;
  readonly hits: readonly UnitHit[];
  /** By relevance; false too where it was asked for and there are too many to be ranked. */
  readonly isRanked: boolean;
  /** Marks of the first and the last of them: other pages lie before and after. */
  readonly first: string | null;
  readonly last: string | null;
  readonly agencies: Agencies;
}

/** A field that a criterion can be about. */
export interface UnitField {
  readonly field: string;
  /** As the vocabulary calls it; null when it has only its own name. */
  readonly name: string | null;
  readonly type: 'keyword' | 'text' | 'date' | 'long' | 'double' | 'boolean';
  readonly manners: readonly (keyof typeof TEXTS.criteria.manners)[];
}

export interface RuleChoice {
  readonly rule: string;
  readonly name: string;
}

export interface SavedDraft {
  readonly name: string;
  /** Criteria and order, as the search takes them. */
  readonly search: Readonly<Record<string, string>>;
}

export interface SavedSearch extends SavedDraft {
  readonly id: string;
  readonly updatedAt: string;
}

export interface TreeNode {
  readonly id: string;
  readonly title: string;
  readonly level: string | null;
  readonly unitType: string;
  readonly hasObject: boolean;
  readonly hasChildren: boolean;
}

export interface Branch {
  readonly total: number;
  readonly nodes: readonly TreeNode[];
}

/** A unit on the way down to another, with its place in its branch, from 0. */
export interface TreeStep {
  readonly id: string;
  readonly place: number;
}

export interface FacetValue {
  readonly value: string;
  readonly name: string | null;
  readonly count: number;
}

export interface Facets {
  readonly levels: readonly FacetValue[];
  readonly agencies: readonly FacetValue[];
  readonly years: readonly FacetValue[];
  readonly formats: readonly FacetValue[];
  readonly languages: readonly FacetValue[];
  readonly counted: number;
  readonly isWhole: boolean;
}

/** How the rules of a category spread over what a search finds. */
export interface RuleFacets {
  readonly computed: number;
  readonly waiting: number;
  readonly ruled: number;
  readonly unruled: number;
  readonly rules: readonly FacetValue[];
  /** Ends that have come by the day, or come after it. */
  readonly past: number;
  readonly coming: number;
  readonly at: string;
  readonly finalActions: readonly { readonly value: string; readonly count: number }[];
  readonly counted: number;
  readonly isWhole: boolean;
}

/** By the node of the tree; those without any are not there. */
export interface NodeCounts {
  readonly counts: Readonly<Record<string, number>>;
  readonly isWhole: boolean;
}

export interface OperationEntry {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly category: string;
  readonly outcome: Status;
  readonly isRunning: boolean;
  readonly startedAt: string;
  readonly writtenAt: string;
}

export interface OperationPage {
  readonly operations: readonly OperationEntry[];
  readonly more: boolean;
  readonly categories: readonly string[];
}

export interface OperationDetail extends OperationEntry {
  readonly message: string;
  readonly detail: string | null;
  readonly contract: string | null;
  readonly agent: string | null;
  readonly person: string | null;
  readonly events: readonly TransferEvent[];
}

/** Parents that units gain and lose, all the same ones. */
export interface MoveChoice {
  readonly units: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What a move would be about, and what its operation would refuse. */
export interface CheckedMove {
  readonly units: number;
  readonly descendants: number;
  readonly parents: readonly { readonly id: string; readonly units: number }[];
  readonly faults: readonly {
    readonly field: 'units' | 'add' | 'remove';
    readonly reason: keyof typeof TEXTS.moves.faults;
    readonly ids: readonly string[];
  }[];
}

export type ProcessMove = 'NEXT' | 'RESUME' | 'PAUSE' | 'REPLAY' | 'CANCEL';

/** An operation as the engine runs it. */
export interface Process {
  readonly id: string;
  readonly label: string;
  readonly category: string;
  readonly state: Transfer['state'];
  readonly status: Status;
  /** It runs, and no worker has taken it yet. */
  readonly isWaiting: boolean;
  readonly isHeld: boolean;
  readonly stepByStep: boolean;
  /** A move that is asked for and not yet obeyed. */
  readonly asked: 'PAUSE' | 'CANCEL' | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly progress: { readonly done: number; readonly of: number };
  readonly lastStep: string | null;
  readonly nextStep: string | null;
  /** What its state allows. */
  readonly moves: readonly ProcessMove[];
}

export interface ProcessPage {
  readonly processes: readonly Process[];
  readonly total: number;
  readonly states: Readonly<Record<Transfer['state'], number>>;
  readonly statuses: Readonly<Partial<Record<Status, number>>>;
  readonly categories: readonly string[];
  readonly holds: readonly ProcessHold[];
}

/** An order that holds operations back; `category` null: all of them. */
export interface ProcessHold {
  readonly category: string | null;
  readonly since: string;
  readonly isOfPlatform: boolean;
}

export interface ScheduledJob {
  readonly name: string;
  readonly everySeconds: number;
  readonly lastRun: string | null;
  readonly nextRun: string;
}

export interface Counter {
  readonly ingested: number;
  readonly deleted: number;
  readonly remained: number;
}

/** `ObjectSize` in bytes. */
export interface Counters {
  readonly TotalUnits: Counter;
  readonly TotalObjectGroups: Counter;
  readonly TotalObjects: Counter;
  readonly ObjectSize: Counter;
}

export interface RegisterTotals {
  readonly totals: readonly (Counters & {
    /** Null: entries that have none. */
    readonly value: string | null;
    readonly name: string | null;
    readonly entries: number;
  })[];
  /** What an agency sees of others by attachment, at the last count. */
  readonly symbolic: readonly {
    readonly agency: string;
    readonly name: string | null;
    readonly units: number;
    readonly groups: number;
    readonly objects: number;
    readonly bytes: number;
    readonly countedAt: string;
  }[];
}

/** A record of the accession register, its members those of the API. */
export interface RegisterEntry extends Counters {
  readonly id: string;
  readonly OriginatingAgency: string;
  readonly SubmissionAgency?: string;
  readonly ArchivalAgreement?: string;
  readonly ArchivalProfile?: string;
  readonly AcquisitionInformation?: string;
  readonly LegalStatus?: string;
  readonly StartDate: string;
  readonly Status: 'STORED_AND_COMPLETED' | 'STORED_AND_UPDATED' | 'UNSTORED';
  readonly Opi: string;
  readonly obIdIn?: string;
  readonly Comment?: readonly string[];
  readonly Events?: readonly {
    readonly Opc: string;
    readonly OpType: string;
    readonly CreationDate: string;
    readonly Units: number;
    readonly Gots: number;
    readonly Objects: number;
    readonly ObjSize: number;
  }[];
}

export interface RegisterPage {
  readonly entries: readonly RegisterEntry[];
  readonly total: number;
  readonly totals: Counters;
  readonly values: Readonly<Record<'agency' | 'contract' | 'profile' | 'acquisition', readonly string[]>>;
  readonly agencies: Agencies;
}

export interface TenantEntry {
  readonly tenant: number;
  readonly name: string;
  readonly createdAt: string;
}

/** How far the documents of a safe are read; counts. */
export interface ContentState {
  readonly searched: boolean;
  readonly waiting: number;
  readonly postponed: number;
  /** More is being queued. */
  readonly sweeping: boolean;
  readonly extracted: number;
  readonly notExtractable: Readonly<Record<string, number>>;
}

export interface ApiKey {
  readonly id: string;
  readonly label: string;
  readonly context: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export interface Certificate {
  readonly id: string;
  readonly label: string;
  /** Null: of a person. */
  readonly context: string | null;
  readonly subject: string;
  readonly status: 'VALID' | 'EXPIRED' | 'REVOKED';
  readonly notAfter: string;
}

export type Members = Readonly<Record<string, unknown>>;

export interface ArchiveObject {
  readonly qualifier: string;
  readonly version: number | null;
  readonly objectId: string;
  readonly fileName: string | null;
  readonly formatId: string | null;
  readonly formatName: string | null;
  readonly mimeType: string | null;
  readonly size: number | null;
  readonly digest: string | null;
  readonly algorithm: string | null;
  readonly physical: boolean;
}

/** An ancestor; what may not be seen has no identifier and no title. */
export type RuleOrigin =
  | { readonly id: string; readonly title: string }
  | { readonly id: null; readonly title: null };

export interface RuleCategory {
  readonly category: string;
  readonly rules: readonly {
    readonly rule: string;
    readonly name: string | null;
    readonly startDate: string | null;
    readonly endDate: string | null;
    /** Null: the unit itself. */
    readonly from: RuleOrigin | null;
    /** What a hold says besides. */
    readonly hold: Members;
    /** Units between that one and this one, from above; null: the ways are too many to be listed. */
    readonly ways: readonly (readonly RuleOrigin[])[] | null;
  }[];
  readonly finalActions: readonly { readonly value: string; readonly from: RuleOrigin | null }[];
  readonly properties: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly from: RuleOrigin | null;
  }[];
  readonly blocked: boolean;
  readonly blockedRules: readonly string[];
}

export interface Unit {
  readonly unit: {
    readonly id: string;
    readonly title: string;
    readonly content: Members;
    readonly management: Members;
    readonly system: Members;
  };
  readonly path: readonly { readonly id: string; readonly title: string }[];
  readonly children: number;
  readonly rules: readonly RuleCategory[];
  readonly objectGroup: string | null;
  readonly objects: readonly ArchiveObject[];
  readonly agencies: Agencies;
}

export interface HistoryEvent {
  readonly type: string;
  readonly label: string;
  readonly outcome: Status;
  readonly at: string;
  readonly detail: string | null;
  readonly object: string | null;
  readonly events: readonly HistoryEvent[];
}

export interface HistoryChapter {
  readonly operation: string;
  readonly processType: string;
  readonly at: string;
  readonly events: readonly HistoryEvent[];
}

/** A package of which the service has a part. */
export interface OpenUpload {
  readonly id: string;
  readonly fileName: string;
  /** Date of the file, milliseconds since 1970. */
  readonly fileModified: number | null;
  readonly size: number;
  readonly received: number;
  readonly workflow: keyof typeof TEXTS.deposit.kinds;
  /** When the service gives it up. */
  readonly expires: string;
}

/** One of two selections, and which files: `all` is the last version of each usage. */
export interface DeliveryChoice {
  readonly units?: readonly string[];
  readonly withDescendants?: boolean;
  readonly search?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly objects?: 'all' | 'none' | Readonly<Record<string, readonly ('FIRST' | 'LAST' | 'ALL')[]>>;
}

export interface Estimate {
  readonly units: number;
  /** Null: too many to be counted while somebody waits. */
  readonly files: { readonly count: number; readonly bytes: number } | null;
}

export interface Delivery {
  readonly id: string;
  readonly state: Transfer['state'];
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly sedaVersion: string;
  readonly requester: string;
  readonly progress: Transfer['progress'];
  /** While it is kept. */
  readonly package?: { readonly size: number; readonly digest: string; readonly expiresAt: string };
}

export interface DeliveryDetail extends Delivery {
  readonly remarks: readonly {
    readonly outcome: Status;
    readonly message: string;
    readonly detail: string | null;
  }[];
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  readonly more: boolean;
}

/** A referential that one may read in a safe. */
export interface ReferentialAccess {
  readonly name: string;
  /** Extension of the files that it takes. */
  readonly takes: 'csv' | 'xml' | 'json';
  /** Beside documents, a table of one a line. */
  readonly takesTable: boolean;
  /** There is a file to fill in. */
  readonly hasTemplate: boolean;
  readonly mayImport: boolean;
  /** Its records are made and changed one by one. */
  readonly mayEdit: boolean;
  /** Its records are removed one by one. */
  readonly mayRemove: boolean;
}

/** What depends on a record. */
export interface RecordUse {
  readonly by:
    | 'unit'
    | 'access-contract'
    | 'ingest-contract'
    | 'context'
    | 'person'
    | 'api-key'
    | 'certificate'
    | 'transfer'
    | 'register'
    | 'preservation-scenario'
    | 'archive-unit-profile'
    | 'object-group';
  readonly count: number;
  /** Identifiers of some. */
  readonly some: readonly string[];
}

/** A field of a record, as the service controls it. */
export interface FormField {
  readonly name: string;
  readonly type: 'text' | 'boolean' | 'integer' | 'object';
  readonly isList: boolean;
  readonly isMandatory: boolean;
  /** The values that there are. */
  readonly values?: readonly string[];
  /** What the value names: a kind of records, `unit` or `tenant`. */
  readonly refersTo?: string;
  readonly initial?: string | boolean | readonly unknown[];
  /** Of an object. */
  readonly members?: readonly FormField[];
}

export interface RecordForm {
  readonly fields: readonly FormField[];
  /** Field by which a record is known. */
  readonly key: string;
  /** The identifier of a new record is given with it; otherwise the archive numbers it. */
  readonly takesIdentifier: boolean;
}

export interface Choices {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly total: number;
}

/** Why a record is refused. */
export interface Refusal {
  readonly code: string;
  /** `Permissions.0.tenant`; null: the record as a whole. */
  readonly field: string | null;
  /** Identifier of the record, where several are controlled. */
  readonly record: string | null;
  /** Of the table, where the file is one. */
  readonly line?: number;
  readonly values: readonly string[];
  /** As the journal has it, in English. */
  readonly text: string;
}

/** `#key`: its identifier; the other members are those of the API. */
export type ReferentialRecord = Readonly<Record<string, unknown>>;

export interface ReferentialPage {
  readonly records: readonly ReferentialRecord[];
  readonly total: number;
  /** Values by which the list may be filtered, by member. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

export interface ReferentialChange {
  readonly operation: string;
  readonly label: string;
  readonly outcome: Status;
  readonly at: string;
  /** Null: the operation is an import. */
  readonly changes: string | null;
}

export interface LineFault {
  readonly Code: string;
  readonly Message: string;
  readonly 'Information additionnelle': unknown;
}

export interface CheckedFile {
  /** Why the file as a whole cannot be read. */
  readonly fault?: { readonly kind: string; readonly words: string; readonly columns: readonly string[] };
  /** By `line N`, the header being line 1. */
  readonly errors: Readonly<Record<string, readonly LineFault[]>>;
  /** Why an import would be refused, by record. */
  readonly refusals: readonly Refusal[];
  /** Absent: the file cannot be read as a whole referential. */
  readonly preview?: Preview;
}

/** What a file would make of a referential. */
export interface Preview {
  readonly added: ChangedRecords;
  readonly changed: ChangedRecords;
  readonly removed: ChangedRecords;
  readonly unchanged: number;
  readonly consequences: readonly Consequence[];
  /** The referential that was compared; an import that names it is refused when it has changed since. */
  readonly state: string;
}

export interface ChangedRecords {
  /** Of all of them; those that are shown may be fewer. */
  readonly total: number;
  readonly records: readonly {
    readonly identifier: string;
    readonly name: string;
    /** `-  Name : old`, `+  Name : new`. */
    readonly lines: readonly string[];
  }[];
}

export interface Consequence {
  readonly code: string;
  readonly values: readonly { readonly value: string; readonly count?: number }[];
}

/** What an access contract would let be seen. */
export interface ContractSimulation {
  /** Units of the safe. */
  readonly units: number;
  readonly seen: Readonly<Record<'total' | 'INGEST' | 'HOLDING_UNIT' | 'FILING_UNIT', number>>;
  readonly samples: readonly {
    readonly id: string;
    readonly title: string;
    readonly unitType: string;
    readonly agency: string | null;
  }[];
  readonly writes: 'nothing' | 'descriptions' | 'everything';
  /** Usages whose files may be downloaded; null: all. */
  readonly usages: readonly string[] | null;
}

/** What an ingest contract has served for. */
export interface ContractActivity {
  readonly transfers: number;
  readonly refused: number;
  readonly dryRuns: number;
  readonly last: { readonly id: string; readonly at: string; readonly outcome: Status } | null;
  /** Records that it names and that are inactive, or there no more. */
  readonly hindered: readonly {
    readonly kind: 'archival-profiles' | 'management-contracts';
    readonly identifier: string;
    readonly isKnown: boolean;
  }[];
}
