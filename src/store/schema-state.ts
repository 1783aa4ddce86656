/** How the tables of a database stand to this version, told from the names of its migrations. */
export type SchemaState =
  | { readonly kind: 'current' }
  /** Nothing of ours is there yet. */
  | { readonly kind: 'empty' }
  /** Migrations that the next start makes. */
  | { readonly kind: 'older'; readonly missing: number }
  /** A newer version was at work. */
  | { readonly kind: 'newer' };

export function schemaState(known: readonly string[], applied: readonly string[]): SchemaState {
  if (applied.length === 0) return { kind: 'empty' };
  if (applied.some((name) => !known.includes(name))) return { kind: 'newer' };
  const missing = known.filter((name) => !applied.includes(name)).length;
  return missing === 0 ? { kind: 'current' } : { kind: 'older', missing };
}
