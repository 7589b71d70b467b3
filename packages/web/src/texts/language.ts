import { LANGUAGES, type Language, speak } from './index.ts';

/** Which language this device speaks. */

const CHOSEN = 'perenne.langue';

/** What was chosen on this device, else what its browser asks for first of what there is, else French. */
export function firstLanguage(
  chosen = localStorage.getItem(CHOSEN),
  asked: readonly string[] = navigator.languages,
): Language {
  const known = (code: string | null | undefined) => LANGUAGES.find((language) => language === code);
  return known(chosen) ?? asked.map((code) => known(code.slice(0, 2).toLowerCase())).find(Boolean) ?? 'fr';
}

/** @throws when the texts of the language cannot be loaded */
export async function speakHere(language: Language): Promise<void> {
  await speak(language);
  document.documentElement.lang = language;
}

let underway = false;

/** Changes the language, now and for the next visits. @throws as `speakHere` */
export async function chooseLanguage(language: Language): Promise<void> {
  // The answer to an earlier choice must not come after that to a later one.
  if (underway) return;
  underway = true;
  try {
    await speakHere(language);
    localStorage.setItem(CHOSEN, language);
  } finally {
    underway = false;
  }
}
