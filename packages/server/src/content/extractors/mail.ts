import PostalMime, { type Address, type Attachment } from 'postal-mime';
import type { TextSink } from '../collected-text.ts';
import { NotExtractable } from '../not-extractable.ts';
import { addAttached, MOST_ATTACHMENTS, type ReadAttached } from './attached.ts';
import { addHtml } from './markup.ts';

/**
 * A message (RFC 5322, MIME): who wrote to whom, its subject, its text, then names and texts of what is attached.
 */
export async function readMail(bytes: Uint8Array, sink: TextSink, readAttached: ReadAttached): Promise<void> {
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
    const { filename, mimeType } = attachment;
    const described = { name: filename ?? '', mimeType, content: contentOf(attachment) };
    await addAttached(described, sink, readAttached);
  }
}

const contentOf = ({ content }: Attachment) =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);

const namesOf = (addresses: readonly Address[] | undefined) =>
  (addresses ?? []).map(({ name, address }) => `${name ?? ''} ${address ?? ''}`).join(', ');
