import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksOf, type TrialFacts } from './context-trial.ts';
import { endpointOf } from './inventory.ts';

const endpoint = (permission: string) => {
  const found = endpointOf(permission);
  if (!found) throw new Error(`there is no ${permission}`);
  return found;
};
const FACTS: TrialFacts = {
  context: {
    ...{ Identifier: 'CT', Status: 'ACTIVE', EnableControl: true, SecurityProfile: 'SP' },
    Permissions: [{ tenant: 3, AccessContracts: ['AC'], IngestContracts: ['IC'] }],
  },
  profile: { Identifier: 'SP', Permissions: ['units:read', 'ingests:create'] },
  ...{ hasCredential: true, tenantExists: true, wantsPerson: false },
  ...{ accessStatus: 'ACTIVE', ingestStatus: 'ACTIVE' },
};
const UNITS = { tenant: 3, endpoint: endpoint('units:read'), accessContract: 'AC' };
const refused = (facts: Partial<TrialFacts>, trial: Partial<Parameters<typeof checksOf>[1]> = {}) =>
  checksOf({ ...FACTS, ...facts }, { ...UNITS, ...trial }).flatMap(({ check, outcome }) =>
    outcome === 'REFUSED' ? [check] : [],
  );

describe('a call that is tried', () => {
  it('passes where every check does', () => {
    expect(refused({})).toEqual([]);
    const deposit = { endpoint: endpoint('ingests:create'), accessContract: undefined, ingestContract: 'IC' };
    expect(refused({}, deposit)).toEqual([]);
    expect(refused({ wantsPerson: true })).toEqual([]);
  });

  it.each<[string, Partial<TrialFacts>, Partial<Parameters<typeof checksOf>[1]>, string[]]>([
    ['without key or certificate', { hasCredential: false }, {}, ['CREDENTIAL']],
    ['in a tenant that there is not', { tenantExists: false }, {}, ['TENANT']],
    ['of an inactive context', { context: { ...FACTS.context, Status: 'INACTIVE' } }, {}, ['CONTEXT']],
    ['without profile', { profile: undefined }, {}, ['PROFILE', 'PERMISSION']],
    ['in another tenant', {}, { tenant: 4 }, ['CONTROL']],
    ['under another access contract', {}, { accessContract: 'AX' }, ['CONTROL']],
    ['under an inactive access contract', { accessStatus: 'INACTIVE' }, {}, ['ACCESS_CONTRACT']],
    ['of another service', {}, { endpoint: endpoint('objects:read') }, ['PERMISSION']],
    ['under another ingest contract', {}, { ingestContract: 'IX' }, ['INGEST_CONTRACT']],
    [
      'of a service of the administration, elsewhere',
      { profile: { Identifier: 'SP', FullAccess: true } },
      { endpoint: endpoint('formats:create') },
      ['ADMINISTRATION'],
    ],
  ])('%s is refused', (_what, facts, trial, checks) => {
    expect(refused(facts, trial)).toEqual(checks);
  });

  it('is never refused by what a context without control does not name', () => {
    const open = { context: { ...FACTS.context, EnableControl: false, Permissions: [] } };
    fc.assert(
      fc.property(fc.nat(9), fc.string(), (tenant, contract) => {
        const checks = refused(open, { tenant, accessContract: contract, ingestContract: contract });
        expect(checks).toEqual([]);
      }),
    );
  });
});
