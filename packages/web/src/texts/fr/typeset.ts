/**
 * French sets a space before `: ; ! ? »` and after `«`, at which no line breaks: dictionaries are written with plain ones.
 * What a function of the dictionary says is set likewise.
 */
export function typeset<T>(words: T): T {
  return set(words) as T;
}

function set(words: unknown): unknown {
  if (typeof words === 'string')
    return words.replace(/ (?=[:;!?»])/g, '\u00a0').replace(/(?<=«) /g, '\u00a0');
  if (typeof words === 'function') return (...given: unknown[]) => set(words(...given));
  if (Array.isArray(words)) return words.map(set);
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, set(value)]));
}
