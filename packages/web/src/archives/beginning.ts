/**
 * The first bytes of an object.
 * @param address of its content
 * @throws Error when the service does not give them
 */
export async function beginningOf(address: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(address, { headers: { Range: `bytes=0-${most - 1}` } });
  // An empty file has no first byte.
  if (answer.status === 416) return new Uint8Array();
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer()).subarray(0, most);
}

/** Texts are UTF-8, or else of the encoding that old office machines wrote. */
export function decodeText(content: Uint8Array): string {
  try {
    // The last character may be cut in two: as a stream it is left out.
    return new TextDecoder('utf-8', { fatal: true }).decode(content, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}
