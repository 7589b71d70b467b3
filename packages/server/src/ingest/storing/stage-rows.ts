import { analyse, analysedText, sortedTitle, type Vocabulary } from '../../catalogue/index.ts';
import type { CompactEvent } from '../../logbook/index.ts';
import type { Tx } from '../../platform/index.ts';
import { countObjects, type GroupDoc, profileOf } from '../objects/group-doc.ts';
import type { CheckedUnit } from '../units/check-units.ts';
import { copyRows, jsonText } from './staging.ts';

/** Rows of units and groups that an operation has made and nobody sees yet (docs/decisions/0005). */

/** The entry whose rows are staged, and the instant that they bear. */
export interface Staging {
  readonly tenant: number;
  readonly operation: string;
  readonly at: Date;
}

const UNIT_COLUMNS = [
  'tenant',
  'operation',
  'id',
  'og',
  'sps',
  'up',
  'us',
  'uds',
  'max_depth',
  'at',
  'management',
  'content',
  'extra',
  'analysed',
  'title',
  'analysed_title',
  'life_cycle',
];

export async function stageUnits(
  tx: Tx,
  { tenant, operation, at }: Staging,
  units: readonly CheckedUnit[],
  vocabulary: Vocabulary,
): Promise<void> {
  const rows = units.map((unit) => {
    const title = sortedTitle(unit.content);
    return [
      tenant,
      operation,
      unit.id,
      unit.og ?? null,
      unit.sps,
      unit.up,
      unit.us,
      jsonText(unit.uds),
      unit.maxDepth,
      at.toISOString(),
      jsonText(unit.management),
      jsonText(unit.content),
      jsonText({ history: unit.history, managementContract: unit.managementContract }),
      analysedText(unit.content, unit.management, vocabulary),
      title,
      title === null ? null : analyse(title),
      jsonText(unit.events),
    ];
  });
  await copyRows(tx, 'staged_unit', UNIT_COLUMNS, rows);
}

const GROUP_COLUMNS = [
  'tenant',
  'operation',
  'id',
  'at',
  'profile',
  'nb_objects',
  'up',
  'us',
  'sps',
  'doc',
  'life_cycle',
  'changes',
];

export interface StagedGroup {
  readonly id: string;
  /** Units, these with their ancestors, agencies: of an archived group those that it gains. */
  readonly up: readonly string[];
  readonly us: readonly string[];
  readonly sps: readonly string[];
  readonly doc: GroupDoc;
  readonly events: readonly CompactEvent[];
  /** Version of the archived group of which it is the next form; null: it is new. */
  readonly changes: number | null;
}

export async function stageGroups(
  tx: Tx,
  { tenant, operation, at }: Staging,
  groups: readonly StagedGroup[],
): Promise<void> {
  const rows = groups.map((group) => [
    tenant,
    operation,
    group.id,
    at.toISOString(),
    profileOf(group.doc),
    countObjects(group.doc),
    group.up,
    group.us,
    group.sps,
    jsonText(group.doc),
    jsonText(group.events),
    group.changes,
  ]);
  await copyRows(tx, 'staged_group', GROUP_COLUMNS, rows);
}
