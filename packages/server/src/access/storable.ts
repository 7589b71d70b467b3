import { ArchiveError } from '../platform/index.ts';

/** The database keeps no U+0000. */
export function storable(text: string): string {
  if (text.includes('\0')) throw new ArchiveError('badRequest', 'Caractère U+0000 interdit.');
  return text.toWellFormed();
}
