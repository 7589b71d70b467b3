import type { Database } from '../../platform/index.ts';
import { PatternRefused } from '../linear-pattern.ts';
import { loadOntology, type Ontology } from '../ontology.ts';
import { readRow } from '../store.ts';
import { controlBy } from '../unit-profiles.ts';
import { controlledFields, readControlSchema } from './control-schema.ts';
import { mandatoryFields, noTechnicalId, textOf, uniqueIdentifier } from './controls.ts';
import type { Control, DocumentKind, Finding } from './document-kind.ts';
import { lifeFields, SEDA_VERSION, TEXTS } from './shape.ts';

const validSchema: Control = (examined) => {
  const text = textOf(examined, 'ControlSchema');
  const fault = text === undefined ? undefined : schemaFault(text);
  return fault && { suffix: 'INVALID_JSON_SCHEMA', field: 'ControlSchema', ...fault };
};

/** Why a text is no schema of draft 4 that refers to nothing outside itself and can be tried in bounded time. */
function schemaFault(text: string): Pick<Finding, 'text' | 'reason' | 'values'> | undefined {
  const schema = readControlSchema(text);
  const invalid = { text: 'The field ControlSchema is not a json schema' };
  if (schema === undefined) return invalid;
  try {
    controlBy(schema);
    return undefined;
  } catch (error) {
    if (!(error instanceof PatternRefused)) return invalid;
    const { message } = error;
    return {
      text: `The field ControlSchema is refused: ${message}`,
      ...{ reason: 'PATTERN_REFUSED', values: [message] },
    };
  }
}

const knownFields: Control = (examined, { facts }) => {
  const missing = fieldsOf(textOf(examined, 'ControlSchema')).filter(
    (field) => !(facts as Ontology).has(field),
  );
  return missing.length === 0
    ? undefined
    : {
        ...{ field: 'ControlSchema', reason: 'NOT_IN_ONTOLOGY', values: missing },
        text: missing
          .map((field) => `The field ${field} specified in the schema is not declared in ontology`)
          .join(','),
      };
};

/** What the units of a profile were controlled by stays what it was. */
const unusedSchema: Control = async (examined, { tx, tenant, updated, kind }) => {
  if (updated === undefined) return undefined;
  const before = await readRow(tx, tenant, kind.kind, updated);
  if (before?.doc.ControlSchema === examined.document.ControlSchema) return undefined;
  const [used] = await tx.query(
    `select 1 from unit where tenant = $1 and content ->> 'ArchiveUnitProfile' = $2 limit 1`,
    [tenant, updated],
  );
  return used
    ? {
        ...{ field: 'ControlSchema', reason: 'USED_BY_UNITS' },
        text: 'The field ControlSchema is used by an archiveUnit',
      }
    : undefined;
};

const fieldsOf = (text: string | undefined): string[] => {
  const schema = text === undefined ? undefined : readControlSchema(text);
  return schema === undefined ? [] : controlledFields(schema);
};

/** What the metadata of one unit must be, by a JSON Schema (spec api.md 6.3.9; model.md 13.2). */
export const ARCHIVE_UNIT_PROFILE: DocumentKind = {
  kind: 'archive-unit-profile',
  collection: 'ArchiveUnitProfile',
  scope: 'tenant',
  prefix: 'AUP',
  externalKey: 'ARCHIVE_UNIT_PROFILE',
  guid: 'profile',
  fields: {
    ...lifeFields({ creation: 'CreationDate', deactivation: 'DeactivationDate' }),
    ControlSchema: { type: 'text', mandatory: true },
    Fields: { ...TEXTS, readOnly: true },
    SedaVersion: SEDA_VERSION,
  },
  controls: [noTechnicalId, mandatoryFields, uniqueIdentifier, validSchema, knownFields, unusedSchema],
  facts: (database: Database) => loadOntology(database),
  derived: (document) => ({ ...document, Fields: fieldsOf(document.ControlSchema as string | undefined) }),
  events: {
    import: 'IMPORT_ARCHIVEUNITPROFILE',
    update: 'UPDATE_ARCHIVEUNITPROFILE',
    backup: 'BACKUP_ARCHIVEUNITPROFILE',
  },
  words: {
    check: 'archiveUnitProfileCheck',
    keys: {
      EMPTY_REQUIRED_FIELD: 'Mandatory Fields',
      IDENTIFIER_DUPLICATION: 'Duplicate Field',
      INVALID_JSON_SCHEMA: 'Invalid JSON schema',
      NOT_IN_ENUM: 'Not in Enum',
      CONTRACT_NOT_FOUND: 'Archive unit profile not found',
    },
    updateSuffixes: ['NOT_IN_ENUM', 'IDENTIFIER_DUPLICATION'],
    bare: 'ArchiveUnitProfile service error',
    duplicate: (identifier) => `The archive unit profile identifier ${identifier} already exists in database`,
    mandatory: (fields) => fields.map((field) => `The field ${field} is mandatory`).join(','),
    subject: 'Archive unit profile',
    importing: 'Import archive unit profiles error > ',
    updating: 'Update archive unit profile error > ',
  },
  http: {
    path: '/archiveunitprofiles',
    permissions: {
      create: 'archiveunitprofiles:create:json',
      search: 'archiveunitprofiles:read',
      read: 'archiveunitprofiles:id:read:json',
      update: 'archiveunitprofiles:id:update:json',
    },
    created: 'documents',
    updated: 'nothing',
    unreadable: 'adminBadRequest',
    updateRefused: 'profileUpdate',
    updateUnknown: 'profileUnknown',
  },
  updateDetail: (_, lines) => ({ ArchiveUnitProfile: { updatedDiffs: lines.join(' ') } }),
};
