import type { TextSink } from '../collected-text.ts';
import type { Kind } from '../formats.ts';

/** Puts the text of a document into the sink. @throws NotExtractable, or whatever its reader fails with: it is damaged */
export type Extractor = (bytes: Uint8Array, sink: TextSink) => Promise<void>;

/** Each is loaded when the first document wants it: the reader of PDF alone weighs more than the others together. */
const EXTRACTORS: Readonly<Record<Kind, () => Promise<Extractor>>> = {
  pdf: async () => (await import('./pdf.ts')).readPdf,
  'open-document': async () => (await import('./open-document.ts')).readOpenDocument,
  office: async () => (await import('./office.ts')).readOffice,
  'rich-text': async () => (await import('./rich-text.ts')).readRichText,
  'word-binary': async () => (await import('./word-binary.ts')).readWordBinary,
  'excel-binary': async () => (await import('./excel-binary.ts')).readExcelBinary,
  'powerpoint-binary': async () => (await import('./powerpoint-binary.ts')).readPowerPointBinary,
  html: async () => (await import('./markup.ts')).readHtml,
  xml: async () => (await import('./markup.ts')).readXml,
  text: async () => (await import('./text.ts')).readText,
  mail: async () => {
    const { readMail } = await import('./mail.ts');
    return (bytes, sink) => readMail(bytes, sink, extract);
  },
  outlook: async () => {
    const { readOutlook } = await import('./outlook.ts');
    return (bytes, sink) => readOutlook(bytes, sink, extract);
  },
};

export async function extract(kind: Kind, bytes: Uint8Array, sink: TextSink): Promise<void> {
  const read = await EXTRACTORS[kind]();
  await read(bytes, sink);
}
