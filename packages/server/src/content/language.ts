import { CONTENT_LANGUAGES, type ContentLanguage } from '../catalogue/index.ts';

const COMMON: Readonly<Record<ContentLanguage, string>> = {
  fr: 'le la les des du et est une dans pour par sur que qui au aux ce cette avec pas sont nous vous il elle ont été',
  en: 'the of and to is that for with was as on be by are this have from not which at has were will it an',
  de: 'der die das und ist nicht ein eine zu den von mit sich auf für dem des als auch werden wird bei aus sind',
  es: 'el los las del y es una por con para que se al lo como más pero sus está son fue ha desde',
  it: 'il gli della di che è una per con non del si le dei nel alla sono anche ha più delle questo come',
};
const WORDS = CONTENT_LANGUAGES.map((language) => [language, new Set(COMMON[language].split(' '))] as const);

/** Characters that are looked at. */
const LOOKED_AT = 20_000;
/** Common words that make another language believable. */
const LEAST = 5;

/** The language that the commonest words of a text speak. */
export function languageOf(text: string): ContentLanguage {
  const words =
    text
      .slice(0, LOOKED_AT)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  let best: ContentLanguage = 'fr';
  let most = 0;
  for (const [language, common] of WORDS) {
    const count = words.reduce((sum, word) => sum + (common.has(word) ? 1 : 0), 0);
    if (count > most && (language === 'fr' || count >= LEAST)) {
      best = language;
      most = count;
    }
  }
  return best;
}
