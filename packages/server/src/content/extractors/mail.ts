import PostalMime, { type Address, type Attachment } from 'postal-mime';
import { Enough, type TextSink } from '../collected-text.ts';
import type { Kind } from '../formats.ts';
import { NotExtractable } from '../not-extractable.ts';
import { attachedKind, MOST_ATTACHMENTS } from './attached.ts';
import { addHtml } from './markup.ts';

/**
 * A message (RFC 5322, MIME): who wrote to whom, its subject, its text, then names and texts of what is attached. An
 * attachment that cannot be read takes nothing from the message.
 */
export async function readMail(
  bytes: Uint8Array,
  sink: TextSink,
  readAttached: (kind: Kind, bytes: Uint8Array, sink: TextSink) => Promise<void>,
): Promise<void> {
  const mail = await PostalMime.parse(bytes, {
    maxNestingDepth: 20,
    attachmentEncoding: 'arraybuffer',
  }).catch((error: Error) => {
    throw new NotExtractable('DAMAGED', error);
  });
  const { subject, from, to, cc, text, html, attachments } = mail;
  sink.add(`${subject ?? ''}\n${namesOf(from && [from])}\n${namesOf(to)}\n${namesOf(cc)}\n`);
  if (text !== undefined && text.trim() !== '') sink.add(text);
  else if (html !== undefined) addHtml(html, sink);
  for (const attachment of attachments.slice(0, MOST_ATTACHMENTS)) {
    sink.add(`\n${attachment.filename ?? ''}\n`);
    const kind = attachedKind(attachment.mimeType);
    if (kind === undefined) continue;
    await readAttached(kind, contentOf(attachment), sink).catch((error: Error) => {
      if (error instanceof Enough) throw error;
    });
  }
}

const contentOf = ({ content }: Attachment) =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);

const namesOf = (addresses: readonly Address[] | undefined) =>
  (addresses ?? []).map(({ name, address }) => `${name ?? ''} ${address ?? ''}`).join(', ');
