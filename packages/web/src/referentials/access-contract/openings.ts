import type { Document } from '../form/document.ts';

/** What an access contract opens, as one says it; words are the dictionary's (spec frontoffice.md B.18). Pure. */
export interface Openings {
  readonly isActive: boolean;
  /** Agencies whose archives are open; undefined: all. */
  readonly agencies: readonly string[] | undefined;
  /** Categories whose rules must be past, whatever the agency. */
  readonly past: readonly string[];
  /** The other agencies' archives are open once these are past; none: never. */
  readonly pastOfOthers: readonly string[];
  readonly roots: number;
  readonly excluded: number;
  readonly schemes: 'all' | 'whatever the rules' | 'as the rest';
  readonly writes: 'nothing' | 'descriptions' | 'everything';
  /** Usages whose files may be downloaded; undefined: all. */
  readonly usages: readonly string[] | undefined;
  readonly isLogged: boolean;
}

/** As the service reads a contract: what is not said opens nothing, save for usages, where none means all. */
export function openingsOf(contract: Document): Openings {
  const past = listOf(contract.RuleCategoryToFilter);
  const everyAgency = contract.EveryOriginatingAgency === true;
  const usages = listOf(contract.DataObjectVersion);
  return {
    isActive: contract.Status === 'ACTIVE',
    agencies: everyAgency ? undefined : listOf(contract.OriginatingAgencies),
    past,
    pastOfOthers: everyAgency ? [] : listOf(contract.RuleCategoryToFilterForTheOtherOriginatingAgencies),
    roots: listOf(contract.RootUnits).length,
    excluded: listOf(contract.ExcludedRootUnits).length,
    schemes: schemesOf(contract, past),
    writes: writesOf(contract),
    usages: contract.EveryDataObjectVersion === true || usages.length === 0 ? undefined : usages,
    isLogged: contract.AccessLog === 'ACTIVE',
  };
}

function schemesOf(contract: Document, past: readonly string[]): Openings['schemes'] {
  if (contract.DoNotFilterFilingSchemes === true) return 'all';
  return contract.SkipFilingSchemeRuleCategoryFilter === true && past.length > 0
    ? 'whatever the rules'
    : 'as the rest';
}

/** A contract that does not say what may be changed lets nothing be. */
function writesOf({ WritingPermission, WritingRestrictedDesc }: Document): Openings['writes'] {
  if (WritingPermission !== true || typeof WritingRestrictedDesc !== 'boolean') return 'nothing';
  return WritingRestrictedDesc ? 'descriptions' : 'everything';
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
