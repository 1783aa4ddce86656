import type { Words } from '../words.ts';

/** What can be typed, each command with what it does. */
export function helpData(words: Words): object {
  return {
    lang: words.formats.language,
    speak: words.helpFallback,
    fallbackText: words.helpFallback,
    title: words.helpTitle,
    intro: words.helpIntro,
    commands: words.helpLines,
    outro: words.helpOutro,
  };
}
