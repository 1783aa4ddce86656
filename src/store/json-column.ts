/** Reads a JSON column that this program has written; its type is what was written. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}
