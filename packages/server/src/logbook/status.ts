import { Type } from 'typebox';

/** Statuses of the compatible API, weakest first (spec ingest.md 1). */
export const STATUSES = ['UNKNOWN', 'STARTED', 'ALREADY_EXECUTED', 'OK', 'WARNING', 'KO', 'FATAL'] as const;
export type Status = (typeof STATUSES)[number];
/** For the documentation. */
export const Status = Type.Enum([...STATUSES], { title: 'Status' });

const RANK = new Map<Status, number>(STATUSES.map((status, rank) => [status, rank]));
const rank = (status: Status) => RANK.get(status) as number;

export function worst(a: Status, b: Status): Status {
  return rank(a) >= rank(b) ? a : b;
}

/** True when `status` is at least as bad as `other`. */
export function atLeast(status: Status, other: Status): boolean {
  return rank(status) >= rank(other);
}
