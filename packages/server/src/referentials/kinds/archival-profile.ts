import { mandatoryFields, noTechnicalId, uniqueIdentifier } from './controls.ts';
import type { Control, DocumentKind } from './document-kind.ts';
import { lifeFields, SEDA_VERSION } from './shape.ts';

/** The file's name is the archive's to give, when the file comes. */
const noPath: Control = ({ document }, { mode }) =>
  document.Path !== undefined && mode === 'import'
    ? { text: 'The field Path is set by the archive and may not be given' }
    : undefined;

/** The file was compiled as what the profile was then. */
const fileOfFormat: Control = ({ document }, { kind }) => {
  const { Path, Format } = document;
  if (typeof Path !== 'string' || typeof Format !== 'string') return undefined;
  return Path.endsWith(`.${Format.toLowerCase()}`)
    ? undefined
    : {
        ...{ field: 'Format', reason: 'FORMAT_OF_FILE' },
        text: `${kind.words.updating}the format of a profile that has a file cannot be changed`,
      };
};

/** A form that manifests must have, by an RNG or XSD file (spec api.md 6.3.8; model.md 13.1). */
export const ARCHIVAL_PROFILE: DocumentKind = {
  kind: 'profile',
  collection: 'Profile',
  scope: 'tenant',
  prefix: 'PR',
  externalKey: 'PROFILE',
  guid: 'profile',
  fields: {
    ...lifeFields({ creation: 'CreationDate', deactivation: 'DeactivationDate' }),
    Format: { type: 'text', values: ['XSD', 'RNG'], mandatory: true },
    Path: { type: 'text', readOnly: true },
    SedaVersion: SEDA_VERSION,
  },
  controls: [noTechnicalId, noPath, mandatoryFields, uniqueIdentifier, fileOfFormat],
  events: {
    import: 'STP_IMPORT_PROFILE_JSON',
    update: 'STP_UPDATE_PROFILE_JSON',
    backup: 'BACKUP_PROFILE',
  },
  words: {
    check: ' profileCheck',
    keys: {
      EMPTY_REQUIRED_FIELD: 'Mandatory Fields',
      IDENTIFIER_DUPLICATION: 'Duplicate Field',
      NOT_IN_ENUM: 'Not in Enum',
      PROFILE_NOT_FOUND: 'Profile not found',
    },
    updateSuffixes: ['PROFILE_NOT_FOUND', 'NOT_IN_ENUM', 'IDENTIFIER_DUPLICATION'],
    duplicate: (identifier) => `The profile ${identifier} already exists in database`,
    mandatory: (fields) =>
      fields.length === 1
        ? `The field ${fields[0]} is mandatory.`
        : `The fields ${fields.join(', ')} are mandatory.`,
    subject: 'Profile',
    importing: 'Import profiles error > ',
    updating: 'Update profile error > ',
  },
  http: {
    path: '/profiles',
    permissions: {
      create: 'profiles:create:json',
      search: 'profiles:read',
      read: 'profiles:id:read:json',
      update: 'profiles:id:update:json',
    },
    created: 'documents',
    unreadable: 'adminBadRequest',
    updateRefused: 'profileUpdate',
    updateUnknown: 'profileUnknown',
  },
  updateDetail: (_identifier, lines) => ({ Profile: { updatedDiffs: lines.join('') } }),
};
