import {
  ArchiveError,
  type LeastDurations,
  type TenantId,
  type Tx,
  technicalDate,
} from '../platform/index.ts';
import { CsvFault, MOST_CSV_BYTES, readCsv, writeCsv } from './csv.ts';
import type { ManagementRule } from './documents.ts';
import { journalled, type Order, type ReferentialHouse, Refused, type Turn } from './journal.ts';
import { backUp, keepFile } from './kept-files.ts';
import { type LineErrors, nonEmpty, ofLines } from './line-errors.ts';
import { type CheckedContent, previewOf, sameState } from './preview.ts';
import { receiveFile } from './received-file.ts';
import { type RecordEdit, type WantedTable, withEdit } from './record-edit.ts';
import { noteDifference } from './record-notes.ts';
import { RULE_COLUMNS, RULE_FIELDS, type RuleLine, ruleErrors, ruleValues } from './rule-lines.ts';
import {
  listsOf,
  outdatedRules,
  type Rule,
  rulesDifference,
  shownDifference,
  usedWrongly,
} from './rules-difference.ts';
import { declaredRules, holdPublications, queueRulesUpdate, unitsDeclaring } from './rules-in-use.ts';
import {
  described,
  final,
  IMPORT,
  inUse,
  keepReport,
  orRefused,
  RulesRefusal,
  refuseUsed,
  refuseWrong,
  switching,
  tableLines,
} from './rules-refusal.ts';
import { deleteRows, insertRows, readRows, type StoredRow, takeNumbers, updateRows } from './store.ts';
import type { Difference } from './table-difference.ts';

/** Management rules of a tenant: a CSV file that replaces them all (spec rules.md 2.3; api.md 6.3.11). */

export const KIND = { kind: 'rule', collection: 'FileRules', prefix: 'RULE' } as const;

/**
 * @param source the file as it comes
 * @throws ArchiveError adminBadRequest: the file is refused, journal and report say why; adminForbidden: another
 * import is running; adminConflict: the referential is no more what the order has seen
 */
export async function importRules(
  house: ReferentialHouse,
  order: Order,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  const bytes = await receiveFile(source, MOST_CSV_BYTES);
  const read = await linesOrFault(bytes);
  await replaceRules(house, order, 'alone', (current, refusal) => {
    orRefused(order, () => sameState(order, current));
    return { bytes, lines: tableLines(read, refusal) };
  });
}

/**
 * Adds, changes or removes one rule, as an import of the whole referential that differs by it.
 * @throws DocumentRefused naming the fields; ArchiveError adminNotFound, adminConflict, adminBadRequest
 */
export async function editRule(house: ReferentialHouse, order: Order, edit: RecordEdit): Promise<void> {
  await replaceRules(house, order, 'in turn', (current) => {
    const { records, edited } = orRefused(order, () => withEdit(current, RULE_FIELDS, 'RuleId', edit));
    const lines = records.map((record, at): RuleLine => ({ number: at + 2, values: ruleValues(record) }));
    return {
      ...{ bytes: writeCsv(RULE_COLUMNS, records), lines },
      only: edited === undefined ? [] : [`line ${edited.at + 2}`],
    };
  });
}

async function replaceRules(
  house: ReferentialHouse,
  order: Order,
  turn: Turn,
  wantedOf: (current: readonly StoredRow<Rule>[], refusal: RulesRefusal) => WantedTable<RuleLine>,
): Promise<void> {
  await journalled(house, order, {
    type: IMPORT,
    lock: 'rule',
    turn,
    taken: () =>
      new Refused(new ArchiveError('adminForbidden', 'Another import of rules is running: try again.'), [
        { type: 'CHECK_RULES', subCode: 'IMPORT_IN_PROCESS', status: 'KO' },
        final(order, 'KO'),
      ]),
    async work(tx) {
      await holdPublications(tx, order.tenant);
      const refusal = new RulesRefusal(house, order);
      const current = await readRows<Rule>(tx, order.tenant, 'rule');
      const { bytes, lines, only } = wantedOf(current, refusal);
      refuseWrong(ofLines(ruleErrors(lines, leastOf(house, order.tenant)), only), refusal);
      const difference = rulesDifference(current, lines);
      const used = await usedRules(tx, order.tenant, difference);
      refuseUsed(difference, used, refusal);
      const usedUpdated = difference.updated
        .map(({ before }) => before.identifier)
        .filter((id) => used.has(id));
      const outdated = outdatedRules(difference, used);
      const status = outdated.length > 0 ? ('WARNING' as const) : ('OK' as const);
      const lists = listsOf(difference);
      const reported = await keepReport(tx, house, order, status, {
        ...lists,
        usedFileRulesToUpdate: difference.updated
          .filter(({ before }) => used.has(before.identifier))
          .map(({ before }) => described(before.doc)),
      });
      await write(tx, house, order, difference);
      await noteDifference(tx, order.tenant, 'rule', order.operation, shownDifference(difference));
      if (outdated.length > 0) await queueRulesUpdate(tx, house, order, outdated);
      const csv = await keepFile(tx, house, order, 'backups', `${order.operation}.csv`, bytes);
      const backup = await backUp(tx, house, order, KIND);
      const counts = {
        nbDeleted: difference.deleted.length,
        nbUpdated: difference.updated.length,
        nbInserted: difference.inserted.length,
      };
      return {
        events: [
          reported,
          {
            type: 'CHECK_RULES',
            status,
            detail: nonEmpty({ deletedRuleIds: lists.deletedRules, usedUpdatedRuleIds: usedUpdated }),
          },
          { type: 'COMMIT_RULES', status: 'OK', detail: counts },
          { type: 'STP_IMPORT_RULES_BACKUP_CSV', status: 'OK', detail: csv },
          { type: 'STP_IMPORT_RULES_BACKUP', status: 'OK', detail: backup },
          final(order, status),
        ],
        result: undefined,
      };
    },
  });
}

/** What an import would make of the referential, nothing changed. @throws CsvFault, ArchiveError adminBadRequest */
export async function previewRules(
  house: ReferentialHouse,
  tenant: TenantId,
  source: AsyncIterable<Uint8Array>,
): Promise<CheckedContent> {
  const lines = await readCsv(await receiveFile(source, MOST_CSV_BYTES), RULE_COLUMNS);
  const errors = ruleErrors(lines, leastOf(house, tenant));
  if (Object.keys(errors).length > 0) return { errors, findings: [] };
  return house.database.inTenant(tenant, async (tx) => {
    const current = await readRows<Rule>(tx, tenant, 'rule');
    const difference = rulesDifference(current, lines);
    const before = [...difference.deleted, ...difference.updated.map((each) => each.before)];
    const units = await unitsDeclaring(
      tx,
      tenant,
      before.map(({ doc }) => doc),
    );
    const outdated = new Set(outdatedRules(difference, units));
    const bearing = difference.updated
      .map((each) => each.before.identifier)
      .filter((id) => units.has(id) && !outdated.has(id));
    const counted = (ids: Iterable<string>) =>
      [...ids].map((value) => ({ value, count: units.get(value) ?? 0 }));
    const consequences = [
      { code: 'END_DATES' as const, values: counted(outdated) },
      { code: 'USED_BY_UNITS' as const, values: counted(bearing) },
    ].filter(({ values }) => values.length > 0);
    const { gone, switched } = usedWrongly(difference, units);
    const findings = [...gone.map(({ identifier }) => inUse(identifier)), ...switched.map(switching)];
    return { errors, findings, preview: previewOf(current, shownDifference(difference), consequences) };
  });
}

/** The check alone: what an import would say of the lines. @throws CsvFault, ArchiveError adminBadRequest */
export async function checkRules(
  house: ReferentialHouse,
  tenant: TenantId,
  source: AsyncIterable<Uint8Array>,
): Promise<LineErrors> {
  const lines = await readCsv(await receiveFile(source, MOST_CSV_BYTES), RULE_COLUMNS);
  return ruleErrors(lines, leastOf(house, tenant));
}

const leastOf = ({ configuration }: ReferentialHouse, tenant: TenantId): LeastDurations =>
  configuration.minimumRuleDurations[tenant] ?? {};

async function linesOrFault(bytes: Buffer): Promise<RuleLine[] | CsvFault> {
  try {
    return await readCsv(bytes, RULE_COLUMNS);
  } catch (error) {
    if (error instanceof CsvFault) return error;
    throw error;
  }
}

/** Of the rules that would go or change, those that a unit declares. */
function usedRules(
  tx: Tx,
  tenant: TenantId,
  { updated, deleted }: Difference<Rule>,
): Promise<ReadonlySet<string>> {
  const before = [...deleted, ...updated.map(({ before }) => before)];
  return declaredRules(
    tx,
    tenant,
    before.map(({ doc }) => doc),
  );
}

async function write(
  tx: Tx,
  { guids, clock }: ReferentialHouse,
  { tenant }: Order,
  { inserted, updated, deleted }: Difference<Rule>,
): Promise<void> {
  const now = technicalDate(clock.now());
  const version = await takeNumbers(tx, tenant, KIND.prefix);
  await deleteRows(
    tx,
    tenant,
    'rule',
    deleted.map(({ identifier }) => identifier),
  );
  await insertRows(
    tx,
    tenant,
    'rule',
    inserted.map((rule) => ({
      id: guids.make('plain', tenant),
      identifier: rule.RuleId,
      version,
      doc: { ...rule, CreationDate: now, UpdateDate: now },
    })),
  );
  await updateRows(
    tx,
    tenant,
    'rule',
    updated.map(({ before, after }) => ({
      identifier: before.identifier,
      version,
      doc: { ...after, CreationDate: (before.doc as ManagementRule).CreationDate, UpdateDate: now },
    })),
  );
}
