export type { StoredContainer } from './copies.ts';
export { type CopyFault, type CopyState, type Look, type LookOptions, lookAtCopies } from './copy-states.ts';
export type { FilePlace, FileWriter } from './file-writer.ts';
export { type Expected, heldSize } from './fixity.ts';
export type { GrowingFile } from './growing-file.ts';
export type { LinesWriter } from './lines-writer.ts';
export type { Mended } from './mending.ts';
export type { CopyReader, CopyWriter, Offer } from './offer.ts';
export { type IndexedEntry, readIndex } from './pack-index.ts';
export type { ChunkPlace, PackEntry, PackWriter, StoredPack } from './pack-writer.ts';
export type { ByteRange, FaultReport, StoredAt } from './reading.ts';
export { openStorage, type Storage, type StorageOptions } from './storage.ts';
export { StorageError, type StorageErrorCode } from './storage-error.ts';
export { inTurns } from './turns.ts';
export { ChunkWriter, eachLine, readJson, readLines, writeLines } from './work-lines.ts';
export {
  openWorkspace,
  type WorkFile,
  type WorkFolder,
  type WorkSource,
  type Workspace,
  type WorkWriter,
  type WriteOptions,
} from './workspace.ts';
export {
  type Agents,
  conclude,
  earliestLine,
  type LogKind,
  openWriteLog,
  stopLines,
  type WriteLog,
} from './write-log.ts';
