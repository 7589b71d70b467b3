import { label, type Status } from '../logbook/index.ts';
import {
  ArchiveError,
  type LeastDurations,
  type TenantId,
  type Tx,
  technicalDate,
} from '../platform/index.ts';
import { CsvFault, MOST_CSV_BYTES, readCsv, writeCsv } from './csv.ts';
import { DocumentRefused } from './document-refused.ts';
import type { ManagementRule } from './documents.ts';
import {
  type EventDraft,
  journalled,
  type Order,
  type ReferentialHouse,
  Refused,
  refusing,
  type Turn,
} from './journal.ts';
import { backUp, jsonBytes, keepFile } from './kept-files.ts';
import type { Finding } from './kinds/document-kind.ts';
import { type LineErrors, lineFindings, nonEmpty, ofLines } from './line-errors.ts';
import { type CheckedContent, previewOf, sameState } from './preview.ts';
import { receiveFile } from './received-file.ts';
import { type RecordEdit, type WantedTable, withEdit } from './record-edit.ts';
import { noteDifference } from './record-notes.ts';
import {
  type LineRule,
  RULE_COLUMNS,
  RULE_FIELDS,
  type RuleLine,
  ruleErrors,
  ruleOf,
  ruleValues,
} from './rule-lines.ts';
import { declaredRules, holdPublications, queueRulesUpdate, unitsDeclaring } from './rules-in-use.ts';
import { deleteRows, insertRows, readRows, type StoredRow, takeNumbers, updateRows } from './store.ts';
import { changedRecords, type Difference, differenceOf, sameMembers } from './table-difference.ts';

/** Management rules of a tenant: a CSV file that replaces them all (spec rules.md 2.3; api.md 6.3.11). */

const IMPORT = 'STP_IMPORT_RULES';
const KIND = { kind: 'rule', collection: 'FileRules', prefix: 'RULE' } as const;
type Rule = LineRule | ManagementRule;

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

const rulesDifference = (current: readonly StoredRow<Rule>[], lines: readonly RuleLine[]) =>
  differenceOf<Rule>(current, lines.map(ruleOf), identifierOf, sameRule);

const identifierOf = ({ RuleId }: Rule) => RuleId;

const shownDifference = (difference: Difference<Rule>) =>
  changedRecords(
    difference,
    identifierOf,
    ({ RuleValue }) => RuleValue,
    (rule) => Object.fromEntries(RULE_COLUMNS.map((name) => [name, rule[name]])),
  );

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

const final = ({ fileName }: Order, status: Status, name = fileName): EventDraft => ({
  type: IMPORT,
  status,
  detail: { FileName: name ?? '' },
});

/** An answer of the reading, as a refusal of the import. */
const orRefused = <T>(order: Order, read: () => T): T =>
  refusing(read, ({ description }) => [
    { type: 'CHECK_RULES', status: 'KO', detail: { rulesCheck: description } },
    final(order, 'KO'),
  ]);

/** Refusals of a file, with their report. */
class RulesRefusal {
  readonly #house: ReferentialHouse;
  readonly #order: Order;

  constructor(house: ReferentialHouse, order: Order) {
    this.#house = house;
    this.#order = order;
  }

  of(
    reason: string,
    check: Pick<EventDraft, 'subCode' | 'detail'>,
    report: Readonly<Record<string, unknown>>,
    { fileName, findings = [] }: { readonly fileName?: string; readonly findings?: readonly Finding[] } = {},
  ): Refused {
    return new Refused(
      new DocumentRefused('adminBadRequest', reason, findings),
      [{ type: 'CHECK_RULES', status: 'KO', ...check }, final(this.#order, 'KO', fileName)],
      async (tx) => [await keepReport(tx, this.#house, this.#order, 'KO', report)],
    );
  }

  get fileName(): string {
    return this.#order.fileName ?? '';
  }
}

/** @throws Refused for a file that is no table of rules */
function tableLines(read: RuleLine[] | CsvFault, refusal: RulesRefusal): RuleLine[] {
  if (!(read instanceof CsvFault)) return read;
  const reason = `The file is refused: ${read.message}.`;
  if (read.kind === 'MISSING_COLUMNS' || read.kind === 'BAD_LINE')
    throw refusal.of(
      reason,
      { subCode: 'INVALID_CSV' },
      {
        error: {
          'line 1': [
            {
              Code: 'STP_IMPORT_RULES_NOT_CSV_FORMAT.KO',
              Message: 'Le fichier n’est pas un CSV conforme',
              'Information additionnelle': read.columns.join(', ') || read.message,
            },
          ],
        },
      },
    );
  throw refusal.of(
    reason,
    { subCode: 'INVALID_CSV_ENCODING_NOT_UTF_EIGHT' },
    {},
    { fileName: `Error Encoding File : ${refusal.fileName} : ${read.message}` },
  );
}

/** @throws Refused */
function refuseWrong(error: LineErrors, refusal: RulesRefusal): void {
  const bad = Object.keys(error);
  if (bad.length === 0) return;
  throw refusal.of(
    `Wrong lines: ${bad.join(', ')}.`,
    { subCode: isTooShort(error) ? 'MAX_DURATION_EXCEEDS' : 'INVALID_CSV' },
    { error },
    { findings: lineFindings(error, 'RuleId', (code) => FAULTY_COLUMNS[code] ?? 'RuleDuration') },
  );
}

const FAULTY_COLUMNS: Readonly<Record<string, string>> = {
  WRONG_RULETYPE_UNKNOW: 'RuleType',
  WRONG_RULEMEASUREMENT: 'RuleMeasurement',
};

/** Durations under the tenant's least are told before other faults (spec rules.md 2.3). */
const isTooShort = (errors: LineErrors) =>
  Object.values(errors).some((found) =>
    found.some(({ Code }) => Code === 'STP_IMPORT_RULES_RULEDURATION_EXCEED.KO'),
  );

const sameRule = sameMembers<Rule>(
  'RuleType',
  'RuleValue',
  'RuleDescription',
  'RuleDuration',
  'RuleMeasurement',
);

const sameDuration = sameMembers<Rule>('RuleDuration', 'RuleMeasurement');

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

/** Rules by identifier: those that units declare. */
type Used = Pick<ReadonlySet<string>, 'has'>;

/** Used rules whose duration changes: the end dates of their units are computed again. */
function outdatedRules({ updated }: Difference<Rule>, used: Used): string[] {
  return updated
    .filter(({ before, after }) => used.has(before.identifier) && !sameDuration(before.doc, after))
    .map(({ before }) => before.identifier);
}

/** Rules in use may neither go nor change their kind of duration. */
function usedWrongly({ updated, deleted }: Difference<Rule>, used: Used) {
  return {
    gone: deleted.filter(({ identifier }) => used.has(identifier)),
    switched: updated
      .filter(
        ({ before, after }) =>
          used.has(before.identifier) &&
          (before.doc.RuleDuration === undefined) !== (after.RuleDuration === undefined),
      )
      .map(({ before }) => before.identifier),
  };
}

const inUse = (record: string): Finding => ({
  ...{ reason: 'USED_BY_UNITS', record, values: [record] },
  text: `The rule ${record} is used by archive units`,
});

const switching = (record: string): Finding => ({
  ...{ reason: 'DURATION_MODE', field: 'RuleDuration', record, values: [record] },
  text: `The rule ${record} is in use: it can neither gain nor lose its duration`,
});

/** @throws Refused */
function refuseUsed(difference: Difference<Rule>, used: Used, refusal: RulesRefusal): void {
  const { gone, switched } = usedWrongly(difference, used);
  const identifiers = gone.map(({ identifier }) => identifier);
  if (gone.length > 0)
    throw refusal.of(
      `Rules in use cannot be deleted: ${identifiers.join(', ')}.`,
      { detail: { usedDeletedRuleIds: identifiers } },
      { usedFileRulesToDelete: gone.map(({ doc }) => described(doc)) },
      { findings: identifiers.map(inUse) },
    );
  if (switched.length > 0)
    throw refusal.of(
      `Rules in use cannot gain or lose their duration: ${switched.join(', ')}.`,
      { detail: { usedRuleIdsWithDurationModeUpdate: switched } },
      { usedRulesWithDurationModeUpdate: switched },
      { findings: switched.map(switching) },
    );
}

/** A rule in one line of text, as reports have it. */
function described(rule: Rule): string {
  return RULE_COLUMNS.map(
    (name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}=${rule[name] ?? 'null'}`,
  ).join(', ');
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

function listsOf({ inserted, updated, deleted }: Difference<Rule>) {
  return {
    insertedRules: inserted.map(({ RuleId }) => RuleId),
    updatedRules: updated.map(({ before }) => before.identifier),
    deletedRules: deleted.map(({ identifier }) => identifier),
  };
}

/** `<operation>.json`, one object, members that are empty left out. */
async function keepReport(
  tx: Tx,
  house: ReferentialHouse,
  order: Order,
  status: Status,
  content: Readonly<Record<string, unknown>>,
): Promise<EventDraft> {
  const report = {
    Operation: {
      evType: IMPORT,
      evDateTime: technicalDate(house.clock.now()),
      evId: order.operation,
      outMessg: label(`${IMPORT}.${status}`),
    },
    ...nonEmpty(content),
  };
  const file = await keepFile(tx, house, order, 'reports', `${order.operation}.json`, jsonBytes(report));
  return { type: 'RULES_REPORT', status: 'OK', detail: file };
}
