import { gunzipSync, gzipSync, inflateRawSync } from 'node:zlib';
import {
  BUILT_IN,
  compileIdentifier,
  type Identifier,
  type PronomFormat,
  parseSignatureFile,
  type SignatureFile,
} from '@perenne/pronom';
import {
  ADMINISTRATION_TENANT,
  type Database,
  type Platform,
  type Tx,
  technicalDate,
} from '../platform/index.ts';
import type { FileFormat } from './documents.ts';
import { isAdded, withAdded } from './external-formats.ts';
import { deleteRows, insertRows, type NewRow, readRows } from './store.ts';
import { differenceOf } from './table-difference.ts';

/**
 * File formats: those of the last signature file imported, or Pérenne's own few until then; and those that somebody has
 * added one by one.
 */

export interface FormatReferential {
  /** Tells a file's format by its content, with the signatures of this referential. */
  readonly identifier: Identifier;
  /** Version of the signature file. */
  readonly version: string;
  find(puid: string): FileFormat | undefined;
}

/** Setting that says which signature file is in force; beside it the file itself, gzipped, in base64. */
const SETTING = 'formats';
const FILE_SETTING = 'formats-file';
/** Setting that names the operation that last changed a format by hand. */
const EDIT_SETTING = 'formats-edit';
/** All that is known beside the formats themselves: a new installation has none of it. */
export const FORMAT_SETTINGS = [SETTING, FILE_SETTING, EDIT_SETTING];

/** What is known of the signature file in force. */
export interface FormatsInForce {
  /** Operation that imported it; undefined: Pérenne's own formats. */
  readonly operation?: string;
  readonly version: string;
  readonly created: string;
}

/** A format in its stored form (spec model.md 16.3). */
export function formatDocument(
  format: PronomFormat,
  file: Pick<SignatureFile, 'version' | 'dateCreated'>,
  now: string,
): FileFormat {
  return {
    PUID: format.puid,
    Name: format.name,
    Version: format.version,
    ...(format.mimeType === '' ? {} : { MimeType: format.mimeType.replaceAll(',', ';') }),
    Extension: format.extensions,
    HasPriorityOverFileFormatID: format.hasPriorityOver,
    VersionPronom: file.version,
    CreatedDate: file.dateCreated,
    UpdateDate: now,
    Group: '',
    Alert: false,
    Comment: '',
  };
}

/**
 * Puts Pérenne's own formats in an archive into which no signature file was imported, so that they can be searched;
 * those of an earlier version of Pérenne give way. Idempotent; two at once wait for each other.
 */
export async function installFormats({
  database,
  guids,
  clock,
}: Pick<Platform, 'database' | 'guids' | 'clock'>): Promise<void> {
  await database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `referential ${ADMINISTRATION_TENANT} format`,
    ]);
    if (await formatsInForce(tx)) return;
    const now = technicalDate(clock.now());
    const current = (await readRows<FileFormat>(tx, ADMINISTRATION_TENANT, 'format')).filter(
      ({ doc }) => !isAdded(doc),
    );
    const wanted = BUILT_IN.formats.map((format) => formatDocument(format, BUILT_IN, now));
    const { inserted, updated, deleted } = differenceOf(current, wanted, ({ PUID }) => PUID, sameFormat);
    if (inserted.length + updated.length + deleted.length === 0) return;
    const identifiers = current.map(({ identifier }) => identifier);
    await deleteRows(tx, ADMINISTRATION_TENANT, 'format', identifiers);
    const rows = wanted.map(
      (doc): NewRow => ({
        id: guids.make('plain', ADMINISTRATION_TENANT),
        identifier: doc.PUID,
        version: 0,
        doc: { ...doc },
      }),
    );
    await insertRows(tx, ADMINISTRATION_TENANT, 'format', rows);
  });
}

/** Members in which a new signature file may change a format. */
export const FORMAT_MEMBERS = [
  'Name',
  'Version',
  'MimeType',
  'Extension',
  'HasPriorityOverFileFormatID',
] as const;

export function sameFormat(before: FileFormat, after: FileFormat): boolean {
  return FORMAT_MEMBERS.every((name) => JSON.stringify(before[name]) === JSON.stringify(after[name]));
}

/** Undefined: no file was ever imported. */
export async function formatsInForce(tx: Tx): Promise<FormatsInForce | undefined> {
  const [row] = await tx.query<{ value: FormatsInForce }>('select value from setting where name = $1', [
    SETTING,
  ]);
  return row?.value;
}

/** Puts a signature file in force, in the transaction that stores its formats. */
export async function putInForce(tx: Tx, xml: Uint8Array, inForce: FormatsInForce): Promise<void> {
  await setTo(tx, SETTING, inForce);
  await setTo(tx, FILE_SETTING, gzipSync(xml).toString('base64'));
}

/** Tells every process that a format was changed by hand, in the transaction that stores it. */
export const noteEdit = (tx: Tx, operation: string) => setTo(tx, EDIT_SETTING, operation);

async function setTo(tx: Tx, name: string, value: unknown): Promise<void> {
  await tx.query(
    `insert into setting (name, value) values ($1, $2)
     on conflict (name) do update set value = excluded.value`,
    [name, JSON.stringify(value)],
  );
}

const CACHE = new WeakMap<Database, { readonly key: string; readonly formats: Promise<FormatReferential> }>();

/** The formats in force, compiled once in this process for each signature file and each change by hand. */
export async function loadFormats(database: Database): Promise<FormatReferential> {
  const key = await database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
    const [row] = await tx.query<{ key: string }>(
      `select concat_ws(' ', max(value ->> 'operation') filter (where name = $1),
                        max(value #>> '{}') filter (where name = $2)) as key
       from setting where name in ($1, $2)`,
      [SETTING, EDIT_SETTING],
    );
    return row?.key ?? '';
  });
  const cached = CACHE.get(database);
  if (cached?.key === key) return cached.formats;
  const formats = compiled(database);
  CACHE.set(database, { key, formats });
  // A failure is not kept: the next caller tries anew.
  formats.catch(() => CACHE.delete(database));
  return formats;
}

async function compiled(database: Database): Promise<FormatReferential> {
  const { packed, rows } = await database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
    const [row] = await tx.query<{ file: string }>(
      `select value #>> '{}' as file from setting where name = $1`,
      [FILE_SETTING],
    );
    return { packed: row?.file, rows: await readRows<FileFormat>(tx, ADMINISTRATION_TENANT, 'format') };
  });
  const file =
    packed === undefined
      ? BUILT_IN
      : await parseSignatureFile(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'));
  const documents =
    rows.length > 0
      ? rows.map(({ doc }) => doc)
      : BUILT_IN.formats.map((format) => formatDocument(format, BUILT_IN, BUILT_IN.dateCreated));
  const byPuid = new Map(documents.map((document) => [document.PUID, document]));
  return {
    identifier: withBuiltIn(withAdded(file, documents.filter(isAdded))),
    version: file.version,
    find: (puid) => byPuid.get(puid),
  };
}

/**
 * Where an imported file tells nothing, or text alone, Pérenne's own table speaks for the formats that the file has
 * not: they are found, and uncharted (spec ingest.md 11.3, case 4), rather than taken for text.
 */
function withBuiltIn(file: SignatureFile): Identifier {
  const imported = compileIdentifier(file, { inflate });
  if (file.signatures === BUILT_IN.signatures) return imported;
  const own = compileIdentifier(BUILT_IN, { inflate });
  const charted = new Set(file.formats.map(({ puid }) => puid));
  return {
    ...imported,
    identify(sample) {
      const found = imported.identify(sample);
      if (found && found.basis !== 'text') return found;
      const beyond = own.identify(sample);
      return beyond && beyond.basis !== 'text' && !charted.has(beyond.puid) ? beyond : found;
    },
  };
}

/** For looking into containers: undefined when the bytes are no deflate of that size. */
function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    return undefined;
  }
}
