import type { Words } from '../words.ts';

export interface DialogNotice {
  readonly title: string;
  readonly text: string;
  /** Offers to add the app to the conversation. */
  readonly offersInstall?: boolean;
}

/** One piece of news in a dialog, with nothing to fill in. */
export function dialogNoticeData({ title, text, offersInstall = false }: DialogNotice, words: Words): object {
  return {
    lang: words.formats.language,
    speak: text,
    fallbackText: text,
    title,
    lines: [{ text }],
    installButtons: offersInstall ? [{ title: words.dialog.installButton }] : [],
  };
}
