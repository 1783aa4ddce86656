import { languageOf, languages } from '../languages.ts';
import type { WordsConfig } from './config-types.ts';
import type { SettingReader } from './setting-reader.ts';

export function readWords(read: SettingReader): WordsConfig {
  const wanted = wantedLanguages(read.text('LANGUAGE') ?? 'en');
  const language = wanted.find((tag) => languageOf(tag) !== undefined);
  if (language === undefined) {
    read.refuse('LANGUAGE', `must be one of ${languages.join(', ')}, alone or with a region, such as de-AT`);
  }
  const timeZone = canonicalTimeZone(read.text('TIME_ZONE') ?? 'UTC');
  if (timeZone === undefined) read.refuse('TIME_ZONE', 'must be a time zone such as UTC or Europe/Berlin');
  return { language: language ?? 'en', timeZone: timeZone ?? 'UTC' };
}

/**
 * Linux desktops and images set LANGUAGE too, in gettext's form: a list by preference (`pt_BR.UTF-8:pt:en`), of which
 * the first is taken that there are words for. Intl throws RangeError for what it does not know.
 */
function wantedLanguages(text: string): readonly string[] {
  return text.split(':').flatMap((name) => {
    try {
      return Intl.getCanonicalLocales(
        name
          .trim()
          .replace(/\.utf-?8$/i, '')
          .replaceAll('_', '-'),
      );
    } catch {
      return [];
    }
  });
}

function canonicalTimeZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
