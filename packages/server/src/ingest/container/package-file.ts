import type { Readable } from 'node:stream';

/** One file of a package, where its bytes lie in the spool. */
export interface PackageEntry {
  /** Path within the package, as written, without a leading `./`. */
  readonly path: string;
  /** Inflated size, bytes. */
  readonly size: number;
  /** Bytes that it takes in the spool. */
  readonly packedSize: number;
  /** Position in the spool: of the local header (zip), of the content (tar). */
  readonly position: number;
  readonly method: 'stored' | 'deflated';
  /** CRC-32 of the inflated content (zip). */
  readonly crc?: number;
}

/** What a container holds, read once from its directory. */
export interface PackageIndex {
  readonly form: 'zip' | 'tar';
  readonly files: readonly PackageEntry[];
  /** Paths of folders, without trailing slash; those implied by files are not listed. */
  readonly folders: readonly string[];
}

/** Reads the files of a package at random, from its spool. */
export interface PackageReader {
  /**
   * The contents of small files, in the order asked; adjoining files are read in one piece.
   * @throws PackageFault when a content does not fit its declared size or checksum
   */
  readAll(entries: readonly PackageEntry[]): Promise<Buffer[]>;
  /** One content as a stream, with the same guarantees at its end. */
  stream(entry: PackageEntry): Readable;
}

/** Why a package cannot be taken: always the sender's, never ours. */
export type PackageFaultCode =
  | 'DAMAGED'
  | 'EMPTY'
  | 'ENCRYPTED'
  | 'UNSUPPORTED'
  | 'TOO_LARGE'
  | 'BOMB'
  | 'LINK'
  | 'DUPLICATE'
  | 'FORBIDDEN_NAME';

export class PackageFault extends Error {
  readonly code: PackageFaultCode;

  constructor(code: PackageFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PackageFault';
    this.code = code;
  }
}

/** True for what zlib says of bytes that are not what they should be. */
export function isInflateError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
