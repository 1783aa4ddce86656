/** Read and checked, so that a policy is ready for the version that heeds them; nothing of them is done yet. */
const policyKeys = ['remindAfter', 'escalateAfter', 'escalateTo'];

/** What somebody set although this version does not heed it yet: keys, and `POLICY_FILE /…` for keys of the policy. */
export function notInEffectYet(policyDocument: unknown, language: string): readonly string[] {
  const named = typeof policyDocument === 'object' && policyDocument !== null ? policyDocument : {};
  return [
    ...(/^en\b/.test(language) ? [] : ['LANGUAGE (only English so far)']),
    ...policyKeys.filter((key) => Object.hasOwn(named, key)).map((key) => `POLICY_FILE /${key}`),
  ];
}
