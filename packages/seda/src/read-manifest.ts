import { decode, EncodingFault } from './decode.ts';
import { ManifestReader, type ReadOptions } from './manifest-reader.ts';
import type { ManifestHandler, TransferHeader } from './records.ts';

/**
 * Reads an ArchiveTransfer once from end to end: validates it by the content model of its version and hands over its
 * records, in memory bounded by its identifiers and its longest unit.
 * @returns the header, complete at the end
 * @throws SedaError; what the source or the handler throws
 */
export async function readManifest(
  source: AsyncIterable<Uint8Array>,
  handler: ManifestHandler,
  options: ReadOptions = {},
): Promise<TransferHeader> {
  const reader = new ManifestReader(handler, options);
  try {
    for await (const text of decode(source)) {
      reader.write(text);
      const waiting = handler.drained?.();
      if (waiting) await waiting;
    }
  } catch (error) {
    if (error instanceof EncodingFault) throw reader.fault('NOT_XML', error.message, error);
    throw error;
  }
  const header = reader.finish();
  await handler.drained?.();
  return header;
}
