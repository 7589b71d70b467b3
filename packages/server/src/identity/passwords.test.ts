import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestOf, makeApiKey } from './api-keys.ts';
import { hashPassword, makePassword, verifyPassword } from './passwords.ts';

it('a password opens what it closed, and no other does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      async (one, other) => {
        const stored = await hashPassword(one);
        expect(await verifyPassword(one, stored)).toBe(true);
        expect(await verifyPassword(other, stored)).toBe(one.normalize('NFKC') === other.normalize('NFKC'));
        expect(stored).not.toContain(Buffer.from(one).toString('base64'));
      },
    ),
    { numRuns: 5 },
  );
});

it('an accent typed in two ways is one password', async () => {
  expect(await verifyPassword('e\u0301te\u0301', await hashPassword('\u00e9t\u00e9'))).toBe(true);
});

it('no account, or something else than a hash, is no', async () => {
  for (const stored of [undefined, '', 'plain', 'scrypt$1'])
    expect(await verifyPassword('x', stored)).toBe(false);
  expect(await verifyPassword('x'.repeat(1_001), await hashPassword('x'))).toBe(false);
});

it('two hashes of one password differ', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
});

it('more verifications than places all end', async () => {
  const stored = await hashPassword('right');
  const tries = ['right', 'wrong', 'right', 'wrong', 'right'];
  expect(await Promise.all(tries.map((each) => verifyPassword(each, stored)))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
});

it('made secrets are long, new and fit a header', () => {
  const keys = new Set(Array.from({ length: 100 }, makeApiKey));
  expect(keys.size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^perenne_[A-Za-z0-9_-]{43}$/);
  expect(makePassword()).toMatch(/^([A-Za-z2-9]{5}-){3}[A-Za-z2-9]{5}$/);
  expect(digestOf('a')).toHaveLength(32);
});
