import type { Sample } from './identifier.ts';
import type { PronomFormat } from './signature-file.ts';
import { type Inflate, looksLikeZip, memberText, zipMembers } from './zip-members.ts';

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
  const text = (name: string) => {
    const member = members.get(name);
    return member && memberText(sample, member, inflate);
  };
  const declared = text('mimetype')?.trim();
  const ofType = (type: string) => formats.filter(({ mimeType }) => mimeType.split(/,\s*/).includes(type));
  if (declared !== undefined) {
    const known = ofType(declared);
    if (!declared.startsWith(OPEN_DOCUMENT)) return known.length === 1 ? known[0] : undefined;
    const version = openDocumentVersion(text);
    return known.find((format) => format.version === version);
  }
  const main = MAIN_PART.exec(text('[Content_Types].xml') ?? '')?.[1];
  // Strict documents share the type of the usual ones and are rare.
  return main === undefined ? undefined : ofType(main).find(({ name }) => !/\bStrict\b/.test(name));
}

const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';

/** ISO/IEC 26300: each part carries the version of the document; those before 1.2 may say nothing in the manifest. */
function openDocumentVersion(text: (name: string) => string | undefined): string | undefined {
  for (const part of ['content.xml', 'meta.xml', 'styles.xml', 'META-INF/manifest.xml']) {
    const version = /\b(?:office|manifest):version="([\d.]+)"/.exec(text(part) ?? '')?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

/** ECMA-376: content type of the main part, without its ending. */
const MAIN_PART =
  /ContentType="(application\/vnd\.openxmlformats-officedocument\.[a-z]+\.[a-z]+)\.main\+xml"/;
