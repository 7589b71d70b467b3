import { createHash } from 'node:crypto';
import { type Hash, makeTimeStampKey, openTimeStamper, sealJournal, verifyJournal } from '@perenne/proof';
import { beforeAll, expect, it } from 'vitest';
import { checksOf, type Facts, type ProvingJournal, worstOf } from './checks.ts';

const sha512: Hash = (...parts) => {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

let journal: ProvingJournal;
let linked: ProvingJournal;
beforeAll(async () => {
  const now = new Date('2026-03-01T10:00:00Z');
  const stamper = await openTimeStamper(await makeTimeStampKey('essai', now), () => now);
  const interval = { start: '2026-03-01T09:00:00.000', end: '2026-03-01T10:00:00.000' };
  const seal = async (data: string, previous: string | null): Promise<ProvingJournal> => {
    const chain = { previous, minusOneMonth: null, minusOneYear: null };
    const { root, token, entries } = await sealJournal(Buffer.from(data), interval, chain, stamper, sha512);
    const verdict = await verifyJournal(entries, sha512);
    return {
      operation: 'o',
      root,
      token,
      verdict,
      unreadable: undefined,
      stampIsOurs: true,
      previous: undefined,
    };
  };
  journal = await seal('{"a":1}\n', null);
  linked = {
    ...(await seal('{"b":2}\n', journal.token)),
    previous: { token: journal.token, stampIsOurs: true },
  };
});

const good = (): Facts => ({
  offers: ['one', 'two'].map((offer) => ({ offer, digest: 'aa' })),
  ...{ database: 'aa', lifeCycle: 'aa', secured: 'aa' },
  events: { now: 'e', secured: 'e' },
  operation: { now: 'o', secured: 'o' },
  ...{ operations: linked, groups: linked },
});
const wrongIn = (facts: Facts) =>
  checksOf(facts)
    .filter(({ status }) => status === 'KO')
    .map(({ name }) => name);

it('of an object whose every proof is there are twenty-one, each named once, all good', () => {
  const checks = checksOf(good());
  expect(new Set(checks.map(({ name }) => name)).size).toBe(21);
  expect(checks.filter(({ status }) => status !== 'OK')).toEqual([]);
  expect(worstOf(checks.map(({ status }) => status))).toBe('OK');
});

it('the first secured journal has none before it, which is told', () => {
  const checks = checksOf({ ...good(), operations: journal }).filter(({ status }) => status === 'WARNING');
  expect(checks.map(({ name, sourceComparable }) => [name, sourceComparable])).toEqual([
    ['PREVIOUS_TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_VALIDATION', 'No previous secured file.'],
    ['PREVIOUS_TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_COMPARISON', 'No previous secured file.'],
  ]);
});

it.each<[string, (facts: Facts) => Partial<Facts>, string[]]>([
  [
    'bytes of one offer',
    ({ offers }) => ({ offers: offers.map((each, at) => (at === 1 ? { ...each, digest: 'bb' } : each)) }),
    ['FILE_DIGEST_OFFER_DATABASE_COMPARISON'],
  ],
  [
    'an offer without the object',
    ({ offers }) => ({
      offers: offers.map((each, at) => (at === 1 ? { ...each, digest: undefined } : each)),
    }),
    ['FILE_DIGEST_OFFER_DATABASE_COMPARISON'],
  ],
  [
    'the digest in the database',
    () => ({ database: 'bb' }),
    [
      'FILE_DIGEST_OFFER_DATABASE_COMPARISON',
      'FILE_DIGEST_LFC_DATABASE_COMPARISON',
      'FILE_DIGEST_DATABASE_TRACEABILITY_COMPARISON',
    ],
  ],
  [
    'an event of the life cycle',
    () => ({ events: { now: 'f', secured: 'e' } }),
    ['EVENTS_OBJECT_GROUP_DIGEST_DATABASE_TRACEABILITY_COMPARISON'],
  ],
  [
    'the journal of the operation',
    () => ({ operation: { now: 'p', secured: 'o' } }),
    ['EVENTS_OPERATION_DATABASE_TRACEABILITY_COMPARISON'],
  ],
  [
    'the root that the database has',
    () => ({ groups: { ...linked, root: journal.root } }),
    ['MERKLE_OBJECT_GROUP_DIGEST_DATABASE_TRACEABILITY_COMPARISON'],
  ],
  [
    'the time stamp that the database has',
    () => ({ operations: { ...linked, token: journal.token } }),
    ['TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_COMPARISON'],
  ],
  [
    'a key of somebody else',
    () => ({ operations: { ...linked, stampIsOurs: false } }),
    ['TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_VALIDATION'],
  ],
  [
    'the journal before, taken away',
    () => ({ groups: { ...linked, previous: undefined } }),
    [
      'PREVIOUS_TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_VALIDATION',
      'PREVIOUS_TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_COMPARISON',
    ],
  ],
])('another %s is found by its checks, and by no other', (_what, change, names) => {
  const facts = good();
  expect(wrongIn({ ...facts, ...change(facts) })).toEqual(names);
});

it('what is not secured yet cannot be compared, and says so', () => {
  const checks = checksOf({
    ...{ ...good(), secured: undefined, operations: undefined, groups: undefined },
    ...{ events: { now: undefined, secured: undefined }, operation: { now: 'o', secured: undefined } },
  });
  const wrong = checks.filter(({ status }) => status === 'KO');
  expect(wrong.length).toBe(19);
  expect(wrong[0]?.details).toMatch(/not secured yet/);
  expect(checks.length).toBe(21);
});
