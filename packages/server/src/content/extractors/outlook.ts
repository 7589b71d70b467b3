import type { TextSink } from '../collected-text.ts';
import { NotExtractable } from '../not-extractable.ts';
import { addAttached, MOST_ATTACHMENTS, type ReadAttached } from './attached.ts';
import { decoderOf } from './code-pages.ts';
import { type CompoundFile, openCompound } from './compound.ts';
import { decoded } from './decoded.ts';
import { addHtml } from './markup.ts';

/** Properties of a message and of what is attached to it ([MS-OXPROPS]). */
const SUBJECT = '0037';
const SENDER = '0C1A';
const SENDER_ADDRESS = '0C1F';
const TO = '0E04';
const COPY = '0E03';
const BODY = '1000';
const HTML = '1013';
const DATA = '3701';
const NAME = '3707';
const SHORT_NAME = '3704';
const MIME_TYPE = '370E';
/** Numbers among the properties of a message: the code pages of its texts, and of its HTML. */
const TEXT_PAGE = 0x3ffd_0003;
const HTML_PAGE = 0x3fde_0003;
const PROPERTIES = '__properties_version1.0';
/** What stands before the properties of a message, and the length of each, bytes ([MS-OXMSG] 2.4). */
const HEAD = 32;
const ENTRY = 16;
/** Their types: text in UTF-16, in a code page, bytes. */
const WIDE = '001F';
const NARROW = '001E';
const BINARY = '0102';

const ATTACHMENT = /^(__attach_version1\.0_#[0-9A-F]{8}\/)__properties_version1\.0$/i;

/**
 * A message as Outlook keeps it ([MS-OXMSG]): who wrote to whom, its subject, its text, then names and texts of what is
 * attached. Of messages that are attached, and of bodies that exist as RTF alone, nothing is read.
 */
export async function readOutlook(
  bytes: Uint8Array,
  sink: TextSink,
  readAttached: ReadAttached,
): Promise<void> {
  const file = openCompound(bytes);
  const properties = file.stream(PROPERTIES);
  if (properties === undefined) throw new NotExtractable('DAMAGED');
  const codePage = numberOf(properties, TEXT_PAGE);
  const message = new Storage(file, '', codePage);
  for (const property of [SUBJECT, SENDER, SENDER_ADDRESS, TO, COPY]) sink.add(`${message.text(property)}\n`);
  const body = message.text(BODY);
  const html = message.bytes(HTML);
  if (body.trim() !== '' || html === undefined) sink.add(body);
  else addHtml(decoded(html, decoderOf(numberOf(properties, HTML_PAGE) ?? 0).encoding), sink);
  for (const path of file.names
    .flatMap((name) => ATTACHMENT.exec(name)?.[1] ?? [])
    .slice(0, MOST_ATTACHMENTS)) {
    const attached = new Storage(file, path, codePage);
    const name = attached.text(NAME) || attached.text(SHORT_NAME);
    const described = { name, mimeType: attached.text(MIME_TYPE), content: attached.bytes(DATA) };
    await addAttached(described, sink, readAttached);
  }
}

/** A message or what is attached to it: a stream for each property that is not a number. */
class Storage {
  readonly #file: CompoundFile;
  readonly #path: string;
  readonly #codePage: number | undefined;

  constructor(file: CompoundFile, path: string, codePage: number | undefined) {
    this.#file = file;
    this.#path = path;
    this.#codePage = codePage;
  }

  text(property: string): string {
    const wide = this.#stream(property, WIDE);
    if (wide !== undefined) return wide.toString('utf16le');
    const narrow = this.#stream(property, NARROW);
    if (narrow === undefined) return '';
    return this.#codePage === undefined ? decoded(narrow) : decoderOf(this.#codePage).decode(narrow);
  }

  bytes(property: string): Buffer | undefined {
    return this.#stream(property, BINARY);
  }

  #stream(property: string, type: string): Buffer | undefined {
    return this.#file.stream(`${this.#path}__substg1.0_${property}${type}`);
  }
}

function numberOf(properties: Buffer, tag: number): number | undefined {
  for (let at = HEAD; at + ENTRY <= properties.length; at += ENTRY)
    if (properties.readUInt32LE(at) === tag) return properties.readUInt32LE(at + 8);
  return undefined;
}
