/**
 * Code lists that a reply names where the manifest says nothing of them (spec ingest.md 2.3): the schema takes no
 * empty one, and clients look for all three.
 */
export const FIRST_CODE_LISTS = {
  ReplyCodeListVersion: 'ReplyCodeListVersion0',
  MessageDigestAlgorithmCodeListVersion: 'MessageDigestAlgorithmCodeListVersion0',
  FileFormatCodeListVersion: 'FileFormatCodeListVersion0',
} as const;
