import type { Policy } from '../../approval/policy.ts';
import { foldCase } from '../../approval/request.ts';
import { diskFiles } from '../../config/disk-files.ts';
import type { SettingProblem } from '../../config/setting-reader.ts';
import { defineCheck } from '../check.ts';
import { counted } from '../counted.ts';
import { type Finding, fault, ok, warning } from '../finding.ts';
import { isOfPolicy } from '../of-policy.ts';
import { isPlainFile } from '../probes/plain-file.ts';

export interface PolicyFacts {
  /** Of what POLICY_FILE names: set to nothing, to what this user cannot read, or to a file that was read. */
  readonly file: 'unnamed' | 'unreadable' | 'read';
  readonly problems: readonly SettingProblem[];
  readonly withoutEffect: readonly string[];
  /** Undefined where the file cannot be used. */
  readonly policy: Policy | undefined;
}

const checkIt =
  'Correct the file; npm run policy -- check (in the container: node dist/cli/policy.js check) reads it as the service does (docs/policy.md).';
const fixes = {
  unnamed: 'Set POLICY_FILE to the path of the policy file; docs/policy.md has one to begin with.',
  unreadable: 'Set POLICY_FILE to the path of the policy file, and let the user of the service read it (chmod, chown).',
  read: checkIt,
} as const;

export function judgePolicy({ file, problems, withoutEffect, policy }: PolicyFacts): readonly Finding[] {
  const found: readonly Finding[] = [
    ...problems
      .filter(({ key }) => key === 'POLICY_FILE')
      .map(({ expectation }) =>
        fault({
          what: `POLICY_FILE${file === 'read' ? ':' : ''} ${expectation}.`,
          why: 'Without a policy that can be met nobody may approve anything, and the service does not start.',
          fix: fixes[file],
        }),
      ),
    ...withoutEffect
      .filter(isOfPolicy)
      .map((name) =>
        warning({ what: `${name} has no effect.`, why: 'What its author wanted does not happen.', fix: checkIt }),
      ),
    ...(policy && namesGuestsInVain(policy)
      ? [
          warning({
            what: 'The approvers name a guest (#EXT#), and guests may not decide.',
            why: 'That person is refused at each click.',
            fix: 'Set "guests": true in POLICY_FILE if guests are to decide, or take the guest out.',
          }),
        ]
      : []),
  ];
  if (found.length > 0 || !policy)
    return found.length > 0 ? found : [ok('POLICY_FILE is looked at with the settings.')];
  const { users, groups } = policy.approvers;
  return [
    ok(
      `The policy can be used: approvers ${users.length} by name, ${groups.length} by group, ${counted(policy.rules.length, 'rule')}.`,
    ),
  ];
}

function namesGuestsInVain({ guests, approvers }: Policy): boolean {
  return !guests && approvers.users.some((user) => foldCase(user).includes('#ext#'));
}

export const policyCheck = defineCheck({
  needs: [],
  look: (_settings, { env, problems, withoutEffect, settings }) =>
    judgePolicy({ file: stateOf(env['POLICY_FILE']), problems, withoutEffect, policy: settings.policy?.policy }),
});

function stateOf(path = ''): PolicyFacts['file'] {
  const name = path.trim();
  if (name === '') return 'unnamed';
  return isPlainFile(name) && diskFiles.read(name) !== undefined ? 'read' : 'unreadable';
}
