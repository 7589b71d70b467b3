import type { EventKey, SubCode } from '../../logbook/index.ts';
import type {
  Database,
  ErrorName,
  GuidType,
  NumberedReferential,
  TenantId,
  Tx,
} from '../../platform/index.ts';
import type { Document, KindName } from '../store.ts';
import type { Shape } from './shape.ts';

/** Refusals that have no suffix of their own, as the screens know them. */
export type Reason =
  | 'UNIT_NOT_FOUND'
  | 'MUST_BE_EMPTY'
  | 'NAMED_TWICE'
  | 'HOLDS_BAR'
  | 'MARKUP'
  | 'INCOMPLETE'
  | 'TENANT_NOT_FOUND'
  | 'ACCESS_CONTRACT_NOT_FOUND'
  | 'INGEST_CONTRACT_NOT_FOUND'
  | 'FORMAT_OF_FILE'
  | 'NOT_IN_ONTOLOGY'
  | 'PATTERN_REFUSED'
  | 'USED_BY_UNITS'
  | 'USED_BY_CONTRACTS'
  | 'USED_BY_ARCHIVES'
  | 'USED_BY_SCENARIOS'
  | 'USED_BY_CONTEXTS'
  | 'USED_BY_PROFILES'
  | 'DURATION_MODE'
  | 'TYPE_CHANGE'
  | 'OF_INSTALLATION'
  | 'NOT_A_DATE'
  | 'TOO_SMALL'
  | 'NOT_YES_OR_NO'
  | 'UNKNOWN_VALUE'
  | 'GRIFFIN_NOT_FOUND'
  | 'EXTERNAL_PUID'
  | 'NOT_AN_EXTENSION'
  | 'NOT_A_MEDIA_TYPE'
  | 'OF_PRONOM'
  | 'PATH_FORMAT'
  | 'PATH_TAKEN'
  | 'PARENT_MISSING'
  | 'OBJECT_IN_ONTOLOGY'
  | 'LEAF_NOT_IN_ONTOLOGY'
  | 'LEAF_TYPE'
  | 'PATH_INTERNAL'
  | 'PATH_UNKNOWN'
  | 'PATH_HAS_MEMBERS'
  | 'SAME_AGENCY'
  | 'ALREADY_ENDED'
  | 'BEFORE_ITS_BEGINNING'
  | 'REPLACED_IN_CIRCLE';

/** A reason to refuse a document (spec api.md 6.3.3). */
export interface Finding {
  /** Of the outcome detail: `AGENCY_NOT_FOUND`; absent: the bare detail of the kind. */
  readonly suffix?: SubCode;
  readonly text: string;
  /** Member of `evDetData`; by default as the suffix and the kind say. */
  readonly key?: string;
  /** In place of the `outDetail` that event and suffix make. */
  readonly outDetail?: string;
  /** Field that has to be corrected: its name, with the names and places that lead to it (`Permissions.0.tenant`). */
  readonly field?: string;
  /** What is wrong, where there is no suffix, or one that says less. */
  readonly reason?: Reason;
  /** Values that are refused. */
  readonly values?: readonly string[];
  /** Key of the fault of a line (`WRONG_RULEDURATION`), in place of suffix and reason. */
  readonly line?: string;
  /** Identifier of the record, where a list of them is controlled. */
  readonly record?: string;
  /** Line of the table in which it stands, the header being line 1. */
  readonly at?: number;
}

/** A document under control, and what the controls look at. */
export interface Examined {
  readonly document: Document;
  /** `#id` or `_id` was given. */
  readonly carriesId: boolean;
  /** Fields whose date could not be read, by the names under which they are reported. */
  readonly badDates: readonly string[];
}

export interface Scope {
  readonly tx: Tx;
  readonly tenant: TenantId;
  readonly mode: 'import' | 'update';
  /** Identifiers of the documents of the same import that came before. */
  readonly seen: ReadonlySet<string>;
  /** The caller gives the identifiers. */
  readonly external: boolean;
  /** Identifier of the document that is updated. */
  readonly updated?: string;
  readonly kind: DocumentKind;
  /** What `DocumentKind.facts` has gathered. */
  readonly facts: unknown;
}

/** Of several findings, the first has the text that the journal says of all of them. */
export type Findings = Finding | readonly Finding[] | undefined;

/** @returns why the document is refused; undefined, or none, when this control has nothing to say */
export type Control = (examined: Examined, scope: Scope) => Findings | Promise<Findings>;

/** A referential whose records are JSON documents: everything that its imports, updates and readings differ by. */
export interface DocumentKind {
  readonly kind: KindName;
  /** Name in backups and in the details of updates: `AccessContract`. */
  readonly collection: string;
  readonly scope: 'tenant' | 'platform';
  readonly prefix: string;
  /** Name in the list of referentials whose identifiers clients give. */
  readonly externalKey: NumberedReferential;
  readonly guid: GuidType;
  readonly fields: Shape;
  /** In the order in which they are tried: the journal says the first finding of a document, a form all of them. */
  readonly controls: readonly Control[];
  /** What the controls need of other tenants, gathered before the transaction. */
  facts?(database: Database, documents: readonly Document[]): Promise<unknown>;
  /** A good document with the members that the archive makes of the others. */
  derived?(document: Document): Document;
  readonly events: { readonly import: EventKey; readonly update: EventKey; readonly backup: EventKey };
  readonly words: {
    /** Member of `evDetData` for what has none of its own. */
    readonly check: string;
    /** Members of `evDetData` by suffix. */
    readonly keys: Readonly<Record<string, string>>;
    /** Suffixes that refusals of an update may have, when not all; the others have neither suffix nor own member. */
    readonly updateSuffixes?: readonly SubCode[];
    /** The journal says no suffix of a refusal, whatever it is. */
    readonly withoutSuffix?: true;
    /** `outDetail` of imports refused without suffix. */
    readonly bare?: string;
    /** `The contract X already exists in database`. */
    readonly duplicate: (identifier: string) => string;
    /** `The field Name is mandatory`. */
    readonly mandatory: (fields: readonly string[]) => string;
    /** Texts that several documents share are said once. */
    readonly distinct?: true;
    /** `The Access contract status must be ACTIVE or INACTIVE…` begins with it. */
    readonly subject: string;
    /** `Import access contracts error > ` goes before what the shape refuses. */
    readonly importing: string;
    readonly updating: string;
  };
  readonly http: {
    readonly path: string;
    readonly permissions: {
      readonly create: string;
      readonly search: string;
      readonly read: string;
      readonly update: string;
    };
    /** Answer of an import: a text, the documents made, or an empty body. */
    readonly created: 'text' | 'documents' | 'nothing';
    /** Answer of an update: no result instead of the document after it. */
    readonly updated?: 'nothing';
    /** What is answered when the body cannot be read as documents. */
    readonly unreadable: ErrorName;
    readonly updateRefused: ErrorName;
    readonly updateUnknown: ErrorName;
    /** A reading of an unknown one gives no result instead of 404. */
    readonly emptyWhenUnknown?: true;
  };
  /** `evDetData` of a successful update (spec model.md 6.4). */
  updateDetail(identifier: string, lines: readonly string[], version: number): unknown;
}
