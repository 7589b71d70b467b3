import type { MadeFile } from '@perenne/sample';

/** A transfer as data (SEDA 2.1 to 2.3), from which `manifest.ts` writes the manifest and `package.ts` the package. */
export interface Transfer {
  /** Names it among those of the demonstration, for ever: what is loaded is known by it. */
  readonly key: string;
  readonly workflow: 'DEFAULT_WORKFLOW' | 'HOLDING_SCHEME' | 'FILING_SCHEME';
  readonly sedaVersion: '2.1' | '2.2' | '2.3';
  /** MessageIdentifier. */
  readonly identifier: string;
  readonly comment: string;
  /** `yyyy-MM-dd` */
  readonly date: string;
  readonly contract: string;
  /** A holding scheme has no producer. */
  readonly originatingAgency?: string;
  readonly submissionAgency?: string;
  readonly acquisition?: string;
  readonly legalStatus?: 'Public Archive' | 'Private Archive';
  /** Rules of all the roots (ManagementMetadata). */
  readonly management?: Management;
  readonly units: readonly Unit[];
  /** How its entry ends. */
  readonly outcome: 'OK' | 'WARNING' | 'KO';
}

export type Level = 'Fonds' | 'Subfonds' | 'Series' | 'Subseries' | 'RecordGrp' | 'File' | 'Item';

export interface Unit {
  readonly level: Level;
  readonly title: string;
  /** Title in English, beside the French one. */
  readonly titleEn?: string;
  readonly filePlanPosition?: string;
  readonly originatingSystemId?: string;
  /** Reference of the archives (cote). */
  readonly reference?: string;
  /** Number of the producing service. */
  readonly serviceNumber?: string;
  readonly description?: string;
  readonly custody?: readonly string[];
  readonly documentType?: string;
  readonly language?: string;
  readonly status?: string;
  readonly tags?: readonly string[];
  readonly keywords?: readonly Keyword[];
  readonly places?: readonly string[];
  readonly periods?: readonly string[];
  readonly writers?: readonly Agent[];
  readonly addressees?: readonly Agent[];
  readonly recipients?: readonly Agent[];
  readonly senders?: readonly Agent[];
  readonly agents?: readonly Agent[];
  readonly source?: string;
  /** In SEDA's order, days or instants. */
  readonly created?: string;
  readonly transacted?: string;
  readonly acquired?: string;
  readonly sent?: string;
  readonly received?: string;
  readonly registered?: string;
  readonly start?: string;
  readonly end?: string;
  readonly literalDate?: string;
  readonly events?: readonly UnitEvent[];
  readonly position?: { readonly latitude: number; readonly longitude: number };
  readonly replyTo?: string;
  /** SEDA 2.3 only. */
  readonly persistentIdentifier?: string;
  readonly management?: Management;
  readonly objects?: readonly DataObject[];
  /** Stands for the one archived unit that has this member: what is below goes under it. */
  readonly attachTo?: { readonly member: string; readonly value: string };
  readonly children?: readonly Unit[];
}

export interface Keyword {
  readonly content: string;
  readonly type: 'subject' | 'geogname' | 'persname' | 'corpname' | 'genreform' | 'occupation';
}

export type Agent = Person | { readonly corporate: string; readonly identifier?: string };

export interface Person {
  readonly first: string;
  readonly last: string;
  readonly born?: string;
  readonly position?: string;
}

export interface UnitEvent {
  readonly type: string;
  readonly at: string;
  readonly detail: string;
}

export type DataObject = BinaryObject | PhysicalObject;

export interface BinaryObject {
  readonly usage: 'BinaryMaster' | 'Dissemination' | 'TextContent' | 'Thumbnail';
  readonly name: string;
  readonly file: MadeFile;
  /** PUID that the manifest says, where it is not the file's. */
  readonly declaredFormat?: string;
  /** Content that travels in place of the announced one: a copy gone wrong. */
  readonly travelling?: Buffer;
  readonly createdBy?: string;
  readonly modified?: string;
}

export interface PhysicalObject {
  readonly usage: 'PhysicalMaster';
  readonly id: string;
  /** Centimetres. */
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  /** Kilograms. */
  readonly weight?: number;
  readonly pages?: number;
}

export interface Rule {
  readonly rule: string;
  /** `yyyy-MM-dd`; none: the rule is not active yet. */
  readonly start?: string;
}

export interface HoldRule extends Rule {
  readonly end?: string;
  readonly owner?: string;
  readonly reason?: string;
  readonly reassessing?: string;
  readonly preventRearrangement?: boolean;
}

interface Category<Each extends Rule = Rule> {
  readonly rules?: readonly Each[];
  /** Refuses all that would be inherited, or the rules named. */
  readonly refuses?: 'everything' | readonly string[];
}

export interface Management {
  readonly storage?: Category & { readonly finalAction: 'RestrictAccess' | 'Transfer' | 'Copy' };
  readonly appraisal?: Category & { readonly finalAction: 'Keep' | 'Destroy' };
  readonly access?: Category;
  readonly dissemination?: Category;
  readonly reuse?: Category;
  readonly classification?: Category & {
    readonly level: string;
    readonly owner: string;
    readonly reassessing?: string;
  };
  readonly needAuthorization?: boolean;
  readonly hold?: Category<HoldRule>;
}
