/** Why a document has no text for the search. */
export const REASONS = [
  /** A password is wanted. */
  'ENCRYPTED',
  /** It is not what its format says, or broken. */
  'DAMAGED',
  /** Larger than is read, packed or unpacked. */
  'TOO_LARGE',
  /** It took longer than is allowed. */
  'TIME_LIMIT',
  /** It wanted more memory than is allowed. */
  'MEMORY_LIMIT',
  /** Pictures alone, or nothing: a scan whose words nobody recognised. */
  'NO_TEXT',
  /** The service ended each time it was tried. */
  'CRASHED',
] as const;
export type Reason = (typeof REASONS)[number];

/** The document's own fault: it is not tried again. */
export class NotExtractable extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, cause?: unknown) {
    super(`no text can be extracted: ${reason}`, { cause });
    this.reason = reason;
  }
}
