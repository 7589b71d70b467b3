const plain = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');

/** Whether every one of the words stands in the text, whatever capitals and accents. Pure. */
export function holdsWords(text: string, words: string): boolean {
  const said = plain(text);
  return plain(words)
    .split(/\s+/)
    .every((word) => said.includes(word));
}
