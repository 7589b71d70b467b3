/** Answers of the own API. Made of the schemas of its routes by `npm run answer-types`: change those. */

/** Why a control refuses or warns, and what to do about it. */
export interface Advice {
  readonly cause: string;
  readonly remedy: string;
}

/** In each language of the screens. */
export interface Advices {
  readonly fr: Advice;
  readonly en: Advice;
}

/** Names, by identifier, of the agencies that are named here by their identifiers. */
export type Agencies = Readonly<Record<string, string>>;

/** Agencies that stand in a relation to one. */
export interface AgencyFamily {
  /** Those that it is under, by levels, the nearest first. */
  readonly superiors: readonly (readonly RelatedAgency[])[];
  /** There are more than 12 levels. */
  readonly isCut: boolean;
  /** It, or one above it, is above itself. */
  readonly isCycle: boolean;
  /** Those right under it, the first of them. */
  readonly subordinates: readonly RelatedAgency[];
  /** Of all that are right under it. */
  readonly subordinateTotal: number;
  /** Those that it took over from. */
  readonly earlier: readonly RelatedAgency[];
  /** Those that took over from it. */
  readonly later: readonly RelatedAgency[];
  readonly associated: readonly RelatedAgency[];
}

export interface AllProcesses {
  readonly processes: readonly SafeProcess[];
  readonly total: number;
  /** Of those that answer to the other filters. */
  readonly states: {
    readonly PAUSE: number;
    readonly RUNNING: number;
    readonly COMPLETED: number;
  };
  readonly statuses: {
    readonly UNKNOWN?: number;
    readonly STARTED?: number;
    readonly ALREADY_EXECUTED?: number;
    readonly OK?: number;
    readonly WARNING?: number;
    readonly KO?: number;
    readonly FATAL?: number;
  };
  /** Categories that the operations have. */
  readonly categories: readonly string[];
  /** All tenants of the person, whatever is looked for; the rest is of those that are listed. */
  readonly safes: readonly SafeStanding[];
}

export interface ApiKey {
  /** SHA-256 of the key, hexadecimal. */
  readonly id: string;
  readonly label: string;
  readonly context: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** Null: nobody has called with it yet. */
  readonly lastCallAt: string | null;
  /** Of the last 30 days. */
  readonly calls: number;
}

/** A service of the compatible API. */
export interface ApiService {
  readonly permission: string;
  readonly verb: string;
  readonly path: string;
  readonly description: string;
}

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
  /** Described only: kept on paper or otherwise outside. */
  readonly physical: boolean;
}

export interface Audit {
  readonly id: string;
  readonly kind: AuditKind;
  readonly perimeter: AuditPerimeter;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Who asked for it; null: an application. */
  readonly requester: string | null;
  readonly progress: Progress;
}

export interface AuditDetail {
  readonly id: string;
  readonly kind: AuditKind;
  readonly perimeter: AuditPerimeter;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Who asked for it; null: an application. */
  readonly requester: string | null;
  readonly progress: Progress;
  readonly agencies: Agencies;
  /** Absent: there is none, or not yet. */
  readonly report?: {
    readonly groups: SoundAndFaulty;
    readonly objects: SoundAndFaulty;
    /** The first objects that are not as they should be. */
    readonly faults: readonly AuditFault[];
  };
  /** What was not as asked for: warnings and refusals. */
  readonly remarks: readonly {
    readonly outcome: Status;
    readonly message: string;
    readonly detail: string | null;
  }[];
}

export interface AuditFault {
  readonly object: string;
  /** `BinaryMaster_1` */
  readonly version: string;
  /** A unit that has it; its title is null where the asker may not see it. */
  readonly unit: {
    readonly id: string;
    readonly title: string | null;
  } | null;
  /** Every offer, with what is wrong there. */
  readonly offers: readonly {
    readonly id: string;
    readonly fault: ObjectFault | null;
  }[];
}

export type AuditKind = 'existence' | 'integrity' | 'coherence' | 'correction';

export interface AuditPage {
  readonly audits: readonly Audit[];
  /** Others follow. */
  readonly more: boolean;
  readonly agencies: Agencies;
  /** Agencies of the register, by name: whose archives can be audited. */
  readonly choices: readonly {
    readonly id: string;
    readonly name: string;
  }[];
}

export type AuditPerimeter =
  | {
      readonly kind: 'safe';
    }
  | {
      readonly kind: 'agency';
      readonly id: string;
    }
  | {
      readonly kind: 'operation';
      readonly id: string;
    }
  | {
      readonly kind: 'request';
      /** JSON. */
      readonly request: string;
    };

export interface AuditedReferentials {
  readonly collections: readonly ReferentialVerdict[];
}

export interface Branch {
  /** How many lie in it, all pages together. */
  readonly total: number;
  readonly nodes: readonly TreeNode[];
}

export interface Certificate {
  /** SHA-256 of the DER, hexadecimal. */
  readonly id: string;
  readonly label: string;
  /** Identifier of the application’s context; null: of a person. */
  readonly context: string | null;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly status: 'VALID' | 'EXPIRED' | 'REVOKED';
  readonly notBefore: string;
  readonly notAfter: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  /** Null: nobody has called with it yet. */
  readonly lastCallAt: string | null;
  /** Of the last 30 days. */
  readonly calls: number;
}

/** A record that a difference adds, changes or removes. */
export interface ChangedRecord {
  readonly identifier: string;
  /** Name by which people know it; of a changed one, the new name. */
  readonly name: string;
  /** `-  Name : old`, `+  Name : new`. */
  readonly lines: readonly string[];
}

export interface ChangedRecords {
  /** Of all of them; those that are shown may be fewer. */
  readonly total: number;
  readonly records: readonly ChangedRecord[];
}

/** A file as a check sees it, nothing changed. */
export interface CheckedFile {
  /** Why the file as a whole is refused. */
  readonly fault?: {
    readonly kind: string;
    readonly words: string;
    readonly columns: readonly string[];
  };
  /** By `line N`, the header being line 1; none: the table is good. */
  readonly errors: Readonly<Record<string, readonly LineFault[]>>;
  /** Why an import would be refused, by record. */
  readonly refusals: readonly Refusal[];
  readonly preview?: Preview;
}

export interface CheckedMove {
  /** Of the units, those that are there to be seen. */
  readonly units: number;
  /** Below them. */
  readonly descendants: number;
  /** Parents that they have, and how many of them have each. */
  readonly parents: readonly {
    readonly id: string;
    readonly units: number;
  }[];
  /** What the operation would refuse, said of the field in which it was chosen. */
  readonly faults: readonly {
    readonly field: 'units' | 'add' | 'remove';
    readonly reason: 'UNKNOWN' | 'ATTACHED' | 'NOT_ATTACHED' | 'BELOW' | 'TYPE' | 'HELD' | 'BOTH';
    readonly ids: readonly string[];
  }[];
}

export interface Choices {
  readonly choices: readonly {
    readonly value: string;
    readonly label: string;
  }[];
  /** Of all that answer. */
  readonly total: number;
}

export type CollectionFault = 'MISSING' | 'UNREADABLE' | 'DIFFERENT';

/** What an import would bring about beside the records. */
export interface Consequence {
  readonly code:
    | 'END_DATES'
    | 'USED_BY_UNITS'
    | 'USED_BY_CONTRACTS'
    | 'USED_BY_ARCHIVES'
    | 'USED_BY_SCENARIOS'
    | 'NOT_KEPT'
    | 'SAME_VERSION'
    | 'OLDER_VERSION'
    | 'SAME_DATE'
    | 'OLDER_DATE';
  /** The records that it is about, with how much depends on each; or what is said of the file. */
  readonly values: readonly {
    readonly value: string;
    readonly count?: number;
  }[];
}

export interface ContentState {
  /** Whether documents are read and searched. */
  readonly searched: boolean;
  /** Documents that are still to be read; more may be to come while `sweeping`. */
  readonly waiting: number;
  /** Of these, documents that could not be read for a reason of the service’s own, and are tried again. */
  readonly postponed: number;
  /** All documents of the tenant are being queued. */
  readonly sweeping: boolean;
  readonly extracted: number;
  /** Documents without text, by reason. */
  readonly notExtractable: {
    readonly ENCRYPTED?: number;
    readonly DAMAGED?: number;
    readonly TOO_LARGE?: number;
    readonly TIME_LIMIT?: number;
    readonly MEMORY_LIMIT?: number;
    readonly NO_TEXT?: number;
    readonly CRASHED?: number;
  };
}

export interface ContractActivity {
  /** Transfers whose manifest names it, dry runs aside; one refused for its header leaves no contract in its journal. */
  readonly transfers: number;
  /** Those of them that did not enter. */
  readonly refused: number;
  readonly dryRuns: number;
  /** The latest of all. */
  readonly last: {
    readonly id: string;
    readonly at: string;
    readonly outcome: Status;
  } | null;
  /** Records that it names and that are there no more, or inactive: transfers that need them are refused. */
  readonly hindered: readonly {
    readonly kind: 'archival-profiles' | 'management-contracts';
    readonly identifier: string;
    readonly isKnown: boolean;
  }[];
}

export interface ContractSimulation {
  /** Units of the tenant. */
  readonly units: number;
  /** Those that the contract shows, by their type. */
  readonly seen: {
    readonly total: number;
    readonly INGEST: number;
    readonly HOLDING_UNIT: number;
    readonly FILING_UNIT: number;
  };
  /** The first of them by title; only such as whoever asks may see. */
  readonly samples: readonly {
    readonly id: string;
    readonly title: string;
    readonly unitType: string;
    readonly agency: string | null;
  }[];
  readonly writes: 'nothing' | 'descriptions' | 'everything';
  /** Usages whose objects may be downloaded; null: all. */
  readonly usages: readonly string[] | null;
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

export interface Delivery {
  readonly id: string;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly sedaVersion: string;
  /** Who asked for it. */
  readonly requester: string;
  readonly progress: Progress;
  /** Its package, while it is kept: until `expiresAt`, or a shorter time when the offers are nearly full. */
  readonly package?: {
    readonly size: number;
    readonly digest: string;
    readonly expiresAt: string;
  };
}

export interface DeliveryDetail {
  readonly id: string;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly sedaVersion: string;
  /** Who asked for it. */
  readonly requester: string;
  readonly progress: Progress;
  /** Its package, while it is kept: until `expiresAt`, or a shorter time when the offers are nearly full. */
  readonly package?: {
    readonly size: number;
    readonly digest: string;
    readonly expiresAt: string;
  };
  /** What was not as asked for, in words: warnings and refusals. */
  readonly remarks: readonly {
    readonly outcome: Status;
    readonly message: string;
    readonly detail: string | null;
  }[];
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  /** Others follow. */
  readonly more: boolean;
}

/** The operation that did it. */
export interface DoneBy {
  readonly operation: string;
}

export interface Envelope {
  readonly httpCode: number;
  readonly $hits: {
    readonly total: number;
    readonly offset: number;
    readonly limit: number;
    readonly size: number;
  };
  readonly $results: readonly unknown[];
  readonly $facetResults?: readonly {
    readonly name?: string;
    readonly buckets?: readonly {
      readonly value?: string;
      readonly count?: number;
    }[];
  }[];
  readonly $context: unknown;
}

export interface ErrorAnswer {
  readonly httpCode: number;
  readonly code: string;
  readonly context?: string;
  readonly state?: string;
  readonly message: string;
  readonly description?: string;
  /** The error of the address itself, where this one comes from behind it. */
  readonly errors?: readonly {
    readonly httpCode: number;
    readonly code: string;
    readonly context?: string;
    readonly state?: string;
    readonly message: string;
    readonly description?: string;
  }[];
  /** What the controls of a record refuse, and in which field: API of the front office. */
  readonly refusals?: readonly Refusal[];
}

/** What a delivery would hold if it were asked for now. */
export interface Estimate {
  readonly units: number;
  /** Null: the selection is too large to be counted while somebody waits. */
  readonly files: {
    readonly count: number;
    readonly bytes: number;
  } | null;
}

/** A passage of a document, in the order of its pieces. */
export interface Excerpt {
  readonly objectId: string;
  readonly usage: string;
  readonly pieces: readonly {
    readonly text: string;
    readonly isMarked: boolean;
  }[];
}

export interface FacetValue {
  readonly value: string;
  readonly name: string | null;
  readonly count: number;
}

export interface Facets {
  readonly levels: readonly FacetValue[];
  readonly agencies: readonly FacetValue[];
  /** Year of the first date of a unit, or of its last one. */
  readonly years: readonly FacetValue[];
  /** PUIDs of the objects. */
  readonly formats: readonly FacetValue[];
  /** Of what the units hold, as they name it. */
  readonly languages: readonly FacetValue[];
  /** Units that were counted: the first that were found when there are more. */
  readonly counted: number;
  readonly isWhole: boolean;
}

export interface FieldList {
  readonly fields: readonly UnitField[];
}

export interface Figures {
  readonly totals: Measures;
  /** Months in which something entered, the oldest first. */
  readonly months: readonly {
    readonly transfers: number;
    readonly units: number;
    /** Objects that are kept here. */
    readonly files: number;
    /** Objects that are only described: on paper or otherwise outside. */
    readonly physical: number;
    readonly bytes: number;
    /** `yyyy-MM`, in Paris. */
    readonly month: string;
  }[];
  /** The one with most archives first. */
  readonly agencies: readonly {
    readonly transfers: number;
    readonly units: number;
    /** Objects that are kept here. */
    readonly files: number;
    /** Objects that are only described: on paper or otherwise outside. */
    readonly physical: number;
    readonly bytes: number;
    readonly agency: string;
    readonly name: string | null;
  }[];
  /** The one with most files first. */
  readonly formats: readonly {
    /** PUID; null: not identified. */
    readonly format: string | null;
    readonly name: string | null;
    readonly files: number;
    readonly bytes: number;
  }[];
}

/** An operation as the engine runs it. */
export interface FollowedProcess {
  readonly id: string;
  /** Name of its type, in French. */
  readonly label: string;
  /** `INGEST`, `MASTERDATA`… */
  readonly category: string;
  readonly state: State;
  readonly status: Status;
  /** It runs, and no worker has taken it yet. */
  readonly isWaiting: boolean;
  /** Among the waiting operations of the tenant; null: it does not wait, or an order holds it back. */
  readonly place: number | null;
  /** An order holds it back: it waits until that is lifted. */
  readonly isHeld: boolean;
  readonly stepByStep: boolean;
  /** A move that is asked for, and is obeyed at the end of the step under way. */
  readonly asked: 'PAUSE' | 'CANCEL' | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly progress: {
    readonly done: number;
    readonly of: number;
  };
  /** Name in French; null: none. */
  readonly lastStep: string | null;
  /** Name in French; null: none. */
  readonly nextStep: string | null;
  /** What its state allows, whoever asks. */
  readonly moves: readonly ProcessMove[];
}

/** A field of a record, as the service controls it. */
export interface FormField {
  readonly name: string;
  readonly type: 'text' | 'boolean' | 'integer' | 'day' | 'object';
  readonly isList: boolean;
  readonly isMandatory: boolean;
  /** The values that there are. */
  readonly values?: readonly string[];
  /** What the value names: a kind of reference documents, `unit` or `tenant`. */
  readonly refersTo?: string;
  /** What a new record has. */
  readonly initial?: string | boolean | readonly unknown[];
  /** Of an object. */
  readonly members?: readonly FormField[];
}

export interface FoundEntry {
  readonly entry: RegisterEntry;
  readonly agencies: Agencies;
}

export interface History {
  readonly operations: readonly HistoryChapter[];
}

/** What an operation did to an element. */
export interface HistoryChapter {
  readonly operation: string;
  readonly processType: string;
  readonly at: string;
  readonly events: readonly HistoryEvent[];
}

/** An event as a page shows it, with those below it. */
export interface HistoryEvent {
  readonly type: string;
  readonly label: string;
  readonly outcome: Status;
  readonly at: string;
  readonly detail: string | null;
  readonly object: string | null;
  readonly events: readonly HistoryEvent[];
}

export interface JobList {
  readonly jobs: readonly ScheduledJob[];
}

export interface KeptSearch {
  readonly id: string;
}

export interface LineFault {
  /** Key of the error with `.KO`. */
  readonly Code: string;
  readonly Message: string;
  readonly 'Information additionnelle': unknown;
}

/** The only time that anybody sees it. */
export interface MadeKey {
  readonly key: string;
}

export interface MadeRecord {
  readonly id: string;
  readonly operation: string;
}

/** What entered; of a month, of a producing service, or of all. */
export interface Measures {
  readonly transfers: number;
  readonly units: number;
  /** Objects that are kept here. */
  readonly files: number;
  /** Objects that are only described: on paper or otherwise outside. */
  readonly physical: number;
  readonly bytes: number;
}

/** Members that no schema tells. */
export type Members = Readonly<Record<string, unknown>>;

/** How much of what a search finds is there under nodes of the tree. */
export interface NodeCounts {
  /** By the node, itself among them when it is found; nodes without any are left out. */
  readonly counts: Readonly<Record<string, number>>;
  /** False: only the first that were found are counted. */
  readonly isWhole: boolean;
}

export type ObjectFault = 'MISSING' | 'SIZE_MISMATCH' | 'UNREADABLE' | 'DIGEST_MISMATCH' | 'UNEXPECTED';

/** A package of which the service has a part. */
export interface OpenUpload {
  readonly id: string;
  readonly fileName: string;
  /** Date of the file, milliseconds since 1970. */
  readonly fileModified: number | null;
  readonly size: number;
  readonly received: number;
  readonly workflow: string;
  /** When the service gives it up. */
  readonly expires: string;
}

/** Advice is on the whole, when none of its events is explained. */
export interface OperationDetail {
  readonly id: string;
  readonly type: string;
  /** Name of the type, in French. */
  readonly label: string;
  /** `INGEST`, `MASTERDATA`… */
  readonly category: string;
  readonly outcome: Status;
  readonly isRunning: boolean;
  readonly startedAt: string;
  readonly writtenAt: string;
  /** Name of its last event, in French; null: it has none yet. */
  readonly step: string | null;
  /** Contract under which it was asked for, as the journal has it: JSON. */
  readonly contract: string | null;
  /** Application context. */
  readonly application: string | null;
  /** Who started it in the front office; null: an application. */
  readonly person: string | null;
  /** What its last event says, as written. */
  readonly message: string;
  /** What the master record says, as written; so are the next four. */
  readonly detail: string | null;
  /** What the application calls its session. */
  readonly session: string | null;
  /** Request that has started it. */
  readonly transaction: string | null;
  /** Agencies and agents from outside that it names: JSON. */
  readonly agents: string | null;
  /** Component that carries it out: JSON. */
  readonly actor: string | null;
  readonly events: readonly TransferEvent[];
  readonly advice?: Advices;
  /** Null: the engine does not run it. */
  readonly run: OperationRun | null;
}

/** An operation in the logbook of a tenant, whatever began it; its outcome is that of its last event. */
export interface OperationEntry {
  readonly id: string;
  readonly type: string;
  /** Name of the type, in French. */
  readonly label: string;
  /** `INGEST`, `MASTERDATA`… */
  readonly category: string;
  readonly outcome: Status;
  readonly isRunning: boolean;
  readonly startedAt: string;
  readonly writtenAt: string;
  /** Name of its last event, in French; null: it has none yet. */
  readonly step: string | null;
  /** Contract under which it was asked for, as the journal has it: JSON. */
  readonly contract: string | null;
  /** Application context. */
  readonly application: string | null;
  /** Who started it in the front office; null: an application. */
  readonly person: string | null;
}

export interface OperationFile {
  /** In its address: its kind, with a number from the second of a kind on. */
  readonly key: string;
  readonly kind:
    | 'dip'
    | 'reply'
    | 'manifest'
    | 'report'
    | 'lines'
    | 'imported'
    | 'copy'
    | 'profile'
    | 'sealed'
    | 'sealed-writes'
    | 'writes'
    | 'accesses';
  /** Under which it is saved. */
  readonly name: string;
  /** Null: it is kept no more. */
  readonly bytes: number | null;
  /** When it is removed; null: it is kept. */
  readonly until: string | null;
}

/** What an operation has left, and the person may have. */
export interface OperationFiles {
  readonly files: readonly OperationFile[];
}

export interface OperationPage {
  readonly operations: readonly OperationEntry[];
  /** Others follow. */
  readonly more: boolean;
  /** Categories that the tenant’s logbook has. */
  readonly categories: readonly string[];
}

export interface OperationRun {
  /** Null: it waits for its first step. */
  readonly begunAt: string | null;
  /** Null: it is not over. */
  readonly endedAt: string | null;
  /** Null: none of its workflow was carried out before it. */
  readonly usual: UsualDuration | null;
}

/** What a file would make of a referential. */
export interface Preview {
  readonly added: ChangedRecords;
  readonly changed: ChangedRecords;
  readonly removed: ChangedRecords;
  readonly unchanged: number;
  readonly consequences: readonly Consequence[];
  /** The referential that was compared: an import that names it is refused when it has changed since. */
  readonly state: string;
}

export interface ProcessDetail {
  readonly id: string;
  /** Name of its type, in French. */
  readonly label: string;
  /** `INGEST`, `MASTERDATA`… */
  readonly category: string;
  readonly state: State;
  readonly status: Status;
  /** It runs, and no worker has taken it yet. */
  readonly isWaiting: boolean;
  /** Among the waiting operations of the tenant; null: it does not wait, or an order holds it back. */
  readonly place: number | null;
  /** An order holds it back: it waits until that is lifted. */
  readonly isHeld: boolean;
  readonly stepByStep: boolean;
  /** A move that is asked for, and is obeyed at the end of the step under way. */
  readonly asked: 'PAUSE' | 'CANCEL' | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly progress: {
    readonly done: number;
    readonly of: number;
  };
  /** Name in French; null: none. */
  readonly lastStep: string | null;
  /** Name in French; null: none. */
  readonly nextStep: string | null;
  /** What its state allows, whoever asks. */
  readonly moves: readonly ProcessMove[];
  readonly run: OperationRun;
}

/** An order that holds operations of the tenant back. */
export interface ProcessHold {
  /** Category that is held back; null: all. */
  readonly category: string | null;
  readonly since: string;
  /** It is about every tenant, and is lifted by an operator of the platform. */
  readonly isOfPlatform: boolean;
}

export type ProcessMove = 'NEXT' | 'RESUME' | 'PAUSE' | 'REPLAY' | 'CANCEL';

export interface ProcessPage {
  readonly processes: readonly FollowedProcess[];
  readonly total: number;
  /** Of those that answer to the other filters. */
  readonly states: {
    readonly PAUSE: number;
    readonly RUNNING: number;
    readonly COMPLETED: number;
  };
  readonly statuses: {
    readonly UNKNOWN?: number;
    readonly STARTED?: number;
    readonly ALREADY_EXECUTED?: number;
    readonly OK?: number;
    readonly WARNING?: number;
    readonly KO?: number;
    readonly FATAL?: number;
  };
  /** Categories that the operations have. */
  readonly categories: readonly string[];
  readonly holds: readonly ProcessHold[];
}

/** Steps that are over, of how many, and the one under way. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly step?: string;
}

export interface RecordForm {
  readonly fields: readonly FormField[];
  /** Field by which a record is known; it never changes. */
  readonly key: string;
  /** Whoever makes a record gives its identifier; otherwise the archive numbers it. */
  readonly takesIdentifier: boolean;
}

export interface RecordHistory {
  /** In whose journal the operations stand: what is of the platform, in that of the administration. */
  readonly tenant: number;
  readonly changes: readonly ReferentialChange[];
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
    | 'schema-path'
    | 'object-group'
    | 'griffin';
  /** Of groups of objects, ten thousand and one when there are more. */
  readonly count: number;
  /** Identifiers of some that use it; none of archive units, nor of what belongs to the platform. */
  readonly some: readonly string[];
}

export interface RecordUses {
  readonly uses: readonly RecordUse[];
}

/** A referential that one may read in a tenant. */
export interface ReferentialAccess {
  readonly name: string;
  /** Extension of the files that it takes. */
  readonly takes: 'csv' | 'xml' | 'json';
  /** Beside documents, a table of one a line. */
  readonly takesTable: boolean;
  /** There is a file to fill in. */
  readonly hasTemplate: boolean;
  readonly mayImport: boolean;
  /** Its records are made one by one. */
  readonly mayAdd: boolean;
  /** Its records are changed one by one. */
  readonly mayEdit: boolean;
  /** Its records are removed one by one. */
  readonly mayRemove: boolean;
}

/** An operation that made or changed a record. */
export interface ReferentialChange {
  readonly operation: string;
  readonly label: string;
  readonly outcome: Status;
  readonly at: string;
  /** `-  Name : old+  Name : new`, as they were noted, or as the journal has it; null: neither says any. */
  readonly changes: string | null;
}

export interface ReferentialList {
  readonly referentials: readonly ReferentialAccess[];
}

export interface ReferentialPage {
  readonly records: readonly ReferentialRecord[];
  /** Of all that answer. */
  readonly total: number;
  /** Values that the list may be filtered by, by member; of `under`, identifiers of what has others beneath it. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Of the records that `under` may name. */
  readonly names: Readonly<Record<string, string>>;
}

/** `#key`: its identifier; the other members are those of the compatible API. */
export type ReferentialRecord = Readonly<Record<string, unknown>>;

export interface ReferentialVerdict {
  readonly name: string;
  /** In the database. */
  readonly records: number;
  /** Name of the last copy; absent: none was ever made. */
  readonly file?: string;
  /** Without a fault a copy is what the database has. */
  readonly offers: readonly {
    readonly id: string;
    readonly fault?: CollectionFault;
  }[];
}

/** A refusal as a form shows it, beside the field, or a list by its records. */
export interface Refusal {
  readonly code: string;
  /** Its name, with the names and places that lead to it (`Permissions.0.tenant`). */
  readonly field: string | null;
  /** Identifier of the record, where several are controlled. */
  readonly record: string | null;
  readonly values: readonly string[];
  /** Line of the table, where the file is one. */
  readonly line?: number;
  /** As the journal has it. */
  readonly text: string;
}

/** A record of the register; members that it has not are absent. */
export interface RegisterEntry {
  readonly id: string;
  readonly OriginatingAgency: string;
  readonly SubmissionAgency?: string;
  readonly ArchivalAgreement?: string;
  readonly ArchivalProfile?: string;
  readonly AcquisitionInformation?: string;
  readonly LegalStatus?: string;
  readonly StartDate: string;
  readonly EndDate?: string;
  readonly LastUpdate?: string;
  readonly Status: 'STORED_AND_COMPLETED' | 'STORED_AND_UPDATED' | 'UNSTORED';
  readonly TotalUnits: Counter;
  readonly TotalObjectGroups: Counter;
  readonly TotalObjects: Counter;
  readonly ObjectSize: Counter;
  readonly Opc?: string;
  readonly Opi: string;
  readonly OpType?: string;
  readonly OperationIds?: readonly string[];
  readonly Events?: readonly {
    readonly Opc: string;
    readonly OpType: string;
    readonly CreationDate: string;
    readonly Units: number;
    readonly Gots: number;
    readonly Objects: number;
    readonly ObjSize: number;
  }[];
  readonly obIdIn?: string;
  readonly Comment?: readonly string[];
}

/** Totals are of all entries that answer. */
export interface RegisterPage {
  readonly entries: readonly RegisterEntry[];
  readonly total: number;
  readonly totals: Counters;
  /** Values that the list may be filtered by. */
  readonly values: {
    readonly agency: readonly string[];
    readonly contract: readonly string[];
    readonly profile: readonly string[];
    readonly acquisition: readonly string[];
  };
  readonly agencies: Agencies;
}

/** The register as it stood at one time, for a print-out. */
export interface RegisterStatement {
  readonly byAgency: readonly RegisterTotal[];
  readonly byYear: readonly RegisterTotal[];
  readonly symbolic: readonly SymbolicHolding[];
  /** The oldest first; none when there are more than `most`. */
  readonly entries: readonly RegisterEntry[];
  readonly most: number;
  readonly total: number;
  readonly totals: Counters;
  readonly agencies: Agencies;
}

/** What entries that share a trait come to. */
export interface RegisterTotal {
  readonly TotalUnits: Counter;
  readonly TotalObjectGroups: Counter;
  readonly TotalObjects: Counter;
  readonly ObjectSize: Counter;
  /** Null: entries that have none. */
  readonly value: string | null;
  /** Of an agency that the referential knows. */
  readonly name: string | null;
  readonly entries: number;
}

export interface RegisterTotals {
  /** The last year first; otherwise the one with most bytes left. */
  readonly totals: readonly RegisterTotal[];
  /** By agency, whatever the totals are by; all of one count. */
  readonly symbolic: readonly SymbolicHolding[];
}

export interface RelatedAgency {
  readonly identifier: string;
  /** Null: the tenant has no such agency. */
  readonly name: string | null;
  /** Day on which it began to exist. */
  readonly from: string | null;
  /** Day on which it ceased to. */
  readonly to: string | null;
}

export interface Right {
  readonly tenant: number;
  readonly tenantName: string;
  readonly role: Role;
  /** Identifier of the access contract that applies; null: the internal, full one. */
  readonly accessContract: string | null;
  /** Whether documents are searched in the tenant. */
  readonly searchesContent: boolean;
}

export type Role = 'R1' | 'R2' | 'R3' | 'R4' | 'R5';

/** A category of rules that holds for a unit, as its page shows it. */
export interface RuleCategory {
  readonly category: string;
  readonly rules: readonly {
    readonly rule: string;
    /** In the referential; null when it is no more there. */
    readonly name: string | null;
    readonly startDate: string | null;
    readonly endDate: string | null;
    readonly hold: Members;
    /** Unit that declares it; null: the unit itself. */
    readonly from: RuleOrigin | null;
    /** The ways down from that unit, ends left aside; null: they are too many to be listed. */
    readonly ways: readonly (readonly RuleOrigin[])[] | null;
  }[];
  /** What becomes of the unit; several when its ancestors disagree. */
  readonly finalActions: readonly {
    readonly value: string;
    /** Unit that declares it; null: the unit itself. */
    readonly from: RuleOrigin | null;
  }[];
  /** What else is said of the category: classification, authorisations. */
  readonly properties: readonly {
    readonly name: string;
    readonly value: unknown;
    /** Unit that declares it; null: the unit itself. */
    readonly from: RuleOrigin | null;
  }[];
  /** Nothing of this category comes from above. */
  readonly blocked: boolean;
  /** Rules that do not come from above. */
  readonly blockedRules: readonly string[];
}

export interface RuleChoice {
  readonly rule: string;
  readonly name: string;
}

export interface RuleFacets {
  /** Units whose rules are computed. */
  readonly computed: number;
  /** Units whose rules are not computed yet, or no more. */
  readonly waiting: number;
  /** Units with a rule of the category. */
  readonly ruled: number;
  /** Computed units without. */
  readonly unruled: number;
  /** The rules that most units have. */
  readonly rules: readonly FacetValue[];
  /** Units whose last end has come by the day. */
  readonly past: number;
  /** Units whose last end comes after it. */
  readonly coming: number;
  /** The day, `yyyy-MM-dd`. */
  readonly at: string;
  /** `Conflict`: wanted to be kept and destroyed. */
  readonly finalActions: readonly {
    readonly value: string;
    readonly count: number;
  }[];
  /** Units that were counted: the first that were found when there are more. */
  readonly counted: number;
  readonly isWhole: boolean;
}

export interface RuleList {
  readonly rules: readonly RuleChoice[];
}

/** An ancestor; what may not be seen has no identifier and no title. */
export type RuleOrigin =
  | {
      readonly id: string;
      readonly title: string;
    }
  | {
      readonly id: null;
      readonly title: null;
    };

export interface SafeProcess {
  readonly id: string;
  /** Name of its type, in French. */
  readonly label: string;
  /** `INGEST`, `MASTERDATA`… */
  readonly category: string;
  readonly state: State;
  readonly status: Status;
  /** It runs, and no worker has taken it yet. */
  readonly isWaiting: boolean;
  /** Among the waiting operations of the tenant; null: it does not wait, or an order holds it back. */
  readonly place: number | null;
  /** An order holds it back: it waits until that is lifted. */
  readonly isHeld: boolean;
  readonly stepByStep: boolean;
  /** A move that is asked for, and is obeyed at the end of the step under way. */
  readonly asked: 'PAUSE' | 'CANCEL' | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly progress: {
    readonly done: number;
    readonly of: number;
  };
  /** Name in French; null: none. */
  readonly lastStep: string | null;
  /** Name in French; null: none. */
  readonly nextStep: string | null;
  /** What its state allows, whoever asks. */
  readonly moves: readonly ProcessMove[];
  readonly tenant: number;
}

export interface SafeStanding {
  readonly tenant: number;
  readonly name: string;
  readonly running: number;
  /** Of those that run, how many no worker has taken yet. */
  readonly waiting: number;
  readonly paused: number;
  /** Of those that are paused, how many failed technically. */
  readonly failed: number;
}

export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  /** Criteria and order, as the search takes them. */
  readonly search: Readonly<Record<string, string>>;
  readonly updatedAt: string;
}

export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** Filters, as the address of the list has them. */
  readonly search: Readonly<Record<string, string | readonly string[]>>;
  /** As the list keeps them; null: the usual ones. */
  readonly columns: string | null;
}

/** What the archive does by itself in a tenant, and when. */
export interface ScheduledJob {
  readonly name: string;
  readonly everySeconds: number;
  /** When it was last due; null: not since the tenant is there. */
  readonly lastRun: string | null;
  readonly nextRun: string;
}

export interface SchemaElements {
  readonly elements: readonly SchemaPath[];
}

export interface SchemaPath {
  readonly tenant: number;
  readonly Collection: 'Unit' | 'ObjectGroup';
  readonly Path: string;
  readonly ApiPath: string;
  readonly FieldName: string;
  readonly ApiField: string;
  readonly SedaField?: string;
  readonly Category: 'DESCRIPTION' | 'MANAGEMENT' | 'OTHER';
  readonly ShortName: string;
  readonly Description: string;
  readonly Cardinality: 'ONE' | 'MANY' | 'ONE_REQUIRED' | 'MANY_REQUIRED' | 'ZERO';
  readonly Type: string;
  readonly TypeDetail?: string;
  readonly StringSize?: string;
  readonly Origin: 'INTERNAL' | 'EXTERNAL';
  readonly SedaVersions: readonly string[];
  readonly CustomSearchTypes: readonly string[];
  readonly EffectiveCardinality?: 'ONE' | 'MANY' | 'ONE_REQUIRED' | 'MANY_REQUIRED' | 'ZERO';
  readonly Control?: {
    readonly Type?: 'SELECT' | 'REGEX';
    readonly Values?: readonly unknown[];
    readonly Value?: string;
    readonly Comment?: string;
  };
}

export interface SearchList {
  readonly searches: readonly SavedSearch[];
}

export interface ServiceList {
  readonly services: readonly ApiService[];
}

/** Whoever is signed in. */
export interface Session {
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
  };
  readonly rights: readonly Right[];
}

/** A unit as its page in the front office shows it. */
export interface ShownUnit {
  /** Descriptive members and those of the system are under their stored names. */
  readonly unit: {
    readonly id: string;
    readonly title: string;
    readonly content: Members;
    readonly management: Members;
    readonly system: Members;
  };
  /** From the root down to the parent, along the first parents that may be seen. */
  readonly path: readonly {
    readonly id: string;
    readonly title: string;
  }[];
  readonly children: number;
  /** Own and inherited rules, by category. */
  readonly rules: readonly RuleCategory[];
  readonly objectGroup: string | null;
  readonly objects: readonly ArchiveObject[];
  readonly agencies: Agencies;
}

export interface SoundAndFaulty {
  readonly sound: number;
  readonly faulty: number;
}

/** The operation that has begun. */
export interface StartedOperation {
  readonly id: string;
}

export type State = 'PAUSE' | 'RUNNING' | 'COMPLETED';

export interface Statement {
  readonly id: string;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly usage: string;
  readonly version: string;
}

export interface StatementCheck {
  readonly name: string;
  readonly details: string;
  readonly source: string;
  readonly destination: string;
  readonly type: 'LOCAL_INTEGRITY' | 'MERKLE_INTEGRITY' | 'TIMESTAMP_CHECKING' | 'CHAIN';
  readonly sourceComparable: string;
  readonly destinationComparable: string;
  readonly action: 'COMPARISON' | 'VALIDATION';
  readonly item: string;
  readonly status: 'OK' | 'WARNING' | 'KO';
}

export interface StatementDetail {
  readonly id: string;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly usage: string;
  readonly version: string;
  /** Once it is established. */
  readonly report?: {
    readonly results: {
      readonly OK: number;
      readonly WARNING: number;
      readonly KO: number;
      readonly total: number;
    };
    /** The first of them; all are in the file. */
    readonly entries: readonly StatementEntry[];
  };
}

/** What a statement says of one object. */
export interface StatementEntry {
  readonly unitIds: readonly string[];
  /** Of the first unit that shows it, when it is still there. */
  readonly title?: string;
  readonly objectGroupId: string;
  /** Empty: the group has no such version. */
  readonly objectId: string;
  readonly usageVersion: string;
  readonly operations: readonly {
    readonly id: string;
    readonly evTypeProc: string;
    readonly evDateTime: string;
    readonly evIdAppSession: string | null;
    readonly rightsStatementIdentifier: string | null;
    readonly agIdApp: string | null;
  }[];
  readonly checks: readonly StatementCheck[];
  readonly evStartDateTime: string;
  readonly evEndDateTime: string;
  readonly status: 'OK' | 'WARNING' | 'KO';
}

export interface StatementPage {
  readonly statements: readonly Statement[];
  /** Others follow. */
  readonly more: boolean;
}

export type Status = 'UNKNOWN' | 'STARTED' | 'ALREADY_EXECUTED' | 'OK' | 'WARNING' | 'KO' | 'FATAL';

export interface StorageStrategies {
  readonly strategies: readonly {
    readonly id: string;
    /** It applies where a contract names none. */
    readonly isDefault: boolean;
    /** Of everything that is kept under it. */
    readonly copies: number;
    /** Identifiers; one copy lies on each. */
    readonly offers: readonly string[];
  }[];
}

/** What an agency sees of others’ holdings because they are attached below its own. */
export interface SymbolicHolding {
  readonly agency: string;
  readonly name: string | null;
  readonly units: number;
  readonly groups: number;
  readonly objects: number;
  readonly bytes: number;
  /** Instant of the count, made once a day. */
  readonly countedAt: string;
}

export interface TenantEntry {
  readonly tenant: number;
  readonly name: string;
  /** Whether the platform’s own referentials are kept in it. */
  readonly administration: boolean;
  readonly createdAt: string;
}

export interface Transfer {
  readonly id: string;
  readonly workflow: string;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Name of the file that was sent. */
  readonly fileName?: string;
  readonly messageIdentifier?: string;
  readonly originatingAgency?: string;
  readonly submissionAgency?: string;
  readonly agreement?: string;
  readonly archivalProfile?: string;
  readonly comment?: string;
  readonly volumes?: Volumes;
  readonly progress: Progress;
}

export interface TransferDetail {
  readonly id: string;
  readonly workflow: string;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Name of the file that was sent. */
  readonly fileName?: string;
  readonly messageIdentifier?: string;
  readonly originatingAgency?: string;
  readonly submissionAgency?: string;
  readonly agreement?: string;
  readonly archivalProfile?: string;
  readonly comment?: string;
  readonly volumes?: Volumes;
  readonly progress: Progress;
  readonly steps: readonly TransferStep[];
  readonly agencies: Agencies;
}

/** An event under a step: an action, or under an action one of its tasks. */
export interface TransferEvent {
  readonly key: string;
  readonly outcome: Status;
  /** `outDetail`: key, sub-code if any, outcome. */
  readonly code: string;
  /** Name of the control, in French. */
  readonly label: string;
  /** Sentence of the journal. */
  readonly message: string;
  readonly date: string;
  /** Of a step that is over. */
  readonly startedAt?: string;
  /** `evDetData`, as written. */
  readonly detail: string | null;
  readonly tasks: readonly TransferEvent[];
  readonly advice?: Advices;
}

export interface TransferPage {
  readonly transfers: readonly Transfer[];
  /** Others follow. */
  readonly more: boolean;
  readonly agencies: Agencies;
}

/** Outcome, dates and advice are absent until there are any. */
export interface TransferStep {
  readonly name: string;
  readonly label: string;
  /** `skipped`: a step before it ended the transfer. */
  readonly state: 'waiting' | 'running' | 'done' | 'skipped';
  readonly outcome?: Status;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly events: readonly TransferEvent[];
  readonly advice?: Advices;
}

export interface TreeNode {
  readonly id: string;
  readonly title: string;
  readonly level: string | null;
  readonly unitType: string;
  readonly hasObject: boolean;
  readonly hasChildren: boolean;
}

export interface TreePath {
  readonly path: readonly TreeStep[];
}

/** A unit with its place in its branch, from 0. */
export interface TreeStep {
  readonly id: string;
  readonly place: number;
}

export interface TriedCall {
  readonly checks: readonly TriedCheck[];
}

/** What a check would say of a call. */
export type TriedCheck =
  | {
      readonly check:
        | 'CREDENTIAL'
        | 'TENANT'
        | 'CONTEXT'
        | 'PROFILE'
        | 'CONTROL'
        | 'ADMINISTRATION'
        | 'PERMISSION'
        | 'ACCESS_CONTRACT'
        | 'INGEST_CONTRACT';
      readonly outcome: 'PASSED' | 'REFUSED';
    }
  | {
      readonly check: 'PERSON';
      readonly outcome: 'WANTED';
    };

export interface UnitCount {
  readonly total: number;
}

/** A field that a criterion can be about. */
export interface UnitField {
  /** In the names of the query language. */
  readonly field: string;
  /** As the vocabulary calls it; null when it has only its own name. */
  readonly name: string | null;
  readonly type: 'text' | 'keyword' | 'date' | 'long' | 'double' | 'boolean';
  readonly manners: readonly (
    | 'is'
    | 'isNot'
    | 'words'
    | 'phrase'
    | 'begins'
    | 'between'
    | 'present'
    | 'absent'
  )[];
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
  readonly excerpt?: Excerpt;
}

export interface UnitPage {
  /** How many there are in all, when the page shows it without counting; the count is asked for apart. */
  readonly total: number | null;
  readonly hits: readonly UnitHit[];
  /** By relevance; what is asked so and too much to be ranked is in the order of titles. */
  readonly isRanked: boolean;
  /** Mark of the first of them, for the page before; null on an empty page. */
  readonly first: string | null;
  /** Mark of the last of them, for the page after; null on an empty page. */
  readonly last: string | null;
  readonly agencies: Agencies;
}

export interface UploadList {
  readonly uploads: readonly OpenUpload[];
}

/** From the first step to the end, of operations that were carried out; waiting for the beginning does not count. */
export interface UsualDuration {
  /** How many it is known from: the latest ones of the workflow in the tenant. */
  readonly operations: number;
  readonly medianSeconds: number;
  /** Nine of ten took at most this; null: they are too few to say so. */
  readonly mostSeconds: number | null;
}

export interface ValueHolders {
  /** Of archive units, ten thousand and one when there are more. */
  readonly units: number;
  /** Of groups of objects, likewise. */
  readonly groups: number;
  /** Tenants that were to be looked into: those where whoever asks has rights. */
  readonly tenants: number;
  /** Those of them that would have taken too long; what they hold is missing above. */
  readonly uncounted: number;
}

export interface ViewList {
  readonly views: readonly SavedView[];
}

export interface VocabularyUse {
  /** Elements of the schema of the tenant whose last name it is. */
  readonly elements: readonly {
    readonly collection: 'Unit' | 'ObjectGroup';
    readonly path: string;
    readonly name: string;
    readonly origin: 'INTERNAL' | 'EXTERNAL';
  }[];
  /** Null: neither archive units nor groups of objects can have it. */
  readonly holders: ValueHolders | null;
}

export interface Volumes {
  readonly units: number;
  readonly groups: number;
  readonly objects: number;
  readonly bytes: number;
  /** Of the objects, those that are only described: kept on paper or otherwise outside. */
  readonly physical: number;
}
