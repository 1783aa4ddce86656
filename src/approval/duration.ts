/**
 * ISO 8601 durations (`PT30S`, `P1DT12H`, `PT0.5S`) in milliseconds; undefined for anything else.
 * Years and months are refused: their length depends on the calendar.
 */
const pattern = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

export function parseDuration(text: string): number | undefined {
  const found = pattern.exec(text);
  if (!found) return undefined;
  const [, weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] = found;
  const ms = (((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
  const total = ms + Math.round(Number(seconds) * 1_000);
  return Number.isSafeInteger(total) ? total : undefined;
}
