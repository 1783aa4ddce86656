/** Numbers, lists, plurals and times of one locale. Making an Intl formatter is slow, so each is made once. */
export interface Formats {
  /** As in the `lang` attribute of a card. */
  readonly language: string;
  number(value: number): string;
  /** Picks the form by the language's plural rules; `#` stands for the number. */
  count(value: number, forms: PluralForms): string;
  /** "a, b and c". */
  and(parts: readonly string[]): string;
  /** "a, b or c". */
  or(parts: readonly string[]): string;
  /** Epoch milliseconds, to the minute, with the zone's name. */
  time(at: number, timeZone: string): string;
  /** The same without the day, where it is the day of the other time. */
  timeNear(at: number, other: number, timeZone: string): string;
}

type PluralForms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

export function formatsFor(locale: string): Formats {
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const disjunction = new Intl.ListFormat(locale, { type: 'disjunction' });
  const clocks = new Map<string, Intl.DateTimeFormat>();
  const told = (parts: keyof typeof clockParts, at: number, timeZone: string) =>
    spaced(clock(clocks, locale, parts, timeZone).format(at));
  return {
    language: new Intl.Locale(locale).language,
    number: (value) => numbers.format(value),
    count: (value, forms) => (forms[plurals.select(value)] ?? forms.other).replaceAll('#', numbers.format(value)),
    and: (parts) => conjunction.format(parts),
    or: (parts) => disjunction.format(parts),
    time: (at, timeZone) => told('both', at, timeZone),
    timeNear: (at, other, timeZone) =>
      told(told('day', at, timeZone) === told('day', other, timeZone) ? 'time' : 'both', at, timeZone),
  };
}

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

/** CLDR puts U+202F before AM and PM, which some fonts draw as a box. */
function spaced(text: string): string {
  return text.replaceAll('\u202f', ' ');
}
