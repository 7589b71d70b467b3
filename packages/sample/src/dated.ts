/**
 * The same seed gives the same bytes on any day and in any time zone: entries of zips carry one date, by its parts and
 * without the instant.
 */
export const DATED = { mtime: new Date(2026, 0, 15, 9), forceDosTimestamp: true } as const;
