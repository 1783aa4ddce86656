const first = 1_000;

/** Milliseconds to wait after this many failures in a row: one second, doubling up to `longest`, spread by half. */
export function backoff(failures: number, longest: number): number {
  const full = Math.min(first * 2 ** Math.max(0, failures - 1), longest);
  return Math.round(full * (0.5 + Math.random() / 2));
}
