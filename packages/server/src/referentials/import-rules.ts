import { label, type Status } from '../logbook/index.ts';
import {
  ArchiveError,
  type LeastDurations,
  type TenantId,
  type Tx,
  technicalDate,
} from '../platform/index.ts';
import { CsvFault, MOST_CSV_BYTES, readCsv } from './csv.ts';
import type { ManagementRule } from './documents.ts';
import { type EventDraft, journalled, type Order, type ReferentialHouse, Refused } from './journal.ts';
import { backUp, jsonBytes, keepFile } from './kept-files.ts';
import { type LineErrors, nonEmpty } from './line-errors.ts';
import { receiveFile } from './received-file.ts';
import { type LineRule, RULE_COLUMNS, type RuleLine, ruleErrors, ruleOf } from './rule-lines.ts';
import { declaredRules, holdPublications, queueRulesUpdate } from './rules-in-use.ts';
import { deleteRows, insertRows, readRows, takeNumbers, updateRows } from './store.ts';
import { type Difference, differenceOf, sameMembers } from './table-difference.ts';

/** Management rules of a tenant: a CSV file that replaces them all (spec rules.md 2.3; api.md 6.3.11). */

const IMPORT = 'STP_IMPORT_RULES';
const KIND = { kind: 'rule', collection: 'FileRules', prefix: 'RULE' } as const;
type Rule = LineRule | ManagementRule;

/**
 * @param source the file as it comes
 * @throws ArchiveError adminBadRequest: the file is refused, journal and report say why; adminForbidden: another
 * import is running
 */
export async function importRules(
  house: ReferentialHouse,
  order: Order,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  const bytes = await receiveFile(source, MOST_CSV_BYTES);
  const read = await linesOrFault(bytes);
  await journalled(house, order, {
    type: IMPORT,
    lock: 'rule',
    turn: 'alone',
    taken: () =>
      new Refused(new ArchiveError('adminForbidden', 'Another import of rules is running: try again.'), [
        { type: 'CHECK_RULES', subCode: 'IMPORT_IN_PROCESS', status: 'KO' },
        final(order, 'KO'),
      ]),
    async work(tx) {
      await holdPublications(tx, order.tenant);
      const refusal = new RulesRefusal(house, order);
      const least = leastOf(house, order.tenant);
      const wanted = goodLines(read, refusal, least).map(ruleOf);
      const current = await readRows<Rule>(tx, order.tenant, 'rule');
      const difference = differenceOf<Rule>(current, wanted, ({ RuleId }) => RuleId, sameRule);
      const used = await usedRules(tx, order, difference);
      refuseUsed(difference, used, refusal);
      const usedUpdated = difference.updated
        .map(({ before }) => before.identifier)
        .filter((id) => used.has(id));
      const outdated = difference.updated
        .filter(({ before, after }) => used.has(before.identifier) && !sameDuration(before.doc, after))
        .map(({ before }) => before.identifier);
      const status = outdated.length > 0 ? ('WARNING' as const) : ('OK' as const);
      const lists = listsOf(difference);
      const reported = await keepReport(tx, house, order, status, {
        ...lists,
        usedFileRulesToUpdate: difference.updated
          .filter(({ before }) => used.has(before.identifier))
          .map(({ before }) => described(before.doc)),
      });
      await write(tx, house, order, difference);
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
    fileName?: string,
  ): Refused {
    return new Refused(
      new ArchiveError('adminBadRequest', reason.slice(0, 2_000)),
      [{ type: 'CHECK_RULES', status: 'KO', ...check }, final(this.#order, 'KO', fileName)],
      async (tx) => [await keepReport(tx, this.#house, this.#order, 'KO', report)],
    );
  }

  get fileName(): string {
    return this.#order.fileName ?? '';
  }
}

/** @throws Refused */
function goodLines(read: RuleLine[] | CsvFault, refusal: RulesRefusal, least: LeastDurations): RuleLine[] {
  if (read instanceof CsvFault) {
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
      `Error Encoding File : ${refusal.fileName} : ${read.message}`,
    );
  }
  const error = ruleErrors(read, least);
  const bad = Object.keys(error);
  if (bad.length > 0)
    throw refusal.of(
      `Wrong lines: ${bad.join(', ')}.`,
      { subCode: isTooShort(error) ? 'MAX_DURATION_EXCEEDS' : 'INVALID_CSV' },
      { error },
    );
  return read;
}

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
  { tenant }: Order,
  { updated, deleted }: Difference<Rule>,
): Promise<ReadonlySet<string>> {
  const before = [...deleted, ...updated.map(({ before }) => before)];
  return declaredRules(
    tx,
    tenant,
    before.map(({ doc }) => doc),
  );
}

/** Rules in use may neither go nor change their kind of duration. @throws Refused */
function refuseUsed(
  { updated, deleted }: Difference<Rule>,
  used: ReadonlySet<string>,
  refusal: RulesRefusal,
): void {
  const gone = deleted.filter(({ identifier }) => used.has(identifier));
  if (gone.length > 0)
    throw refusal.of(
      `Rules in use cannot be deleted: ${gone.map(({ identifier }) => identifier).join(', ')}.`,
      { detail: { usedDeletedRuleIds: gone.map(({ identifier }) => identifier) } },
      { usedFileRulesToDelete: gone.map(({ doc }) => described(doc)) },
    );
  const changed = updated.filter(({ before }) => used.has(before.identifier));
  const switched = changed
    .filter(
      ({ before, after }) => (before.doc.RuleDuration === undefined) !== (after.RuleDuration === undefined),
    )
    .map(({ before }) => before.identifier);
  if (switched.length > 0)
    throw refusal.of(
      `Rules in use cannot gain or lose their duration: ${switched.join(', ')}.`,
      { detail: { usedRuleIdsWithDurationModeUpdate: switched } },
      { usedRulesWithDurationModeUpdate: switched },
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
