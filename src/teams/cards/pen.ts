import { plainAddress, plainText, verbatim } from '../text.ts';
import { type Words, wordsFor } from '../words.ts';
import type { Limits } from './limits.ts';
import type { CardStyle } from './style.ts';

/** One sentence on a card. */
export interface Line {
  readonly text: string;
}
/** A name in bold, and what it is. */
export interface LabeledLine extends Line {
  readonly label: string;
}

/** What every drawing needs at hand: the words, the limits, and safe ways to show what others wrote. */
export interface Pen {
  readonly words: Words;
  readonly limits: Limits;
  readonly actionCenterUrl: string;
  /** Hostile text: defanged and cut. */
  plain(text: string, max: number): string;
  /** The mail's sender: defanged and cut. */
  sender(address: string): string;
  /** Our own people, mailboxes and ids: letter for letter. */
  exact(name: string): string;
  /** Hostile text that is no link, such as an internetMessageId: letter for letter, then cut. */
  verbatim(text: string, max: number): string;
  /** Epoch milliseconds in the style's time zone. */
  time(at: number): string;
  /** The same without the day, where it is the day of the other time. */
  timeNear(at: number, other: number): string;
  /** The first few, and how many more there are. */
  first(names: readonly string[], total?: number): { shown: readonly string[]; more: number };
}

/** Action center of the global cloud [Graph documentation of remediate, response headers]. */
const globalActionCenter = 'https://security.microsoft.com/action-center/history';

export function penFor(style: CardStyle, limits: Limits): Pen {
  const words = wordsFor(style.locale);
  const exact = (name: string) => verbatim(name, { max: limits.address, note: words.cut });
  return {
    words,
    limits,
    actionCenterUrl: style.actionCenterUrl ?? globalActionCenter,
    plain: (text, max) => plainText(text, { max, note: words.cut }),
    sender: (address) => plainAddress(address, { max: limits.address, note: words.cut }),
    exact,
    verbatim: (text, max) => verbatim(text, { max, note: words.cut }),
    time: (at) => words.formats.time(at, style.timeZone),
    timeNear: (at, other) => words.formats.timeNear(at, other, style.timeZone),
    first: (names, total = names.length) => {
      const shown = names.slice(0, limits.people).map(exact);
      return { shown, more: Math.max(total - shown.length, 0) };
    },
  };
}

/** The lines that there are: drawings list candidates in reading order. */
export function linesOf(texts: readonly (string | undefined | false)[]): Line[] {
  return texts.flatMap((text) => (text ? [{ text }] : []));
}
