import { randomUUID } from 'node:crypto';
import type { UnreportedMail } from './unreported-mail.ts';

export interface ReportedAlerts {
  /** That Defender signs with: it is a source of its own. */
  readonly secret: string;
  /** What Defender tells when a user reports mail: nothing of where it lies. */
  reported(): Record<string, unknown>;
  /** The record that was told last, when Defender has found out which message it is. */
  named(): NamedAlert;
}

interface NamedAlert {
  readonly alert: Record<string, unknown>;
  /** False: nothing was told of this record before. */
  readonly isKnown: boolean;
}

/** Defender's own alerts (Graph `alerts_v2`), two versions of one record. */
export function createReportedAlerts(mail: UnreportedMail, secret: string): ReportedAlerts {
  let record = randomUUID();
  let isKnown = false;

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
    secret,
    reported() {
      record = randomUUID();
      isKnown = true;
      return version(null);
    },
    named() {
      const named = { alert: version(mail.networkMessageId), isKnown };
      isKnown = true;
      return named;
    },
  };
}
