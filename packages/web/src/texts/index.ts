import { useSyncExternalStore } from 'react';
import type { FRENCH } from './fr/index.ts';

export type Texts = typeof FRENCH;
export type Language = keyof typeof LOADERS;

/** Only the language that is spoken is loaded. */
const LOADERS = {
  fr: async (): Promise<Texts> => (await import('./fr/index.ts')).FRENCH,
  en: async (): Promise<Texts> => (await import('./en/index.ts')).ENGLISH,
};

export const LANGUAGES = Object.keys(LOADERS) as readonly Language[];

/**
 * Every text of the screens, in the language that is spoken. Read it while drawing, never when a module is loaded: there
 * is none before `speak`, and another one after it.
 */
export let TEXTS: Texts;
let spoken: Language | undefined;
const listeners = new Set<() => void>();

/** @throws when the texts of the language cannot be loaded: then what was spoken still is */
export async function speak(language: Language): Promise<void> {
  TEXTS = await LOADERS[language]();
  spoken = language;
  for (const listener of listeners) listener();
}

/** Draws again whatever calls it, and what it holds, when another language is spoken. */
export function useLanguage(): Language {
  const language = useSyncExternalStore(listen, () => spoken);
  if (language === undefined) throw new Error('no language is spoken yet');
  return language;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
