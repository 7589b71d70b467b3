import { type OperationId, technicalDate } from '../platform/index.ts';
import { operationsOf, type StoredUnit, type UnitChange } from './unit-documents.ts';
import type { JsonObject, UnitContent } from './unit-update/unit-actions.ts';
import { unitDifference } from './unit-update/unit-difference.ts';

/**
 * What an operation makes of a unit, with the event of its life cycle (spec operations.md 10.1).
 * @returns the difference too, as the life cycle has it
 */
export function unitChange(
  unit: StoredUnit,
  after: UnitContent,
  operation: OperationId,
  now: Date,
): { readonly change: UnitChange; readonly difference: string } {
  const history = historyOf(unit, after.management, now);
  const difference = unitDifference(
    wholeOf(unit, {
      ...unit,
      history: unit.history ?? undefined,
      updated: unit.updated_at,
    }),
    wholeOf(unit, {
      ...after,
      history: history ?? unit.history ?? undefined,
      ops: operationsOf(unit, operation),
      version: unit.version + 1,
      atomic_version: unit.atomic_version + 1,
      updated: now,
    }),
  );
  const detail = JSON.stringify({ diff: difference, version: 1 });
  const change: UnitChange = {
    unit,
    ...after,
    ...(history === undefined ? {} : { history }),
    events: [['LFC.UNIT_METADATA_UPDATE', now.getTime(), 'O', detail]],
  };
  return { change, difference };
}

/** Description and management, in the names that documents have on the offers. */
export const bodyOf = ({ content, management }: UnitContent): JsonObject => ({
  ...content,
  _mgt: management,
});

/** A unit in the names that its documents have on the offers, with its counters. */
function wholeOf(
  { id }: StoredUnit,
  {
    content,
    management,
    history,
    ops,
    version,
    atomic_version,
    updated,
  }: UnitContent & {
    readonly history: readonly unknown[] | undefined;
    readonly ops: readonly string[];
    readonly version: number;
    readonly atomic_version: number;
    readonly updated: Date;
  },
): JsonObject {
  return {
    ...bodyOf({ content, management }),
    _id: id,
    _history: history,
    _ops: ops,
    _v: version,
    _av: atomic_version,
    _aud: technicalDate(updated),
  };
}

/** What was classified stays told, when its level changes (spec model.md 3.8). */
function historyOf(unit: StoredUnit, management: JsonObject, now: Date): readonly unknown[] | undefined {
  const levelOf = (of: JsonObject) => (of.ClassificationRule as JsonObject | undefined)?.ClassificationLevel;
  if (levelOf(unit.management) === undefined || levelOf(unit.management) === levelOf(management))
    return undefined;
  const { ClassificationRule } = unit.management;
  const data = { _mgt: { ClassificationRule }, _v: unit.version };
  return [...(unit.history ?? []), { ud: technicalDate(now), data }];
}
