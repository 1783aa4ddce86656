import type { Policy } from '../approval/policy.ts';

/** What somebody set that can never do anything beside the rest of the file: `POLICY_FILE /…`, and why. */
export function withoutEffect(policy: Policy): readonly string[] {
  const { remindAfterMs, escalateAfterMs, escalateTo, expiresAfterMs } = policy;
  const tooLate = 'it comes only when a request expires';
  return [
    ...(remindAfterMs !== undefined && remindAfterMs >= expiresAfterMs
      ? [`POLICY_FILE /remindAfter (${tooLate})`]
      : []),
    ...(escalateAfterMs !== undefined && escalateTo === undefined
      ? ['POLICY_FILE /escalateAfter (escalateTo names nobody)']
      : []),
    ...(escalateAfterMs === undefined && escalateTo !== undefined
      ? ['POLICY_FILE /escalateTo (escalateAfter says no time)']
      : []),
    ...(escalateTo !== undefined && escalateAfterMs !== undefined && escalateAfterMs >= expiresAfterMs
      ? [`POLICY_FILE /escalateAfter (${tooLate})`]
      : []),
  ];
}
