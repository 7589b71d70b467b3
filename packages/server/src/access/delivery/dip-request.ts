import { SEDA_VERSIONS, type SedaVersion } from '@perenne/seda';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { ArchiveError } from '../../platform/index.ts';
import type { DeliveryRequest, ObjectChoice } from './request.ts';

/** The body of `POST /v2/dipexport` (spec api.md 4.5.1, 10.3): members that nobody knows are let pass. */

const Text = Type.Optional(Type.String({ maxLength: 1_000 }));
const Usages = Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 1_000 }));
const Flag = Type.Optional(Type.Boolean());

export const DipRequest = Type.Object(
  {
    dslRequest: Type.Object({}, { additionalProperties: true }),
    dipExportType: Type.Optional(Type.Enum(['MINIMAL', 'FULL'])),
    dipRequestParameters: Type.Optional(
      Type.Object({
        archivalAgreement: Text,
        originatingAgencyIdentifier: Text,
        comment: Text,
        submissionAgencyIdentifier: Text,
        messageRequestIdentifier: Text,
        archivalAgencyIdentifier: Text,
        requesterIdentifier: Text,
        authorizationRequestReplyIdentifier: Text,
      }),
    ),
    dataObjectVersionToExport: Type.Optional(
      Type.Object({
        dataObjectVersions: Usages,
        // How the acceptance suite of the reference system spells it.
        DataObjectVersions: Usages,
        dataObjectVersionsPatterns: Type.Optional(
          Type.Record(
            Type.String({ maxLength: 100 }),
            Type.Array(Type.Enum(['FIRST', 'LAST', 'ALL']), { maxItems: 3 }),
          ),
        ),
      }),
    ),
    exportWithLogBookLFC: Flag,
    maxSizeThreshold: Type.Optional(Type.Integer({ minimum: 0 })),
    sedaVersion: Type.Optional(Type.String()),
    exportWithoutObjects: Flag,
    useOriginalFilenames: Flag,
    exportWithTree: Flag,
  },
  { title: 'DipRequest' },
);

/** Version of SEDA when none is asked for (spec api.md 4.5.1). */
export const DEFAULT_VERSION: SedaVersion = '2.3';

/** @throws ArchiveError accessClient saying which member is wrong */
export function readDipRequest(body: unknown): {
  readonly query: Readonly<Record<string, unknown>>;
  readonly request: DeliveryRequest;
} {
  const given = withoutNulls(body);
  if (!Value.Check(DipRequest, given)) {
    const [fault] = Value.Errors(DipRequest, given);
    throw refused(`${fault?.instancePath || 'The body'}: ${fault?.message ?? 'not as expected'}`);
  }
  return {
    query: given.dslRequest as Record<string, unknown>,
    request: {
      version: versionOf(given.sedaVersion),
      full: given.dipExportType === 'FULL',
      header: given.dipRequestParameters ?? {},
      objects: given.exportWithoutObjects ? { kind: 'none' } : objectsOf(given.dataObjectVersionToExport),
      lifeCycles: given.exportWithLogBookLFC ?? false,
      ...(given.useOriginalFilenames ? { originalNames: true } : {}),
      ...(given.exportWithTree ? { tree: true } : {}),
      ...(given.maxSizeThreshold === undefined ? {} : { maxBytes: given.maxSizeThreshold }),
    },
  };
}

function versionOf(asked: string | undefined): SedaVersion {
  if (asked === undefined) return DEFAULT_VERSION;
  const version = SEDA_VERSIONS.find((each) => each === asked);
  if (version === undefined) throw refused('The Seda version is invalid!');
  return version;
}

function objectsOf(given: Static<typeof DipRequest>['dataObjectVersionToExport'] = {}): ObjectChoice {
  const usages = given.dataObjectVersions ?? given.DataObjectVersions ?? [];
  const patterns = given.dataObjectVersionsPatterns ?? {};
  const hasPatterns = Object.keys(patterns).length > 0;
  if (hasPatterns && usages.length > 0)
    throw refused('Give dataObjectVersions or dataObjectVersionsPatterns, not both.');
  if (hasPatterns) return { kind: 'patterns', patterns };
  return usages.length > 0 ? { kind: 'last', usages } : { kind: 'last' };
}

/** Official clients write null for what they do not say. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, name === 'dslRequest' ? member : withoutNulls(member)]),
  );
}

function refused(description: string): ArchiveError {
  return new ArchiveError('accessClient', description, { status: 412 });
}

/** A delivery as `POST /v1/dipexport` asks for it: a query, and everything else by default. */
export const MINIMAL: DeliveryRequest = {
  version: DEFAULT_VERSION,
  full: false,
  header: {},
  objects: { kind: 'last' },
  lifeCycles: false,
};
