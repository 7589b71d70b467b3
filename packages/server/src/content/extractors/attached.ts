import { Enough, type TextSink } from '../collected-text.ts';
import type { Kind } from '../formats.ts';

export const MOST_ATTACHMENTS = 100;

const KINDS: Readonly<Record<string, Kind>> = {
  'application/pdf': 'pdf',
  'application/vnd.oasis.opendocument.text': 'open-document',
  'application/vnd.oasis.opendocument.spreadsheet': 'open-document',
  'application/vnd.oasis.opendocument.presentation': 'open-document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'office',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'office',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'office',
  'application/msword': 'word-binary',
  'application/vnd.ms-excel': 'excel-binary',
  'application/vnd.ms-powerpoint': 'powerpoint-binary',
  'application/rtf': 'rich-text',
  'text/rtf': 'rich-text',
  'text/html': 'html',
  'text/plain': 'text',
  'text/csv': 'text',
};

export interface Attached {
  readonly name: string;
  readonly mimeType: string;
  readonly content: Uint8Array | undefined;
}

/** Reads a document into the sink: `extract`, which the readers of messages are given. */
export type ReadAttached = (kind: Kind, bytes: Uint8Array, sink: TextSink) => Promise<void>;

/**
 * Name and text of what is attached to a message: nothing is known of it but the type that the message says. One that
 * cannot be read takes nothing from the message.
 */
export async function addAttached(
  { name, mimeType, content }: Attached,
  sink: TextSink,
  read: ReadAttached,
): Promise<void> {
  sink.add(`\n${name}\n`);
  const kind = KINDS[mimeType.toLowerCase()];
  if (kind === undefined || content === undefined) return;
  await read(kind, content, sink).catch((error: Error) => {
    if (error instanceof Enough) throw error;
  });
}
