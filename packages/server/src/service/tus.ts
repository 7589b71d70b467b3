import { ArchiveError } from '../platform/index.ts';

/** What requests and answers of tus 1.0 say in their headers (https://tus.io/protocols/resumable-upload). */

export const TUS_VERSION = '1.0.0';
export const TUS_EXTENSIONS = 'creation,expiration,termination';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** @throws ArchiveError uploadProtocol */
export function checkVersion(headers: Headers): void {
  if (headers['tus-resumable'] !== TUS_VERSION)
    throw new ArchiveError('uploadProtocol', `Send the header Tus-Resumable: ${TUS_VERSION}.`);
}

/** A number of bytes. @throws ArchiveError badRequest */
export function readBytes(headers: Headers, name: 'upload-length' | 'upload-offset'): number {
  const value = headers[name];
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value))
    throw new ArchiveError('badRequest', `The header ${name} must be a number of bytes.`);
  return Number(value);
}

/**
 * `Upload-Metadata`: `key base64,key base64`, values UTF-8; a key may stand alone.
 * @throws ArchiveError badRequest
 */
export function readMetadata(headers: Headers): Map<string, string> {
  const value = headers['upload-metadata'] ?? '';
  const metadata = new Map<string, string>();
  if (value === '') return metadata;
  for (const pair of String(value).split(',')) {
    const [, key, encoded = ''] = /^ ?([!-~]+)(?: ([A-Za-z0-9+/]*={0,2}))?$/.exec(pair) ?? [];
    if (key === undefined || metadata.has(key))
      throw new ArchiveError(
        'badRequest',
        'The header Upload-Metadata is not made of keys with values in Base64.',
      );
    metadata.set(key, Buffer.from(encoded, 'base64').toString());
  }
  return metadata;
}

export function writeMetadata(metadata: Readonly<Record<string, string>>): string {
  return Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}
