/** What another language has to fill: every sentence of the English ones, in words of its own. */
export type Worded<English> = English extends string
  ? string
  : English extends (...args: infer Args) => string
    ? (...args: Args) => string
    : English extends readonly unknown[] | ((...args: never[]) => unknown)
      ? English
      : { readonly [Key in keyof English]: Worded<English[Key]> };
