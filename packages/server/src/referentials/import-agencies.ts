import type { SubCode } from '../logbook/index.ts';
import { ArchiveError, type Tx, technicalDate } from '../platform/index.ts';
import { CsvFault, type CsvLine, MOST_CSV_BYTES, readCsv } from './csv.ts';
import type { Agency } from './documents.ts';
import { type EventDraft, journalled, type Order, type ReferentialHouse, Refused } from './journal.ts';
import { backUp, jsonBytes, keepFile } from './kept-files.ts';
import { type LineError, type LineErrors, MOST_WRONG_LINES, nonEmpty } from './line-errors.ts';
import { receiveFile } from './received-file.ts';
import { deleteRows, insertRows, readRows, updateRows } from './store.ts';
import { type Difference, differenceOf, sameMembers, withoutEmpty } from './table-difference.ts';

/** Agencies of a tenant: a CSV file that replaces them all (spec api.md 6.3.11; model.md 16.1). */

export const AGENCY_COLUMNS = ['Identifier', 'Name', 'Description'] as const;
const IMPORT = 'IMPORT_AGENCIES';
const KIND = { kind: 'agency', collection: 'Agencies', prefix: 'AG' } as const;

/** Faults of the lines, by `line N`; none: the table is good. */
export function agencyErrors(lines: readonly CsvLine<(typeof AGENCY_COLUMNS)[number]>[]): LineErrors {
  const errors: Record<string, LineError[]> = {};
  const seen = new Set<string>();
  let wrong = 0;
  for (const { number, values } of lines) {
    const found: LineError[] = [];
    const missing = (['Identifier', 'Name'] as const).filter((column) => values[column] === '');
    if (missing.length > 0)
      found.push({
        Code: 'STP_IMPORT_AGENCIES_MISSING_INFORMATIONS.KO',
        Message: 'Au moins une valeur obligatoire est absente',
        'Information additionnelle': missing.join(', '),
      });
    if (values.Identifier !== '' && seen.has(values.Identifier))
      found.push({
        Code: 'STP_IMPORT_AGENCIES_ID_DUPLICATION.KO',
        Message: 'L’identifiant est déjà présent dans le fichier',
        'Information additionnelle': values.Identifier,
      });
    seen.add(values.Identifier);
    if (found.length === 0) continue;
    errors[`line ${number}`] = found;
    wrong += 1;
    if (wrong === MOST_WRONG_LINES) break;
  }
  return errors;
}

/**
 * @param source the file as it comes
 * @throws ArchiveError adminBadRequest: the file is refused, the journal says why
 */
export async function importAgencies(
  house: ReferentialHouse,
  order: Order,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  const bytes = await receiveFile(source, MOST_CSV_BYTES);
  const read = await linesOrFault(bytes);
  await journalled(house, order, {
    type: IMPORT,
    lock: 'agency',
    turn: 'alone',
    taken: () => refused('CONCURRENCE', { agencyCheck: 'Another import of agencies is running' }),
    async work(tx) {
      if (read instanceof CsvFault)
        throw refused(undefined, { agencyCheck: `Import agency error > ${textOfFault(read)}` });
      const errors = agencyErrors(read);
      const report = new AgencyReport(house, order);
      if (Object.keys(errors).length > 0)
        throw refused(undefined, { agencyCheck: 'Import agency error > Invalid CSV File' }, (refusal) =>
          report.keep(refusal, { Errors: errors }),
        );
      const wanted = read.map(({ values }): Agency => withoutEmpty({ ...values }));
      const current = await readRows<Agency>(tx, order.tenant, 'agency');
      const difference = differenceOf(
        current,
        wanted,
        ({ Identifier }) => Identifier,
        sameMembers('Name', 'Description'),
      );
      const used = await usesOf(tx, order, difference);
      if (used.deleted.length > 0)
        throw refused(
          'DELETION',
          { agencyCheck: JSON.stringify({ 'Agencies ': used.deleted.join(',') }) },
          (refusal) => report.keep(refusal, listsOf(difference, used)),
        );
      await write(tx, house, order, difference);
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

/** The check alone: what an import would say of the file. @throws CsvFault, ArchiveError adminBadRequest */
export async function checkAgencies(source: AsyncIterable<Uint8Array>): Promise<LineErrors> {
  return agencyErrors(await readCsv(await receiveFile(source, MOST_CSV_BYTES), AGENCY_COLUMNS));
}

async function linesOrFault(bytes: Buffer) {
  try {
    return await readCsv(bytes, AGENCY_COLUMNS);
  } catch (error) {
    if (error instanceof CsvFault) return error;
    throw error;
  }
}

function textOfFault(fault: CsvFault): string {
  // A column too many is told before one too few, and alone: clients compare the text.
  if (fault.unknown.length > 0) return `Unknown fields found: ${fault.unknown[0]}`;
  if (fault.kind === 'MISSING_COLUMNS') return `File invalid -- lack of column ${fault.columns[0]}`;
  return 'Invalid CSV File';
}

function refused(
  subCode: SubCode | undefined,
  detail: { agencyCheck: string },
  keep?: (tx: Tx) => Promise<readonly EventDraft[]>,
): Refused {
  return new Refused(
    new ArchiveError('adminBadRequest', detail.agencyCheck.slice(0, 2_000)),
    [{ type: IMPORT, status: 'KO', subCode, detail }],
    keep,
  );
}

interface Uses {
  /** Of the deleted agencies, those in use: they make the refusal. */
  readonly deleted: readonly string[];
  /** Of the changed ones, those in use. */
  readonly byContracts: readonly string[];
  readonly byArchives: readonly string[];
}

async function usesOf(tx: Tx, { tenant }: Order, difference: Difference<Agency>): Promise<Uses> {
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
  { guids }: ReferentialHouse,
  { tenant }: Order,
  { inserted, updated, deleted }: Difference<Agency>,
): Promise<void> {
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
      doc: { ...agency },
    })),
  );
  await updateRows(
    tx,
    tenant,
    'agency',
    updated.map(({ before, after }) => ({
      identifier: before.identifier,
      version: before.version + 1,
      doc: { ...after },
    })),
  );
}

function listsOf({ inserted, updated, deleted }: Difference<Agency>, used: Uses) {
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
