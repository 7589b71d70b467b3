import type { DeliveryReply } from '@perenne/seda';
import type { DeliveryParameters } from './request.ts';

const CODE_LISTS = [
  'Reply',
  'MessageDigestAlgorithm',
  'MimeType',
  'Encoding',
  'FileFormat',
  'CompressionAlgorithm',
  'DataObjectVersion',
  'StorageRule',
  'AppraisalRule',
  'AccessRule',
  'DisseminationRule',
  'ReuseRule',
  'ClassificationRule',
  'AuthorizationReason',
  'Relationship',
].map((name) => `${name}CodeListVersion`);

/** The agency of a package whose units have none in common, as the reference system names it. */
const NO_COMMON_AGENCY = 'Export VITAM';
/** The standard wants a list of units here; the reference system says this, and clients know it. */
const UNIT_IDENTIFIERS = ['Not Implemented'];

/** Members of the header that a complete message must be given, as they are called in refusals (spec seda.md 2.1). */
const REQUIRED = {
  messageRequestIdentifier: 'MessageRequestIdentifier',
  archivalAgencyIdentifier: 'ArchivalAgencyIdentifier',
  requesterIdentifier: 'RequesterIdentifier',
} as const;

/** What a complete header lacks; undefined when it lacks nothing. */
export function headerFault({ full, header }: DeliveryParameters['request']): string | undefined {
  if (!full) return undefined;
  const missing = Object.entries(REQUIRED).filter(([name]) => !header[name as keyof typeof REQUIRED]);
  if (missing.length === 0) return undefined;
  return missing.map(([, name]) => `${name} parameter is required`).join(', ');
}

export interface MessageFacts {
  readonly operation: string;
  readonly tenant: number;
  readonly tenantName: string;
  readonly date: string;
  readonly originatingAgency: string | undefined;
}

/**
 * Header and footer of a delivery: in every message, since the standard wants them. What a minimal one is not given
 * is filled with what is known.
 */
export function messageHeader(
  { request, requester }: Pick<DeliveryParameters, 'request' | 'requester'>,
  facts: MessageFacts,
): Omit<DeliveryReply, 'groups' | 'units'> {
  const { header, version } = request;
  const authorization = header.authorizationRequestReplyIdentifier;
  return {
    kind: 'ArchiveDeliveryRequestReply',
    version,
    comments: header.comment ? [header.comment] : [],
    date: facts.date,
    messageIdentifier: facts.operation,
    ...(header.archivalAgreement ? { archivalAgreement: header.archivalAgreement } : {}),
    codeListVersions: Object.fromEntries(CODE_LISTS.map((name) => [name, `${name}${facts.tenant}`])),
    managementMetadata: {
      OriginatingAgencyIdentifier: facts.originatingAgency ?? NO_COMMON_AGENCY,
      ...(header.submissionAgencyIdentifier
        ? { SubmissionAgencyIdentifier: header.submissionAgencyIdentifier }
        : {}),
    },
    messageRequestIdentifier: header.messageRequestIdentifier || facts.operation,
    ...(authorization ? { authorizationRequestReplyIdentifier: authorization } : {}),
    unitIdentifiers: UNIT_IDENTIFIERS,
    archivalAgency: header.archivalAgencyIdentifier || facts.tenantName,
    requester: header.requesterIdentifier || requester,
  };
}
