import type { TextSink } from '../collected-text.ts';
import type { Kind } from '../formats.ts';

/** Puts the text of a document into the sink. @throws NotExtractable */
export type Extractor = (bytes: Uint8Array, sink: TextSink) => Promise<void>;

/** Each is loaded when the first document wants it: the reader of PDF alone weighs more than the others together. */
const EXTRACTORS: Readonly<Record<Kind, () => Promise<Extractor>>> = {
  pdf: async () => (await import('./pdf.ts')).readPdf,
  'open-document': async () => (await import('./open-document.ts')).readOpenDocument,
  office: async () => (await import('./office.ts')).readOffice,
  html: async () => (await import('./markup.ts')).readHtml,
  xml: async () => (await import('./markup.ts')).readXml,
  text: async () => (await import('./text.ts')).readText,
  mail: async () => {
    const { readMail } = await import('./mail.ts');
    return (bytes, sink) => readMail(bytes, sink, extract);
  },
};

export async function extract(kind: Kind, bytes: Uint8Array, sink: TextSink): Promise<void> {
  const read = await EXTRACTORS[kind]();
  await read(bytes, sink);
}
