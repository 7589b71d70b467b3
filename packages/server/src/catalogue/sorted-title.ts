/** What of a title counts in its order: an index takes rows of 2,700 bytes at most. Characters. */
const MOST = 500;

/**
 * The title by which a unit is sorted: the one without language, else the French one, else the first; its beginning.
 * Null when there is none. PostgreSQL's texts have no U+0000.
 */
export function sortedTitle(content: Readonly<Record<string, unknown>>): string | null {
  const byLanguage = (content.Title_ ?? {}) as Readonly<Record<string, unknown>>;
  const title = [content.Title, byLanguage.fr, ...Object.values(byLanguage)].find(
    (each) => typeof each === 'string',
  ) as string | undefined;
  if (title === undefined) return null;
  const beginning =
    title.length <= MOST
      ? title
      : Array.from(title.slice(0, 2 * MOST))
          .slice(0, MOST)
          .join('');
  return beginning.replaceAll('\0', '');
}
