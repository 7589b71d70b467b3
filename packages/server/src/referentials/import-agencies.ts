import type { SubCode } from '../logbook/index.ts';
import { type TenantId, type Tx, technicalDate } from '../platform/index.ts';
import {
  AGENCY_COLUMNS,
  AGENCY_FIELDS,
  type AgencyLine,
  agencyContent,
  agencyErrors,
  agencyOf,
  agencyValues,
  barredValues,
  columnsOf,
  formErrors,
  isSameAgency,
  type LineAgency,
  OPTIONAL_AGENCY_COLUMNS,
  unreadableValue,
} from './agency-lines.ts';
import { type AgencyMerge, mergedAgencies } from './agency-merge.ts';
import { CsvFault, MOST_CSV_BYTES, readCsv, writeCsv } from './csv.ts';
import { DocumentRefused } from './document-refused.ts';
import type { Agency } from './documents.ts';
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
import { type CheckedContent, consequencesOf, previewOf, sameState } from './preview.ts';
import { receiveFile } from './received-file.ts';
import { type RecordEdit, type WantedTable, withEdit } from './record-edit.ts';
import { noteDifference } from './record-notes.ts';
import { type Document, deleteRows, insertRows, readRows, type StoredRow, updateRows } from './store.ts';
import { changedRecords, type Difference, differenceOf } from './table-difference.ts';

/** Agencies of a tenant: a CSV file that replaces them all (spec api.md 6.3.11; model.md 16.1). */

const IMPORT = 'IMPORT_AGENCIES';
export const KIND = { kind: 'agency', collection: 'Agencies', prefix: 'AG' } as const;

type Stored = Agency | LineAgency;

const readLines = (bytes: Uint8Array): Promise<AgencyLine[]> =>
  readCsv<keyof AgencyLine['values']>(bytes, AGENCY_COLUMNS, undefined, OPTIONAL_AGENCY_COLUMNS);

/**
 * @param source the file as it comes
 * @throws ArchiveError adminBadRequest: the file is refused, the journal says why; adminConflict: the referential is
 * no more what the order has seen
 */
export async function importAgencies(
  house: ReferentialHouse,
  order: Order,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  const bytes = await receiveFile(source, MOST_CSV_BYTES);
  const read = await linesOrFault(bytes);
  await replaceAgencies(house, order, 'alone', (current) => {
    orRefused(() => sameState(order, current));
    if (read instanceof CsvFault)
      throw refused(undefined, { agencyCheck: `Import agency error > ${textOfFault(read)}` }, (refusal) =>
        new AgencyReport(house, order).keep(refusal, { Errors: formErrors(read) }),
      );
    return { bytes, lines: read };
  });
}

/**
 * Adds, changes or removes one agency, as an import of the whole referential that differs by it.
 * @throws DocumentRefused naming the fields; ArchiveError adminNotFound, adminConflict, adminBadRequest
 */
export async function editAgency(house: ReferentialHouse, order: Order, edit: RecordEdit): Promise<void> {
  await replaceAgencies(house, order, 'in turn', (current) => {
    const { records, edited } = orRefused(() => withEdit(current, AGENCY_FIELDS, 'Identifier', edit));
    return tableOf(records, edited === undefined ? [] : [edited.at]);
  });
}

/**
 * Ends one agency in favour of another, as an import of the whole referential that differs by the two.
 * @throws DocumentRefused naming the fields; ArchiveError adminNotFound, adminConflict
 */
export async function mergeAgencies(
  house: ReferentialHouse,
  order: Order,
  merge: AgencyMerge,
): Promise<void> {
  await replaceAgencies(house, order, 'in turn', (current) => {
    const { records, touched } = orRefused(() => mergedAgencies(current, merge));
    return tableOf(records, touched);
  });
}

/** @param touched places of the records whose faults count @throws Refused for values that no table holds */
function tableOf(records: readonly Document[], touched: readonly number[]): WantedTable<AgencyLine> {
  const barred = touched.flatMap((at) => barredValues(records[at] ?? {}));
  const [first] = barred;
  if (first !== undefined) throw refused(undefined, { agencyCheck: first.text }, undefined, barred);
  const lines = records.map((record, at): AgencyLine => ({ number: at + 2, values: agencyValues(record) }));
  const bytes = writeCsv(
    columnsOf(lines),
    lines.map(({ values }) => values),
  );
  return { bytes, lines, only: touched.map((at) => `line ${at + 2}`) };
}

/**
 * @param wantedOf what the referential is to be, from what it is
 * @throws whatever refuses it, once the journal has it
 */
export async function replaceAgencies(
  house: ReferentialHouse,
  order: Order,
  turn: Turn,
  wantedOf: (current: readonly StoredRow<Agency>[]) => WantedTable<AgencyLine>,
): Promise<void> {
  await journalled(house, order, {
    type: IMPORT,
    lock: 'agency',
    turn,
    taken: () => refused('CONCURRENCE', { agencyCheck: 'Another import of agencies is running' }),
    async work(tx) {
      const current = await readRows<Agency>(tx, order.tenant, 'agency');
      const { bytes, lines, only } = wantedOf(current);
      const errors = ofLines(agencyErrors(lines), only);
      const report = new AgencyReport(house, order);
      if (Object.keys(errors).length > 0)
        throw refused(
          undefined,
          { agencyCheck: `Import agency error > ${unreadableValue(errors) ?? 'Invalid CSV File'}` },
          (refusal) => report.keep(refusal, { Errors: errors }),
          lineFindings(errors, 'Identifier'),
        );
      const { wanted, difference, used } = await planOf(tx, order.tenant, current, lines);
      if (used.deleted.length > 0)
        throw refused(
          'DELETION',
          { agencyCheck: JSON.stringify({ 'Agencies ': used.deleted.join(',') }) },
          (refusal) => report.keep(refusal, listsOf(difference, used)),
          used.deleted.map(inUse),
        );
      await write(tx, house, order, difference);
      await noteDifference(tx, order.tenant, 'agency', order.operation, shownDifference(difference));
      const csv = await keepFile(tx, house, order, 'backups', `${order.operation}.csv`, bytes);
      const backup = await backUp(tx, house, order, KIND);
      const kept = await report.keep(tx, {
        AgenciesToImport: wanted.map(({ Identifier }) => Identifier),
        ...listsOf(difference, used),
      });
      const warned = used.byContracts.length > 0 || used.byArchives.length > 0;
      return {
        events: [
          { type: `${IMPORT}.CHECK_CONCURRENT_AGENCIES_IMPORT`, status: 'OK' },
          usage('USED_CONTRACT', used.byContracts),
          usage('USED_AU', used.byArchives),
          { type: 'IMPORT_AGENCIES_BACKUP_CSV', status: 'OK', detail: csv },
          { type: 'BACKUP_AGENCIES', status: 'OK', detail: backup },
          ...kept,
          { type: IMPORT, status: warned ? 'WARNING' : 'OK' },
        ],
        result: undefined,
      };
    },
  });
}

/** What an import of the lines would do. */
async function planOf(
  tx: Tx,
  tenant: TenantId,
  current: readonly StoredRow<Agency>[],
  lines: readonly AgencyLine[],
): Promise<{ wanted: readonly LineAgency[]; difference: Difference<Stored>; used: Uses }> {
  const wanted = lines.map(agencyOf);
  const difference = differenceOf<Stored>(current, wanted, identifierOf, isSameAgency);
  return { wanted, difference, used: await usesOf(tx, tenant, difference) };
}

const identifierOf = ({ Identifier }: Stored) => Identifier;

const shownDifference = (difference: Difference<Stored>) =>
  changedRecords(difference, identifierOf, ({ Name }) => Name, agencyContent);

const inUse = (record: string): Finding => ({
  ...{ reason: 'USED_BY_ARCHIVES', record, values: [record] },
  text: `${record} is used by a contract or by the accession register`,
});

/** The check alone: what an import would say of the file. @throws CsvFault, ArchiveError adminBadRequest */
export async function checkAgencies(source: AsyncIterable<Uint8Array>): Promise<LineErrors> {
  return agencyErrors(await readLines(await receiveFile(source, MOST_CSV_BYTES)));
}

/** What an import would make of the referential, nothing changed. @throws CsvFault, ArchiveError adminBadRequest */
export async function previewAgencies(
  { database }: Pick<ReferentialHouse, 'database'>,
  tenant: TenantId,
  source: AsyncIterable<Uint8Array>,
): Promise<CheckedContent> {
  const lines = await readLines(await receiveFile(source, MOST_CSV_BYTES));
  const errors = agencyErrors(lines);
  if (Object.keys(errors).length > 0) return { errors, findings: [] };
  return database.inTenant(tenant, async (tx) => {
    const current = await readRows<Agency>(tx, tenant, 'agency');
    return previewLines(tx, tenant, current, lines);
  });
}

/** @param lines without faults @param beside what else is said of the file, by code */
export async function previewLines(
  tx: Tx,
  tenant: TenantId,
  current: readonly StoredRow<Agency>[],
  lines: readonly AgencyLine[],
  beside: Parameters<typeof consequencesOf>[0] = {},
): Promise<CheckedContent> {
  const { difference, used } = await planOf(tx, tenant, current, lines);
  return {
    errors: {},
    findings: used.deleted.map(inUse),
    preview: previewOf(
      current,
      shownDifference(difference),
      consequencesOf({ USED_BY_CONTRACTS: used.byContracts, USED_BY_ARCHIVES: used.byArchives, ...beside }),
    ),
  };
}

async function linesOrFault(bytes: Buffer) {
  try {
    return await readLines(bytes);
  } catch (error) {
    if (error instanceof CsvFault) return error;
    throw error;
  }
}

function textOfFault(fault: CsvFault): string {
  // Columns too many are told before one too few: clients compare the text.
  if (fault.unknown.length > 0) return `Unknown fields found: ${fault.unknown.join(',').slice(0, 500)}`;
  if (fault.kind === 'MISSING_COLUMNS' || fault.kind === 'EMPTY')
    return `File invalid -- lack of column ${fault.columns[0]}`;
  return 'Invalid CSV File';
}

function refused(
  subCode: SubCode | undefined,
  detail: { agencyCheck: string },
  keep?: (tx: Tx) => Promise<readonly EventDraft[]>,
  findings: readonly Finding[] = [],
): Refused {
  return new Refused(
    new DocumentRefused('adminBadRequest', detail.agencyCheck, findings),
    [{ type: IMPORT, status: 'KO', subCode, detail }],
    keep,
  );
}

/** An answer of the reading, as a refusal of the import. */
export const orRefused = <T>(read: () => T): T =>
  refusing(read, (answer) => [
    { type: IMPORT, status: 'KO', detail: { agencyCheck: `Import agency error > ${answer.description}` } },
  ]);

interface Uses {
  /** Of the deleted agencies, those in use: they make the refusal. */
  readonly deleted: readonly string[];
  /** Of the changed ones, those in use. */
  readonly byContracts: readonly string[];
  readonly byArchives: readonly string[];
}

async function usesOf(tx: Tx, tenant: TenantId, difference: Difference<Stored>): Promise<Uses> {
  const deleted = difference.deleted.map(({ identifier }) => identifier);
  const updated = difference.updated.map(({ before }) => before.identifier);
  const ids = [...deleted, ...updated];
  if (ids.length === 0) return { deleted: [], byContracts: [], byArchives: [] };
  const contracts = await tx.query<{ agency: string }>(
    `select distinct agency from referential, jsonb_array_elements_text(doc -> 'OriginatingAgencies') agency
     where tenant = $1 and kind = 'access-contract' and jsonb_typeof(doc -> 'OriginatingAgencies') = 'array'
       and agency = any($2::text[])`,
    [tenant, ids],
  );
  const registers = await tx.query<{ agency: string }>(
    'select agency from accession_register_summary where tenant = $1 and agency = any($2::text[])',
    [tenant, ids],
  );
  const inContracts = new Set(contracts.map(({ agency }) => agency));
  const inArchives = new Set(registers.map(({ agency }) => agency));
  return {
    deleted: deleted.filter((id) => inContracts.has(id) || inArchives.has(id)),
    byContracts: updated.filter((id) => inContracts.has(id)),
    byArchives: updated.filter((id) => inArchives.has(id)),
  };
}

function usage(subCode: 'USED_CONTRACT' | 'USED_AU', ids: readonly string[]): EventDraft {
  const type = `${IMPORT}.${subCode}` as const;
  return ids.length === 0
    ? { type, status: 'OK' }
    : { type, status: 'WARNING', detail: JSON.stringify({ 'Information additionnelle': ids }) };
}

async function write(
  tx: Tx,
  { guids, clock }: ReferentialHouse,
  { tenant }: Order,
  { inserted, updated, deleted }: Difference<Stored>,
): Promise<void> {
  const now = technicalDate(clock.now());
  await deleteRows(
    tx,
    tenant,
    'agency',
    deleted.map(({ identifier }) => identifier),
  );
  await insertRows(
    tx,
    tenant,
    'agency',
    inserted.map((agency) => ({
      id: guids.make('agency', tenant),
      identifier: agency.Identifier,
      version: 0,
      doc: { ...agency, CreationDate: now, UpdateDate: now },
    })),
  );
  await updateRows(
    tx,
    tenant,
    'agency',
    updated.map(({ before, after }) => ({
      identifier: before.identifier,
      version: before.version + 1,
      doc: { ...after, ...createdOf(before.doc), UpdateDate: now },
    })),
  );
}

const createdOf = (agency: Stored) => ('CreationDate' in agency ? { CreationDate: agency.CreationDate } : {});

function listsOf({ inserted, updated, deleted }: Difference<Stored>, used: Uses) {
  return {
    InsertedAgencies: inserted.map(({ Identifier }) => Identifier),
    UpdatedAgencies: updated.map(({ before }) => before.identifier),
    DeletedAgencies: deleted.map(({ identifier }) => identifier),
    UsedAgenciesByContracts: used.byContracts,
    UsedAgenciesByAu: used.byArchives,
  };
}

/** `<operation>.json`, members that are empty left out. */
class AgencyReport {
  readonly #house: ReferentialHouse;
  readonly #order: Order;

  constructor(house: ReferentialHouse, order: Order) {
    this.#house = house;
    this.#order = order;
  }

  async keep(tx: Tx, content: Readonly<Record<string, unknown>>): Promise<EventDraft[]> {
    const { operation } = this.#order;
    const report = {
      Operation: {
        evType: IMPORT,
        evDateTime: technicalDate(this.#house.clock.now()),
        evId: operation,
      },
      ...nonEmpty(content),
    };
    const file = await keepFile(
      tx,
      this.#house,
      this.#order,
      'reports',
      `${operation}.json`,
      jsonBytes(report),
    );
    return [{ type: 'AGENCIES_REPORT', status: 'OK', detail: file }];
  }
}
