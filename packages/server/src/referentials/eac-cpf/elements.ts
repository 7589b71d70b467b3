/**
 * EAC-CPF 2010 (Society of American Archivists, edition 2018): the form in which archives exchange authority records.
 * Of its two forms it is the one that other software of archives reads and writes; 2.0 has another namespace.
 */
export const EAC_CPF = 'urn:isbn:1-931666-33-4';
/** The form that is not read. */
export const EAC_CPF_2 = 'https://archivists.org/ns/eac/v2';

/** Where a notice says what a member of an agency is. */
export const ELEMENTS: Readonly<Record<string, string>> = {
  Identifier: 'control/recordId',
  Name: 'identity/nameEntry',
  Description: 'description/biogHist/abstract',
  EntityType: 'identity/entityType',
  NameEntryParallel: 'identity/nameEntryParallel',
  AuthorizedForm: 'identity/nameEntry/authorizedForm',
  AlternativeForm: 'identity/nameEntry/alternativeForm',
  EntityId: 'identity/entityId',
  FromDate: 'description/existDates/dateRange/fromDate',
  ToDate: 'description/existDates/dateRange/toDate',
  Functions: 'description/functions',
  BiogHist: 'description/biogHist',
  Places: 'description/places',
  LegalStatuses: 'description/legalStatuses',
  Mandates: 'description/mandates',
  StructureOrGenealogy: 'description/structureOrGenealogy',
  GeneralContext: 'description/generalContext',
  MaintenanceStatus: 'control/maintenanceStatus',
  LocalStatus: 'control/localControl',
  Sources: 'control/sources',
  EventDescription: 'control/maintenanceHistory/maintenanceEvent/eventDescription',
  SuperiorAgencies: 'relations/cpfRelation[hierarchical-parent]',
  EarlierAgencies: 'relations/cpfRelation[temporal-earlier]',
  LaterAgencies: 'relations/cpfRelation[temporal-later]',
  AssociatedAgencies: 'relations/cpfRelation[associative]',
};

/** Types of relations that an agency tells of itself. */
export const RELATION_TYPES = {
  SuperiorAgencies: 'hierarchical-parent',
  EarlierAgencies: 'temporal-earlier',
  LaterAgencies: 'temporal-later',
  AssociatedAgencies: 'associative',
} as const;

/** Lists of terms: member, list, item, what holds the term. */
export const TERM_LISTS = [
  ['Places', 'places', 'place', 'placeEntry'],
  ['LegalStatuses', 'legalStatuses', 'legalStatus', 'term'],
  ['Functions', 'functions', 'function', 'term'],
  ['Mandates', 'mandates', 'mandate', 'term'],
] as const;

/**
 * Members that are free texts where EAC-CPF has a closed list: a text that is not in it, and one that stands there for
 * want of anything else, is told beside it under the member's name.
 */
export const ENTITY_TYPES = ['corporateBody', 'person', 'family'];
export const USUAL_ENTITY = 'corporateBody';
export const MAINTENANCE_STATUSES = [
  ...['revised', 'deleted', 'new', 'deletedSplit', 'deletedReplaced', 'cancelled', 'derived'],
];
export const USUAL_STATUSES = ['new', 'revised'];
