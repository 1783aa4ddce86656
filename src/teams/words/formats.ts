import { type DurationUnit, inUnit, unitFor } from './durations.ts';

/** Numbers, lists, plurals and times of one locale. Making an Intl formatter is slow, so each is made once. */
export interface Formats {
  /** As in the `lang` attribute of a card. */
  readonly language: string;
  number(value: number): string;
  /** Picks the form by the language's plural rules; `#` stands for the number. No outside text: it may hold a `#`. */
  count(value: number, forms: PluralForms): string;
  /** Picks the form alone: for sentences that hold names (guests' UPNs have a `#`) or several numbers. */
  form(value: number, forms: PluralForms): string;
  /** A share of 1, and never 100% where it is less. */
  percent(share: number): string;
  /** Milliseconds, in the unit that people would say, to two digits: "3.5 min". */
  duration(ms: number): string;
  /** "a, b and c". */
  and(parts: readonly string[]): string;
  /** "a, b or c". */
  or(parts: readonly string[]): string;
  /** Whole sentences, one after the other; Japanese puts no blank between them. */
  sentences(parts: readonly string[]): string;
  /** Epoch milliseconds, to the minute, with the zone's name. */
  time(at: number, timeZone: string): string;
  /** The day alone. */
  day(at: number, timeZone: string): string;
  /** The same without the day, where it is the day of the other time. */
  timeNear(at: number, other: number, timeZone: string): string;
}

type PluralForms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

export function formatsFor(locale: string): Formats {
  const { language } = new Intl.Locale(locale);
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const disjunction = new Intl.ListFormat(locale, { type: 'disjunction' });
  const clocks = new Map<string, Intl.DateTimeFormat>();
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1, roundingMode: 'floor' });
  const durations = new Map<DurationUnit, Intl.NumberFormat>();
  const number = (value: number) => spaced(numbers.format(value));
  const form = (value: number, forms: PluralForms) => forms[plurals.select(value)] ?? forms.other;
  const told = (parts: keyof typeof clockParts, at: number, timeZone: string) =>
    spaced(clock(clocks, locale, parts, timeZone).format(at));
  return {
    language,
    number,
    count: (value, forms) => form(value, forms).replaceAll('#', number(value)),
    form,
    and: (parts) => conjunction.format(parts),
    or: (parts) => disjunction.format(parts),
    sentences: (parts) => parts.join(unspaced.includes(language) ? '' : ' '),
    time: (at, timeZone) => told('both', at, timeZone),
    day: (at, timeZone) => told('day', at, timeZone),
    percent: (share) => spaced(percents.format(share)),
    duration: (ms) => duration(durations, locale, ms),
    timeNear: (at, other, timeZone) =>
      told(told('day', at, timeZone) === told('day', other, timeZone) ? 'time' : 'both', at, timeZone),
  };
}

/** `Intl` does not know between sentences: its unit lists come near it, but not in German. */
const unspaced: readonly string[] = ['ja'];

const day = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
const clockParts = { day, time, both: { ...day, ...time } } as const;

function clock(
  clocks: Map<string, Intl.DateTimeFormat>,
  locale: string,
  parts: keyof typeof clockParts,
  timeZone: string,
): Intl.DateTimeFormat {
  const key = `${parts} ${timeZone}`;
  const known = clocks.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...clockParts[parts], timeZone });
  clocks.set(key, made);
  return made;
}

function duration(known: Map<DurationUnit, Intl.NumberFormat>, locale: string, ms: number): string {
  const unit = unitFor(ms);
  const format = known.get(unit) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
  known.set(unit, format);
  return spaced(format.format(inUnit(ms, unit)));
}

/** CLDR puts U+202F before AM and PM and between thousands, which some fonts draw as a box. */
function spaced(text: string): string {
  return text.replaceAll(/(?<=\d)\u202f(?=\d)/g, '\u00a0').replaceAll('\u202f', ' ');
}
