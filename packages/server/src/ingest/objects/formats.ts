import type { Identification } from '@perenne/pronom';
import type { JsonObject } from '@perenne/seda';
import type { Status } from '../../logbook/index.ts';

/** What the ingest contract says of formats (spec ingest.md 11.3). */
export interface FormatRules {
  readonly everyFormat: boolean;
  readonly formats: readonly string[];
  readonly unidentifiedAllowed: boolean;
}

/** A format as the referential knows it. */
export interface KnownFormat {
  readonly PUID: string;
  readonly Name: string;
  readonly MimeType?: string;
}

export interface FormatFinding {
  readonly status: Status;
  readonly subCode?: 'REJECTED' | 'UNKNOWN' | 'UNCHARTED';
  /** `FormatIdentification` to be stored. */
  readonly identification: JsonObject;
  /** What changed, when the declared format was not the found one. */
  readonly diff?: JsonObject;
}

/**
 * Compares the declared format with the found one (spec ingest.md 11.3, in its order).
 * @param charted the referential's entry for the found format
 */
export function checkFormat(
  declared: JsonObject | undefined,
  found: Identification,
  charted: KnownFormat | undefined,
  rules: FormatRules,
): FormatFinding {
  const kept: JsonObject = declared ?? {};
  const declaredId = typeof kept.FormatId === 'string' ? kept.FormatId : undefined;
  if (!rules.everyFormat && (declaredId === undefined || !rules.formats.includes(declaredId)))
    return { status: 'KO', subCode: 'REJECTED', identification: kept };
  if (!found)
    return rules.everyFormat && rules.unidentifiedAllowed
      ? { status: 'WARNING', identification: { ...kept, FormatId: 'unknown' } }
      : { status: 'KO', subCode: 'UNKNOWN', identification: kept };
  if (!charted) return { status: 'KO', subCode: 'UNCHARTED', identification: kept };
  const identification: JsonObject = { ...kept, FormatLitteral: charted.Name, FormatId: charted.PUID };
  if (charted.MimeType) identification.MimeType = charted.MimeType;
  if (declaredId === undefined || declaredId === charted.PUID) return { status: 'OK', identification };
  return { status: 'WARNING', identification, diff: difference(kept, identification) };
}

const DIFF_NAMES = [
  ['PUID', 'FormatId'],
  ['FormatLitteral', 'FormatLitteral'],
  ['MimeType', 'MimeType'],
] as const;

function difference(before: JsonObject, after: JsonObject): JsonObject {
  const diff: JsonObject = {};
  for (const [name, member] of DIFF_NAMES) {
    if (before[member] === after[member]) continue;
    diff[`- ${name}`] = before[member] ?? '';
    diff[`+ ${name}`] = after[member] ?? '';
  }
  return { diff };
}
