/** Bytes as text: by their mark, by what they are said to be, as UTF-8 when they are, else as Windows wrote them. */
export function decoded(bytes: Uint8Array, said?: string): string {
  const label = markOf(bytes) ?? said;
  if (label !== undefined) {
    try {
      return new TextDecoder(label).decode(bytes);
    } catch {
      // An encoding that nobody knows: as if none was said.
    }
  }
  try {
    // Whatever was cut off at the end may be half a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}
