import { typographic } from '../texts/format.ts';

/** Words of a journal, which the archive records in French whatever the screens speak. */
export function Recorded({ words }: { readonly words: string }) {
  return <span lang="fr">{typographic(words)}</span>;
}
