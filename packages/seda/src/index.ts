export {
  type Reply,
  type ReplyEvent,
  type ReplyGroup,
  type ReplyObject,
  type ReplyUnit,
  writeArchiveTransferReply,
} from './archive-transfer-reply.ts';
export type { ReadOptions } from './manifest-reader.ts';
export type { Mode } from './model/edition.ts';
export { readManifest } from './read-manifest.ts';
export type * from './records.ts';
export { schemaFiles } from './schema-files.ts';
export { SedaError } from './seda-error.ts';
export { type StructureFault, type WatchedStructure, watchStructure } from './structure.ts';
export { namespaceOf, SEDA_VERSIONS } from './versions.ts';
export type { DeliveryReply, Transfer, WrittenGroup, WrittenObject, WrittenUnit } from './write-message.ts';
export { writeMessage } from './write-message.ts';
export { NoPlace } from './write-value.ts';
export { attributeText, element, escaped, wrapped } from './xml-text.ts';
