const date = /^\d{4}-\d{2}-\d{2}$/;
/** RFC 3339, 5.6; leap seconds there are none in this service's times. */
const time = /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const dayMs = 86_400_000;

/** Epoch milliseconds of an RFC 3339 time, or of a date (UTC): its beginning, or where it is over. Undefined: neither. */
export function parseMoment(text: string, side: 'from' | 'to'): number | undefined {
  if (date.test(text)) {
    const begin = midnight(text);
    return begin === undefined || side === 'from' ? begin : begin + dayMs;
  }
  const day = time.exec(text)?.[1];
  if (day === undefined || midnight(day) === undefined) return undefined;
  const at = Date.parse(text.toUpperCase());
  return Number.isNaN(at) ? undefined : at;
}

/** Undefined for the 30th of February, which Date.parse takes for a day in March. */
function midnight(day: string): number | undefined {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? at : undefined;
}
