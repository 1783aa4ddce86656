/** How much time is left to decide, in steps that a card can say, and when saying it anew is worth a redraw. */

/** About so much. `moment`: less than a minute. */
export type TimeLeft =
  | { readonly unit: 'days' | 'hours' | 'minutes'; readonly value: number }
  | { readonly unit: 'moment' };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What is read of a card is never read to the minute: beyond an hour and a half it is hours, beyond two days days. */
export function timeLeft(expiresAt: number, now: number): TimeLeft {
  const left = expiresAt - now;
  if (left < minute) return { unit: 'moment' };
  if (left >= 2 * day) return { unit: 'days', value: Math.round(left / day) };
  if (left >= 1.5 * hour) return { unit: 'hours', value: Math.round(left / hour) };
  const minutes = Math.round(left / minute);
  return { unit: 'minutes', value: minutes > 20 ? Math.round(minutes / 5) * 5 : minutes };
}

/** Nobody looks again so soon that it would matter. */
const notWorthIt = 10 * minute;

/**
 * The next time at which the card is drawn again for its countdown: at half the time, and a day, an hour and a quarter
 * of an hour before the end. Undefined where none is left.
 */
export function nextCountdown(
  { createdAt, expiresAt }: { readonly createdAt: number; readonly expiresAt: number },
  now: number,
): number | undefined {
  const whole = expiresAt - createdAt;
  if (whole < notWorthIt) return undefined;
  const moments = [createdAt + Math.floor(whole / 2), ...[day, hour, hour / 4].map((before) => expiresAt - before)];
  const ahead = moments.filter((at) => at > now && at > createdAt);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
