import type { PronomFormat, SignatureFile } from '@perenne/pronom';
import type { FileFormat } from './documents.ts';
import type { Finding } from './kinds/document-kind.ts';
import { isEmpty } from './kinds/preservation-scenario.ts';
import { NAME, references, type Shape, TEXT } from './kinds/shape.ts';
import type { Document } from './store.ts';

/**
 * Formats that PRONOM does not have and somebody adds, one by one (spec frontoffice.md B.23). They have no signature:
 * a file is told by its extension, when no signature tells it. They outlive the import of a signature file that does
 * not name them; those that came in a file go with it.
 */

export const EXTERNAL_FORMAT_FIELDS: Shape = {
  PUID: { ...NAME, initial: 'EXTERNAL_' },
  Name: NAME,
  Version: NAME,
  MimeType: TEXT,
  Extension: { type: 'text', many: true, mandatory: true },
  HasPriorityOverFileFormatID: references('format'),
};

/** Longest identifier, characters. */
const LONGEST_PUID = 100;
const PUID = /^EXTERNAL_[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** As the end of a name has it, without its point. */
const EXTENSION = /^[A-Za-z0-9][A-Za-z0-9_+~-]{0,31}$/;
/** One, or several separated by `;` (RFC 6838). */
const MEDIA_TYPES = /^[\w.+-]+\/[\w.+-]+(\s*;\s*[\w.+-]+\/[\w.+-]+)*$/;

/** A format that came in no signature file. */
export const isAdded = ({ VersionPronom }: FileFormat) => VersionPronom === '';

/** The format of a record that was read. @param before what it was; absent: it is new */
export function addedFormat(document: Document, before: FileFormat | undefined, now: string): FileFormat {
  const { Version, MimeType, Extension, HasPriorityOverFileFormatID, ...rest } =
    document as unknown as FileFormat;
  return {
    ...{ PUID: rest.PUID, Name: rest.Name.trim(), Version: Version.trim() },
    ...(isEmpty(MimeType) ? {} : { MimeType: String(MimeType).trim() }),
    Extension,
    HasPriorityOverFileFormatID: HasPriorityOverFileFormatID ?? [],
    VersionPronom: '',
    CreatedDate: before?.CreatedDate ?? now,
    UpdateDate: now,
    Group: before?.Group ?? '',
    Alert: before?.Alert ?? false,
    Comment: before?.Comment ?? '',
  };
}

/**
 * What is wrong with a format that is added or changed.
 * @param others identifiers of all the other formats
 */
export function externalFormatFaults(document: Document, others: ReadonlySet<string>): Finding[] {
  const { PUID: puid, Extension, MimeType, HasPriorityOverFileFormatID } = document as Partial<FileFormat>;
  const record = puid ?? '';
  const missing = Object.entries(EXTERNAL_FORMAT_FIELDS)
    .filter(([name, { mandatory }]) => mandatory && isEmpty(document[name]))
    .map(
      ([field]): Finding => ({
        ...{ suffix: 'EMPTY_REQUIRED_FIELD', field, record, text: `The field ${field} is mandatory` },
      }),
    );
  const refused = (field: string, reason: Finding['reason'], values: readonly string[], text: string) =>
    values.length === 0 ? [] : [{ ...{ field, record, values, text }, ...(reason ? { reason } : {}) }];
  const badExtensions = (Extension ?? []).filter((each) => !EXTENSION.test(each));
  const unknown = (HasPriorityOverFileFormatID ?? []).filter((each) => !others.has(each));
  return [
    ...missing,
    ...refused(
      'PUID',
      'EXTERNAL_PUID',
      record !== '' && (record.length > LONGEST_PUID || !PUID.test(record)) ? [record.slice(0, 100)] : [],
      `${record.slice(0, 100)} is no identifier of an external format: EXTERNAL_, then letters, digits, points, dashes`,
    ),
    ...(others.has(record)
      ? [
          {
            ...{ suffix: 'IDENTIFIER_DUPLICATION' as const, field: 'PUID', record, values: [record] },
            text: `The format ${record} exists already`,
          },
        ]
      : []),
    ...refused('Extension', 'NOT_AN_EXTENSION', badExtensions, `No extension: ${badExtensions.join(', ')}`),
    ...refused(
      'MimeType',
      'NOT_A_MEDIA_TYPE',
      isEmpty(MimeType) || MEDIA_TYPES.test(String(MimeType).trim()) ? [] : [String(MimeType)],
      `No media type: ${MimeType}`,
    ),
    ...(unknown.length === 0
      ? []
      : [
          {
            ...{ suffix: 'FORMAT_NOT_FOUND' as const, field: 'HasPriorityOverFileFormatID', record },
            ...{ values: unknown, text: `Formats that are not known: ${unknown.join(', ')}` },
          },
        ]),
  ];
}

/**
 * A signature file with the formats that were added: each before the first one over which it has priority, since of
 * formats without signature the first of the file stands, else after all of them.
 */
export function withAdded(file: SignatureFile, added: readonly FileFormat[]): SignatureFile {
  const formats = [...file.formats];
  for (const format of added) {
    const first = formats.findIndex(({ puid }) => format.HasPriorityOverFileFormatID.includes(puid));
    formats.splice(first === -1 ? formats.length : first, 0, unsigned(format));
  }
  return { ...file, formats };
}

const unsigned = (format: FileFormat): PronomFormat => ({
  puid: format.PUID,
  name: format.Name,
  version: format.Version,
  mimeType: format.MimeType ?? '',
  extensions: format.Extension.map((each) => each.toLowerCase()),
  hasPriorityOver: format.HasPriorityOverFileFormatID,
  signatures: [],
});
