import { createHash, randomUUID } from 'node:crypto';
import type { SecurityNamespace } from '@microsoft/microsoft-graph-types-beta';
import { isAddress, isGuid } from '../approval/ids.ts';
import type { RemediationAnswer, RemediationBody } from '../approval/remediation.ts';
import { isResolved } from '../approval/request.ts';
import type { Log, Mailboxes } from '../workflow/ports.ts';
import { readLocations } from './delivery-locations.ts';
import { isUnknownEmail, readFault, remediationAnswer } from './faults.ts';
import { type CallOutcome, connectGraph, type GraphConnection } from './graph-call.ts';
import { parseObject } from './parse-object.ts';
import { remediationBody } from './remediation-body.ts';

export interface MailboxesOptions extends GraphConnection {
  /** `auto`: sent on beta until Graph has shown that it takes the same body only without it. */
  readonly approverUpn: 'auto' | 'always' | 'never';
  /** Hosts that a tracking link may name. */
  readonly actionCenterHosts: readonly string[];
  readonly log: Log;
}

/** Each is followed by its second call at once: more than a few mean that those never come. */
const mostRefused = 100;

function hashOf(body: object): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('base64');
}

const analyzedEmails = '/security/collaboration/analyzedEmails';

export function createMailboxes(options: MailboxesOptions): Mailboxes {
  const { log, apiVersion, approverUpn } = options;
  const callGraph = connectGraph(options);
  let approverUpnTaken = true;
  /** Bodies refused with `approverUpn`, by what they hold besides. */
  const refusedWithIt = new Set<string>();

  /** One 400 proves nothing about the name: its words may quote what an attacker chose. */
  function learn({ approverUpn: sent, ...rest }: RemediationBody, answer: RemediationAnswer, clientRequestId: string) {
    if (sent !== undefined) {
      if (answer.kind !== 'approverUpnRefused') return;
      if (refusedWithIt.size >= mostRefused) refusedWithIt.clear();
      refusedWithIt.add(hashOf(rest));
      return;
    }
    if (refusedWithIt.size === 0 || !refusedWithIt.delete(hashOf(rest)) || answer.kind !== 'accepted') return;
    approverUpnTaken = false;
    refusedWithIt.clear();
    log.warn({ clientRequestId }, 'Graph does not take approverUpn; it is left out until the next start');
  }

  function sendsApproverUpn(): boolean {
    if (approverUpn !== 'auto') return approverUpn === 'always';
    return apiVersion === 'beta' && approverUpnTaken;
  }

  async function remediate(
    body: RemediationBody,
    clientRequestId: string,
    notAfter: number,
  ): Promise<RemediationAnswer> {
    const outcome = await callGraph({
      method: 'POST',
      path: `${analyzedEmails}/remediate`,
      body,
      clientRequestId,
      notAfter,
    });
    const answer = remediationAnswer(outcome, {
      mayDropApproverUpn: body.approverUpn !== undefined && approverUpn === 'auto',
      actionCenterHosts: options.actionCenterHosts,
    });
    learn(body, answer, clientRequestId);
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

  return {
    bodyFor(order) {
      // v1.0 promises to take the pair only; what it makes of an id is not known, so it is not asked.
      if (apiVersion === 'v1.0' && !order.emails.every(isResolved)) return undefined;
      return remediationBody(order, sendsApproverUpn());
    },
    remediate,
    resolve,
    locate: (emails, window) => readLocations(callGraph, emails, window),
  };
}

function pairOf(outcome: CallOutcome): { networkMessageId: string; recipientEmailAddress: string } | undefined {
  if (outcome.kind !== 'answered') throw readFault(outcome);
  const { answer } = outcome;
  if (isUnknownEmail(answer)) return undefined;
  const email: Unchecked<SecurityNamespace.AnalyzedEmail> | undefined =
    answer.status === 200 ? parseObject(answer.text) : undefined;
  if (!email) throw readFault(outcome);
  const { networkMessageId, recipientEmailAddress } = email;
  return isGuid(networkMessageId) && isAddress(recipientEmailAddress)
    ? { networkMessageId, recipientEmailAddress }
    : undefined;
}

/** Microsoft's names, not yet its types. */
type Unchecked<T> = { readonly [Key in keyof T]?: unknown };
