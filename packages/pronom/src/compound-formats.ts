import { bytesOf, type CompoundStream, compoundStreams } from './compound.ts';
import type { Sample } from './identifier.ts';

/** The first bytes of a stream; none where they are not at hand. */
type Beginning = (stream: CompoundStream, length: number) => Uint8Array | undefined;

/** Names of streams by which applications are known, with what their bytes say of the version (PRONOM's container signatures). */
const BY_STREAM: readonly (readonly [name: string, puid: (beginning: Uint8Array | undefined) => string])[] = [
  ['EncryptedPackage', () => 'fmt/494'],
  ['WordDocument', wordFormat],
  ['Workbook', workbookFormat],
  ['Book', workbookFormat],
  ['PowerPoint Document', () => 'fmt/126'],
  ['__properties_version1.0', () => 'x-fmt/430'],
  ['VisioDocument', visioFormat],
  ['PerfectOffice_MAIN', () => 'fmt/892'],
  ['\u0005HwpSummaryInformation', () => 'fmt/1084'],
];
const BEGINNING = 32;

/** PUID of what a compound file holds; undefined for any other file, and for an unknown application. */
export function compoundFormat(sample: Sample): string | undefined {
  const streams = compoundStreams(sample);
  const beginning: Beginning = ({ offset }, length) =>
    offset === undefined ? undefined : bytesOf(sample, offset, length);
  for (const [name, puid] of BY_STREAM) {
    const stream = streams.find((each) => each.name === name);
    if (stream) return puid(beginning(stream, BEGINNING));
  }
  return undefined;
}

/** MS-DOC 2.5.2: magic number, version, and the bits of a template and of an encrypted document. */
function wordFormat(beginning: Uint8Array | undefined): string {
  const GENERIC = 'fmt/609';
  if (!beginning) return GENERIC;
  const view = new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength);
  const magic = view.getUint16(0, true);
  if (magic === 0xa5dc) return 'fmt/39';
  if (magic !== 0xa5ec || view.getUint16(2, true) < 0xc1) return GENERIC;
  const isTemplate = ((beginning[10] as number) & 1) === 1;
  const isEncrypted = ((beginning[11] as number) & 1) === 1;
  if (isEncrypted) return isTemplate ? 'fmt/755' : 'fmt/754';
  return isTemplate ? 'x-fmt/45' : 'fmt/40';
}

const VISIO_VERSIONS: Readonly<Record<number, string>> = {
  3: 'fmt/1509',
  4: 'fmt/1510',
  5: 'x-fmt/113',
  6: 'x-fmt/258',
  11: 'fmt/443',
};

/** The stream begins with its name, and has its version behind it (Apache POI, HDGF). */
function visioFormat(beginning: Uint8Array | undefined): string {
  const GENERIC = 'fmt/442';
  if (!beginning || new TextDecoder('latin1').decode(beginning.subarray(0, 18)) !== 'Visio (TM) Drawing')
    return GENERIC;
  return VISIO_VERSIONS[beginning[26] as number] ?? GENERIC;
}

/** MS-XLS 2.4.21: version and kind in the record that begins the workbook; 2.4.323: a template says so in the next. */
function workbookFormat(beginning: Uint8Array | undefined): string {
  if (!beginning) return 'fmt/61';
  const view = new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength);
  if (view.getUint16(4, true) === 0x0500) return 'fmt/59';
  const next = 4 + view.getUint16(2, true);
  const isTemplate = next + 2 <= beginning.length && view.getUint16(next, true) === 0x60;
  return isTemplate ? 'x-fmt/17' : 'fmt/61';
}
