import { userPath } from '../../graph/user-path.ts';
import { defineCheck } from '../check.ts';
import { counted } from '../counted.ts';
import { type Finding, ok, skipped, warning } from '../finding.ts';
import { type Named, namedInPolicy } from '../named-in-policy.ts';
import { graphReader } from '../probes/graph-reads.ts';
import { type LookedUp, lookUp } from '../probes/look-up.ts';
import { graphToken } from '../probes/tokens.ts';

const readers = ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'];

/** Nobody is named: where the name stands in the file is enough. */
export function judgePeople(people: readonly LookedUp[]): readonly Finding[] {
  if (people.some(({ standing }) => standing === 'forbidden')) return [skipped('Graph does not let people be read')];
  const missing = people.filter(({ standing }) => standing === 'missing');
  if (missing.length > 0) {
    return missing.map(({ pointers }) =>
      warning({
        what: `POLICY_FILE ${pointers.join(', ')}: there is nobody of this name in Entra.`,
        why: 'Whoever is meant is refused at each click, and a count that needs them is never met.',
        fix: 'Put the User principal name, or the Object ID, into POLICY_FILE as Entra has it: az ad user list --filter "startswith(displayName,\'…\')" --query "[].userPrincipalName".',
      }),
    );
  }
  if (people.some(({ standing }) => standing === 'unclear')) return [skipped('Graph did not answer for everybody')];
  return [ok(`Of the policy, ${counted(people.length, 'person', 'people')} can be read in Entra.`)];
}

/** Recipients may be named by any address that they have; only a UPN or an object id can be looked up. */
function isPerson({ name, pointers }: Named): boolean {
  return !name.includes('@') || !pointers.every((pointer) => pointer.includes('/recipientIn/'));
}

export const policyPeopleCheck = defineCheck({
  needs: ['graph', 'policy'],
  after: ['graph-identity'],
  async look({ policy }, patient) {
    const token = await graphToken(patient);
    if (token?.kind !== 'token') return [skipped('there is no token for Graph')];
    const { roles = [] } = token.claims ?? {};
    if (!readers.some((role) => roles.includes(role))) {
      return [skipped('the identity may not read people, and with this policy it need not')];
    }
    const callGraph = await graphReader(patient, 'v1.0');
    if (!callGraph) return [skipped('there is no token for Graph')];
    const people = namedInPolicy(policy.document, 'users').filter(isPerson);
    if (people.length === 0) return [skipped('the policy names no person')];
    const pathOf = (user: string) => {
      const path = userPath(user);
      return path && `${path}?$select=id`;
    };
    return judgePeople(await lookUp(callGraph, people, pathOf));
  },
});
