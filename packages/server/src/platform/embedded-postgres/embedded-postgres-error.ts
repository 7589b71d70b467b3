/** Why the embedded database does not run; the message says what happened and what to do. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

export type EmbeddedPostgresErrorCode =
  /** Another service works on the same data folder. */
  | 'PERENNE_DATA_IN_USE'
  /** The data folder cannot be read or written by the user who starts the service. */
  | 'PERENNE_DATA_ACCESS'
  /** No PostgreSQL for this system, or its package is not installed. */
  | 'PERENNE_DATABASE_BINARIES'
  /** The cluster was made by another major version. */
  | 'PERENNE_DATABASE_VERSION'
  /** The cluster, or its password, is not where the data folder says. */
  | 'PERENNE_DATABASE_MISSING'
  /** initdb or postgres failed. */
  | 'PERENNE_DATABASE_START';
