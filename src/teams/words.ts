/**
 * Every sentence that people read in Teams, by language. English is the first catalogue; its type is what
 * another language has to fill. Sentences take named arguments and are whole: no language's word order
 * survives gluing. Arguments that stand for outside text arrive already made safe (text.ts).
 */
import { type Language, languageOf } from '../languages.ts';
import { type Choices, choicesFrom } from './words/choices.ts';
import { germanWords } from './words/de/catalogue.ts';
import { englishWords, type Sentences } from './words/en/catalogue.ts';
import { spanishWords } from './words/es/catalogue.ts';
import { frenchWords } from './words/fr/catalogue.ts';
import { japaneseWords } from './words/ja/catalogue.ts';

export type Words = Sentences & Choices;

/** The catalogue of each language, and the region whose dates and numbers it has where a tag names none. */
const catalogues: Record<Language, { readonly wordsOf: (locale: string) => Sentences; readonly home: string }> = {
  en: { wordsOf: englishWords, home: 'en-US' },
  de: { wordsOf: germanWords, home: 'de-DE' },
  fr: { wordsOf: frenchWords, home: 'fr-FR' },
  es: { wordsOf: spanishWords, home: 'es-ES' },
  ja: { wordsOf: japaneseWords, home: 'ja-JP' },
};

/** By language and region. The locale comes from a client, and there are a thousand regions to say: few are kept. */
const made = new Map<string, Words>();

/** By what clients say, little of it: finding out what a tag means takes longer than a sentence. */
const known = new Map<string, Words>();
const mostKept = 100;
const longestKnown = 16;

/** The catalogue for a BCP 47 tag as a client sends it; English where there is none for it, or it is no tag at all. */
export function wordsFor(locale: string): Words {
  const words = known.get(locale) ?? lookUp(locale);
  if (locale.length <= longestKnown) keep(known, locale, words);
  return words;
}

function lookUp(locale: string): Words {
  const language = languageOf(locale);
  const { wordsOf, home } = catalogues[language ?? 'en'];
  // Dates follow the region, but never a language other than the sentence around them.
  const region = language && new Intl.Locale(locale).region;
  const tag = region ? `${language}-${region}` : home;
  const words = made.get(tag) ?? withChoices(wordsOf(tag));
  keep(made, tag, words);
  return words;
}

function keep(kept: Map<string, Words>, tag: string, words: Words): void {
  if (kept.size >= mostKept && !kept.has(tag)) kept.clear();
  kept.set(tag, words);
}

function withChoices(sentences: Sentences): Words {
  return { ...sentences, ...choicesFrom(sentences) };
}
