import type { SettingKey } from './setting-keys.ts';
import type { Environment } from './setting-reader.ts';

/** Read and checked, so that a deployment is ready for the version that heeds them; nothing of them is done yet. */
export const settingsNotInEffect: readonly SettingKey[] = [];
const policyKeys = ['remindAfter', 'escalateAfter', 'escalateTo'];

/** What somebody set although this version does not heed it yet: keys, and `POLICY_FILE /…` for keys of the policy. */
export function notInEffectYet(env: Environment, policyDocument: unknown, language: string): readonly string[] {
  const named = typeof policyDocument === 'object' && policyDocument !== null ? policyDocument : {};
  return [
    ...settingsNotInEffect.filter((key) => (env[key] ?? '').trim() !== ''),
    ...(/^en\b/.test(language) ? [] : ['LANGUAGE (only English so far)']),
    ...policyKeys.filter((key) => Object.hasOwn(named, key)).map((key) => `POLICY_FILE /${key}`),
  ];
}
