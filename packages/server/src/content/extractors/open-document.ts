import type { TextSink } from '../collected-text.ts';
import { NotExtractable } from '../not-extractable.ts';
import { openZip } from './zip-members.ts';

const MANIFEST = 'META-INF/manifest.xml';
const BLOCKS = new Set(['p', 'h', 'table-row']);
const BLANKS = new Set(['s', 'tab', 'line-break']);
/** What was taken out of the document and is only remembered, and what it runs. */
const UNSHOWN = new Set(['tracked-changes', 'scripts', 'event-listeners']);

/** OpenDocument (ISO/IEC 26300): text of the body of `content.xml`. */
export async function readOpenDocument(bytes: Uint8Array, sink: TextSink): Promise<void> {
  const zip = await openZip(bytes);
  if (zip.names.includes(MANIFEST))
    await zip.walk(MANIFEST, {
      opened(name) {
        if (name === 'encryption-data') throw new NotExtractable('ENCRYPTED');
      },
    });
  let body = 0;
  let unshown = 0;
  await zip.walk('content.xml', {
    opened(name) {
      if (name === 'body') body++;
      if (UNSHOWN.has(name)) unshown++;
      if (BLANKS.has(name)) sink.add(' ');
    },
    text(text) {
      if (body > 0 && unshown === 0) sink.add(text);
    },
    closed(name) {
      if (name === 'body') body--;
      if (UNSHOWN.has(name)) unshown--;
      if (BLOCKS.has(name)) sink.add('\n');
      if (name === 'table-cell') sink.add(' ');
    },
  });
}
