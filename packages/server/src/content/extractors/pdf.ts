import { getDocumentProxy } from 'unpdf';
import type { TextSink } from '../collected-text.ts';
import { NotExtractable } from '../not-extractable.ts';

/** Nothing is drawn and nothing of the document is run: fonts and pictures are left aside. */
const OPTIONS = {
  verbosity: 0,
  isEvalSupported: false,
  disableFontFace: true,
  useSystemFonts: false,
  useWasm: false,
  enableXfa: false,
};

/** Text of the pages, in the order in which it is drawn. */
export async function readPdf(bytes: Uint8Array, sink: TextSink): Promise<void> {
  const document = await getDocumentProxy(bytes, OPTIONS).catch((error: Error) => {
    throw new NotExtractable(error.name === 'PasswordException' ? 'ENCRYPTED' : 'DAMAGED', error);
  });
  try {
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      for (const item of items) if ('str' in item) sink.add(item.hasEOL ? `${item.str}\n` : item.str);
      sink.add('\n');
      page.cleanup();
    }
  } finally {
    // The thread goes on to others: nothing of this one is to stay.
    await document.loadingTask.destroy();
  }
}
