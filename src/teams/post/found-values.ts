import { isAddress } from '../../approval/ids.ts';
import type { Severity } from '../../approval/request.ts';

export interface Found {
  readonly value: string;
  /** What stands right before it, without the quotes and brackets around it. */
  readonly before: string;
}

const lookBehind = 80;

function before(text: string, at: number): string {
  return text.slice(Math.max(0, at - lookBehind), at).replace(/[\s"'“”„‘’<([{#]+$/u, '');
}

/** Not the second half of something longer, as in an alert's id or an Internet message id. */
const guid = /(?<![0-9a-z-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z@])/gi;

/** In lower case. Word processors put long dashes into ids. */
export function guidsIn(text: string): Found[] {
  const dashed = text.replace(/[\u2010-\u2015]/g, '-');
  return [...dashed.matchAll(guid)].map(({ 0: value, index }) => ({
    value: value.toLowerCase(),
    before: before(dashed, index),
  }));
}

const longestLocal = 128;
const longestDomain = 255;
const outsideAddress = /[\s\p{C}@<>(),:;"\\[\]{}|/?&=%#!*$^]/u;

/** Looked for from each `@`, so that a long run of letters takes no longer than it is long. */
export function addressesIn(text: string): Found[] {
  const found: Found[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let from = at;
    while (from > 0 && at - from < longestLocal && !outsideAddress.test(text.charAt(from - 1))) from -= 1;
    let to = at + 1;
    while (to < text.length && to - at < longestDomain && !outsideAddress.test(text.charAt(to))) to += 1;
    const value = trimmed(text.slice(from, to));
    if (isAddress(value) && /\.\p{L}[\p{L}\p{N}-]*$/u.test(value)) found.push({ value, before: before(text, from) });
  }
  return found;
}

function trimmed(word: string): string {
  return word.replace(/^['‘’“”„~.`]+/, '').replace(/['‘’“”„~.`_]+$/, '');
}

const severityWords: readonly (readonly [Severity, string])[] = [
  ['high', 'critical|high|hoch|hohe|hoher|kritisch|élevée?|critique|alta|crítica|高'],
  ['medium', 'medium|moderate|mittel|mittlere|mittlerer|moyenne?|media|中'],
  ['low', 'low|informational|information|niedrig|niedrige|niedriger|gering|faible|baja|低'],
];
const labeled = severityWords.map(
  ([severity, words]) => [severity, new RegExp(`^[\\s"'#🔴🟠🟡🟢]{0,6}(?:${words})(?![\\p{L}])`, 'iu')] as const,
);
const anywhere = severityWords.map(
  ([severity, words]) =>
    [
      severity,
      new RegExp(`(?<![\\p{L}])(?:${words})[\\s-]{1,2}(?:alert )?(?:severity|schweregrad|gravité|gravedad)`, 'iu'),
    ] as const,
);

/** `labeled`: the text is what a severity's label says; `anywhere`: "High-severity alert: …" in words. */
export function severityIn(text: string, where: 'labeled' | 'anywhere'): Severity | undefined {
  return (where === 'labeled' ? labeled : anywhere).find(([, words]) => words.test(text))?.[0];
}
