import type { Document } from '../store.ts';
import { contractUpdateDetail, contractWords } from './contract-words.ts';
import { mandatoryFields, nameOf, noTechnicalId, uniqueIdentifier } from './controls.ts';
import type { Control, DocumentKind } from './document-kind.ts';
import { type FieldShape, lifeFields, oneOf, type Shape, TEXT, USAGES } from './shape.ts';

/** The only strategy of this version; it has one referent offer. */
const STRATEGIES: readonly string[] = ['default'];
const STRATEGY: FieldShape = { type: 'text', known: STRATEGIES };
const RETENTIONS = ['ALL', 'LAST', 'NONE'];

const knownStrategies: Control = ({ document }) => {
  for (const [name, strategy] of Object.entries((document.Storage ?? {}) as Document)) {
    if (typeof strategy === 'string' && !STRATEGIES.includes(strategy))
      return {
        suffix: 'STRATEGY_VALIDATION_ERROR',
        ...{ field: `Storage.${name}`, values: [strategy] },
        text: `Storage Strategy (${strategy}) not found for the field Storage.${name}`,
      };
  }
  return undefined;
};

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
  for (const [at, each] of [{ ...policy, UsageName: 'Default' }, ...usages].entries()) {
    const usage = each.UsageName ?? '';
    const place = at === 0 ? 'VersionRetentionPolicy' : placeOf(at - 1);
    if (usage !== 'Default' && !USAGES.includes(usage))
      return refused(
        `${place}.UsageName`,
        `The usage type ${usage} is invalid in the contract ${nameOf(examined)}.`,
      );
    const wrong = wrongMember(usage, each);
    if (wrong !== undefined)
      return refused(
        `${place}.${wrong}`,
        `The version retention policy's ${wrong} parameter in ${usage} usage is invalid in the contract ${nameOf(examined)}.`,
      );
  }
  const names = usages.map(({ UsageName }) => UsageName);
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  return twice === -1
    ? undefined
    : refused(
        `${placeOf(twice)}.UsageName`,
        `The usage type ${names[twice]} is invalid in the contract ${nameOf(examined)}.`,
      );
};

function wrongMember(usage: string, { InitialVersion, IntermediaryVersion }: Retention): string | undefined {
  const keepsAll = usage === 'Default' || usage === 'BinaryMaster';
  if (keepsAll && InitialVersion === false) return 'InitialVersion';
  if (keepsAll && IntermediaryVersion === 'NONE') return 'IntermediaryVersion';
  // The default policy keeps the last version when it does not say; a usage says.
  return usage !== 'Default' && IntermediaryVersion === undefined ? 'IntermediaryVersion' : undefined;
}

const placeOf = (usage: number) => `VersionRetentionPolicy.Usages.${usage}`;
const refused = (field: string, text: string) =>
  ({ suffix: 'VERSION_RETENTION_POLICY_ERROR', field, text }) as const;

const AUTHORITY = /^[0-9]{5,9}$/;

const persistentIdentifiers: Control = ({ document }, { kind, mode }) => {
  const policies = (document.PersistentIdentifierPolicy ?? []) as readonly Document[];
  const wrong = policies.find(
    (policy) =>
      policy.PersistentIdentifierPolicyType === undefined ||
      policy.PersistentIdentifierUnit === undefined ||
      !AUTHORITY.test(String(policy.PersistentIdentifierAuthority)) ||
      ((policy.PersistentIdentifierUsages ?? undefined) as readonly Document[] | undefined)?.every(
        (usage) =>
          usage.UsageName !== undefined &&
          usage.InitialVersion !== undefined &&
          usage.IntermediaryVersion !== undefined,
      ) !== true,
  );
  const { importing, updating } = kind.words;
  return wrong === undefined
    ? undefined
    : {
        suffix: 'BAD_REQUEST',
        ...{ field: 'PersistentIdentifierPolicy', reason: 'INCOMPLETE' },
        text: `${mode === 'import' ? importing : updating}PersistentIdentifierPolicy wants a type, a unit flag, an authority of 5 to 9 digits and complete usages`,
      };
};

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
