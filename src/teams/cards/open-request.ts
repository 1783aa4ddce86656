import { remediationActions, severities } from '../../approval/request.ts';
import type { RequestView } from '../../workflow/request-view.ts';
import type { Words } from '../words.ts';
import { closerLook } from './links.ts';
import { furtherFacts, mainFacts, originLines } from './mail-facts.ts';
import type { Pen } from './pen.ts';
import { banners, planLines } from './plan.ts';
import { quorumLines, quorumSentence } from './quorum-lines.ts';
import { recipientsButtons } from './recipients.ts';
import { tones } from './style.ts';

/**
 * The request while it waits for decisions. Inputs stand in the card's own body, folded away, so that
 * Approve submits them (inputs inside an Action.ShowCard go only with the buttons in it). There is no
 * `refresh` block: Teams would call for every viewer of a channel of up to 60 people at each view, and
 * the card is redrawn for everyone anyway.
 */
export function openRequestData(view: RequestView, pen: Pen): object {
  const { words } = pen;
  const severity = words.severity[view.severity];
  const plan = planOf(view, pen);
  const details = furtherFacts(view, pen);
  return {
    lang: words.formats.language,
    speak: words.openSpoken({ severity, requestId: view.requestId, plan }),
    fallbackText: words.openFallback({ severity, requestId: view.requestId }),
    requestId: view.requestId,
    revision: view.revision,
    tone: tones[view.severity],
    kicker: words.kicker({ severity, requestId: view.requestId }),
    title: words.askTitle({ action: view.action }),
    banners: banners(view, pen),
    facts: mainFacts(view, pen),
    origin: originLines(view, pen),
    detailsButtons: details.length > 0 ? [{ title: words.button.more }] : [],
    details,
    plan,
    planLines: planLines(view, pen),
    recipientsButtons: recipientsButtons(view, pen),
    changes: changesOffered(view, words),
    quorum: quorumSentence(view, pen),
    people: quorumLines(view, pen),
    reasonInput: {
      label: view.quorum.reasonRequired ? words.input.reasonRequired : words.input.reason,
      placeholder: words.input.reasonHint,
    },
    approve: words.button.approve,
    reject: words.button.reject,
    revokeButtons: view.state === 'partiallyApproved' ? [{ title: words.button.revoke }] : [],
    linkButtons: closerLook(view, pen),
  };
}

/** What will be done, to how many, and what it means for users. */
function planOf({ undoes, action, emailCount, recipientCount }: RequestView, { words, exact }: Pen): string {
  if (undoes) return words.undo.plan({ requestId: exact(undoes.requestId), emailCount });
  return words.planWithEffect({ action, mailboxCount: recipientCount });
}

/** An undo does one thing. */
function changesOffered(view: RequestView, words: Words): object[] {
  if (view.undoes) return [];
  return [
    {
      title: words.button.change,
      actionInput: {
        label: words.input.action,
        hint: words.input.actionHint,
        value: view.action,
        choices: remediationActions.map((value) => ({ title: words.actionChoice[value], value })),
      },
      severityInput: {
        label: words.input.severity,
        value: view.severity,
        choices: severities.map((value) => ({ title: words.severityChoice[value], value })),
      },
      sendersCopyInput: { title: words.input.sendersCopy, value: String(view.remediateSendersCopy) },
    },
  ];
}
