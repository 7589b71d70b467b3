import { Parser } from 'htmlparser2';
import type { TextSink } from '../collected-text.ts';
import { decoded } from './decoded.ts';

/** What a page does not show. */
const UNSHOWN = new Set(['script', 'style', 'template', 'noscript', 'svg', 'object']);
/** Elements within a line; all others end it. */
const IN_LINE = new Set(
  'a abbr b bdi bdo cite code data dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
const CHARSET = /<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]{2,40})/i;
const PIECE = 64 * 1024;

export async function readHtml(bytes: Uint8Array, sink: TextSink): Promise<void> {
  addHtml(decoded(bytes, saidIn(bytes)), sink);
}

/** The text of a page, one line a block. */
export function addHtml(page: string, sink: TextSink): void {
  // A count of what is unshown would be held up for ever by an element that is never closed: the parser closes all.
  let unshown = 0;
  walk(page, false, {
    opened: (name) => {
      if (UNSHOWN.has(name)) unshown++;
      else if (!IN_LINE.has(name)) sink.add('\n');
    },
    text: (text) => {
      if (unshown === 0) sink.add(text);
    },
    closed: (name) => {
      if (UNSHOWN.has(name)) unshown--;
      else if (!IN_LINE.has(name)) sink.add('\n');
    },
  });
}

/** The text of all elements, one line each. */
export async function readXml(bytes: Uint8Array, sink: TextSink): Promise<void> {
  walk(decoded(bytes, saidIn(bytes)), true, {
    opened: () => undefined,
    text: (text) => sink.add(text),
    closed: () => sink.add('\n'),
  });
}

interface Visitor {
  opened(name: string): void;
  text(text: string): void;
  closed(name: string): void;
}

function walk(page: string, xmlMode: boolean, { opened, text, closed }: Visitor): void {
  const parser = new Parser(
    { onopentagname: opened, ontext: text, onclosetag: closed },
    { xmlMode, decodeEntities: true },
  );
  for (let at = 0; at < page.length; at += PIECE) parser.write(page.slice(at, at + PIECE));
  parser.end();
}

const saidIn = (bytes: Uint8Array) =>
  CHARSET.exec(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1'),
  )?.[1];
