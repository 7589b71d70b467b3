import type { TextSink } from '../collected-text.ts';
import { decoded } from './decoded.ts';

export async function readText(bytes: Uint8Array, sink: TextSink): Promise<void> {
  sink.add(decoded(bytes));
}
