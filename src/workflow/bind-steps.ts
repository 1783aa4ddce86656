/** The steps with their ports: what the edges are handed. */
import type { RequestId } from '../approval/request.ts';
import { askAgain } from './ask-again.ts';
import { bindChannel, unbindChannel } from './bind-channel.ts';
import { findForRequest } from './find-for-request.ts';
import { forgetChannel, forgetInstallation, learnInstallation, restoreChannel } from './follow-presence.ts';
import { openOwnCard } from './open-own-card.ts';
import { pageOfRecipients } from './page-of-recipients.ts';
import type { Meter } from './ports.ts';
import { explainPerson, listHistory, listPending, showRequest, whyBarred } from './read-requests.ts';
import { readStats } from './read-stats.ts';
import { receiveAlert } from './receive-alert.ts';
import { createRecentSearches } from './recent-searches.ts';
import { recordDecision } from './record-decision.ts';
import { createRepeatedRefusals } from './repeated-refusals.ts';
import { requestByCommand } from './request-by-command.ts';
import { requestFound } from './request-found.ts';
import { requestStatus } from './request-status.ts';
import { requestUndo, undoByClick } from './request-undo.ts';
import { retryRemediation } from './retry-remediation.ts';
import { revokeApproval } from './revoke-approval.ts';
import { type SearchPorts, searchMail } from './search-mail.ts';
import type { Asker, CardClick, CardVerb, ClickAnswer, Steps } from './steps.ts';
import { checkAgain, sendAgain } from './unclear-clicks.ts';
import { withdrawRequest } from './withdraw-request.ts';

export function bindSteps(parts: SearchPorts & { readonly meter: Meter }): Steps {
  const recentSearches = createRecentSearches(parts.clock);
  const ports = { ...parts, recentSearches, refusals: createRepeatedRefusals(parts.clock) };
  type Where = { readonly isPrivate: boolean };
  const verbs: Record<CardVerb, (click: CardClick, by: Asker, where: Where) => Promise<ClickAnswer>> = {
    approve: (click, { person }) => recordDecision(ports, 'approve', click, person),
    reject: (click, { person }) => recordDecision(ports, 'reject', click, person),
    revoke: (click, { person }) => revokeApproval(ports, click, person),
    retry: (click, { person }) => retryRemediation(ports, click, person),
    checkAgain: (click, { person }) => checkAgain(ports, click, person),
    sendAgain: (click, { person }) => sendAgain(ports, click, person),
    askAgain: (click, by) => askAgain(ports, click, by),
    undo: (click, by) => undoByClick(ports, click, by),
    find: (click, by, where) => findForRequest(ports, click, by, where),
    open: async ({ requestId }, by) => {
      const answer = await look(requestId, by);
      if (answer.kind !== 'card' || !(await openOwnCard(ports, requestId))) return answer;
      return { kind: 'card', view: { ...answer.view, notice: 'ownCard' } };
    },
    refresh: ({ requestId }, by) => look(requestId, by),
    recipients: async ({ requestId, page = 1 }, by) => {
      const answer = await look(requestId, by);
      if (answer.kind !== 'card') return answer;
      const recipients = await pageOfRecipients(ports.store, requestId, page);
      return { ...answer, ...(recipients === undefined ? {} : { recipients }) };
    },
  };
  async function look(requestId: RequestId, by: Asker): Promise<ClickAnswer> {
    const shown = await showRequest(ports, requestId, by);
    if (shown.kind === 'refused') return { kind: 'refused', reason: shown.reason, requestId };
    return { kind: 'card', view: shown.view };
  }
  return {
    receiveAlert: (alert) => receiveAlert(ports, alert),
    requestStatus: (source, id) => requestStatus(ports, source, id),
    click: async (clicked, by, where = { isPrivate: false }) => verbs[clicked.verb](clicked, by, where),
    requestRemoval: (asked, by) => requestByCommand(ports, asked, by),
    whyNotRequest: (by) => whyBarred(ports, by),
    requestUndo: (id, by) => requestUndo(ports, id, by),
    searchMail: (criteria, by, where) => searchMail(ports, criteria, by, where),
    requestFound: (clicked, by) => requestFound(ports, clicked, by),
    withdraw: (id, by) => withdrawRequest(ports, id, by),
    showRequest: (id, by) => showRequest(ports, id, by),
    listPending: (page, by) => listPending(ports, page, by),
    listHistory: (page, by) => listHistory(ports, page, by),
    bindChannel: (channel, takes, by) => bindChannel(ports, channel, takes, by),
    unbindChannel: (channel, by) => unbindChannel(ports, channel, by),
    readStats: (by) => readStats(ports, by),
    explainPerson: (person) => explainPerson(ports, person),
    learnInstallation: (installation, how) => learnInstallation(ports, installation, how),
    forgetInstallation: (teamId) => forgetInstallation(ports, teamId),
    forgetChannel: (channelId) => forgetChannel(ports, channelId),
    restoreChannel: (channelId) => restoreChannel(ports, channelId),
  };
}
