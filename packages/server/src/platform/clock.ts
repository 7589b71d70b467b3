/** Where the archive takes its time from; tests give another. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Technical date-time of documents and journals: UTC, milliseconds, no zone suffix (spec model.md 1.3). */
export function technicalDate(date: Date): string {
  return date.toISOString().slice(0, -1);
}
