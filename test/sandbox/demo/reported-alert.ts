import { randomUUID } from 'node:crypto';
import type { UnreportedMail } from './unreported-mail.ts';

export interface ReportedAlerts {
  /** What Defender tells when a user reports mail: nothing of where it lies. */
  reported(): Record<string, unknown>;
  /** The record that was told last once more, when Defender has found out which message it is. */
  named(): Record<string, unknown>;
}

/** Defender's own alerts (Graph `alerts_v2`), two versions of one record. */
export function createReportedAlerts(mail: UnreportedMail): ReportedAlerts {
  let record = randomUUID();

  function version(networkMessageId: string | null): Record<string, unknown> {
    const [recipientEmailAddress] = mail.recipients;
    return {
      id: `da-${record}`,
      title: 'Email reported by user as malware or phish',
      severity: 'low',
      status: 'new',
      serviceSource: 'microsoftDefenderForOffice365',
      alertWebUrl: `https://security.microsoft.com/alerts/da-${record}`,
      evidence: [
        {
          '@odata.type': '#microsoft.graph.security.analyzedMessageEvidence',
          networkMessageId,
          recipientEmailAddress,
          subject: mail.subject,
          receivedDateTime: new Date(mail.receivedAt).toISOString(),
          p2Sender: { emailAddress: mail.sender },
        },
      ],
    };
  }

  return {
    reported() {
      record = randomUUID();
      return version(null);
    },
    named: () => version(mail.networkMessageId),
  };
}
