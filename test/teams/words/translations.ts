import { type Language, languages } from '../../../src/languages.ts';
import { germanWords } from '../../../src/teams/words/de/catalogue.ts';
import { spanishWords } from '../../../src/teams/words/es/catalogue.ts';
import { frenchWords } from '../../../src/teams/words/fr/catalogue.ts';
import { japaneseWords } from '../../../src/teams/words/ja/catalogue.ts';

/** What each language says in its own words. */
const own: Record<Exclude<Language, 'en'>, { readonly wordsOf: (locale: string) => object; readonly home: string }> = {
  de: { wordsOf: germanWords, home: 'de-DE' },
  fr: { wordsOf: frenchWords, home: 'fr-FR' },
  es: { wordsOf: spanishWords, home: 'es-ES' },
  ja: { wordsOf: japaneseWords, home: 'ja-JP' },
};

export const translations = languages.flatMap((language) =>
  language === 'en' ? [] : [{ language, home: own[language].home, words: own[language].wordsOf(own[language].home) }],
);
