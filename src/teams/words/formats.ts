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
}

type PluralForms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

export function formatsFor(locale: string): Formats {
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const disjunction = new Intl.ListFormat(locale, { type: 'disjunction' });
  const clocks = new Map<string, Intl.DateTimeFormat>();
  return {
    language: new Intl.Locale(locale).language,
    number: (value) => numbers.format(value),
    count: (value, forms) => (forms[plurals.select(value)] ?? forms.other).replaceAll('#', numbers.format(value)),
    and: (parts) => conjunction.format(parts),
    or: (parts) => disjunction.format(parts),
    time: (at, timeZone) => spaced(clock(clocks, locale, timeZone).format(at)),
  };
}

function clock(clocks: Map<string, Intl.DateTimeFormat>, locale: string, timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  clocks.set(timeZone, made);
  return made;
}

/** CLDR puts U+202F before AM and PM, which some fonts draw as a box. */
function spaced(text: string): string {
  return text.replaceAll('\u202f', ' ');
}
