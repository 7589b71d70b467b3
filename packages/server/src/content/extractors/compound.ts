import CFB from 'cfb';
import { NotExtractable } from '../not-extractable.ts';

/** Compound file ([MS-CFB], "OLE2"): what Word, Excel, PowerPoint and Outlook wrote before Office Open XML. */
export interface CompoundFile {
  /** Names of the streams below a storage, `''` for the root: `['WordDocument', 'ObjectPool/…']`. */
  readonly names: readonly string[];
  /** Content of a stream, named from the root, whatever its case. */
  stream(name: string): Buffer | undefined;
}

/** @throws NotExtractable DAMAGED */
export function openCompound(bytes: Uint8Array): CompoundFile {
  const { FullPaths, FileIndex } = parsed(bytes);
  const root = FullPaths[0] ?? '';
  const streams = new Map<string, CFB.CFB$Blob>();
  const names: string[] = [];
  for (const [at, path] of FullPaths.entries()) {
    const entry = FileIndex[at];
    if (entry?.type !== STREAM || !path.startsWith(root)) continue;
    const name = path.slice(root.length);
    names.push(name);
    streams.set(name.toLowerCase(), entry.content);
  }
  return {
    names,
    stream(name) {
      const content = streams.get(name.toLowerCase());
      return content === undefined ? undefined : Buffer.from(content);
    },
  };
}

const STREAM = 2;

function parsed(bytes: Uint8Array): CFB.CFB$Container {
  try {
    return CFB.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    throw new NotExtractable('DAMAGED', error);
  }
}
