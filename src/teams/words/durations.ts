/** How long something took, in the unit that people would say. */
const units = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type DurationUnit = keyof typeof units;

/** The largest of which it is at least one, when rounded: 59.8 seconds are a minute. */
export function unitFor(ms: number): DurationUnit {
  if (rounded(ms / units.day) >= 1) return 'day';
  if (rounded(ms / units.hour) >= 1) return 'hour';
  return rounded(ms / units.minute) >= 1 ? 'minute' : 'second';
}

/** To two digits, as nothing that is told so is known better. */
export function inUnit(ms: number, unit: DurationUnit): number {
  return rounded(ms / units[unit]);
}

function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
