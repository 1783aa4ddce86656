/** The steps with their ports: what the edges are handed. */
import type { RequestId } from '../approval/request.ts';
import { bindChannel, forgetInstallation, learnInstallation, unbindChannel } from './bind-channel.ts';
import type { Meter } from './ports.ts';
import { explainPerson, listPending, showRequest } from './read-requests.ts';
import { receiveAlert } from './receive-alert.ts';
import { recordDecision } from './record-decision.ts';
import { requestByCommand } from './request-by-command.ts';
import { requestStatus } from './request-status.ts';
import { retryRemediation } from './retry-remediation.ts';
import { revokeApproval } from './revoke-approval.ts';
import type { StepPorts } from './step-ports.ts';
import type { Asker, CardClick, CardVerb, ClickAnswer, Steps } from './steps.ts';

export function bindSteps(ports: StepPorts & { readonly meter: Meter }): Steps {
  const verbs: Record<CardVerb, (click: CardClick, by: Asker) => Promise<ClickAnswer>> = {
    approve: (click, { person }) => recordDecision(ports, 'approve', click, person),
    reject: (click, { person }) => recordDecision(ports, 'reject', click, person),
    revoke: (click, { person }) => revokeApproval(ports, click, person),
    retry: (click, { person }) => retryRemediation(ports, click, person),
    open: ({ requestId }, by) => look(requestId, by),
    refresh: ({ requestId }, by) => look(requestId, by),
  };
  async function look(requestId: RequestId, by: Asker): Promise<ClickAnswer> {
    const shown = await showRequest(ports, requestId, by);
    if (shown.kind === 'refused') return { kind: 'refused', reason: shown.reason, requestId };
    return { kind: 'card', view: shown.view };
  }
  async function click(clicked: CardClick, by: Asker): Promise<ClickAnswer> {
    const answer = await verbs[clicked.verb](clicked, by);
    const result = answer.kind === 'card' ? (answer.view.notice ?? 'done') : answer.reason;
    ports.meter.count('countersign_clicks_total', { verb: clicked.verb, result });
    return answer;
  }
  return {
    receiveAlert: (alert) => receiveAlert(ports, alert),
    requestStatus: (source, id) => requestStatus(ports, source, id),
    click,
    requestRemoval: (asked, by) => requestByCommand(ports, asked, by),
    showRequest: (id, by) => showRequest(ports, id, by),
    listPending: (page, by) => listPending(ports, page, by),
    bindChannel: (channel, by) => bindChannel(ports, channel, by),
    unbindChannel: (channel, by) => unbindChannel(ports, channel, by),
    explainPerson: async (person) => explainPerson(ports.settings, person),
    learnInstallation: (installation) => learnInstallation(ports, installation),
    forgetInstallation: (teamId) => forgetInstallation(ports, teamId),
  };
}
