import { escalated } from '../../approval/escalation.ts';
import { groupsNamed, type Policy, recipientsNamed } from '../../approval/policy.ts';
import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, skipped, warning } from '../finding.ts';
import { graphToken } from '../probes/tokens.ts';

export interface RoleFacts {
  readonly roles: readonly string[];
  /** Of the identity that holds them. */
  readonly objectId?: string | undefined;
  readonly isLive: boolean;
  /** Undefined where the settings do not tell. */
  readonly isPolling: boolean | undefined;
  /** Undefined where the policy cannot be used: what it needs is not known then. */
  readonly policy: Policy | undefined;
}

interface Need {
  /** Least privilege first; any of them does. */
  readonly roles: readonly [string, ...string[]];
  readonly severity: 'fault' | 'warning';
  readonly why: string;
}

const remediate = 'SecurityAnalyzedMessage.ReadWrite.All';
const people = ['User.ReadBasic.All', 'User.Read.All'];
const hiddenGroups = 'Member.Read.Hidden';

/** What docs/permissions.md says, for these settings. */
export function rolesNeeded({ isLive, isPolling, policy }: Omit<RoleFacts, 'roles'>): readonly Need[] {
  const recipients = policy && recipientsNamed(policy);
  const hasGroups =
    policy !== undefined && groupsNamed(escalated(policy)).length + (recipients?.groups.length ?? 0) > 0;
  const groups: readonly Need[] = [
    {
      roles: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
      severity: 'fault',
      why: 'POLICY_FILE names groups: nobody decides as a member of one without it.',
    },
    {
      roles: ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'],
      severity: 'fault',
      why: 'POLICY_FILE names groups: whose membership is asked for has to be found.',
    },
  ];
  return [
    {
      roles: [remediate],
      severity: isLive ? 'fault' : 'warning',
      why: isLive ? 'Graph answers each remediation with 403.' : 'REMEDIATION_MODE live needs it.',
    },
    ...(hasGroups ? groups : []),
    ...((recipients?.objectIds.length ?? 0) > 0
      ? [
          {
            roles: ['User.Read.All', 'Directory.Read.All'] as const,
            severity: 'fault' as const,
            why: 'POLICY_FILE names recipients by object id: without their addresses such a rule always holds.',
          },
        ]
      : []),
    ...(isPolling
      ? [
          {
            roles: ['SecurityAlert.Read.All'] as const,
            severity: 'fault' as const,
            why: 'DEFENDER_POLL_EVERY is set: no alert of Defender is found without it.',
          },
        ]
      : []),
    { roles: ['ThreatHunting.Read.All'], severity: 'warning', why: 'The command "find" answers nothing without it.' },
  ];
}

export function judgeRoles(facts: RoleFacts): readonly Finding[] {
  const { roles, objectId = '<object id of the identity>' } = facts;
  const needs = rolesNeeded(facts);
  const missing = needs
    .filter((need) => !need.roles.some((role) => roles.includes(role)))
    .map(({ roles: [role], severity, why }) => {
      const remedy = {
        what: `The app role ${role} is missing in the token for Graph.`,
        why,
        fix: howToGrant(role, objectId),
      };
      return severity === 'fault' ? fault(remedy) : warning(remedy);
    });
  const spare = surplus(facts, needs);
  const found = [...missing, ...(spare.length === 0 ? [] : [tooMuch(spare)])];
  return found.length > 0 ? found : [ok('The token for Graph has the app roles that are needed, and no others.')];
}

/** Larger roles are told although they do: a smaller one would. Of the two on people the page says to try both. */
function surplus({ roles, policy, isPolling }: RoleFacts, needs: readonly Need[]): readonly string[] {
  const asked = needs.map(({ roles: [least] }) => least);
  const onPeople = asked.some((role) => people.includes(role)) ? [...people, hiddenGroups] : [];
  const unknown = [
    ...(policy === undefined ? [...people, hiddenGroups, 'GroupMember.Read.All'] : []),
    ...(isPolling === undefined ? ['SecurityAlert.Read.All'] : []),
  ];
  const allowed = new Set([...asked, ...onPeople, ...unknown]);
  return roles.filter((role) => !allowed.has(role));
}

function tooMuch(roles: readonly string[]): Finding {
  return warning({
    what: `The token for Graph has app roles that nothing here needs: ${roles.filter(isRoleName).join(', ')}.`,
    why: 'Whoever got hold of this identity could do all of that in the tenant.',
    fix: 'Entra admin center, Enterprise applications, the app, Permissions: review and revoke them; for a managed identity delete the assignment (az rest --method DELETE on its appRoleAssignments).',
  });
}

const isRoleName = (role: string) => /^[\w.-]{1,120}$/.test(role);

function howToGrant(role: string, objectId: string): string {
  return `infra/grant-graph-roles.sh ${objectId} ${role} (docs/permissions.md), then restart the service. A managed identity may keep its old roles for a day.`;
}

export const graphRolesCheck = defineCheck({
  needs: ['graph'],
  after: ['graph-identity'],
  async look(_settings, patient) {
    const token = await graphToken(patient);
    if (token?.kind !== 'token') return [skipped('there is no token for Graph')];
    const { claims } = token;
    if (!claims) return [skipped('the token for Graph cannot be read here')];
    // An app to which nothing was granted gets a token without the claim.
    const { roles = [], objectId } = claims;
    const { policy, remediation, alerts } = patient.settings;
    const isPolling = alerts && alerts.poll !== undefined;
    return judgeRoles({ roles, objectId, isLive: remediation?.mode !== 'dry-run', isPolling, policy: policy?.policy });
  },
});
