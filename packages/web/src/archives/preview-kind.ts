import type { ArchiveObject } from '../api/types.ts';

/** How a page shows an object; undefined: not at all, it is to be downloaded. */
export type PreviewKind = 'picture' | 'pdf' | 'text' | 'sound' | 'film' | 'mail' | 'table';

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
/** A browser holds a picture whole, and unpacked. */
const MOST_PICTURE_BYTES = 50_000_000;

const SOUNDS = new Set([
  'audio/wav',
  'audio/x-wav',
  'audio/mpeg',
  'audio/ogg',
  'audio/flac',
  'audio/mp4',
  'audio/aac',
]);
const FILMS = new Set(['video/mp4', 'video/webm', 'video/ogg']);
/** Media types of formats that say nothing: the end of the name says more. */
const SILENT = new Set(['', 'application/octet-stream', 'text/plain']);

export const mediaTypeOf = ({ mimeType }: Pick<ArchiveObject, 'mimeType'>) =>
  mimeType?.split(/[,;]/)[0]?.trim().toLowerCase() ?? '';

export function previewKind(
  object: Pick<ArchiveObject, 'mimeType' | 'physical' | 'size' | 'fileName'>,
): PreviewKind | undefined {
  if (object.physical) return undefined;
  const type = mediaTypeOf(object);
  const extension = SILENT.has(type) ? /\.(\w+)$/.exec(object.fileName ?? '')?.[1]?.toLowerCase() : undefined;
  if (PICTURES.has(type)) return (object.size ?? 0) <= MOST_PICTURE_BYTES ? 'picture' : undefined;
  if (type === 'application/pdf') return 'pdf';
  if (SOUNDS.has(type)) return 'sound';
  if (FILMS.has(type)) return 'film';
  if (type === 'message/rfc822' || extension === 'eml') return 'mail';
  if (type === 'text/csv' || extension === 'csv') return 'table';
  return type === 'text/plain' ? 'text' : undefined;
}
