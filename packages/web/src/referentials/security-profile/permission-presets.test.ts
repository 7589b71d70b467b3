import { describe, expect, it } from 'vitest';
import { PRESET_NAMES, presetOf } from './permission-presets.ts';

/** Some of those that the service has, of each kind. */
const known = [
  ...[
    'ingests:create',
    'ingests:local:create',
    'ingests:id:archivetransfertreply:read',
    'ingests:id:manifests:read',
  ],
  ...['operations:read', 'operations:id:read:status', 'operations:id:update', 'operations:id:delete'],
  ...[
    'ingestcontracts:read',
    'ingestcontracts:create:json',
    'contexts:id:update',
    'rules:create',
    'rules:read',
  ],
  ...['units:read', 'units:stream', 'units:update', 'units:rules:update', 'units:id:objects:read:binary'],
  ...['units:id:objects:accessrequests:create', 'objects:read', 'objects:deleteGotVersions'],
  ...['dipexport:create', 'dipexport:id:dip:read', 'dipexportv2:create', 'elimination:action'],
  ...['logbookoperations:create', 'logbookoperations:read', 'transfers:create', 'profiles:id:update:binaire'],
];
const changes = (permission: string) =>
  /:(create|update|delete|upsert|reply|remove|binaire)/.test(permission);

describe('permissions to begin with', () => {
  it('let a depositing application deposit and follow, and change nothing else', () => {
    const depositing = presetOf('depositing', known);
    expect(depositing).toEqual(
      expect.arrayContaining([
        'ingests:create',
        'ingests:id:archivetransfertreply:read',
        'operations:id:read:status',
      ]),
    );
    expect(depositing.filter(changes).sort()).toEqual(['ingests:create', 'ingests:local:create']);
    expect(depositing.filter((each) => /^(units|objects):/.test(each))).toEqual([]);
  });

  it('let a reading application read and take deliveries, and change nothing', () => {
    const reading = presetOf('reading', known);
    expect(reading).toEqual(expect.arrayContaining(['units:read', 'units:stream', 'dipexport:id:dip:read']));
    expect(reading.filter(changes).sort()).toEqual(['dipexport:create', 'dipexportv2:create']);
  });

  it('let an administrating application change referentials, and read no archive', () => {
    const administering = presetOf('administering', known);
    expect(administering).toEqual(expect.arrayContaining(['rules:create', 'contexts:id:update']));
    expect(administering.filter((each) => /^(units|objects|ingests|elimination):/.test(each))).toEqual([]);
  });

  it('are of the service alone', () => {
    for (const name of PRESET_NAMES) expect(presetOf(name, ['rules:read', 'x:y']).length).toBeLessThan(2);
  });
});
