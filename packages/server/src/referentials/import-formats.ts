import { Readable } from 'node:stream';
import { PatternError, PronomError, parseSignatureFile, type SignatureFile } from '@perenne/pronom';
import { ADMINISTRATION_TENANT, ArchiveError, type Tx, technicalDate } from '../platform/index.ts';
import { normaliseDate } from './dates.ts';
import type { FileFormat } from './documents.ts';
import { isAdded } from './external-formats.ts';
import {
  FORMAT_MEMBERS,
  type FormatsInForce,
  formatDocument,
  formatsInForce,
  putInForce,
  sameFormat,
} from './formats.ts';
import {
  type EventDraft,
  journalled,
  type Order,
  type ReferentialHouse,
  Refused,
  refusing,
} from './journal.ts';
import { backUp, jsonBytes, keepFile } from './kept-files.ts';
import { nonEmpty } from './line-errors.ts';
import { type CheckedContent, type Consequence, previewOf, sameState } from './preview.ts';
import { receiveFile } from './received-file.ts';
import { noteDifference } from './record-notes.ts';
import { deleteRows, insertRows, readRows, type StoredRow, updateRows } from './store.ts';
import { type ChangedRecords, changedRecords, type Difference, differenceOf } from './table-difference.ts';

/**
 * Formats of the platform: a PRONOM signature file that replaces them (spec api.md 6.3.11; model.md 16.3), and external
 * ones that are added beside it.
 */

export const FORMAT_IMPORT = 'STP_REFERENTIAL_FORMAT_IMPORT';
export const FORMAT_KIND = { kind: 'format', collection: 'FileFormat', prefix: 'FORMATS' } as const;
/** Largest signature file, bytes; those of PRONOM have 4 MB. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The file, held in memory, and what it says.
 * @throws ArchiveError adminBadRequest naming the line that is wrong
 */
export async function readSignatureFile(
  source: AsyncIterable<Uint8Array>,
): Promise<{ bytes: Buffer; file: SignatureFile }> {
  try {
    const bytes = await receiveFile(source, MOST_BYTES);
    const file = await parseSignatureFile(Readable.from([bytes]));
    const fault = faultOf(file);
    if (fault !== undefined)
      throw new ArchiveError('adminBadRequest', `The signature file is refused: ${fault}.`);
    return { bytes, file };
  } catch (error) {
    if (error instanceof PatternError)
      throw new ArchiveError('adminBadRequest', `The signature file is refused: ${error.message}.`);
    if (error instanceof PronomError)
      throw new ArchiveError(
        'adminBadRequest',
        `The signature file is refused, line ${error.line}: ${error.message}.`,
      );
    throw error;
  }
}

/** What the schema of signature files asks of one that can be read (spec api.md 6.3.11); undefined: it is good. */
function faultOf({ version, dateCreated, formats }: SignatureFile): string | undefined {
  if (formats.length === 0) return 'it names no format';
  if (!/^0*[1-9]\d*$/.test(version)) return `the version ${version.slice(0, 40)} is not a number`;
  if (normaliseDate(dateCreated) === undefined)
    return `the date of creation ${dateCreated.slice(0, 40)} is not a date`;
  const seen = new Set<string>();
  for (const { puid, name } of formats) {
    if (name === '') return `the format ${puid} has no name`;
    if (seen.has(puid)) return `the format ${puid} is there twice`;
    seen.add(puid);
  }
  return undefined;
}

/**
 * @param source the file as it comes
 * @throws ArchiveError adminBadRequest (the journal says so too), adminForbidden: another import is running
 */
export async function importFormats(
  house: ReferentialHouse,
  order: Order,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  const read = await readSignatureFile(source).catch((error: unknown) => {
    if (error instanceof ArchiveError) return error;
    throw error;
  });
  await journalled(house, order, {
    type: FORMAT_IMPORT,
    lock: 'format',
    turn: 'alone',
    taken: () =>
      new Refused(new ArchiveError('adminForbidden', 'Another import of formats is running: try again.'), [
        { type: FORMAT_IMPORT, status: 'KO' },
      ]),
    async work(tx) {
      if (read instanceof ArchiveError)
        throw new Refused(read, [
          {
            type: FORMAT_IMPORT,
            status: 'KO',
            detail: { FileName: order.fileName ?? '', error: read.description },
          },
        ]);
      const { bytes, file } = read;
      const previous = await formatsInForce(tx);
      const now = technicalDate(house.clock.now());
      const current = await readRows<FileFormat>(tx, order.tenant, 'format');
      refusing(
        () => sameState(order, current),
        ({ description }) => [
          {
            type: FORMAT_IMPORT,
            status: 'KO',
            detail: { FileName: order.fileName ?? '', error: description },
          },
        ],
      );
      const wanted = file.formats.map((format) => formatDocument(format, file, now));
      const difference = differenceOf(replacedBy(file, current), wanted, puidOf, sameFormat);
      const records = shownFormats(difference);
      const warnings = [
        ...warningsOf(previous, file).map(({ text }) => text),
        ...(difference.deleted.length > 0 && previous
          ? [`${difference.deleted.length} PUIDs are removed`]
          : []),
      ];
      await writeFormats(tx, house, order, difference, wanted);
      await noteDifference(tx, order.tenant, 'format', order.operation, records);
      await putInForce(tx, bytes, {
        operation: order.operation,
        version: file.version,
        created: file.dateCreated,
      });
      const backup = await backUp(tx, house, order, FORMAT_KIND);
      const status = warnings.length > 0 ? 'WARNING' : 'OK';
      const kept = await keepFormatReport(tx, house, order, {
        StatusCode: status,
        ...(previous === undefined
          ? {}
          : { PreviousPronomVersion: previous.version, PreviousPronomCreationDate: previous.created }),
        NewPronomVersion: file.version,
        NewPronomCreationDate: file.dateCreated,
        ...formatLists(records),
        ...nonEmpty({ Warnings: warnings }),
      });
      return {
        events: [
          { type: 'STP_BACKUP_REFERENTIAL_FORMAT', status: 'OK', detail: backup },
          kept,
          { type: FORMAT_IMPORT, status, detail: { FileName: order.fileName ?? '' } },
        ],
        result: undefined,
      };
    },
  });
}

/** Lists of a report, those that are empty left out. */
export const formatLists = ({ added, changed, removed }: ChangedRecords) =>
  nonEmpty({
    RemovedPUIDs: removed.map(({ identifier }) => identifier),
    AddedPUIDs: added.map(({ identifier }) => identifier),
    UpdatedPUIDs: Object.fromEntries(changed.map(({ identifier, lines }) => [identifier, lines])),
  });

export async function keepFormatReport(
  tx: Tx,
  house: ReferentialHouse,
  order: Order,
  content: Readonly<Record<string, unknown>>,
): Promise<EventDraft> {
  const Operation = {
    evType: FORMAT_IMPORT,
    evDateTime: technicalDate(house.clock.now()),
    evId: order.operation,
  };
  const report = jsonBytes({ Operation, ...content });
  const kept = await keepFile(tx, house, order, 'reports', `${order.operation}.json`, report);
  return { type: 'FILE_FORMAT_REPORT', status: 'OK', detail: kept };
}

/** What an import would make of the formats, nothing changed. @throws ArchiveError adminBadRequest */
export async function previewFormats(
  { database, clock }: Pick<ReferentialHouse, 'database' | 'clock'>,
  source: AsyncIterable<Uint8Array>,
): Promise<CheckedContent> {
  const { file } = await readSignatureFile(source);
  const now = technicalDate(clock.now());
  return database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
    const previous = await formatsInForce(tx);
    const current = await readRows<FileFormat>(tx, ADMINISTRATION_TENANT, 'format');
    const wanted = file.formats.map((format) => formatDocument(format, file, now));
    const difference = differenceOf(replacedBy(file, current), wanted, puidOf, sameFormat);
    const consequences = warningsOf(previous, file).map(({ code, values }) => ({
      code,
      values: values.map((value) => ({ value })),
    }));
    return {
      ...{ errors: {}, findings: [] },
      preview: previewOf(current, shownFormats(difference), consequences),
    };
  });
}

export const puidOf = ({ PUID }: FileFormat) => PUID;

/** Those of the formats that a file replaces: what was added by hand stays, unless the file has it too. */
function replacedBy(
  { formats }: SignatureFile,
  current: readonly StoredRow<FileFormat>[],
): StoredRow<FileFormat>[] {
  const named = new Set(formats.map(({ puid }) => puid));
  return current.filter(({ doc }) => !isAdded(doc) || named.has(doc.PUID));
}

export const shownFormats = (difference: Difference<FileFormat>) =>
  changedRecords(
    difference,
    puidOf,
    ({ Name }) => Name,
    (format) => Object.fromEntries(FORMAT_MEMBERS.map((name) => [name, format[name]])),
  );

interface FormatWarning {
  readonly code: Extract<Consequence['code'], 'SAME_VERSION' | 'OLDER_VERSION' | 'SAME_DATE' | 'OLDER_DATE'>;
  readonly text: string;
  /** Of the file, then of the one before it where they differ. */
  readonly values: readonly string[];
}

/** What deserves a second look, and does not prevent the import. Our own formats are no version of PRONOM. */
function warningsOf(previous: FormatsInForce | undefined, file: SignatureFile): FormatWarning[] {
  if (previous === undefined) return [];
  const warnings: FormatWarning[] = [];
  const [before, after] = [Number(previous.version), Number(file.version)];
  const versions = [file.version, previous.version];
  if (previous.version === file.version)
    warnings.push({
      code: 'SAME_VERSION',
      text: `Same version of PRONOM: ${file.version}`,
      values: [file.version],
    });
  else if (after < before)
    warnings.push({
      code: 'OLDER_VERSION',
      text: `Older version of PRONOM: ${file.version}, before it ${previous.version}`,
      values: versions,
    });
  const [dated, anew] = [Date.parse(previous.created), Date.parse(file.dateCreated)];
  if (dated === anew)
    warnings.push({
      code: 'SAME_DATE',
      text: `Same date of creation: ${file.dateCreated}`,
      values: [file.dateCreated],
    });
  else if (anew < dated)
    warnings.push({
      code: 'OLDER_DATE',
      text: `Older date of creation: ${file.dateCreated}, before it ${previous.created}`,
      values: [file.dateCreated, previous.created],
    });
  return warnings;
}

/** Every format takes the version of the new file, changed or not. */
export async function writeFormats(
  tx: Tx,
  { guids }: ReferentialHouse,
  { tenant }: Order,
  { inserted, deleted }: Difference<FileFormat>,
  wanted: readonly FileFormat[],
): Promise<void> {
  await deleteRows(
    tx,
    tenant,
    'format',
    deleted.map(({ identifier }) => identifier),
  );
  const added = new Set(inserted.map(({ PUID }) => PUID));
  const versions = new Map(
    (await readRows(tx, tenant, 'format')).map(({ identifier, version }) => [identifier, version]),
  );
  await updateRows(
    tx,
    tenant,
    'format',
    wanted
      .filter(({ PUID }) => !added.has(PUID))
      .map((format) => ({
        identifier: format.PUID,
        version: (versions.get(format.PUID) ?? 0) + 1,
        doc: { ...format },
      })),
  );
  await insertRows(
    tx,
    tenant,
    'format',
    inserted.map((format) => ({
      id: guids.make('plain', tenant),
      identifier: format.PUID,
      version: 0,
      doc: { ...format },
    })),
  );
}
