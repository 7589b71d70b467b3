import type { Mode } from '../model/edition.ts';
import { readManifest } from '../read-manifest.ts';
import { SedaError } from '../seda-error.ts';

/** A reader's stream of bytes, in one piece or in pieces of a size. */
export async function* streamOf(document: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What the reader refuses a document for; undefined when it takes it. */
export async function faultOf(document: string | Uint8Array, mode: Mode): Promise<SedaError | undefined> {
  try {
    await readManifest(streamOf(document), {}, { mode });
    return undefined;
  } catch (error) {
    if (error instanceof SedaError) return error;
    throw error;
  }
}
