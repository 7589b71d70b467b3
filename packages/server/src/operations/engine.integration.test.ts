import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Expected, play, type Script } from './testing/model.ts';
import { type Interruptions, openScriptedHouse, type ScriptedHouse } from './testing/scripted-house.ts';

/**
 * Random workflows, outcomes, moves and interruptions against a model without any of the machinery: what the logbook
 * tells and what the effects are must be the model's, whatever happened on the way.
 */

let house: ScriptedHouse;
beforeAll(async () => {
  house = await openScriptedHouse();
});
afterAll(() => house.close());

const sound = fc.constantFrom('OK' as const, 'OK' as const, 'WARNING' as const, 'KO' as const);
const failures = { failures: fc.constantFrom(0, 0, 0, 1, 2), failsAt: fc.nat(2) };
const single = fc.record({
  kind: fc.constant('single' as const),
  actions: fc.array(
    fc.record({ status: sound, behavior: fc.constantFrom('BLOCKING' as const, 'NOBLOCKING' as const) }),
    { minLength: 1, maxLength: 3 },
  ),
  ...failures,
});
const distributed = fc.integer({ min: 1, max: 2 }).chain((actions) =>
  fc.record(
    {
      kind: fc.constant('distributed' as const),
      chunks: fc.array(fc.array(sound, { minLength: actions, maxLength: actions }), { maxLength: 5 }),
      onEmpty: fc.constantFrom('OK' as const, 'WARNING' as const),
      stale: fc.constantFrom(0, 0, 0, 1, 2, 5),
      ...failures,
    },
    { requiredKeys: ['kind', 'chunks', 'failures', 'failsAt'] },
  ),
);
// The last step tells and sweeps; it may fail, not refuse.
const last = single.map((step) => ({
  ...step,
  actions: step.actions.map((action) => ({ ...action, status: 'OK' as const })),
}));
const script: fc.Arbitrary<Script> = fc.record({
  steps: fc
    .tuple(fc.array(fc.oneof(single, distributed), { minLength: 1, maxLength: 4 }), last)
    .map(([steps, finallyStep]) => [...steps, finallyStep]),
  publicationFailures: fc.constantFrom(0, 0, 0, 1),
  publicationRefused: fc.constantFrom(false, false, true),
  stepByStep: fc.boolean(),
  during: fc.array(
    fc.constantFrom(undefined, undefined, undefined, 'PAUSE' as const, 'CANCEL' as const, 'RESUME' as const),
    { maxLength: 8 },
  ),
  paused: fc.array(
    fc.constantFrom(
      'NEXT' as const,
      'NEXT' as const,
      'RESUME' as const,
      'REPLAY' as const,
      'CANCEL' as const,
    ),
    { maxLength: 6 },
  ),
});
const interruptions: fc.Arbitrary<Interruptions> = fc.array(
  fc.constantFrom(undefined, undefined, undefined, 'death' as const, 'theft' as const),
  { maxLength: 30 },
);

function agrees(expected: Expected, effects: ReadonlyMap<string, number>): void {
  for (const [key, count] of expected.effects) expect([key, effects.get(key)]).toEqual([key, count]);
  for (const [key, count] of effects) {
    const step = Number(key.split('.')[0]);
    const most = expected.effects.get(key) ?? (expected.halfDone.has(step) ? 1 : 0);
    expect(count, key).toBeLessThanOrEqual(most);
  }
}

describe('an operation', () => {
  test('is what the model says, whoever ran it and however often it was interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(script, interruptions, async (scripted, cuts) => {
        const expected = play(scripted);
        const obtained = await house.play(scripted, cuts);
        expect(obtained.journal).toEqual(expected.journal);
        expect(obtained.status).toBe(expected.status);
        expect(obtained.published).toBe(expected.published);
        agrees(expected, obtained.effects);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
