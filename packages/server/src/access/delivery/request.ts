import type { SedaVersion } from '@perenne/seda';
import type { AccessRights } from '../access-rights.ts';
import type { UnitFilters } from '../unit-search.ts';

/** What is to be delivered, and in which form (spec operations.md 3.1); plain JSON, kept with the operation. */
export interface DeliveryRequest {
  readonly version: SedaVersion;
  /** With the complete header, whose obligatory members must then be given. */
  readonly full: boolean;
  readonly header: DeliveryHeader;
  readonly objects: ObjectChoice;
  /** With the life cycles of units and groups. */
  readonly lifeCycles: boolean;
  /** Files under the names that they had; by default under their identifiers. */
  readonly originalNames?: boolean;
  /** Files in folders that follow the units. */
  readonly tree?: boolean;
  /** Largest size asked for, bytes. */
  readonly maxBytes?: number;
}

/** Members of the message's header and footer (spec seda.md 2.1). */
export interface DeliveryHeader {
  readonly archivalAgreement?: string;
  readonly originatingAgencyIdentifier?: string;
  readonly comment?: string;
  readonly submissionAgencyIdentifier?: string;
  readonly messageRequestIdentifier?: string;
  readonly archivalAgencyIdentifier?: string;
  readonly requesterIdentifier?: string;
  readonly authorizationRequestReplyIdentifier?: string;
}

export type VersionPattern = 'FIRST' | 'LAST' | 'ALL';

/** Which objects of a group; the access contract narrows it further. */
export type ObjectChoice =
  | { readonly kind: 'none' }
  /** The last version of each usage; without `usages`: of every one. */
  | { readonly kind: 'last'; readonly usages?: readonly string[] }
  /** Versions by usage; usages that are not named are left out. */
  | { readonly kind: 'patterns'; readonly patterns: Readonly<Record<string, readonly VersionPattern[]>> };

/** Which units: by a query of the query language, or by what a person has searched for. */
export type Selection =
  | { readonly kind: 'query'; readonly query: Readonly<Record<string, unknown>> }
  | { readonly kind: 'filters'; readonly filters: UnitFilters };

/** Parameters of the operation. */
export interface DeliveryParameters {
  readonly selection: Selection;
  readonly request: DeliveryRequest;
  /** What the asker might see when asking. */
  readonly rights: AccessRights;
  /** Day of the request, `yyyy-MM-dd`. */
  readonly today: string;
  /** Who asks: access contract, or name of the person. */
  readonly requester: string;
  /** Account of the person who asks. */
  readonly account?: string;
}
