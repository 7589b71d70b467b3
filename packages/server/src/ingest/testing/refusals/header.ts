import { SAMPLE } from '@perenne/sample';
import type { Sip } from '../sip.ts';
import {
  CONTROL,
  FOREIGN_CONTRACT,
  PROFILES,
  type Refusal,
  replaced,
  withContract,
  withProfile,
} from './changes.ts';

const both =
  (contract: string, profile: string) =>
  (sip: Sip): Sip =>
    withProfile(profile)(withContract(contract)(sip));

/** Agencies, contracts, contexts and archival profiles (spec ingest.md 8.2). */
export const OF_HEADER: readonly Refusal[] = [
  {
    name: 'an unknown producing agency',
    sip: replaced(`<OriginatingAgencyIdentifier>${SAMPLE.agency}<`, '<OriginatingAgencyIdentifier>NOBODY<'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.UNKNOWN.KO',
    says: 'NOBODY',
  },
  {
    name: 'no producing agency',
    sip: replaced(/<OriginatingAgencyIdentifier>[^/]*<\/OriginatingAgencyIdentifier>/, ''),
    step: CONTROL,
    refusal: 'CHECK_HEADER.EMPTY_REQUIRED_FIELD.KO',
  },
  {
    name: 'no contract',
    sip: replaced(/<ArchivalAgreement>[^<]*<\/ArchivalAgreement>/, ''),
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTRACT_NOT_IN_MANIFEST.KO',
  },
  {
    name: 'an unknown contract',
    sip: withContract('CE-INCONNU'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTRACT_UNKNOWN.KO',
  },
  {
    name: 'a contract of another tenant',
    sip: withContract(FOREIGN_CONTRACT),
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTRACT_UNKNOWN.KO',
  },
  {
    name: 'an inactive contract',
    sip: withContract('CE-INACTIF'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTRACT_INACTIVE.KO',
  },
  {
    name: 'no profile where the contract lists some',
    sip: withContract('CE-PROFIL'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.DIFF.KO',
  },
  {
    name: 'an unknown profile where the contract lists others',
    sip: both('CE-PROFIL', 'PA-INCONNU'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.UNKNOWN.KO',
    says: 'PA-INCONNU',
  },
  {
    name: 'a manifest that its profile does not take',
    sip: both('CE-PROFIL', PROFILES.strict),
    step: CONTROL,
    refusal: 'CHECK_HEADER.KO',
    says: 'CHECK_HEADER.CHECK_ARCHIVEPROFILE.KO',
  },
  {
    name: 'an inactive profile',
    sip: both('CE-PROFIL', PROFILES.asleep),
    step: CONTROL,
    refusal: 'CHECK_HEADER.INACTIVE.KO',
    says: `The profile ${PROFILES.asleep} has not the status ACTIVE`,
  },
  {
    name: 'a manifest that the schema of its profile does not take',
    sip: withProfile(PROFILES.schema),
    step: CONTROL,
    refusal: 'CHECK_HEADER.KO',
    says: 'The value',
  },
  {
    name: 'a profile without file',
    sip: withProfile(PROFILES.bare),
    step: CONTROL,
    refusal: 'CHECK_HEADER.KO',
    says: `The profile ${PROFILES.bare} has no file`,
  },
  {
    name: 'an unknown profile where the contract lists none',
    sip: withProfile('PA-INCONNU'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.KO',
    says: 'The profile PA-INCONNU is not in the referential',
  },
  ...(
    [
      ['CE-MC-INACTIF', 'MANAGEMENT_CONTRACT_INACTIVE', 'Management Contract inactive'],
      ['CE-MC-PERDU', 'MANAGEMENT_CONTRACT_UNKNOWN', 'Management Contract not found'],
      ['CE-MC-FAUX', 'MANAGEMENT_CONTRACT_INVALID', 'Management Contract invalid'],
    ] as const
  ).map(([contract, refusal, says]) => ({
    name: `the management contract of ${contract}`,
    sip: withContract(contract),
    step: CONTROL,
    refusal: `CHECK_HEADER.${refusal}.KO`,
    says,
  })),
  {
    name: 'a context that is there no more',
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTEXT_UNKNOWN.KO',
    says: 'Context not found',
    options: { context: 'CT-PARTI' },
  },
  {
    name: 'a context that is no longer active',
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTEXT_INACTIVE.KO',
    says: 'Context inactive',
    options: { context: 'CT-ENDORMI' },
  },
  {
    name: 'a contract that the context does not list',
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTRACT_NOT_IN_CONTEXT.KO',
    says: 'Error ingest contract not found in the Context',
    options: { context: 'CT-AUTRE' },
  },
];
