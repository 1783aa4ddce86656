const longestWaitMs = 24 * 60 * 60_000;

/** `Retry-After` as seconds or as HTTP date, in milliseconds; undefined where it says nothing usable. At most a day. */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const asked = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : httpDate(text) - now;
  if (Number.isNaN(asked)) return undefined;
  return Math.min(Math.max(Math.round(asked), 0), longestWaitMs);
}

/** Only a date with a month's name: `Date.parse` would make something of `-5` or `1/2` as well. */
function httpDate(text: string): number {
  return /^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
}
