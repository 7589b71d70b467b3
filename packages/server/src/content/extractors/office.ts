import type { TextSink } from '../collected-text.ts';
import { NotExtractable } from '../not-extractable.ts';
import { openZip } from './zip-members.ts';

/** Parts that hold text, the main ones first (ECMA-376): of documents, workbooks and presentations. */
const PARTS = [
  /^word\/document\d*\.xml$/,
  /^word\/(footnotes|endnotes|comments|header\d*|footer\d*)\.xml$/,
  /^xl\/sharedStrings\.xml$/,
  /^xl\/(worksheets\/sheet\d+|comments\d*)\.xml$/,
  /^ppt\/slides\/slide\d+\.xml$/,
  /^ppt\/(notesSlides\/notesSlide\d+|comments\/comment\d+)\.xml$/,
];
/** Their last elements end a line: paragraphs, and texts of cells. */
const BLOCKS = new Set(['p', 'si', 'is', 'text']);
const BLANKS = new Set(['tab', 'br', 'cr', 'tc']);

/** Office Open XML (ECMA-376): its texts stand in elements `t`; deleted ones in others. Numbers of cells are left out. */
export async function readOffice(bytes: Uint8Array, sink: TextSink): Promise<void> {
  const zip = await openZip(bytes);
  const parts = PARTS.flatMap((pattern) => zip.names.filter((name) => pattern.test(name)).sort(byNumber));
  if (parts.length === 0) throw new NotExtractable('DAMAGED');
  for (const part of parts) {
    let depth = 0;
    await zip.walk(part, {
      opened(name) {
        if (name === 't') depth++;
        if (BLANKS.has(name)) sink.add(' ');
      },
      text(text) {
        if (depth > 0) sink.add(text);
      },
      closed(name) {
        if (name === 't') depth--;
        if (BLOCKS.has(name)) sink.add('\n');
      },
    });
  }
}

const numbered = new Intl.Collator('en', { numeric: true });
const byNumber = (one: string, other: string) => numbered.compare(one, other);
