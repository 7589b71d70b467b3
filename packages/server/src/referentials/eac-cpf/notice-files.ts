import yauzl from 'yauzl';
import { textFault } from '../../catalogue/controls/index.ts';
import { ArchiveError } from '../../platform/index.ts';
import { receiveFile } from '../received-file.ts';
import { type Notice, readNotice } from './read-notice.ts';
import { readXml } from './xml-tree.ts';

/** Largest file, and most bytes of the notices in it once unpacked. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_UNPACKED = 128 * 1024 * 1024;
const MOST_NOTICES = 20_000;

/** One notice, or a ZIP of them. @throws ArchiveError adminBadRequest */
export async function readNotices(source: AsyncIterable<Uint8Array>): Promise<Notice[]> {
  const bytes = await receiveFile(source, MOST_BYTES);
  const isZip = bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));
  if (!isZip) return [noticeIn(bytes, 'The file')];
  const notices: Notice[] = [];
  for await (const { name, content } of filesOf(bytes)) notices.push(noticeIn(content, name));
  if (notices.length === 0) throw refused('it holds no file whose name ends with .xml');
  return notices;
}

const refused = (why: string, cause?: unknown) =>
  new ArchiveError('adminBadRequest', `The file is refused: ${why}.`, { cause });

function noticeIn(bytes: Uint8Array, called: string): Notice {
  const notice = readNotice(readXml(bytes, called), called);
  for (const [member, value] of Object.entries(notice.members))
    for (const text of [value].flat()) {
      const fault = textFault(String(text));
      if (fault !== undefined)
        throw new ArchiveError('adminBadRequest', `${called} is refused: ${member} holds ${fault}.`);
    }
  return notice;
}

async function* filesOf(bytes: Buffer): AsyncGenerator<{ name: string; content: Buffer }> {
  let left = MOST_UNPACKED;
  let count = 0;
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (!/\.xml$/i.test(entry.fileName)) continue;
      count += 1;
      // What an entry says of its size is held to as it is read.
      left -= entry.uncompressedSize;
      if (left < 0 || count > MOST_NOTICES)
        throw refused(`it holds more than ${MOST_NOTICES} notices or ${MOST_UNPACKED} bytes`);
      if (entry.isEncrypted()) throw refused(`${entry.fileName.slice(0, 200)} is encrypted`);
      const pieces: Buffer[] = [];
      for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
      yield { name: entry.fileName.slice(0, 200), content: Buffer.concat(pieces) };
    }
  } catch (error) {
    throw error instanceof ArchiveError ? error : refused('the ZIP cannot be read', error);
  }
}
