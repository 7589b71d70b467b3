import type { Limits } from '../../platform/index.ts';
import { type PackageEntry, PackageFault, type PackageIndex } from './package-file.ts';

/** One part of a path within a package (spec ingest.md 3.2). */
const PATH_PART = /^[a-zA-Z0-9\-_@]+(\.[a-zA-Z0-9\-_@]+)*$/;

/** Name of the manifest, on its whole length; the dot is any character, as in the reference system. */
export const MANIFEST_NAME_RULE = '^([a-zA-Z0-9_\\-]{0,56}[_-]{1}){0,1}(manifest.xml)\\b';
const MANIFEST_NAME = new RegExp(`${MANIFEST_NAME_RULE}$`);

/** Inflation that no honest package of this size shows: deflate itself ends at 1,032. */
const BOMB_RATIO = 300;
const BOMB_BYTES = 1024 ** 3;

export const isBomb = (size: number, packed: number) => size > BOMB_BYTES && size > packed * BOMB_RATIO;

const isAtRoot = (path: string) => !path.includes('/');

/** Files at the root of the package, in its order. */
export function rootFiles(index: PackageIndex): PackageEntry[] {
  return index.files.filter(({ path }) => isAtRoot(path));
}

/** The first root file whose name is a manifest's. */
export function manifestEntry(index: PackageIndex): PackageEntry | undefined {
  return index.files.find(({ path }) => isAtRoot(path) && MANIFEST_NAME.test(path));
}

/** Names of the folders at the root, explicit or implied by a file. */
export function rootFolders(index: PackageIndex): string[] {
  const names = [...index.files.map(({ path }) => path), ...index.folders.map((path) => `${path}/`)]
    .filter((path) => path.includes('/'))
    .map((path) => path.slice(0, path.indexOf('/')));
  return [...new Set(names)];
}

/**
 * Weighs a directory before anything is inflated.
 * @throws PackageFault TOO_LARGE, BOMB, EMPTY
 */
export function weigh(index: PackageIndex, limits: Limits): void {
  if (index.files.length === 0) throw new PackageFault('EMPTY', 'The package holds no file.');
  if (index.files.length > limits.packageEntries)
    throw new PackageFault('TOO_LARGE', `The package holds more than ${limits.packageEntries} files.`);
  let size = 0;
  let packed = 0;
  for (const entry of index.files) {
    size += entry.size;
    packed += entry.packedSize;
  }
  if (size > limits.unpackedBytes)
    throw new PackageFault(
      'TOO_LARGE',
      `Unpacked, the package would take ${size} bytes; the limit is ${limits.unpackedBytes}.`,
    );
  if (isBomb(size, packed))
    throw new PackageFault(
      'BOMB',
      `Unpacked, the package would take ${size} bytes out of ${packed}: refused as a bomb.`,
    );
}

/**
 * Looks at every path (spec ingest.md 3.2 and 7).
 * @throws PackageFault FORBIDDEN_NAME, DUPLICATE
 */
export function checkPaths(index: PackageIndex): void {
  const seen = new Set<string>();
  for (const path of index.folders) checkPath(path);
  for (const { path } of index.files) {
    checkPath(path);
    if (seen.has(path))
      throw new PackageFault('DUPLICATE', `Two files of the package have the path ${path}.`);
    seen.add(path);
  }
}

function checkPath(path: string): void {
  for (const part of path.split('/'))
    if (!PATH_PART.test(part))
      throw new PackageFault(
        'FORBIDDEN_NAME',
        `The path ${JSON.stringify(path.slice(0, 200))} has a forbidden part; allowed are letters without accents, digits, - _ @ and inner dots.`,
      );
}
