/** What a call is for, without the ids and addresses in its path. By the first that fits. */
const names: readonly (readonly [RegExp, string])[] = [
  [/analyzedEmails\/remediate$/, 'remediate'],
  [/analyzedEmails/, 'analyzedEmails'],
  [/runHuntingQuery$/, 'runHuntingQuery'],
  [/alerts_v2/, 'alerts'],
  [/^\/(?:users|groups|directoryObjects)\b/, 'directory'],
];

export function spanNameOf(path: string): string {
  return names.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
}
