/** Teams' published limits (teams-docs, rate-limit), kept by counting, as Teams does: what is over is answered 429. */
export interface RateWindows {
  /** False where the call is over the limit; a refused call does not count. */
  admit(kind: 'send' | 'member', conversationId: string): boolean;
}

type Window = readonly [count: number, spanMs: number];

const send: readonly Window[] = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
];
const member: readonly Window[] = [
  [14, 1_000],
  [16, 2_000],
  [120, 30_000],
  [3_600, 3_600_000],
];
const tenant: readonly Window[] = [[50, 1_000]];

export function createRateWindows(): RateWindows {
  const calls = new Map<string, number[]>();

  const fits = (times: readonly number[], windows: readonly Window[], now: number) =>
    windows.every(([count, span]) => times.filter((at) => at > now - span).length < count);

  return {
    admit(kind, conversationId) {
      const now = Date.now();
      const key = `${kind} ${conversationId}`;
      const own = calls.get(key) ?? [];
      const all = calls.get('tenant') ?? [];
      if (!fits(own, kind === 'send' ? send : member, now) || !fits(all, tenant, now)) return false;
      calls.set(key, [...own.filter((at) => at > now - 3_600_000), now]);
      calls.set('tenant', [...all.filter((at) => at > now - 1_000), now]);
      return true;
    },
  };
}
