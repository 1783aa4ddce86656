import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, warning } from '../finding.ts';
import { isOfPolicy } from '../of-policy.ts';
import type { Patient } from '../patient.ts';

type Facts = Pick<Patient, 'problems' | 'hints' | 'withoutEffect'>;

/** The policy has a check of its own. */
export function judgeSettings({ problems, hints, withoutEffect }: Facts): readonly Finding[] {
  const wrong = problems.filter(({ key }) => key !== 'POLICY_FILE');
  const found: readonly Finding[] = [
    ...wrong.map(({ key, expectation }) =>
      fault({
        what: `${key} ${expectation}.`,
        why: 'The service does not start (exit code 78).',
        fix: `Set ${key} in the environment of the service; env/.env.example explains it.`,
      }),
    ),
    ...hints.map(({ key, meant }) =>
      warning({
        what: `${key} is not a setting.`,
        why: `Nobody reads it: ${meant} keeps its default.`,
        fix: `Rename it to ${meant}, or remove it.`,
      }),
    ),
    ...withoutEffect
      .filter((name) => !isOfPolicy(name))
      .map((name) =>
        warning({
          what: `${name} has no effect.`,
          why: 'What whoever set it wanted does not happen.',
          fix: 'Correct it as it says, or remove it.',
        }),
      ),
  ];
  return found.length === 0 ? [ok('All settings can be used.')] : found;
}

export const settingsCheck = defineCheck({
  needs: [],
  look: (_settings, patient) => judgeSettings(patient),
});
