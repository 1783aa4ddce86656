import { errorMessage } from '../../graph/faults.ts';
import type { CallOutcome } from '../../graph/graph-call.ts';
import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, type Remedy, skipped, warning } from '../finding.ts';
import { readAnalyzedEmails } from '../probes/graph-reads.ts';
import { graphToken } from '../probes/tokens.ts';

const why = 'Proof of each remediation, and the remediation itself, go through the same part of Graph.';
const network =
  'Let outgoing TLS (port 443) to Graph through firewall and proxy on this machine; leave GRAPH_ROOT empty unless you know why it is set.';

/** Without Plan 2, reads fail with these words (seen in other products; Microsoft documents neither words nor status). */
const ofLicence = /subscription|licen[cs]e|plan ?2|not onboarded/i;

export function judgeRead(outcome: CallOutcome): Finding {
  if (outcome.kind === 'notAllowed')
    return fault({
      what: 'Entra refused the identity that GRAPH_AUTH names.',
      why,
      fix: 'See the check "graph-token".',
    });
  if (outcome.kind !== 'answered') {
    return fault({ what: `Graph could not be read. ${outcome.message}`, why, fix: network });
  }
  const { status, text } = outcome.answer;
  if (status === 200) return ok('Graph lets analyzed emails be read: Defender for Office 365 Plan 2 answers.');
  if (status >= 400 && status < 500 && ofLicence.test(errorMessage(text) ?? '')) return fault(withoutLicence);
  const known = byStatus[status];
  if (known) return fault(known);
  const busy = { what: `Graph answered ${status} to a read of analyzed emails.`, why };
  if (status === 429 || status >= 500) {
    return warning({
      ...busy,
      fix: 'Run the doctor again in a minute; see the state of the service at https://status.cloud.microsoft.',
    });
  }
  return fault({
    ...busy,
    fix: 'Check CLOUD, GRAPH_ROOT and GRAPH_API_VERSION; with the default values it should be 200.',
  });
}

const withoutLicence: Remedy = {
  what: 'Graph answers that the tenant lacks the subscription for analyzed emails.',
  why: 'Remediation needs Microsoft Defender for Office 365 Plan 2, which Microsoft 365 E5 and E5 Security hold.',
  fix: 'Microsoft 365 admin center, Billing, Licenses: have Plan 2 in the tenant. After buying it takes some hours.',
};

const byStatus: Readonly<Record<number, Remedy>> = {
  401: {
    what: 'Graph does not take the token (401).',
    why,
    fix: 'Check CLOUD and GRAPH_ROOT: token and Graph must be of one cloud. Check the clock of this machine.',
  },
  403: {
    what: 'Graph refuses to let analyzed emails be read (403).',
    why,
    fix: 'Grant SecurityAnalyzedMessage.ReadWrite.All with admin consent (infra/grant-graph-roles.sh, docs/permissions.md). Where the token has it already (check "graph-roles"), the tenant may lack Defender for Office 365 Plan 2.',
  },
  404: {
    what: 'There are no analyzed emails at this address of Graph (404).',
    why,
    fix: 'Leave GRAPH_ROOT empty, set GRAPH_API_VERSION=beta, and CLOUD to the cloud of the tenant. China (21Vianet) has no remediation.',
  },
};

const readers = ['SecurityAnalyzedMessage.ReadWrite.All', 'SecurityAnalyzedMessage.Read.All'];

export const defenderCheck = defineCheck({
  needs: ['graph'],
  after: ['graph-identity'],
  async look(_settings, patient) {
    const token = await graphToken(patient);
    const roles = token?.kind === 'token' ? token.claims?.roles : undefined;
    if (roles && !readers.some((role) => roles.includes(role))) return [skipped('graph-roles found a role missing')];
    const outcome = await readAnalyzedEmails(patient);
    return [outcome ? judgeRead(outcome) : skipped('there is no token for Graph')];
  },
});
