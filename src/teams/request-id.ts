import type { RequestId } from '../approval/request.ts';

/**
 * A request id as people type it: any case, stray spaces, `CS` with or without its dash, and Crockford's look-alikes
 * (O is 0; I and L are 1). Undefined where it cannot be one.
 */
export function normaliseRequestId(typed: string): RequestId | undefined {
  if (typed.length > 64) return undefined;
  const letters = typed.replace(/[\s\p{Cf}\p{Pd}]/gu, '').toUpperCase();
  const code = /^(?:CS)?([0-9A-Z]{6})$/.exec(letters)?.[1]?.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  // Crockford's alphabet has no U.
  return code === undefined || code.includes('U') ? undefined : `CS-${code}`;
}
