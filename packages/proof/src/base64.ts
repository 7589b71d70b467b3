/** Base64 of RFC 4648, 4, with padding and without line feeds, by what every runtime has. */

/** Arguments of one call: more overflow the stack. */
const PIECE = 8_192;

export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(binary);
}

/** @throws DOMException InvalidCharacterError when it is none */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
