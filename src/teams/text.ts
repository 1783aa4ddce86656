/**
 * Text from outside, made safe to show as text. Everything in a mail is written by the attacker, and
 * addresses and reasons may be too, so nothing of it may act as a link, a mention, a macro or an invisible
 * character. Pure; total: any string goes in, well-formed text comes out.
 *
 * The cards put the result into TextRuns, which know no Markdown. That alone is not enough: Microsoft's
 * renderer expands `{{DATE(…)}}` in a TextRun too.
 */

export interface Cut {
  /** Most characters (graphemes) shown. */
  readonly max: number;
  /** What stands behind a cut text, in the reader's language; absent: three dots, which need none. */
  readonly note?: (args: { characters: number }) => string;
}

/** Hostile text: invisible characters shown, macros and mentions broken, links and domains defanged, then cut. */
export function plainText(text: string, cut: Cut): string {
  return cutText(defang(broken(text, cut.max)), text, cut);
}

/** Addresses, UPNs and ids: kept letter for letter, unless a character in them could mislead or act. */
export function verbatim(text: string, cut: Cut): string {
  return cutText(broken(text, cut.max), text, cut);
}

/** A mail address that must not be clickable: `it@evil[.]example`. Dots before the @ are harmless and stay. */
export function plainAddress(address: string, cut: Cut): string {
  const safe = broken(address, cut.max);
  const at = safe.lastIndexOf('@');
  const local = safe.slice(0, Math.max(at, 0));
  // A "local part" such as `http://evil.example/` is a link that ends in an @.
  const keepsDots = at > 0 && /^[\p{L}\p{N}._+'-]+$/u.test(local) && !/^www\./i.test(local);
  return cutText(keepsDots ? local + defang(safe.slice(at)) : defang(safe), address, cut);
}

/** What must not survive, in the order in which later steps rely on earlier ones. */
function broken(text: string, max: number): string {
  return breakSyntax(showInvisible(text.slice(0, lookedAt(max)).toWellFormed()));
}

/** How much of a text (UTF-16 units) is worth the work when `max` characters are shown; the longest emoji takes 15. */
function lookedAt(max: number): number {
  return max * 16 + 64;
}

/**
 * Whole emoji are left alone: their joiners and variation selectors are what makes them one character.
 * Everything else that takes no place or turns the reading direction is named by its code point.
 */
const unseen =
  /(\p{RGI_Emoji_ZWJ_Sequence}|\p{RGI_Emoji_Tag_Sequence}|\p{Extended_Pictographic}\ufe0f|[0-9#*]\ufe0f\u20e3)|(\r\n|[\n\r\v\f\u0085\p{Zl}\p{Zp}])|([\t\p{Zs}])|[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gv;
const manyMarks = /(\p{M}{4})\p{M}+/gu;

function showInvisible(text: string): string {
  return (
    text
      .replace(unseen, (found: string, emoji?: string, lineBreak?: string, space?: string) => {
        if (emoji) return emoji;
        if (lineBreak) return ' ⏎ ';
        return space ? ' ' : named(found);
      })
      // Stacked accents ("Zalgo") paint over the neighbouring lines of the card.
      .replace(manyMarks, (_all, kept: string) => `${kept}⟦…⟧`)
  );
}

function named(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  return `⟦U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}⟧`;
}

/** `{{DATE(…)}}` and `${…}` are macros of card renderers, `<at>…</at>` is a mention in Teams. */
function breakSyntax(text: string): string {
  return text
    .replace(/[{}](?=[{}])/g, '$& ')
    .replace(/\$(?=\{)/g, '$ ')
    .replace(/<(?=\s*(?:\/\s*)?at\b)/gi, '‹');
}

/** Ideographic full stops end sentences in Chinese and Japanese; browsers take them for dots between ASCII labels only. */
const dot = String.raw`(?:[.．]|(?<=[A-Za-z0-9\-])[。｡](?=[A-Za-z0-9\-]))`;
const letter = String.raw`[\p{L}\p{M}\p{N}\p{Extended_Pictographic}\u200d\ufe0f_\-]`;
const dots = new RegExp(dot, 'gu');
/** Starts only where a label starts: otherwise a long run of letters without a dot takes quadratic time. */
const dotted = new RegExp(`(?<!${letter})${letter}+(?:${dot}${letter}+)+`, 'gu');

function defang(text: string): string {
  return text
    .replace(/http(?=s?:)/gi, 'hxxp')
    .replace(/(?<!hxxps?):(?=\/\/)/gi, '[:]')
    .replace(/(javascript|vbscript|mailto|\b(?:data|file|tel|sms|blob|msteams|callto)):(?=\S)/gi, '$1[:]')
    .replace(dotted, (found) => (isDomain(found) ? found.replace(dots, '[.]') : found));
}

/** "3.14" and "e.g" are not; "10.0.0.1", "evil.example" and "www.x.io" are. */
function isDomain(candidate: string): boolean {
  const labels = candidate.split(dots);
  if (labels.every((part) => /^\d+$/.test(part))) return labels.length > 2;
  return labels.some((part) => part.length > 1);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** A grapheme has no upper length (conjuncts, jamo), so bytes are limited as well. */
const bytesPerCharacter = 4;

function cutText(safe: string, original: string, { max, note = cutNote }: Cut): string {
  const shown = printableAscii.test(safe) ? safe.slice(0, max) : firstGraphemes(safe, max);
  if (shown === safe && original.length <= lookedAt(max)) return shown;
  return `${shown.replace(openMark, '').trimEnd()}${note({ characters: [...original].length })}`;
}

/** Most texts: each letter is a grapheme of one byte, and finding graphemes is dear. */
const printableAscii = /^[\x20-\x7e]*$/;

function firstGraphemes(text: string, max: number): string {
  let shown = '';
  let count = 0;
  let bytes = 0;
  for (const { segment } of graphemes.segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (count === max || bytes > max * bytesPerCharacter) break;
    shown += segment;
    count += 1;
  }
  return shown;
}

/** Half of a `⟦U+202E⟧` or of a `[.]` says nothing. The longest has eight signs inside; what is longer, somebody wrote. */
const openMark = /(?:⟦[^⟦⟧]{0,8}|\[[.:]?)$/u;

function cutNote(): string {
  return '…';
}
