import { expect, it } from 'vitest';
import { type ContextDocument, permits, refusalByContext } from './contexts.ts';

const context: ContextDocument = {
  Identifier: 'CT',
  Status: 'ACTIVE',
  EnableControl: true,
  SecurityProfile: 'S',
  Permissions: [
    { tenant: 0, AccessContracts: ['A'], IngestContracts: [] },
    { tenant: 0, AccessContracts: ['B'] },
    { tenant: 2, IngestContracts: ['I'] },
  ],
};
const units = '/access-external/v1/units';
const ingests = '/ingest-external/v1/ingests';

it('the access contract must be one of the tenant', () => {
  expect(refusalByContext(context, units, 0, 'A')).toBeUndefined();
  expect(refusalByContext(context, units, 0, 'B')).toBeUndefined();
  expect(refusalByContext(context, units, 2, 'A')).toBe(
    'Access contract A not found in the context for the tenant id :2',
  );
  expect(refusalByContext(context, units, 0, undefined)).toMatch(/^Access contract {2}not found/);
});

it('an entry wants some ingest contract, the rest the tenant', () => {
  expect(refusalByContext(context, ingests, 0, undefined)).toBe(
    'Ingest contract not found in the context for the tenant id :0',
  );
  expect(refusalByContext(context, ingests, 2, undefined)).toBeUndefined();
  expect(refusalByContext(context, '/collect-external/v1/projects', 2, undefined)).toBeUndefined();
  expect(refusalByContext(context, '/admin-external/v1/rules', 1, undefined)).toBe(
    'Tenant 1 not found in the context',
  );
});

it('status and tenants are asked by anybody, and everything when the control is off', () => {
  expect(refusalByContext(context, '/access-external/v1/tenants/', 1, undefined)).toBeUndefined();
  for (const EnableControl of [false, null])
    expect(refusalByContext({ ...context, EnableControl }, units, 9, undefined)).toBeUndefined();
});

it('permissions are compared exactly', () => {
  const profile = { Identifier: 'S', FullAccess: false, Permissions: ['units:read'] };
  expect(permits(profile, 'units:read')).toBe(true);
  expect(permits(profile, 'Units:read')).toBe(false);
  expect(permits({ Identifier: 'S' }, 'units:read')).toBe(false);
  expect(permits({ Identifier: 'S', FullAccess: true }, 'anything')).toBe(true);
});
