import type { Sample } from './identifier.ts';
import type { PronomFormat } from './signature-file.ts';
import { type Inflate, looksLikeZip, memberText, zipMembers } from './zip-members.ts';

/** What a zip holds: its members by name, and the text of one, where it is short and at hand. */
interface Content {
  has(name: string): boolean;
  readonly names: readonly string[];
  text(name: string): string | undefined;
}

/**
 * Formats whose files are zips: what such a file says of itself within, looked up among the formats of the signature
 * file by media type and version. PRONOM tells them by signatures of their members, which a signature file has not.
 */
export function containerFormat(
  sample: Sample,
  formats: readonly PronomFormat[],
  inflate: Inflate,
): PronomFormat | undefined {
  if (!looksLikeZip(sample)) return undefined;
  const members = new Map(zipMembers(sample).map((member) => [member.name, member]));
  const content: Content = {
    has: (name) => members.has(name),
    names: [...members.keys()],
    text(name) {
      const member = members.get(name);
      return member && memberText(sample, member, inflate);
    },
  };
  const ofType = (type: string) => formats.filter(({ mimeType }) => mimeType.split(/,\s*/).includes(type));
  const declared = content.text('mimetype')?.trim();
  if (declared !== undefined) {
    if (declared.startsWith(OPEN_DOCUMENT)) return openDocument(declared, content, formats, ofType);
    const known = ofType(declared);
    return known.length === 1 ? known[0] : undefined;
  }
  const main = MAIN_PART.exec(content.text('[Content_Types].xml') ?? '')?.[1];
  const puid = main === undefined ? puidByMembers(content) : strictPuid(main, content);
  if (puid !== undefined) return formats.find((format) => format.puid === puid);
  return main === undefined ? undefined : officeDocument(main, ofType);
}

type OfType = (mediaType: string) => PronomFormat[];

const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';
/** Databases of before 1.3, for which PRONOM has no media type. */
const OLD_BASES = ['fmt/444', 'fmt/424'];

/** A template is of the format of its documents; a database has had two media types. */
function openDocument(
  declared: string,
  content: Content,
  formats: readonly PronomFormat[],
  ofType: OfType,
): PronomFormat | undefined {
  const version = openDocumentVersion(content);
  const isBase = /\.(base|database)$/.test(declared);
  const type = isBase ? `${OPEN_DOCUMENT}base` : declared.replace(/-template$/, '');
  const known = [...ofType(type), ...(isBase ? formats.filter(({ puid }) => OLD_BASES.includes(puid)) : [])];
  return known.find((format) => format.version === version);
}

/** ISO/IEC 26300: each part carries the version of the document; those before 1.2 may say nothing in the manifest. */
function openDocumentVersion({ text }: Content): string | undefined {
  for (const part of ['content.xml', 'meta.xml', 'styles.xml', 'META-INF/manifest.xml']) {
    const version = /\b(?:office|manifest):version="([\d.]+)"/.exec(text(part) ?? '')?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

/** ECMA-376, MS-OFFMACRO: content type of the main part. */
const MAIN_PART =
  /ContentType="(application\/vnd\.(?:openxmlformats-officedocument|ms-(?:word|excel|powerpoint|visio))\.[\w.-]+\.main(?:\+xml)?)"/;

/** By the type of the main part: without its ending; with a 12 in its place where there are macros; of Visio as it is. */
function officeDocument(main: string, ofType: OfType): PronomFormat | undefined {
  const bare = main.replace(/\.main(\+xml)?$/, '');
  return [bare, `${bare}.12`, main].flatMap(ofType).find(({ name }) => !/\bStrict\b/.test(name));
}

/** Strict documents have the types of the usual ones, and relationships under addresses of their own. */
function strictPuid(main: string, { text }: Content): string | undefined {
  if (!text('_rels/.rels')?.includes('http://purl.oclc.org/ooxml/')) return undefined;
  return STRICT.find(([type]) => main.includes(type))?.[1];
}
const STRICT = [
  ['wordprocessingml.document', 'fmt/1827'],
  ['spreadsheetml.sheet', 'fmt/1828'],
  ['presentationml.presentation', 'fmt/1829'],
] as const;

const SIARD: Readonly<Record<string, string>> = { '2.0': 'fmt/995', '2.1': 'fmt/1196', '2.2': 'fmt/1777' };

/** Formats that are told by what stands in them; one that is another too comes first. */
function puidByMembers({ has, names, text }: Content): string | undefined {
  for (const name of names) {
    const siard = /^header\/(?:siard)?version\/(\d\.\d)\//.exec(name)?.[1];
    if (siard !== undefined) return SIARD[siard];
  }
  if (has('AndroidManifest.xml') && has('classes.dex')) return 'fmt/2041';
  if (has('META-INF/MANIFEST.MF')) return 'x-fmt/412';
  if (has('doc.kml')) return 'fmt/724';
  if (has('index.apxl')) return 'fmt/646';
  if (has('Index/Document.iwa') || has('Index.zip')) return 'fmt/1441';
  if (has('3D/3dmodel.model')) return 'fmt/829';
  if (/\b(?:oxps\/v1\.0|xps\/2005\/06)\/fixedrepresentation"/.test(text('_rels/.rels') ?? ''))
    return 'fmt/657';
  return text('datapackage.json')?.includes('"wacz_version"') ? 'fmt/1840' : undefined;
}
