/** Bytes into text, by byte order mark or XML declaration; UTF-8 without. */

const DECLARED = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/;
/** A declaration lies within so many bytes, or there is none. */
const HEAD = 1024;

const SUPPORTED = new Set([
  'utf-8',
  'utf8',
  'us-ascii',
  'ascii',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1252',
  'utf-16',
  'utf-16le',
  'utf-16be',
]);

/** Most bytes decoded at once: larger texts would only lie about longer. */
const STEP = 1 << 16;

type Decoder = InstanceType<typeof TextDecoder>;

export class EncodingFault extends Error {}

/** Texts of a stream of bytes, whatever its cutting. @throws EncodingFault for bytes that are not of the encoding */
export async function* decode(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let head: Uint8Array = new Uint8Array(0);
  let decoder: Decoder | undefined;
  for await (const piece of source) {
    if (!decoder) {
      head = joined(head, piece);
      if (head.length < HEAD) continue;
      decoder = decoderFor(head);
      yield* inSteps(decoder, head);
      continue;
    }
    yield* inSteps(decoder, piece);
  }
  decoder ??= decoderFor(head);
  yield head.length < HEAD ? read(decoder, head, false) : read(decoder, new Uint8Array(0), false);
}

function* inSteps(decoder: Decoder, bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length; at += STEP) yield read(decoder, bytes.subarray(at, at + STEP), true);
}

function read(decoder: Decoder, bytes: Uint8Array, more: boolean): string {
  try {
    return decoder.decode(bytes, { stream: more });
  } catch (error) {
    throw new EncodingFault(`the text is not ${decoder.encoding}`, { cause: error });
  }
}

function decoderFor(head: Uint8Array): Decoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  const text = new TextDecoder('latin1').decode(head.subarray(0, HEAD)).replace(/^\u00ef\u00bb\u00bf/, '');
  const declared = DECLARED.exec(text)?.[1]?.toLowerCase() ?? 'utf-8';
  if (!SUPPORTED.has(declared)) throw new EncodingFault(`the encoding ${declared} is not read`);
  // The web's ASCII is Windows' encoding; here what goes beyond ASCII must be UTF-8.
  return new TextDecoder(/^(us-)?ascii$/.test(declared) ? 'utf-8' : declared, { fatal: true });
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
