/** Choices drawn from a seed: the same seed makes the same document. */
export interface Choices {
  /** From 0 up to and without `limit`. */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

const MODULUS = 2_147_483_647;

/** The minimal standard generator of Park and Miller. */
export function choicesFrom(seed: number): Choices {
  let state = (Math.abs(Math.trunc(seed)) % (MODULUS - 1)) + 1;
  const next = () => {
    state = (state * 48_271) % MODULUS;
    return state / MODULUS;
  };
  // Neighbouring seeds begin alike.
  for (let at = 0; at < 5; at++) next();
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (from) => from[below(from.length)] as (typeof from)[number],
  };
}
