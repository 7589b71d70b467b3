import { basename, dirname } from 'node:path';
import type { FileFacts, FileSystem, OpenFile } from '../file-system.ts';

/**
 * Files in memory that know what is durable: bytes once their file was synced, names once their folder was. A
 * power cut keeps that, and of the rest whatever chance keeps.
 */
export interface MemoryFileSystem extends FileSystem {
  /** What a disk holds after the power was cut. @param random 0 to 1, from the test's seed */
  afterPowerCut(random: () => number): MemoryFileSystem;
  /** Paths of all files, sorted, with their bytes. */
  contents(): Map<string, Buffer>;
}

interface FileNode {
  readonly kind: 'file';
  readonly inode: bigint;
  bytes: Buffer;
  durable: Buffer;
}

interface FolderNode {
  readonly kind: 'folder';
  readonly inode: bigint;
  readonly names: Map<string, Node>;
  durable: Map<string, Node>;
}

type Node = FileNode | FolderNode;

export function memoryFileSystem(root: FolderNode = folderNode(1n)): MemoryFileSystem {
  let inodes = root.inode + 1_000_000n;
  const find = (path: string): Node | undefined => {
    let node: Node | undefined = root;
    for (const name of path.split('/').filter((part) => part !== ''))
      node = node?.kind === 'folder' ? node.names.get(name) : undefined;
    return node;
  };
  const folderAt = (path: string): FolderNode => {
    const node = find(path);
    if (node === undefined) throw systemError('ENOENT', path);
    if (node.kind === 'file') throw systemError('ENOTDIR', path);
    return node;
  };
  const fileAt = (path: string): FileNode => {
    const node = find(path);
    if (node === undefined) throw systemError('ENOENT', path);
    if (node.kind === 'folder') throw systemError('EISDIR', path);
    return node;
  };
  return {
    async create(path) {
      const { names } = folderAt(dirname(path));
      if (names.has(basename(path))) throw systemError('EEXIST', path);
      const file: FileNode = {
        kind: 'file',
        inode: inodes++,
        bytes: Buffer.alloc(0),
        durable: Buffer.alloc(0),
      };
      names.set(basename(path), file);
      return openNode(file);
    },
    open: async (path) => openNode(fileAt(path)),
    reopen: async (path) => openNode(fileAt(path)),
    async makeFolder(path) {
      let at = '';
      for (const name of path.split('/').filter((part) => part !== '')) {
        const { names } = folderAt(at);
        if (!names.has(name)) names.set(name, folderNode(inodes++));
        at += `/${name}`;
      }
    },
    async rename(from, to) {
      const file = fileAt(from);
      folderAt(dirname(to)).names.set(basename(to), file);
      folderAt(dirname(from)).names.delete(basename(from));
    },
    async remove(path) {
      fileAt(path);
      folderAt(dirname(path)).names.delete(basename(path));
    },
    async removeFolder(path) {
      if (find(path) === undefined) return;
      folderAt(dirname(path)).names.delete(basename(path));
    },
    list: async (path) => [...folderAt(path).names.keys()],
    async stat(path) {
      const node = find(path);
      if (node === undefined) throw systemError('ENOENT', path);
      return facts(node);
    },
    async syncFolder(path) {
      const folder = folderAt(path);
      folder.durable = new Map(folder.names);
    },
    usableSpace: async () => 10_000_000,
    capacity: async () => 20_000_000,
    afterPowerCut: (random) => memoryFileSystem(survivor(root, random)),
    contents: () => new Map([...filesIn(root, '')].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function folderNode(inode: bigint): FolderNode {
  return { kind: 'folder', inode, names: new Map(), durable: new Map() };
}

function openNode(file: FileNode): OpenFile {
  return {
    async write(bytes, position) {
      if (position !== file.bytes.length) throw new Error('storage only appends');
      file.bytes = Buffer.concat([file.bytes, bytes]);
      return bytes.length;
    },
    read: async (into, position) => file.bytes.copy(into, 0, position),
    async sync() {
      file.durable = file.bytes;
    },
    async truncate(size) {
      file.bytes = file.bytes.subarray(0, size);
    },
    stat: async () => facts(file),
    close: async () => undefined,
  };
}

function facts(node: Node): FileFacts {
  return { size: node.kind === 'file' ? node.bytes.length : 0, inode: node.inode };
}

function survivor(folder: FolderNode, random: () => number): FolderNode {
  const left = folderNode(folder.inode);
  for (const name of new Set([...folder.names.keys(), ...folder.durable.keys()])) {
    const now = folder.names.get(name);
    const before = folder.durable.get(name);
    const node = now === before || random() < 0.5 ? now : before;
    if (node !== undefined)
      left.names.set(name, node.kind === 'file' ? torn(node, random) : survivor(node, random));
  }
  left.durable = new Map(left.names);
  return left;
}

/** A file that was not synced: what it was, or some of what it became, with or without its length. */
function torn(file: FileNode, random: () => number): FileNode {
  let bytes = file.durable;
  if (file.bytes !== file.durable && random() < 0.8) {
    const kept = Math.floor(random() * (file.bytes.length + 1));
    bytes = random() < 0.5 ? file.bytes.subarray(0, kept) : Buffer.from(file.bytes).fill(0, kept);
  }
  return { kind: 'file', inode: file.inode, bytes, durable: bytes };
}

function* filesIn(folder: FolderNode, at: string): Generator<[string, Buffer]> {
  for (const [name, node] of folder.names)
    if (node.kind === 'file') yield [`${at}/${name}`, node.bytes];
    else yield* filesIn(node, `${at}/${name}`);
}

export function systemError(code: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
