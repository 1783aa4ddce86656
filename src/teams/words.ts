/**
 * Every sentence that people read in Teams, by language. English is the first catalogue; its type is what
 * another language has to fill. Sentences take named arguments and are whole: no language's word order
 * survives gluing. Arguments that stand for outside text arrive already made safe (text.ts).
 */
import { englishWords } from './words/en/catalogue.ts';

export type Words = ReturnType<typeof englishWords>;

/** Keyed by language and region only: the locale comes from a client, which could send a new one each time. */
const catalogues = new Map<string, Words>();

/** By what clients say, little of it: finding out what a tag means takes longer than a sentence. */
const known = new Map<string, Words>();
const mostKnown = 100;
const longestKnown = 16;

/** The catalogue for a BCP 47 tag as a client sends it; English where the tag is unknown or no tag at all. */
export function wordsFor(locale: string): Words {
  const words = known.get(locale) ?? lookUp(locale);
  if (known.size >= mostKnown) known.clear();
  if (locale.length <= longestKnown) known.set(locale, words);
  return words;
}

function lookUp(locale: string): Words {
  const tag = knownTag(locale);
  const made = catalogues.get(tag) ?? englishWords(tag);
  catalogues.set(tag, made);
  return made;
}

function knownTag(locale: string): string {
  try {
    const { language, region } = new Intl.Locale(locale);
    // Dates follow the region, but never a language other than the sentence around them.
    return language === 'en' && region ? `en-${region}` : 'en-US';
  } catch {
    return 'en-US';
  }
}
