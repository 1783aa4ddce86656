import { randomUUID } from 'node:crypto';
import type { SecurityNamespace } from '@microsoft/microsoft-graph-types-beta';
import type { RemediationAnswer, RemediationBody } from '../approval/remediation.ts';
import type { Log, Mailboxes } from '../workflow/ports.ts';
import { isUnknownEmail, readFault, remediationAnswer } from './faults.ts';
import { type CallOutcome, connectGraph, type GraphConnection } from './graph-call.ts';
import { remediationBody } from './remediation-body.ts';

export interface MailboxesOptions extends GraphConnection {
  /** `auto`: sent on beta until Graph refuses the name. */
  readonly approverUpn: 'auto' | 'always' | 'never';
  /** Hosts that a tracking link may name. */
  readonly actionCenterHosts: readonly string[];
  readonly log: Log;
}

const analyzedEmails = '/security/collaboration/analyzedEmails';

export function createMailboxes(options: MailboxesOptions): Mailboxes {
  const { log, apiVersion, approverUpn } = options;
  const callGraph = connectGraph(options);
  let approverUpnTaken = true;

  function sendsApproverUpn(): boolean {
    if (approverUpn !== 'auto') return approverUpn === 'always';
    return apiVersion === 'beta' && approverUpnTaken;
  }

  async function remediate(body: RemediationBody, clientRequestId: string): Promise<RemediationAnswer> {
    // v1.0 promises to take the pair only; what it makes of an id is not known, so it is not asked.
    if (apiVersion === 'v1.0' && body.analyzedEmails.some((email) => 'id' in email)) return unresolvedEmail;
    const outcome = await callGraph({
      method: 'POST',
      path: `${analyzedEmails}/remediate`,
      body,
      clientRequestId,
    });
    const answer = remediationAnswer(outcome, {
      mayDropApproverUpn: body.approverUpn !== undefined && approverUpn === 'auto',
      actionCenterHosts: options.actionCenterHosts,
    });
    if (answer.kind === 'approverUpnRefused') {
      approverUpnTaken = false;
      log.warn({ clientRequestId }, 'Graph does not take approverUpn; it is left out until the next start');
    }
    const { kind, status, graphRequestId } = answer;
    const code = answer.kind === 'refused' ? answer.code : undefined;
    log.info({ clientRequestId, outcome: kind, status, graphRequestId, code }, 'Remediation call to Graph ended');
    return answer;
  }

  async function resolve(id: string) {
    // A dot segment would be folded away by the URL parser, even percent-encoded, and name another resource.
    if (id === '.' || id === '..') return undefined;
    const path = `${analyzedEmails}/${encodeURIComponent(id)}`;
    const outcome = await callGraph({ method: 'GET', path, clientRequestId: randomUUID() });
    return pairOf(outcome);
  }

  return { bodyFor: (order) => remediationBody(order, sendsApproverUpn()), remediate, resolve };
}

const unresolvedEmail: RemediationAnswer = {
  kind: 'refused',
  code: 'unresolvedEmail',
  message: 'An email is known by its id alone, and v1.0 takes only message and recipient.',
};

function pairOf(outcome: CallOutcome): { networkMessageId: string; recipientEmailAddress: string } | undefined {
  if (outcome.kind !== 'answered') throw readFault(outcome);
  const { answer } = outcome;
  if (isUnknownEmail(answer)) return undefined;
  const email = answer.status === 200 ? parseObject(answer.text) : undefined;
  if (!email) throw readFault(outcome);
  const { networkMessageId, recipientEmailAddress } = email;
  if (typeof networkMessageId !== 'string' || typeof recipientEmailAddress !== 'string') return undefined;
  return isGuid(networkMessageId) && recipientEmailAddress.includes('@')
    ? { networkMessageId, recipientEmailAddress }
    : undefined;
}

function isGuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

/** Microsoft's names, not yet its types. */
type Unchecked<T> = { readonly [Key in keyof T]?: unknown };

function parseObject(text: string): Unchecked<SecurityNamespace.AnalyzedEmail> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
