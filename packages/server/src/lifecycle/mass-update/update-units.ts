import type { Status } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { unitChange } from '../unit-change.ts';
import { checkedUnit, profileFault, type UnitFault } from '../unit-checks.ts';
import { type StoredUnit, type UnitChange, writeDocuments, writeRows } from '../unit-documents.ts';
import type { UnitContent } from '../unit-update/unit-actions.ts';
import { type MassRun, referentialsOf } from './mass-run.ts';

/** A line of the report (spec operations.md 24.2). */
export interface Reported {
  /** Of the unit, or the number of the query. */
  readonly id: string;
  readonly status: Extract<Status, 'OK' | 'WARNING' | 'KO'>;
  readonly resultKey: string;
  readonly message: string;
  /** Absent: that of the operation's workflow. */
  readonly action?: string;
  readonly query?: string;
  readonly unitId?: string;
}

/** A unit, and what shall become of it; of one that cannot be so, why. */
export interface Fated {
  readonly unit: StoredUnit;
  readonly fate: UnitContent | UnitFault;
}

/** Controls each unit by itself. */
export async function judge(
  run: MassRun,
  units: readonly Fated[],
): Promise<{ readonly changes: readonly UnitChange[]; readonly faults: ReadonlyMap<string, UnitFault> }> {
  const { ontology, profileOf } = await referentialsOf(run);
  const now = run.house.clock.now();
  const changes: UnitChange[] = [];
  const faults = new Map<string, UnitFault>();
  for (const { unit, fate } of units) {
    const checked = 'code' in fate ? fate : checkedUnit(fate, ontology);
    const fault = 'code' in checked ? checked : profileFault(checked, profileOf);
    if (fault === undefined) changes.push(unitChange(unit, checked as UnitContent, run.id, now).change);
    else faults.set(unit.id, fault);
  }
  return { changes, faults };
}

/** New documents on the offers; rows and life cycles when the chunk is journalled. */
export async function writeChanges(
  run: MassRun,
  chunk: number,
  changes: readonly UnitChange[],
): Promise<Pick<ChunkResult, 'effects'>> {
  if (changes.length === 0) return {};
  const { tenant, house } = run;
  const now = house.clock.now();
  const at = { tenant, operation: run.id, chunk };
  const pack = await writeDocuments(house.storage, at, changes, now);
  const { ontology } = await referentialsOf(run);
  return { effects: (tx) => writeRows(tx, at, changes, pack, { now, vocabulary: ontology }) };
}

/** An action that leads nowhere is its own key; all else is the control of the unit. */
export function refusal({ code, text }: UnitFault): Pick<Reported, 'status' | 'resultKey' | 'message'> {
  return code === 'ERROR_METADATA_UPDATE'
    ? { status: 'KO', resultKey: code, message: text }
    : { status: 'KO', resultKey: 'CHECK_UNIT_SCHEMA', message: `${code}: ${text}` };
}
