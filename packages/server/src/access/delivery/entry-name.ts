import type { StoredVersion } from './chosen-objects.ts';

/** Folder of the objects in a package. */
export const CONTENT = 'Content/';
const EXTENSION = /\.([A-Za-z0-9]{1,20})$/;
const SAFE_URI = /^content\/[A-Za-z0-9_.-]+$/i;

/**
 * Name of an object's file in the package (spec operations.md 3.4): its identifier with the extension that it had in
 * its transfer, else of its file name. A `Uri` that already holds the identifier stays.
 */
export function entryName({ _id, Uri, FileInfo }: StoredVersion): string {
  if (Uri?.includes(_id) && SAFE_URI.test(Uri)) return Uri;
  const extension = extensionOf(Uri) ?? extensionOf(FileInfo?.Filename);
  return extension === undefined ? `${CONTENT}${_id}` : `${CONTENT}${_id}.${extension.toLowerCase()}`;
}

function extensionOf(name: string | undefined): string | undefined {
  return EXTENSION.exec(name ?? '')?.[1];
}
