import { label, type Status } from '../logbook/index.ts';
import { type Tx, technicalDate } from '../platform/index.ts';
import { CsvFault } from './csv.ts';
import { DocumentRefused } from './document-refused.ts';
import { type EventDraft, type Order, type ReferentialHouse, Refused, refusing } from './journal.ts';
import { jsonBytes, keepFile } from './kept-files.ts';
import type { Finding } from './kinds/document-kind.ts';
import { type LineErrors, lineFindings, nonEmpty } from './line-errors.ts';
import { RULE_COLUMNS, type RuleLine } from './rule-lines.ts';
import { type Rule, type Used, usedWrongly } from './rules-difference.ts';
import type { Difference } from './table-difference.ts';

/** Why a table of rules is refused, as journal, answer and report say it (spec api.md 6.3.11). */

export const IMPORT = 'STP_IMPORT_RULES';

export const final = ({ fileName }: Order, status: Status, name = fileName): EventDraft => ({
  type: IMPORT,
  status,
  detail: { FileName: name ?? '' },
});

/** An answer of the reading, as a refusal of the import. */
export const orRefused = <T>(order: Order, read: () => T): T =>
  refusing(read, ({ description }) => [
    { type: 'CHECK_RULES', status: 'KO', detail: { rulesCheck: description } },
    final(order, 'KO'),
  ]);

/** Refusals of a file, with their report. */
export class RulesRefusal {
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
export function tableLines(read: RuleLine[] | CsvFault, refusal: RulesRefusal): RuleLine[] {
  if (!(read instanceof CsvFault)) return read;
  const reason = `The file is refused: ${read.message}.`;
  if (read.kind === 'MISSING_COLUMNS' || read.kind === 'EMPTY' || read.kind === 'BAD_LINE')
    throw refusal.of(
      reason,
      { subCode: 'INVALID_CSV' },
      {
        error: {
          [`line ${read.line}`]: [
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
export function refuseWrong(error: LineErrors, refusal: RulesRefusal): void {
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

export const inUse = (record: string): Finding => ({
  ...{ reason: 'USED_BY_UNITS', record, values: [record] },
  text: `The rule ${record} is used by archive units`,
});

export const switching = (record: string): Finding => ({
  ...{ reason: 'DURATION_MODE', field: 'RuleDuration', record, values: [record] },
  text: `The rule ${record} is in use: it can neither gain nor lose its duration`,
});

/** @throws Refused */
export function refuseUsed(difference: Difference<Rule>, used: Used, refusal: RulesRefusal): void {
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
export function described(rule: Rule): string {
  return RULE_COLUMNS.map(
    (name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}=${rule[name] ?? 'null'}`,
  ).join(', ');
}

/** `<operation>.json`, one object, members that are empty left out. */
export async function keepReport(
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
