import type { RequestId } from '../approval/request.ts';

/** A request that a search came upon. */
export interface Found {
  readonly id: RequestId;
  readonly created_at: number;
  readonly ordinal: number;
}
export const foundColumns = ['request.id', 'request.created_at', 'request.ordinal'] as const;

export function byAge(a: Found, b: Found): number {
  return a.created_at - b.created_at || a.ordinal - b.ordinal;
}

const byId = /^id:/;

/** Graph's id stays with an email also after it was resolved to message and recipient. */
export function graphIds(keys: readonly string[]): string[] {
  return keys.filter((key) => byId.test(key)).map((key) => key.replace(byId, ''));
}
