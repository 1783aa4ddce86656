import type { RemediationBody, RemediationOrder } from '../approval/remediation.ts';
import { type AnalyzedEmail, isResolved } from '../approval/request.ts';

/** The JSON for one call. Mail is named by message and recipient, which both versions take; by Graph's id only where nothing else is known. */
export function remediationBody(order: RemediationOrder, withApproverUpn: boolean): RemediationBody {
  const { displayName, description, severity, action, approverUpn, remediateSendersCopy } = order;
  return {
    displayName,
    description,
    severity,
    action,
    ...(withApproverUpn ? { approverUpn } : {}),
    // A JSON boolean: the pages' example shows the string "false", the metadata says Edm.Boolean.
    remediateSendersCopy,
    analyzedEmails: order.emails.map(named),
  };
}

function named(email: AnalyzedEmail): RemediationBody['analyzedEmails'][number] {
  if (!isResolved(email)) return { id: email.id };
  const { networkMessageId, recipientEmailAddress } = email;
  return { networkMessageId, recipientEmailAddress };
}
