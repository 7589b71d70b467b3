/** Sizes of a selection from which actions ask again, or are refused (spec frontoffice.md B.13.7). */

/** Beyond it an action is confirmed. */
export const BIG = 10_000;
/** Beyond it no package is delivered. */
export const MOST_DELIVERED = 100_000;
