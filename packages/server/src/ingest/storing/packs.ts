import type { StoredPack } from '../../storage/index.ts';
import { type EntryRun, folderOf } from '../entry.ts';
import { readJson } from '../work-files.ts';

/** A pack as the work folder remembers it, until it is verified and the publication lists it. */
export interface KeptPack {
  readonly container: string;
  readonly category: string;
  readonly entries: number;
  readonly size: number;
  /** Hexadecimal. */
  readonly digest: string;
  readonly offers: readonly string[];
}

export type DocumentCategory = 'units' | 'objectgroups';

const fileOf = (category: DocumentCategory, chunk: number) =>
  `pack.${category}.${String(chunk).padStart(6, '0')}.json`;

export async function keepPack(
  run: EntryRun,
  category: DocumentCategory,
  chunk: number,
  pack: StoredPack,
): Promise<void> {
  const { container, entries, size, digest, offers } = pack;
  const kept: KeptPack = { container, category, entries, size, digest: digest.toString('hex'), offers };
  await folderOf(run).write(fileOf(category, chunk), JSON.stringify(kept));
}

export function keptPack(run: EntryRun, category: DocumentCategory, chunk: number): Promise<KeptPack> {
  return readJson<KeptPack>(folderOf(run), fileOf(category, chunk));
}

/** Reads back every copy of a chunk's documents. @throws StorageError */
export async function verifyPack(run: EntryRun, category: DocumentCategory, chunk: number): Promise<number> {
  const { container, size, digest, entries } = await keptPack(run, category, chunk);
  await run.house.storage.verify(container, { size, digest: Buffer.from(digest, 'hex') });
  return entries;
}
