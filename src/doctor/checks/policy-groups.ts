import { defineCheck } from '../check.ts';
import { counted } from '../counted.ts';
import { type Finding, fault, ok, skipped, warning } from '../finding.ts';
import { namedInPolicy } from '../named-in-policy.ts';
import { graphReader } from '../probes/graph-reads.ts';
import { type LookedUp, lookUp } from '../probes/look-up.ts';

export function judgeGroups(groups: readonly LookedUp[]): readonly Finding[] {
  if (groups.some(({ standing }) => standing === 'forbidden')) {
    return [skipped('Graph does not let groups be read (see graph-roles)')];
  }
  const found = [
    ...groups
      .filter(({ standing }) => standing === 'missing')
      .map(({ pointers }) =>
        fault({
          what: `POLICY_FILE ${pointers.join(', ')}: there is no such group in Entra.`,
          why: 'Nobody approves as a member of it, and a rule on its members as recipients holds for every mail.',
          fix: 'Restore the group (Entra admin center, Groups, Deleted groups), or put the Object ID of another into POLICY_FILE: az ad group show --group "<name>" --query id.',
        }),
      ),
    ...(groups.some(({ standing }) => standing === 'unclear')
      ? [
          warning({
            what: 'Graph did not say of every group of the policy whether it is there.',
            why: 'While it does not answer, nobody decides as a member of a group.',
            fix: 'Run the doctor again in a minute; see the state of the service at https://status.cloud.microsoft.',
          }),
        ]
      : []),
  ];
  return found.length > 0 ? found : [ok(`Of the policy, ${counted(groups.length, 'group')} can be read in Entra.`)];
}

export const policyGroupsCheck = defineCheck({
  needs: ['graph', 'policy'],
  after: ['graph-identity'],
  async look({ policy }, patient) {
    const groups = namedInPolicy(policy.document, 'groups');
    if (groups.length === 0) return [skipped('the policy names no group')];
    const callGraph = await graphReader(patient, 'v1.0');
    if (!callGraph) return [skipped('there is no token for Graph')];
    return judgeGroups(await lookUp(callGraph, groups, (id) => `/groups/${encodeURIComponent(id)}?$select=id`));
  },
});
