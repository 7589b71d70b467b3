import { TextDecoder } from 'node:util';

/** Code pages that have another name among the encodings of the Web. */
const NAMES: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  65001: 'utf-8',
};
const WESTERN = 'windows-1252';

/** Texts in a code page of Windows; in one that is not known, as Western Europe writes. */
export function decoderOf(codePage: number): TextDecoder {
  const name = NAMES[codePage] ?? (codePage >= 1250 && codePage <= 1258 ? `windows-${codePage}` : WESTERN);
  return new TextDecoder(name);
}
