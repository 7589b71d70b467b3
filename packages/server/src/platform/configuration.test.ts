import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigurationError, readConfiguration } from './configuration.ts';

const folder = mkdtempSync(join(tmpdir(), 'perenne-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(file: unknown) {
  const path = join(folder, 'configuration.json');
  writeFileSync(path, JSON.stringify(file));
  return readConfiguration({ PERENNE_CONFIG: path });
}

describe('limits of deliveries', () => {
  it('are by default 100,000 units and 1 GiB, of no tenant in particular', () => {
    const { limits, deliveryThresholds } = readConfiguration({});
    expect(limits).toMatchObject({ selectedUnits: 100_000, deliveryBytes: 2 ** 30 });
    expect(deliveryThresholds).toEqual({});
  });

  it('are read for each tenant', () => {
    const { deliveryThresholds } = read({
      minimumRuleDurations: { 0: { AppraisalRule: '1 year' } },
      deliveryThresholds: { 0: { bytes: 5 }, 12: { bytes: 6, authorize: true } },
    });
    expect(deliveryThresholds).toEqual({
      0: { bytes: 5, authorize: false },
      12: { bytes: 6, authorize: true },
    });
  });

  it.each([
    { x: { bytes: 1 } },
    { 0: { bytes: '1' } },
    { 0: { bytes: -1 } },
    { 0: {} },
    { 0: { bytes: 1, authorize: 'yes' } },
  ])('that are none stop the start: %j', (deliveryThresholds) => {
    expect(() => read({ deliveryThresholds })).toThrow(ConfigurationError);
  });
});

describe('what costs much', () => {
  it('is bounded: a million documents of a stream, three streams a day, totals up to the window', () => {
    expect(readConfiguration({})).toMatchObject({
      authorizeTrackTotalHits: false,
      inheritedRulesAPIOutput: [],
      limits: { streamedDocuments: 1_000_000, streamsByDay: 3 },
    });
    expect(read({ authorizeTrackTotalHits: true, limits: { streamsByDay: 10 } })).toMatchObject({
      authorizeTrackTotalHits: true,
      limits: { streamedDocuments: 1_000_000, streamsByDay: 10 },
    });
  });

  it('is not bounded by what is no number, nor allowed by what is neither true nor false', () => {
    expect(() => read({ authorizeTrackTotalHits: 'yes' })).toThrow(ConfigurationError);
    expect(() => read({ limits: { streamsByDay: 0 } })).toThrow(ConfigurationError);
    for (const inheritedRulesAPIOutput of [0, ['0'], [-1], [0.5]])
      expect(() => read({ inheritedRulesAPIOutput })).toThrow(ConfigurationError);
  });
});

describe('classification levels', () => {
  it('are three by default, and a unit may have none', () => {
    const { classificationLevel } = readConfiguration({});
    expect(classificationLevel).toMatchObject({ authorizeNotDefined: true });
    expect(classificationLevel.allowList).toHaveLength(3);
  });

  it('are those of the file', () => {
    const { allowList } = readConfiguration({}).classificationLevel;
    expect(read({ classificationLevel: { authorizeNotDefined: false } }).classificationLevel).toEqual({
      allowList,
      authorizeNotDefined: false,
    });
    expect(read({ classificationLevel: { allowList: ['Restreint'] } }).classificationLevel).toEqual({
      allowList: ['Restreint'],
      authorizeNotDefined: true,
    });
  });

  it.each([{ allowList: 'Restreint' }, { allowList: [1] }, { allowList: [''] }, { authorizeNotDefined: 1 }])(
    'that are none stop the start: %j',
    (classificationLevel) => {
      expect(() => read({ classificationLevel })).toThrow(ConfigurationError);
    },
  );
});

describe('packages on the server', () => {
  it('are not taken in by default, and moved once they are', () => {
    expect(readConfiguration({}).localPackages).toBeUndefined();
    expect(read({ localPackages: { folder: '/srv/packages' } }).localPackages).toEqual({
      folder: '/srv/packages',
      afterUpload: 'MOVE',
    });
  });

  it.each([{}, { folder: 'packages' }, { folder: '/srv', afterUpload: 'EAT' }, 'srv'])(
    'that lie nowhere stop the start: %j',
    (localPackages) => {
      expect(() => read({ localPackages })).toThrow(ConfigurationError);
    },
  );
});

describe('certificates', () => {
  it('are neither asked for nor believed by default', () => {
    const read = readConfiguration({});
    expect(read).toMatchObject({ certificateProxies: [], personalCertificatePermissions: [] });
    expect(read.tls).toBeUndefined();
  });

  it('of named proxies are believed', () => {
    const { certificateProxies } = readConfiguration({
      PERENNE_CERTIFICATE_PROXIES: '10.0.0.5, 10.1.0.0/16,2001:db8::/32',
    });
    expect(certificateProxies).toEqual(['10.0.0.5', '10.1.0.0/16', '2001:db8::/32']);
  });

  it.each([
    { PERENNE_CERTIFICATE_PROXIES: 'proxy.local' },
    { PERENNE_CERTIFICATE_PROXIES: '10.0.0.0/33' },
    { PERENNE_TLS_CERT: 'x' },
    { PERENNE_TLS_CLIENT_CA: 'x' },
    { PERENNE_TLS_CERT: 'x', PERENNE_TLS_KEY: 'x', PERENNE_TLS_CRL: 'x' },
  ])('that are half configured stop the start: %j', (environment) => {
    expect(() => readConfiguration(environment)).toThrow(ConfigurationError);
  });

  it('of persons are wanted by a list of permissions', () => {
    expect(read({ personalCertificatePermissions: ['units:read'] }).personalCertificatePermissions).toEqual([
      'units:read',
    ]);
    expect(() => read({ personalCertificatePermissions: 'units:read' })).toThrow(ConfigurationError);
  });
});

describe('identifiers', () => {
  it('are given by clients as on an installed platform, unless a tenant says otherwise', () => {
    const installed = readConfiguration({}).clientIdentifiers;
    expect(installed[0]).toContain('ARCHIVE_UNIT_PROFILE');
    expect(installed[1]).toContain('CONTEXT');
    expect(installed[2]).toBeUndefined();
    const given = read({ clientIdentifiers: { 0: [], 7: ['PROFILE'] } }).clientIdentifiers;
    expect(given).toEqual({ ...installed, 0: [], 7: ['PROFILE'] });
  });

  it.each([{ x: ['PROFILE'] }, { 0: 'PROFILE' }, { 0: ['AGENCIES'] }])(
    'of what the archive does not number stop the start: %j',
    (clientIdentifiers) => {
      expect(() => read({ clientIdentifiers })).toThrow(ConfigurationError);
    },
  );
});
