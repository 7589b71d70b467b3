import { parsePattern } from './pattern.ts';
import type { ByteSequence, Signature } from './signature.ts';
import type { PronomFormat, SignatureFile } from './signature-file.ts';

/**
 * Pérenne's own small table of the commonest formats, so that a fresh installation identifies something. An imported
 * signature file takes its place.
 */

interface Row {
  readonly puid: string;
  readonly name: string;
  readonly version?: string;
  readonly mime: string;
  readonly extensions: string;
  /** Alternatives; each: sequences that must all fit, `hex@offset` from the start, `hex` at 0, `hex~n` within n bytes. */
  readonly magic: readonly (readonly string[])[];
  readonly over?: readonly string[];
}

const ascii = (text: string) =>
  [...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');

const row = (
  puid: string,
  name: string,
  version: string,
  mime: string,
  extensions: string,
  magic: readonly (readonly string[])[],
  over: readonly string[] = [],
): Row => ({ puid, name, version, mime, extensions, magic, over });

const named = (puid: string, name: string, mime: string, extensions: string): Row =>
  row(puid, name, '', mime, extensions, []);

const PDF = ['fmt/14', 'fmt/15', 'fmt/16', 'fmt/17', 'fmt/18', 'fmt/19', 'fmt/20', 'fmt/276'];
const ZIP = 'x-fmt/263';

const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';
const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
/** PUID, name, version, media type, extension. */
const OFFICE: readonly (readonly [string, string, string, string, string])[] = [
  ['fmt/136', 'OpenDocument Text', '1.0', `${OPEN_DOCUMENT}.text`, 'odt'],
  ['fmt/290', 'OpenDocument Text', '1.1', `${OPEN_DOCUMENT}.text`, 'odt'],
  ['fmt/291', 'OpenDocument Text', '1.2', `${OPEN_DOCUMENT}.text`, 'odt'],
  ['fmt/1756', 'OpenDocument Text', '1.3', `${OPEN_DOCUMENT}.text`, 'odt'],
  ['fmt/137', 'OpenDocument Spreadsheet', '1.0', `${OPEN_DOCUMENT}.spreadsheet`, 'ods'],
  ['fmt/294', 'OpenDocument Spreadsheet', '1.1', `${OPEN_DOCUMENT}.spreadsheet`, 'ods'],
  ['fmt/295', 'OpenDocument Spreadsheet', '1.2', `${OPEN_DOCUMENT}.spreadsheet`, 'ods'],
  ['fmt/1755', 'OpenDocument Spreadsheet', '1.3', `${OPEN_DOCUMENT}.spreadsheet`, 'ods'],
  ['fmt/138', 'OpenDocument Presentation', '1.0', `${OPEN_DOCUMENT}.presentation`, 'odp'],
  ['fmt/292', 'OpenDocument Presentation', '1.1', `${OPEN_DOCUMENT}.presentation`, 'odp'],
  ['fmt/293', 'OpenDocument Presentation', '1.2', `${OPEN_DOCUMENT}.presentation`, 'odp'],
  ['fmt/1754', 'OpenDocument Presentation', '1.3', `${OPEN_DOCUMENT}.presentation`, 'odp'],
  ['fmt/412', 'Microsoft Word for Windows', '2007 onwards', `${OPEN_XML}.wordprocessingml.document`, 'docx'],
  ['fmt/214', 'Microsoft Excel for Windows', '2007 onwards', `${OPEN_XML}.spreadsheetml.sheet`, 'xlsx'],
  [
    'fmt/215',
    'Microsoft Powerpoint for Windows',
    '2007 onwards',
    `${OPEN_XML}.presentationml.presentation`,
    'pptx',
  ],
];

const ROWS: readonly Row[] = [
  ...PDF.map((puid, at) =>
    row(puid, `Acrobat PDF 1.${at} - Portable Document Format`, `1.${at}`, 'application/pdf', 'pdf', [
      [`${ascii(`%PDF-1.${at}`)}~1024`],
    ]),
  ),
  row('fmt/1129', 'Acrobat PDF 2.0 - Portable Document Format', '2.0', 'application/pdf', 'pdf', [
    [`${ascii('%PDF-2.')}~1024`],
  ]),
  row('fmt/11', 'Portable Network Graphics', '1.0', 'image/png', 'png', [['89504e470d0a1a0a']]),
  row('fmt/42', 'JPEG File Interchange Format', '1.00', 'image/jpeg', 'jpg jpeg', [
    [`ffd8ffe0[00:ff][00:ff]${ascii('JFIF')}000100`],
  ]),
  row('fmt/43', 'JPEG File Interchange Format', '1.01', 'image/jpeg', 'jpg jpeg', [
    [`ffd8ffe0[00:ff][00:ff]${ascii('JFIF')}000101`],
  ]),
  row('fmt/44', 'JPEG File Interchange Format', '1.02', 'image/jpeg', 'jpg jpeg', [
    [`ffd8ffe0[00:ff][00:ff]${ascii('JFIF')}000102`],
  ]),
  row('fmt/1507', 'Exchangeable Image File Format (Compressed)', '2.3.x', 'image/jpeg', 'jpg jpeg', [
    [`ffd8ffe1[00:ff][00:ff]${ascii('Exif')}0000`],
  ]),
  row('fmt/41', 'Raw JPEG Stream', '', 'image/jpeg', 'jpg jpeg', [['ffd8ff']]),
  row('fmt/3', 'Graphics Interchange Format', '87a', 'image/gif', 'gif', [[ascii('GIF87a')]]),
  row('fmt/4', 'Graphics Interchange Format', '89a', 'image/gif', 'gif', [[ascii('GIF89a')]]),
  row('fmt/353', 'Tagged Image File Format', '', 'image/tiff', 'tif tiff', [['49492a00'], ['4d4d002a']]),
  row('fmt/116', 'Windows Bitmap', '3.0', 'image/bmp', 'bmp', [[ascii('BM'), '28000000@14']]),
  row('fmt/567', 'WebP', '', 'image/webp', 'webp', [
    [`${ascii('RIFF')}[00:ff][00:ff][00:ff][00:ff]${ascii('WEBPVP8 ')}`],
  ]),
  row(ZIP, 'ZIP Format', '', 'application/zip', 'zip', [['504b0304'], ['504b0506']]),
  row('x-fmt/266', 'GZIP Format', '', 'application/gzip', 'gz tgz', [['1f8b08']]),
  row('x-fmt/265', 'Tape Archive Format', '', 'application/x-tar', 'tar', [[`${ascii('ustar')}@257`]]),
  row('x-fmt/268', 'BZIP2 Compressed Archive', '', 'application/x-bzip2', 'bz2', [
    [`${ascii('BZh')}[31:39]314159265359`],
  ]),
  row('fmt/484', '7Zip format', '', 'application/x-7z-compressed', '7z', [['377abcaf271c']]),
  row('fmt/111', 'OLE2 Compound Document Format', '', '', '', [['d0cf11e0a1b11ae1']]),
  row('fmt/101', 'Extensible Markup Language', '1.0', 'application/xml, text/xml', 'xml', [
    [ascii('<?xml version="1.')],
    [`efbbbf${ascii('<?xml version="1.')}`],
    [ascii("<?xml version='1.")],
  ]),
  row('fmt/96', 'Hypertext Markup Language', '', 'text/html', 'html htm', [
    [`${ascii('<!DOCTYPE html')}~64`],
    [`${ascii('<!doctype html')}~64`],
    [`${ascii('<html')}~64`],
    [`${ascii('<HTML')}~64`],
  ]),
  row(
    'fmt/91',
    'Scalable Vector Graphics',
    '1.0',
    'image/svg+xml',
    'svg',
    [[`${ascii('<?xml')}~4`, `${ascii('<svg')}~4096`]],
    ['fmt/101'],
  ),
  row('fmt/45', 'Rich Text Format', '1.0-1.4', 'application/rtf, text/rtf', 'rtf', [[ascii('{\\rtf')]]),
  row('fmt/134', 'MPEG 1/2 Audio Layer 3', '', 'audio/mpeg', 'mp3', [[ascii('ID3')], ['fffb'], ['fff3']]),
  row('fmt/141', 'Waveform Audio (PCMWAVEFORMAT)', '', 'audio/x-wav', 'wav', [
    [`${ascii('RIFF')}[00:ff][00:ff][00:ff][00:ff]${ascii('WAVE')}`],
  ]),
  row('fmt/279', 'FLAC (Free Lossless Audio Codec)', '1.2.1', 'audio/flac', 'flac', [[ascii('fLaC')]]),
  row('fmt/203', 'Ogg Vorbis Codec Compressed Multimedia File', '', 'audio/ogg', 'ogg', [[ascii('OggS')]]),
  row('fmt/199', 'MPEG-4 Media File', '', 'video/mp4', 'mp4 m4v m4a', [[`${ascii('ftyp')}@4`]]),
  row('fmt/5', 'Audio/Video Interleaved Format', '', 'video/x-msvideo', 'avi', [
    [`${ascii('RIFF')}[00:ff][00:ff][00:ff][00:ff]${ascii('AVI ')}`],
  ]),
  row('fmt/569', 'Matroska', '', 'video/x-matroska', 'mkv', [['1a45dfa3']]),
  // A Matroska whose header names the narrower type.
  row('fmt/573', 'WebM', '', 'video/webm', 'webm', [['1a45dfa3', `428284${ascii('webm')}~64`]], ['fmt/569']),
  row('fmt/278', 'Internet Message Format', '', 'message/rfc822', 'eml', [
    [ascii('Received: ')],
    [ascii('Return-Path: ')],
    [ascii('MIME-Version: ')],
    [ascii('Delivered-To: ')],
    [ascii('Message-ID: ')],
  ]),
  row('x-fmt/394', 'WordPerfect for MS-DOS/Windows Document', '', 'application/vnd.wordperfect', 'wpd', [
    ['ff575043'],
  ]),
  // Told by what their container holds.
  named('fmt/39', 'Microsoft Word Document', 'application/msword', ''),
  named('fmt/40', 'Microsoft Word Document', 'application/msword', ''),
  named('fmt/609', 'Microsoft Word (Generic)', 'application/msword', ''),
  named('fmt/59', 'Microsoft Excel 5.0/95 Workbook (xls)', 'application/vnd.ms-excel', ''),
  named('fmt/61', 'Microsoft Excel 97 Workbook (xls)', 'application/vnd.ms-excel', ''),
  named('fmt/126', 'Microsoft Powerpoint Presentation', 'application/vnd.ms-powerpoint', ''),
  named('x-fmt/430', 'Microsoft Outlook Email Message', 'application/vnd.ms-outlook', ''),
  // Told by what the zip that they are says of itself.
  ...OFFICE.map(([puid, name, version, mime, extension]) => row(puid, name, version, mime, extension, [])),
  // Told by name once the container is known, or the bytes are text.
  named('x-fmt/111', 'Plain Text File', 'text/plain', 'txt log'),
  named('x-fmt/18', 'Comma Separated Values', 'text/csv', 'csv'),
  named('fmt/206', 'Structured Query Language Data', '', 'sql'),
  named('fmt/817', 'JSON Data Interchange Format', 'application/json', 'json'),
  named('fmt/1149', 'Markdown', 'text/markdown', 'md'),
  named('x-fmt/224', 'Cascading Style Sheet', 'text/css', 'css'),
];

function signatureOf(puid: string, at: number, alternative: readonly string[]): Signature {
  return { id: `${puid}#${at}`, sequences: alternative.map(sequenceOf) };
}

function sequenceOf(text: string): ByteSequence {
  const [pattern = '', within] = text.split('~');
  const [hex = '', offset = '0'] = pattern.split('@');
  return {
    origin: 'start',
    parts: [
      {
        anchor: parsePattern(hex),
        left: [],
        right: [],
        minOffset: Number(offset),
        maxOffset: within === undefined ? Number(offset) : Number(within),
      },
    ],
  };
}

function build(): SignatureFile {
  const signatures: Signature[] = [];
  const formats = ROWS.map(
    ({ puid, name, version = '', mime, extensions, magic, over = [] }): PronomFormat => {
      const own = magic.map((alternative, at) => signatureOf(puid, at, alternative));
      signatures.push(...own);
      return {
        puid,
        name,
        version,
        mimeType: mime,
        extensions: extensions.split(' ').filter((extension) => extension !== ''),
        hasPriorityOver: puid === 'fmt/41' ? [] : [...over, ...(mime === 'image/jpeg' ? ['fmt/41'] : [])],
        signatures: own.map(({ id }) => id),
      };
    },
  );
  return { version: 'PERENNE-1', dateCreated: '2026-11-24T00:00:00', formats, signatures };
}

export const BUILT_IN: SignatureFile = build();
