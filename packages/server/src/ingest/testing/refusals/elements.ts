import { SAMPLE } from '@perenne/sample';
import type { Sip } from '../sip.ts';
import {
  content,
  management,
  OBJECTS,
  type Refusal,
  replaced,
  signed,
  UNITS,
  unitProfile,
  withContract,
} from './changes.ts';

/** Objects, groups and units one by one (spec ingest.md 11, 12). */
export const OF_ELEMENTS: readonly Refusal[] = [
  {
    name: 'a wrong digest',
    sip: replaced(/(algorithm="SHA-512">)./, '$1x'),
    step: OBJECTS,
    refusal: 'CHECK_DIGEST.KO',
    says: 'LFC.CHECK_DIGEST.CALC_CHECK.INVALID.KO',
  },
  {
    name: 'a format that is not known',
    sip: content(Buffer.from([0, 1, 2, 3, 4, 5, 250, 251]), 'content/1.zzz'),
    step: OBJECTS,
    refusal: 'OG_OBJECTS_FORMAT_CHECK.KO',
    says: 'LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT.UNKNOWN.KO',
  },
  {
    name: 'a format that the contract does not take',
    sip: withContract('CE-PDF'),
    step: OBJECTS,
    refusal: 'OG_OBJECTS_FORMAT_CHECK.REJECTED_FORMAT.KO',
    says: 'LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT.REJECTED.KO',
  },
  {
    name: 'an empty digest',
    sip: replaced(/(algorithm="SHA-512">)[^<]*/, '$1'),
    step: OBJECTS,
    refusal: 'CHECK_DIGEST.KO',
    says: 'LFC.CHECK_DIGEST.CALC_CHECK.EMPTY.KO',
  },
  {
    name: 'mark-up in the name of a file',
    sip: replaced(/<Filename>[^<]*/, '<Filename>&lt;script&gt;'),
    step: OBJECTS,
    refusal: 'CHECK_OBJECT_GROUP_SCHEMA.INVALID_OBJECT_GROUP.KO',
    says: 'Filename',
  },
  {
    name: 'technical metadata with a value of another type',
    sip: replaced('</FileInfo>', '</FileInfo><OtherMetadata><BirthDate>hier</BirthDate></OtherMetadata>'),
    step: OBJECTS,
    refusal: 'CHECK_OBJECT_GROUP_SCHEMA.KO',
    says: 'BirthDate',
  },
  {
    name: 'an empty title',
    sip: replaced('<Title>Pièce 1</Title>', '<Title></Title>'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.INVALID_UNIT.KO',
    says: 'LFC.CHECK_UNIT_SCHEMA.KO',
  },
  {
    name: 'mark-up in a title',
    sip: replaced('<Title>Pièce 1</Title>', '<Title>&lt;script&gt;alert(1)&lt;/script&gt;</Title>'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.INVALID_UNIT.KO',
    says: 'Title',
  },
  {
    name: 'a text longer than any field may be',
    sip: replaced('<Title>Pièce 1</Title>', `<Title>${'a'.repeat(33_000)}</Title>`),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.KO',
    says: 'wrong format',
  },
  {
    name: 'an end before its beginning',
    sip: replaced('<EndDate>2014-06-01<', '<EndDate>2013-06-01<'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.CONSISTENCY.KO',
    says: '2013-06-01',
  },
  {
    name: 'a field of the vocabulary with a value of another type',
    sip: replaced('</EndDate></Content>', '</EndDate><BirthDate>yesterday</BirthDate></Content>'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.KO',
  },
  {
    name: 'no signature where the contract wants one',
    sip: withContract('CE-SIGNE'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.MANDATORY_SIGNED_DOCUMENT.KO',
    says: 'SigningInformation is missing',
  },
  {
    name: 'a signature where the contract wants none',
    sip: (sip) => signed(['SigningRole', 'Timestamp'])(withContract('CE-SANS-SIGNATURE')(sip)),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.FORBIDDEN_SIGNED_DOCUMENT.KO',
    says: 'SigningInformation is not accepted',
  },
  ...(
    [
      ['DeclaredSignature', 'MISSING_DECLARED_SIGNATURE', 'declares no Signature'],
      ['DeclaredTimestamp', 'MISSING_DECLARED_TIMESTAMP', 'declares no Timestamp'],
      ['DeclaredAdditionalProof', 'MISSING_DECLARED_ADDITIONAL_PROOF', 'declares no AdditionalProof'],
    ] as const
  ).map(([declared, refusal, says]) => ({
    name: `a signed document without what ${declared} wants`,
    sip: (sip: Sip) => signed(['SigningRole', 'SignedDocument'])(withContract(`CE-${declared}`)(sip)),
    step: UNITS,
    refusal: `CHECK_UNIT_SCHEMA.${refusal}.KO`,
    says,
  })),
  {
    name: 'an unknown unit profile',
    sip: unitProfile('PU-INCONNU'),
    step: UNITS,
    refusal: 'CHECK_ARCHIVE_UNIT_PROFILE.NOT_FOUND.KO',
    says: 'LFC.CHECK_ARCHIVE_UNIT_PROFILE.KO',
  },
  ...(
    [
      ['PU-SOMMEIL', 'INACTIVE_STATUS', 'is not active'],
      ['PU-VIDE', 'EMPTY_CONTROL_SCHEMA', 'controls nothing'],
      ['PU-STRICT', 'NOT_AU_JSON_VALID', 'Title must match pattern'],
    ] as const
  ).map(([profile, refusal, says]) => ({
    name: `the unit profile ${profile}`,
    sip: unitProfile(profile),
    step: UNITS,
    refusal: `CHECK_ARCHIVE_UNIT_PROFILE.${refusal}.KO`,
    says,
  })),
  {
    name: 'a classification that the platform does not take',
    sip: management(
      '<ClassificationRule><ClassificationLevel>Cosmique</ClassificationLevel><ClassificationOwner>ONU</ClassificationOwner></ClassificationRule>',
    ),
    step: UNITS,
    refusal: 'CHECK_CLASSIFICATION_LEVEL.KO',
    says: 'Cosmique',
  },
  {
    name: 'an unknown rule',
    sip: replaced(`<Rule>${SAMPLE.appraisalRule}<`, '<Rule>APP-INCONNUE<'),
    step: UNITS,
    refusal: 'UNITS_RULES_COMPUTE.UNKNOWN.KO',
    says: 'APP-INCONNUE',
  },
  {
    name: 'a rule of another category',
    sip: management(
      `<AccessRule><Rule>${SAMPLE.appraisalRule}</Rule><StartDate>2015-01-01</StartDate></AccessRule>`,
    ),
    step: UNITS,
    refusal: 'UNITS_RULES_COMPUTE.CONSISTENCY.KO',
    says: SAMPLE.appraisalRule,
  },
  {
    name: 'an exclusion of a rule that does not exist',
    sip: management('<AccessRule><RefNonRuleId>ACC-INCONNUE</RefNonRuleId></AccessRule>'),
    step: UNITS,
    refusal: 'UNITS_RULES_COMPUTE.REF_INCONSISTENCY.KO',
    says: 'ACC-INCONNUE',
  },

  {
    name: 'a year of five digits',
    sip: replaced('<StartDate>2014-05-02<', '<StartDate>12014-05-02<'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.DATE_FORMAT.KO',
    says: '12014-05-02',
  },
];
