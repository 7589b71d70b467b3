import type { EventKey } from '../../logbook/index.ts';
import type { Database, TenantId, Tx } from '../../platform/index.ts';
import type { Document, KindName } from '../store.ts';
import type { Finding } from './document-kind.ts';
import type { Shape } from './shape.ts';

/** What a control of a set looks at: the whole list, in the transaction of its import. */
export interface SetScope {
  readonly tx: Tx;
  readonly tenant: TenantId;
  readonly database: Database;
}

/** A referential that each import replaces whole: a list of JSON documents (spec api.md 6.3.12). */
export interface DocumentSetKind {
  readonly kind: KindName;
  /** Name in backups: `Griffin`. */
  readonly collection: string;
  readonly scope: 'tenant' | 'platform';
  readonly prefix: string;
  readonly fields: Shape;
  readonly events: { readonly import: EventKey; readonly backup: EventKey; readonly report: EventKey };
  /** In the members of the report: `PreviousGriffinsVersion`. */
  readonly reported: string;
  /** In texts: `griffin`. */
  readonly subject: string;
  readonly http: {
    readonly path: string;
    readonly permissions: { readonly create: string; readonly search: string; readonly read: string };
  };
  /** A document with what the archive makes of it, before it is controlled. */
  derived?(document: Document): Document;
  /** Why a document is refused, beyond its mandatory fields; it sees no other. */
  faults?(document: Document): readonly Finding[];
  /** Why the list is refused, by what it refers to. Takes what locks it needs. */
  unknownReferences?(documents: readonly Document[], scope: SetScope): Promise<readonly Finding[]>;
  /** Those of the identifiers that another referential names, with who does. */
  uses?(identifiers: readonly string[], scope: SetScope): Promise<string[]>;
}
