/**
 * FOR NOW: while English sentences are still being added, a language may be behind, and then says in English what it
 * lacks. A language is finished with `Worded` in the place of every `Draft`; with the last one this file goes, and the
 * compiler asks every language for every sentence.
 */
import type { Worded } from './worded.ts';

export type Draft<English> = Partially<Worded<English>>;

type Partially<T> = T extends string | readonly unknown[] | ((...args: never[]) => unknown)
  ? T
  : { readonly [Key in keyof T]?: Partially<T[Key]> };

/** What the draft has, and the rest in English, at any depth. */
export function completedBy<T extends object>(english: T, draft: object): T {
  const entries = Object.entries(english).map(([key, value]): [string, unknown] => {
    const own: unknown = Reflect.get(draft, key);
    if (own === undefined || isShorter(own, value)) return [key, value];
    return [key, isGroup(value) && isGroup(own) ? completedBy(value, own) : own];
  });
  return Object.fromEntries(entries) as T;
}

/** A list that has grown since is English as a whole. */
function isShorter(own: unknown, english: unknown): boolean {
  return Array.isArray(own) && Array.isArray(english) && own.length !== english.length;
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
