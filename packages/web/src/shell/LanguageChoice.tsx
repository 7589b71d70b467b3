import { useState } from 'react';
import { LANGUAGES, type Language, TEXTS, useLanguage } from '../texts/index.ts';
import { chooseLanguage } from '../texts/language.ts';

/** Each in its own words, whatever is spoken. */
const NAMES: Readonly<Record<Language, string>> = { fr: 'Français', en: 'English' };

/** The languages of the screens; the page stays as it is, in other words. */
export function LanguageChoice() {
  const spoken = useLanguage();
  const [hasFailed, setFailed] = useState(false);
  return (
    <fieldset className="languages">
      <legend className="fr-sr-only">{TEXTS.shell.language}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === spoken}
          onClick={() =>
            chooseLanguage(language).then(
              () => setFailed(false),
              () => setFailed(true),
            )
          }
        >
          {language.toUpperCase()}
          <span className="fr-sr-only">{` - ${NAMES[language]}`}</span>
        </button>
      ))}
      {hasFailed && <span role="alert">{TEXTS.errors.offline}</span>}
    </fieldset>
  );
}
