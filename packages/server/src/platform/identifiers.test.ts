import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GuidType, guidMaker, isGuid, readGuid, readTenant, type TenantId } from './identifiers.ts';

const tenants = fc.integer({ min: 0, max: 2 ** 30 - 1 }) as fc.Arbitrary<TenantId>;

test('an identifier says its tenant, type and instant', () => {
  fc.assert(
    fc.property(tenants, fc.integer({ min: 0, max: 2 ** 41 }), (tenant, instant) => {
      const guid = guidMaker(5, () => instant).make('unit', tenant);
      expect(guid).toMatch(/^[a-z2-7]{36}$/);
      expect(readGuid(guid)).toEqual({ type: 1, tenant, instant: new Date(instant) });
    }),
  );
});

test('first characters are those of the specification', () => {
  const maker = guidMaker(1);
  const prefixes: [GuidType, string][] = [
    ['unit', 'aeaqaaaaaa'],
    ['objectGroup', 'aebaaaaaaa'],
    ['object', 'aebqaaaaac'],
    ['operation', 'aeeaaaaaac'],
  ];
  for (const [type, prefix] of prefixes)
    expect(maker.make(type, 0 as TenantId).slice(0, 9)).toBe(prefix.slice(0, 9));
});

test('identifiers differ, also within one millisecond and when the clock goes back', () => {
  let now = 1_000_000;
  const maker = guidMaker(1, () => now--);
  const made = Array.from({ length: 5_000 }, () => maker.make('object', 2 as TenantId));
  expect(new Set(made).size).toBe(made.length);
});

test('what is not an identifier is refused', () => {
  const guid = guidMaker(1).make('unit', 0 as TenantId);
  for (const text of ['', 'a', guid.slice(1), `${guid}a`, guid.toUpperCase(), guid.replace('ae', '11')])
    expect(isGuid(text)).toBe(false);
  for (const text of ['', '-1', '1.5', 'one', '99999999999', ' 1']) expect(readTenant(text)).toBeUndefined();
  expect(readTenant('12')).toBe(12);
});
