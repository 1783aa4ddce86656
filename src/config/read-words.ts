import type { WordsConfig } from './config-types.ts';
import type { SettingReader } from './setting-reader.ts';

export function readWords(read: SettingReader): WordsConfig {
  const language = canonicalLanguage(read.text('LANGUAGE') ?? 'en');
  if (language === undefined) read.refuse('LANGUAGE', 'must be a language tag such as en, de or pt-BR');
  const timeZone = canonicalTimeZone(read.text('TIME_ZONE') ?? 'UTC');
  if (timeZone === undefined) read.refuse('TIME_ZONE', 'must be a time zone such as UTC or Europe/Berlin');
  return { language: language ?? 'en', timeZone: timeZone ?? 'UTC' };
}

/**
 * Linux desktops and images set LANGUAGE too, in gettext's form (`en_US:en`): its first language is taken.
 * Intl throws RangeError for what it does not know.
 */
function canonicalLanguage(text: string): string | undefined {
  const [first = ''] = text.split(':');
  try {
    return Intl.getCanonicalLocales(first.replace(/\.utf-?8$/i, '').replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

function canonicalTimeZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
