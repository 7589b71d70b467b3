import { RULE_CATEGORIES } from '../../catalogue/rules/index.ts';
import { existing } from '../store.ts';
import { contractUpdateDetail, contractWords } from './contract-words.ts';
import {
  knownUsages,
  listOf,
  mandatoryFields,
  nameOf,
  noTechnicalId,
  uniqueIdentifier,
  unknownUnits,
} from './controls.ts';
import type { Control, DocumentKind } from './document-kind.ts';
import { lifeFields, NO, oneOf, references, USAGE_LIST } from './shape.ts';

const knownAgencies: Control = async (examined, { tx, tenant }) => {
  const agencies = listOf(examined, 'OriginatingAgencies');
  const known = await existing(tx, tenant, 'agency', agencies);
  const missing = agencies.filter((agency) => !known.has(agency));
  // The reference system takes the words of the roots for the agencies as well.
  return missing.length === 0
    ? undefined
    : {
        suffix: 'AGENCY_NOT_FOUND',
        field: 'OriginatingAgencies',
        values: missing,
        text: notFound(nameOf(examined), 'RootUnits', missing),
      };
};

const knownRoots: Control = async (examined, { tx, tenant, mode }) => {
  const roots = await unknownUnits(tx, tenant, listOf(examined, 'RootUnits'));
  const excluded = await unknownUnits(tx, tenant, listOf(examined, 'ExcludedRootUnits'));
  const missing = [...excluded, ...roots];
  if (missing.length === 0) return undefined;
  const fields =
    roots.length === 0
      ? 'ExcludedRootUnits'
      : excluded.length === 0
        ? 'RootUnits'
        : 'ExcludedRootUnits and RootUnits';
  return Object.entries({ RootUnits: roots, ExcludedRootUnits: excluded })
    .filter(([, values]) => values.length > 0)
    .map(([field, values]) => ({
      // An update says it without suffix (spec api.md 6.3.3).
      ...(mode === 'import' ? { suffix: 'VALIDATION_ERROR' as const } : {}),
      ...{ reason: 'UNIT_NOT_FOUND', field, values },
      text: notFound(nameOf(examined), fields, missing),
    }));
};

const notFound = (contract: string, fields: string, ids: readonly string[]) =>
  `Error while validating contract (${contract}), ${fields} (${ids.join(',')}) not found in database`;

const CATEGORY_LISTS = ['RuleCategoryToFilter', 'RuleCategoryToFilterForTheOtherOriginatingAgencies'];

const uniqueCategories: Control = (examined, { kind, mode }) => {
  const { importing, updating } = kind.words;
  return CATEGORY_LISTS.filter((field) => {
    const categories = listOf(examined, field);
    return new Set(categories).size !== categories.length;
  }).map((field) => ({
    suffix: 'BAD_REQUEST',
    ...{ field, reason: 'NAMED_TWICE' },
    text: `${mode === 'import' ? importing : updating}${field} names a category twice`,
  }));
};

/** What a client may see and change (spec api.md 6.3.4; model.md 11.1). */
export const ACCESS_CONTRACT: DocumentKind = {
  kind: 'access-contract',
  collection: 'AccessContract',
  scope: 'tenant',
  prefix: 'AC',
  externalKey: 'ACCESS_CONTRACT',
  guid: 'contract',
  fields: {
    ...lifeFields({ creation: 'Creationdate', deactivation: 'deactivationdate' }),
    OriginatingAgencies: references('agency'),
    EveryOriginatingAgency: NO,
    DataObjectVersion: USAGE_LIST,
    EveryDataObjectVersion: NO,
    RootUnits: references('unit'),
    ExcludedRootUnits: references('unit'),
    WritingPermission: NO,
    WritingRestrictedDesc: NO,
    AccessLog: oneOf(['ACTIVE', 'INACTIVE'], 'INACTIVE'),
    RuleCategoryToFilter: { type: 'text', many: true, values: RULE_CATEGORIES },
    RuleCategoryToFilterForTheOtherOriginatingAgencies: {
      ...{ type: 'text', many: true, values: RULE_CATEGORIES },
    },
    DoNotFilterFilingSchemes: { type: 'boolean' },
    SkipFilingSchemeRuleCategoryFilter: { type: 'boolean' },
  },
  controls: [
    noTechnicalId,
    mandatoryFields,
    uniqueIdentifier,
    knownAgencies,
    knownRoots,
    uniqueCategories,
    knownUsages,
  ],
  events: {
    import: 'STP_IMPORT_ACCESS_CONTRACT',
    update: 'STP_UPDATE_ACCESS_CONTRACT',
    backup: 'STP_BACKUP_ACCESS_CONTRACT',
  },
  words: contractWords('AccessContract', 'access'),
  http: {
    path: '/accesscontracts',
    permissions: {
      create: 'accesscontracts:create:json',
      search: 'accesscontracts:read',
      read: 'accesscontracts:id:read',
      update: 'accesscontracts:id:update',
    },
    created: 'text',
    unreadable: 'invalidJson',
    updateRefused: 'accessContractUpdate',
    updateUnknown: 'contractUnknown',
  },
  updateDetail: contractUpdateDetail('AccessContract'),
};
