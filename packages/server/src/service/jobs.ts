import { Type } from 'typebox';
import { SYMBOLIC_REGISTER } from '../access/index.ts';
import { RECOMPUTATION } from '../lifecycle/index.ts';
import {
  InstantText,
  lastTurns,
  nextTurn,
  orNull,
  type Platform,
  type ScheduledWork,
  type TenantId,
  Text,
  type Told,
} from '../platform/index.ts';
import { SECURING_TIMETABLE } from '../proof/index.ts';
import { STORAGE_LOG_TIMETABLE } from '../storage-logs/index.ts';

export const JobView = Type.Object(
  {
    name: Text,
    everySeconds: Type.Integer(),
    lastRun: orNull(InstantText, 'When it was last due; null: not since the tenant is there.'),
    nextRun: InstantText,
  },
  { title: 'ScheduledJob', description: 'What the archive does by itself in a tenant, and when.' },
);
export type JobView = Told<typeof JobView>;

const WORKS: readonly ScheduledWork[] = [
  ...SECURING_TIMETABLE.map(({ type, ...times }) => ({ work: type, ...times })),
  ...STORAGE_LOG_TIMETABLE,
  RECOMPUTATION,
  SYMBOLIC_REGISTER,
];

/** In the order in which they come next. */
export async function listJobs(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  tenant: TenantId,
): Promise<JobView[]> {
  const now = clock.now();
  const last = await database.inTenant(tenant, (tx) => lastTurns(tx, tenant, WORKS));
  return WORKS.map((each) => ({
    name: each.work,
    everySeconds: each.everyMs / 1_000,
    lastRun: last.get(each.work)?.toISOString() ?? null,
    nextRun: nextTurn(each, now).toISOString(),
  })).sort((one, other) => one.nextRun.localeCompare(other.nextRun));
}
