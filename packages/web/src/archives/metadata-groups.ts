import { wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/**
 * The metadata of a unit in the groups in which its page shows them. What is in none, a vocabulary of one's own for
 * example, is shown last.
 */

export interface MetadataGroup {
  readonly title: keyof typeof TEXTS.metadata.groups;
  readonly names: readonly string[];
}

export const METADATA_GROUPS: readonly MetadataGroup[] = [
  {
    title: 'presentation',
    names: [
      'Description',
      'Description_',
      'DescriptionLevel',
      'DocumentType',
      'Type',
      'Status',
      'Version',
      'Language',
      'DescriptionLanguage',
      'Source',
    ],
  },
  {
    title: 'dates',
    names: [
      'StartDate',
      'EndDate',
      'CreatedDate',
      'TransactedDate',
      'AcquiredDate',
      'SentDate',
      'ReceivedDate',
      'RegisteredDate',
      'DateLitteral',
    ],
  },
  { title: 'subjects', names: ['Keyword', 'Tag', 'Coverage', 'Gps'] },
  {
    title: 'agents',
    names: [
      'OriginatingAgency',
      'SubmissionAgency',
      'Agent',
      'AuthorizedAgent',
      'Writer',
      'Addressee',
      'Recipient',
      'Transmitter',
      'Sender',
    ],
  },
  {
    title: 'identifiers',
    names: [
      'ArchivalAgencyArchiveUnitIdentifier',
      'OriginatingAgencyArchiveUnitIdentifier',
      'TransferringAgencyArchiveUnitIdentifier',
      'FilePlanPosition',
      'SystemId',
      'OriginatingSystemId',
      'PersistentIdentifier',
      'OriginatingSystemIdReplyTo',
      'TextContent',
    ],
  },
  {
    title: 'history',
    names: ['CustodialHistory', 'Event', 'RelatedObjectReference', 'Signature', 'SigningInformation'],
  },
];

/** Shown in the head of the page. */
export const HEAD_NAMES: ReadonlySet<string> = new Set(['Title', 'Title_', 'ArchiveUnitProfile']);

export const keywordType = (type: string) => wordFor(TEXTS.metadata.keywordTypes, type);
export const nameOf = (member: string) => wordFor(TEXTS.metadata.names, member);
export const levelOf = (level: string) => wordFor(TEXTS.metadata.levels, level);
