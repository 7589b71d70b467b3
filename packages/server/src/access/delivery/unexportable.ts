import type { JsonObject, SedaVersion } from '@perenne/seda';

const EXCLUSIVE = ['Signature', 'Gps', 'OriginatingSystemIdReplyTo', 'TextContent'];

/** Versions in which units entered in a version can be delivered (spec operations.md 3.2). */
export function isDeliverable(entered: string, asked: SedaVersion): boolean {
  return asked !== '2.1' || entered === '2.1';
}

/** Why a description has no place in a version; undefined when it has (spec operations.md 3.2). */
export function unexportable(content: JsonObject, asked: SedaVersion): string | undefined {
  if (asked === '2.3')
    return content.Signature === undefined
      ? undefined
      : 'Cannot export obsolete Signature tag into SEDA 2.3+.';
  if (content.SigningInformation === undefined || EXCLUSIVE.every((name) => content[name] === undefined))
    return undefined;
  return `Cannot export SigningInformation tag in SEDA ${asked} with ${EXCLUSIVE.join(', ')}.`;
}
