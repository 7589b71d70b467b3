import type { Document } from '../store.ts';
import { contractUpdateDetail, contractWords } from './contract-words.ts';
import { mandatoryFields, nameOf, noTechnicalId, uniqueIdentifier } from './controls.ts';
import type { Control, DocumentKind } from './document-kind.ts';
import { type FieldShape, lifeFields, oneOf, type Shape, TEXT, USAGES } from './shape.ts';

/** The only strategy of this version; it has one referent offer. */
const STRATEGIES: readonly string[] = ['default'];
const STRATEGY: FieldShape = { type: 'text', known: STRATEGIES };
const RETENTIONS = ['ALL', 'LAST', 'NONE'];

const knownStrategies: Control = ({ document }) =>
  Object.entries((document.Storage ?? {}) as Document)
    .filter(([, strategy]) => typeof strategy === 'string' && !STRATEGIES.includes(strategy))
    .map(([name, strategy]) => ({
      suffix: 'STRATEGY_VALIDATION_ERROR',
      ...{ field: `Storage.${name}`, values: [String(strategy)] },
      text: `Storage Strategy (${strategy}) not found for the field Storage.${name}`,
    }));

interface Retention {
  readonly UsageName?: string;
  readonly InitialVersion?: boolean;
  readonly IntermediaryVersion?: string;
  readonly Usages?: readonly Retention[];
}

/** By default and for masters the first version is kept, and at least the last one (spec api.md 6.3.6). */
const retentionPolicy: Control = (examined) => {
  const policy = examined.document.VersionRetentionPolicy as Retention | undefined;
  if (policy === undefined) return undefined;
  const usages = policy.Usages ?? [];
  const badUsage = (place: string, usage: string) =>
    refused(`${place}.UsageName`, `The usage type ${usage} is invalid in the contract ${nameOf(examined)}.`);
  const faults = [{ ...policy, UsageName: 'Default' }, ...usages].flatMap((each, at) => {
    const usage = each.UsageName ?? '';
    const place = at === 0 ? 'VersionRetentionPolicy' : placeOf(at - 1);
    if (usage !== 'Default' && !USAGES.includes(usage)) return [badUsage(place, usage)];
    return wrongMembers(usage, each).map((wrong) =>
      refused(
        `${place}.${wrong}`,
        `The version retention policy's ${wrong} parameter in ${usage} usage is invalid in the contract ${nameOf(examined)}.`,
      ),
    );
  });
  const names = usages.map(({ UsageName = '' }) => UsageName);
  const twice = names.flatMap((name, at) =>
    names.indexOf(name) === at ? [] : [badUsage(placeOf(at), name)],
  );
  return [...faults, ...twice];
};

function wrongMembers(usage: string, { InitialVersion, IntermediaryVersion }: Retention): string[] {
  const keepsAll = usage === 'Default' || usage === 'BinaryMaster';
  // The default policy keeps the last version when it does not say; a usage says.
  const isUnsaid = usage !== 'Default' && IntermediaryVersion === undefined;
  return [
    ...(keepsAll && InitialVersion === false ? ['InitialVersion'] : []),
    ...(isUnsaid || (keepsAll && IntermediaryVersion === 'NONE') ? ['IntermediaryVersion'] : []),
  ];
}

const placeOf = (usage: number) => `VersionRetentionPolicy.Usages.${usage}`;
const refused = (field: string, text: string) =>
  ({ suffix: 'VERSION_RETENTION_POLICY_ERROR', field, text }) as const;

const AUTHORITY = /^[0-9]{5,9}$/;

const persistentIdentifiers: Control = ({ document }, { kind, mode }) => {
  const policies = (document.PersistentIdentifierPolicy ?? []) as readonly Document[];
  const { importing, updating } = kind.words;
  return policies.flatMap(incompleteMembers).map((member) => ({
    suffix: 'BAD_REQUEST',
    ...{ field: `PersistentIdentifierPolicy.${member}`, reason: 'INCOMPLETE' },
    text: `${mode === 'import' ? importing : updating}PersistentIdentifierPolicy wants a type, a unit flag, an authority of 5 to 9 digits and complete usages`,
  }));
};

/** Members of a policy that are absent or wrong, by their places. */
function incompleteMembers(policy: Document, at: number): string[] {
  const usages = policy.PersistentIdentifierUsages as readonly Document[] | undefined;
  return [
    ...['PersistentIdentifierPolicyType', 'PersistentIdentifierUnit'].filter(
      (name) => policy[name] === undefined,
    ),
    ...(AUTHORITY.test(String(policy.PersistentIdentifierAuthority))
      ? []
      : ['PersistentIdentifierAuthority']),
    ...(usages === undefined ? ['PersistentIdentifierUsages'] : []),
    ...(usages ?? []).flatMap((usage, place) =>
      ['UsageName', 'InitialVersion', 'IntermediaryVersion']
        .filter((name) => usage[name] === undefined)
        .map((name) => `PersistentIdentifierUsages.${place}.${name}`),
    ),
  ].map((name) => `${at}.${name}`);
}

const USAGE: Shape = {
  UsageName: { type: 'text', known: USAGES },
  InitialVersion: { type: 'boolean' },
  IntermediaryVersion: oneOf(RETENTIONS),
};

/** Where archives are kept, which versions stay, which persistent identifiers are given (spec model.md 11.3). */
export const MANAGEMENT_CONTRACT: DocumentKind = {
  kind: 'management-contract',
  collection: 'ManagementContract',
  scope: 'tenant',
  prefix: 'MC',
  externalKey: 'MANAGEMENT_CONTRACT',
  guid: 'contract',
  fields: {
    ...lifeFields({ creation: 'CreationDate', deactivation: 'DeactivationDate' }),
    Storage: {
      type: 'object',
      members: { UnitStrategy: STRATEGY, ObjectGroupStrategy: STRATEGY, ObjectStrategy: STRATEGY },
    },
    VersionRetentionPolicy: {
      type: 'object',
      members: {
        InitialVersion: { type: 'boolean', initial: true },
        IntermediaryVersion: oneOf(RETENTIONS, 'LAST'),
        Usages: { type: 'object', many: true, members: USAGE },
      },
    },
    PersistentIdentifierPolicy: {
      type: 'object',
      many: true,
      members: {
        PersistentIdentifierPolicyType: oneOf(['ARK']),
        PersistentIdentifierUnit: { type: 'boolean' },
        PersistentIdentifierAuthority: TEXT,
        PersistentIdentifierUsages: { type: 'object', many: true, members: USAGE },
      },
    },
  },
  controls: [
    noTechnicalId,
    mandatoryFields,
    uniqueIdentifier,
    knownStrategies,
    retentionPolicy,
    persistentIdentifiers,
  ],
  derived: (document) =>
    document.VersionRetentionPolicy === undefined
      ? { ...document, VersionRetentionPolicy: { InitialVersion: true, IntermediaryVersion: 'LAST' } }
      : document,
  events: {
    import: 'STP_IMPORT_MANAGEMENT_CONTRACT',
    update: 'STP_UPDATE_MANAGEMENT_CONTRACT',
    backup: 'STP_BACKUP_MANAGEMENT_CONTRACT',
  },
  words: { ...contractWords('ManagementContract', 'management'), distinct: true },
  http: {
    path: '/managementcontracts',
    permissions: {
      create: 'managementcontracts:create:json',
      search: 'managementcontracts:read',
      read: 'managementcontracts:id:read',
      update: 'managementcontracts:id:update',
    },
    created: 'text',
    unreadable: 'invalidJson',
    updateRefused: 'managementContractUpdate',
    updateUnknown: 'contractUnknown',
  },
  updateDetail: contractUpdateDetail('ManagementContract'),
};
