import { describe, expect, it } from 'vitest';
import { ENGLISH } from './en/index.ts';
import { FRENCH } from './fr/index.ts';
import { firstLanguage } from './language.ts';

/** Every word of a dictionary by its path; what a function makes of it is left to the screens. */
function wordsOf(room: object, path = ''): (readonly [path: string, words: unknown])[] {
  return Object.entries(room).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? wordsOf(value, `${path}.${name}`)
      : [[`${path}.${name}`, value] as const],
  );
}

const [french, english] = [FRENCH, ENGLISH].map((dictionary) => new Map(wordsOf(dictionary)));
if (french === undefined || english === undefined) throw new Error('there are two dictionaries');

describe('the dictionaries', () => {
  it('have the same places', () => {
    expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
  });

  it('say something everywhere, in their own typography', () => {
    const strings = (dictionary: ReadonlyMap<string, unknown>) =>
      [...dictionary].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    for (const [path, words] of strings(french)) {
      expect(words.trim(), path).not.toBe('');
      expect(words, path).not.toMatch(/\p{L}'\p{L}|\p{L}[:;!?](\s|$)|"/u);
    }
    for (const [path, words] of strings(english)) {
      expect(words.trim(), path).not.toBe('');
      expect(words.replace('Pérenne', ''), path).not.toMatch(/[«»]|\p{L} [:;!?]|[àâçèéêëîïôùûœ]/u);
    }
  });
});

describe('the language of a device', () => {
  it('is the one that was chosen, else the first that its browser asks for and that there is, else French', () => {
    expect(firstLanguage('en', ['fr-FR'])).toBe('en');
    expect(firstLanguage(null, ['de-AT', 'en-US', 'fr'])).toBe('en');
    expect(firstLanguage(null, ['FR-ca', 'en'])).toBe('fr');
    expect(firstLanguage(null, ['de', 'it'])).toBe('fr');
    expect(firstLanguage('tlh', [])).toBe('fr');
  });
});
