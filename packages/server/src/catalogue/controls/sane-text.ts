/** Characters without which a text needs no closer look: nearly all have none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const SUSPECT = /[<&\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const FORBIDDEN = /<!\[CDATA\[|<!ENTITY|<script|&lt;script|&lt;!\[CDATA\[|&lt;!ENTITY/i;
/** An opening tag of word characters with well-formed attributes; honest `<id@host>` and `<https://…>` are none. */
const OPENING_TAG =
  /<(\w{1,32})(?:\s+[\w:-]{1,64}\s*=\s*(?:"[^"<]{0,2000}"|'[^'<]{0,2000}'|[^\s"'<>]{1,2000})){0,50}\s*(\/?)>/g;
const NAMED_ENTITY = /&[a-zA-Z]{2,32};/;

/**
 * Looks for markup and characters that no description should hold (spec api.md 1.9).
 * @returns what is wrong, or undefined
 */
export function textFault(text: string): string | undefined {
  if (!SUSPECT.test(text)) return undefined;
  if (CONTROL.test(text)) return 'a control character';
  if (FORBIDDEN.test(text)) return 'a script, CDATA section or entity declaration';
  if (NAMED_ENTITY.test(text)) return 'an HTML entity';
  for (const { 1: name, 2: selfClosing, index } of text.matchAll(OPENING_TAG))
    if (selfClosing === '/' || text.toLowerCase().indexOf(`</${(name as string).toLowerCase()}`, index) >= 0)
      return 'an HTML tag';
  return undefined;
}
