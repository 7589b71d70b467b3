import { listOf, mandatoryFields, noTechnicalId, uniqueIdentifier } from './controls.ts';
import type { Control, DocumentKind } from './document-kind.ts';
import { NAME, NO, TEXT } from './shape.ts';

/** Permissions that the reference system accepts in profiles, and that guard nothing (spec api.md 9, last row). */
const WITHOUT_ROUTE = [
  'audit:data:consistency',
  'ontologies:create:binary',
  'ontologies:id:read:binary',
  'ontologies:id:update:json',
  'preservationreport:id:read',
  'probativevalue:check',
  'project:id:binary',
  'project:id:units',
  'reindex:create',
  'switchindex:create',
  'transaction:id:units',
  'transaction:read',
] as const;

const noPermissionsWithFullAccess: Control = (examined) =>
  examined.document.FullAccess === true && listOf(examined, 'Permissions').length > 0
    ? {
        ...{ field: 'Permissions', reason: 'MUST_BE_EMPTY' },
        text: 'Security profile cannot have a permission list when full access is granted',
      }
    : undefined;

/**
 * What an application may ask for (spec api.md 6.3.7; model.md 12.2).
 * @param routed permissions that a route names; a profile may have them, in any case of letters
 */
export function securityProfileKind(routed: readonly string[]): DocumentKind {
  const canonical = new Map([...routed, ...WITHOUT_ROUTE].map((each) => [each.toLowerCase(), each]));
  const knownPermissions: Control = (examined) => {
    const unknown = listOf(examined, 'Permissions').filter((each) => !canonical.has(each.toLowerCase()));
    return unknown.length === 0
      ? undefined
      : {
          suffix: 'UNKNOWN_PERMISSION',
          ...{ field: 'Permissions', values: unknown },
          text: unknown.map((each) => `The permission ${each.slice(0, 200)} does not exist`).join(','),
        };
  };
  return {
    kind: 'security-profile',
    collection: 'SecurityProfile',
    scope: 'platform',
    prefix: 'SEC_PROFILE',
    externalKey: 'SECURITY_PROFILE',
    guid: 'plain',
    fields: {
      Identifier: TEXT,
      Name: NAME,
      FullAccess: NO,
      Permissions: { type: 'text', many: true, known: [...canonical.values()].sort() },
    },
    controls: [
      noTechnicalId,
      mandatoryFields,
      uniqueIdentifier,
      noPermissionsWithFullAccess,
      knownPermissions,
    ],
    derived: (document) =>
      document.Permissions === undefined
        ? document
        : {
            ...document,
            Permissions: (document.Permissions as string[]).map(
              (each) => canonical.get(each.toLowerCase()) ?? each,
            ),
          },
    events: {
      import: 'STP_IMPORT_SECURITY_PROFILE',
      update: 'STP_UPDATE_SECURITY_PROFILE',
      backup: 'STP_BACKUP_SECURITY_PROFILE',
    },
    words: {
      // One outcome and one member for every refusal (spec model.md 6.4).
      withoutSuffix: true,
      check: 'errors',
      keys: {},
      duplicate: (identifier) => `The security profile ${identifier} already exists in database`,
      mandatory: (fields) =>
        fields
          .map((field) =>
            field === 'Name' ? 'Security profile name is mandatory' : `The field ${field} is mandatory`,
          )
          .join(','),
      subject: 'Security profile',
      importing: 'Import security profiles error > ',
      updating: 'Update security profile error > ',
    },
    http: {
      path: '/securityprofiles',
      permissions: {
        create: 'securityprofiles:create:json',
        search: 'securityprofiles:read',
        read: 'securityprofiles:id:read',
        update: 'securityprofiles:id:update',
      },
      created: 'nothing',
      updated: 'nothing',
      unreadable: 'adminBadRequest',
      updateRefused: 'securityProfileUpdate',
      updateUnknown: 'securityProfileUnknown',
      emptyWhenUnknown: true,
    },
    updateDetail: (_, lines) => ({ SecurityProfile: { updatedDiffs: lines.join('') } }),
  };
}
