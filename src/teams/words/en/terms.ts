import type { RefusalCode } from '../../../approval/remediation.ts';
import type { RemediationAction, RequestState, Severity } from '../../../approval/request.ts';

/** Single words and names; each list names every member, so that a new one cannot be forgotten. */
export const englishTerms = {
  severity: {
    low: 'Low severity',
    medium: 'Medium severity',
    high: 'High severity',
  } satisfies Record<Severity, string>,
  severityChoice: { low: 'Low', medium: 'Medium', high: 'High' } satisfies Record<Severity, string>,
  action: {
    softDelete: 'Soft delete',
    hardDelete: 'Hard delete',
    moveToJunk: 'Move to Junk Email',
    moveToDeletedItems: 'Move to Deleted Items',
    moveToInbox: 'Move back to the inbox',
  } satisfies Record<RemediationAction, string>,
  actionChoice: {
    softDelete: 'Soft delete (can be recovered)',
    hardDelete: "Hard delete (can't be undone)",
    moveToJunk: 'Move to Junk Email (users still see it)',
    moveToDeletedItems: 'Move to Deleted Items (users still see it)',
    moveToInbox: 'Move back to the inbox (users see it again)',
  } satisfies Record<RemediationAction, string>,
  state: {
    pending: 'Waiting for a decision',
    partiallyApproved: 'Waiting for more approvals',
    approved: 'Approved',
    submitting: 'Submitting',
    submitted: 'Submitted to Microsoft Defender',
    verifying: 'Submitted to Microsoft Defender, being verified',
    verified: 'Verified',
    partlyVerified: 'Partly verified',
    unverified: 'Not verified',
    failed: 'Failed',
    rejected: 'Rejected',
    expired: 'Expired',
    withdrawn: 'Withdrawn',
  } satisfies Record<RequestState, string>,
  /** What went wrong, and what somebody can do about it. */
  problem: {
    permission:
      'Microsoft Graph refused the call because the app lacks the permission SecurityAnalyzedMessage.ReadWrite.All. An administrator has to grant it and give admin consent. Then press Retry.',
    licence:
      'Microsoft Graph refused the call because the tenant has no Microsoft Defender for Office 365 Plan 2 license. Assign the license, then press Retry.',
    credential:
      'The app could not sign in to Microsoft Graph. Its certificate, secret, or managed identity is missing, wrong, or expired. Renew it, then press Retry.',
    unresolvedEmail:
      'Some emails are known only by their id, and Microsoft Graph did not find them. Remove them in Microsoft Defender by hand, or press Retry later.',
    badRequest:
      'Microsoft Graph did not accept the order as it was sent. Press Retry once. If it fails again, remove the emails in Microsoft Defender and report the problem to whoever runs this app.',
    overtaken: 'Since this undo was asked for, another request has moved all of these emails, so nothing was put back.',
    other:
      'Microsoft Graph refused the call. Press Retry. If it fails again, remove the emails in Microsoft Defender and report the problem to whoever runs this app.',
  } satisfies Record<RefusalCode, string>,
};
