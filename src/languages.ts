/** The languages in which people can be addressed (BCP 47); each has a folder src/teams/words/<language>. */
export const languages = ['en', 'de', 'fr', 'es', 'ja'] as const;
export type Language = (typeof languages)[number];

/** The language that a tag asks for, whatever its region; undefined where there are no words for it, or it is no tag. */
export function languageOf(tag: string): Language | undefined {
  try {
    const { language } = new Intl.Locale(tag);
    return languages.find((known) => known === language);
  } catch {
    return undefined;
  }
}
