const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * Text of bytes that must be UTF-8, with or without its mark: another encoding, read leniently, would be kept with its
 * letters replaced.
 * @throws TypeError
 */
export const utf8Text = (bytes: Uint8Array): string => strict.decode(bytes);
